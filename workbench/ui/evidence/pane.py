"""The evidence viewer: whatever the file is, it is shown, named, and can be cited."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QLocale, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from workbench.core.anchor import Passage, Quote, Span
from workbench.core.errors import BadInputError
from workbench.core.evidence import Evidence, Stance
from workbench.ui.evidence.canvas import Fit
from workbench.ui.evidence.cards import Card, Notice, type_icon
from workbench.ui.evidence.findbar import DocumentFindBar
from workbench.ui.evidence.finder import Finder
from workbench.ui.evidence.lights import Cited
from workbench.ui.evidence.pages import Document
from workbench.ui.evidence.picture import PictureView, png_of
from workbench.ui.evidence.plain import TextView
from workbench.ui.evidence.recording import RecordingCard
from workbench.ui.evidence.region import picture_scale
from workbench.ui.evidence.strip import SideStrip
from workbench.ui.evidence.tablebar import TableBar
from workbench.ui.evidence.tablelayer import TableLayer
from workbench.ui.evidence.textpieces import TextPieces
from workbench.ui.evidence.tools import ToolRow
from workbench.ui.evidence.unlock import UnlockBar
from workbench.ui.evidence.view import PdfView
from workbench.ui.theme import Theme
from workbench.ui.words import filled


class EvidencePane(QWidget):
    """Shows one piece of evidence at a time under a row of controls; it reads and writes nothing itself.

    `cite_requested` carries Passages and a Stance; an empty Passage is the whole document.
    `citation_step` carries 1 or -1, `save_requested` and `open_outside_requested` the evidence's uid.
    """

    cite_requested = Signal(object, Stance)
    save_requested = Signal(str)
    open_outside_requested = Signal(str)
    unlock_requested = Signal(str, str, bool)  # the evidence's uid, a password, whether to keep it
    recognise_requested = Signal()
    closed = Signal()
    citation_step = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._evidence: Evidence | None = None
        self.tools = ToolRow(theme)
        self.notice = Notice(theme)
        self.remark = Notice(theme)  # on the whole file; it stays until it is dismissed
        self.unlock = UnlockBar(theme)
        self.pdf = PdfView(theme)
        self.table = TableLayer(self.pdf)
        self.table_bar = TableBar(theme, self.table)
        self.picture = PictureView(theme)
        self.plain = TextView(theme)
        self.recording = RecordingCard(theme)
        self.card = Card(theme)
        self.strip = SideStrip(theme)
        self.findbar = DocumentFindBar(theme)
        self.finder = Finder(self.findbar)
        self._document: Document | None = None
        self._labels: Sequence[str] = ()
        self._recognised: dict[int, float] | None = None  # confidences by page; None before they are known
        self._strip_wanted = False
        self._strip_sized = False
        self._stack = QStackedWidget()
        self._rule = QFrame(frameShape=QFrame.Shape.NoFrame)
        self._build()
        self._connect()
        self._dress()
        self.clear()

    def show_pdf(self, evidence: Evidence, source: Document) -> None:
        """Show a PDF from its first page."""
        self._begin(evidence, self.pdf, zoom=True, cite=True)
        self._document, self._labels = source, source.labels
        self.pdf.set_source(source)
        self.strip.set_source(source, self._labels)
        self.finder.set_source(source, self.pdf, len(source.sizes))
        self._show_strip()
        self._say_page()

    def show_image(self, evidence: Evidence, data: bytes) -> None:
        """Show a picture from the bytes of its file."""
        self._begin(evidence, self.picture, zoom=True, cite=True)
        self.picture.show_data(data)

    def show_text(self, evidence: Evidence, text: str) -> None:
        """Show plain text; mark-up in it is shown, never followed."""
        self._begin(evidence, self.plain, zoom=False, cite=True)
        pieces = TextPieces(self.plain, text)
        self.finder.set_source(pieces, pieces, pieces.pieces)
        if not self.plain.show_text(text):
            self.notice.say(
                self.tr("Only the beginning of this file is shown."), self.tr("Open in the system's program")
            )

    def show_recording(self, evidence: Evidence) -> None:
        """Show a recording: it is heard outside, and cited by its time."""
        self._begin(evidence, self.recording, zoom=False, cite=True)
        size = QLocale().formattedDataSize(evidence.bytes)
        self.recording.show_recording(type_icon(evidence), evidence.name, f"{evidence.media_type} · {size}")

    def show_other(self, evidence: Evidence) -> None:
        """Show what is known of a file that has no viewer here."""
        self._show_card(evidence, type_icon(evidence), evidence.name)

    def show_problem(self, evidence: Evidence, sentence: str) -> None:
        """Say why evidence cannot be shown; it is stored and citable all the same."""
        self._show_card(evidence, "mdi6.file-alert-outline", sentence)

    def show_locked(self, evidence: Evidence) -> None:
        """Ask for the password of a protected file; it is stored and citable all the same."""
        self._show_card(evidence, "mdi6.file-lock-outline", evidence.name)
        self.unlock.ask(self.tr("This file is protected by a password. Type it to see the pages."))

    def clear(self) -> None:
        """Show the empty state and end all reading."""
        self._stop()
        self._evidence = None
        self.tools.hide()
        self._stack.setCurrentWidget(self.card)
        self.card.say("mdi6.file-document-plus-outline", self.tr("Drop a PDF here, or press E on a claim."))

    def light(self, passage: Passage, stance: Stance | None = None) -> None:
        """Bring `passage` into view, lit; the whole document lights nothing."""
        if self._stack.currentWidget() is self.picture:
            self.picture.light_passage(passage, stance)
        elif self._stack.currentWidget() is self.recording:
            self.recording.light(passage)
        elif self._stack.currentWidget() is not self.plain:
            self.pdf.light_passage(passage, stance)
        elif passage.quote is not None:
            self.plain.light(passage.quote, stance)

    def set_citations(self, citations: Iterable[Cited]) -> None:
        """Tint all these passages of the PDF or the picture quietly."""
        cited = list(citations)
        self.pdf.set_citations(cited)
        self.picture.set_citations(cited)
        self.strip.thumbnails.set_cited(frozenset(c.passage.page for c in cited if c.passage.page))

    def set_recognised(self, confidences: dict[int, float]) -> None:
        """Mark the pages whose text was read by OCR, with their confidence (0 to 1).

        A page that was read while it is shown gets its text.
        """
        before, self._recognised = self._recognised, confidences
        if before is not None:
            self.pdf.read_again(page for page, sure in confidences.items() if before.get(page) != sure)
        self._say_recognised()

    @property
    def page(self) -> int:
        """The page that is shown, from 1."""
        return self.pdf.page if self._stack.currentWidget() is self.pdf else 1

    def raise_claims(self, claims: Iterable[str]) -> None:
        """Light what is cited for these claims (uids) a little more than the rest."""
        self.pdf.raise_claims(claims)

    def show_strip(self, visible: bool) -> None:
        """Show page pictures and contents beside the pages of a PDF, or hide them."""
        self._strip_wanted = visible
        self._show_strip()

    @property
    def strip_wanted(self) -> bool:
        """Whether page pictures and contents are shown beside a PDF."""
        return self._strip_wanted

    @property
    def canvas(self) -> PdfView | PictureView | None:
        """The pages or the picture that is shown; None when it is neither."""
        shown = self._stack.currentWidget()
        return shown if isinstance(shown, PdfView | PictureView) else None

    def open_find(self) -> None:
        """Show the bar that finds words in a PDF or a text."""
        self.finder.open()

    def event(self, event: QEvent) -> bool:
        """Keep the keys that find words from the window while anything in the viewer has the focus."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self._finds(event)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the find bar (Ctrl+F), go on to the next hit (F3) or back to the one before (Shift+F3)."""
        if not self._finds(event):
            super().keyPressEvent(event)
        elif event.key() != Qt.Key.Key_F3:
            self.open_find()
        else:
            self.finder.step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)

    def _finds(self, event: QKeyEvent) -> bool:
        if self._stack.currentWidget() not in (self.pdf, self.plain, self.picture):
            return False
        steps = event.key() == Qt.Key.Key_F3 and self.findbar.isVisible()
        return steps or event.matches(QKeySequence.StandardKey.Find)

    def find_words(self, page: int, words: Sequence[str], found: Sequence[Span] = ()) -> None:
        """Go to `page` with `words` lit wherever they stand on it; in a text, at the places `found`."""
        if self._stack.currentWidget() is not self.plain:
            self.pdf.find_words(page, words)
        elif found:
            self.plain.light_all(found, words)
        elif words:
            self.plain.light(Quote(words[0]), None)

    def selected_passage(self) -> Passage | None:
        """The passage selected in the PDF or the text, on the first of its pages; None when nothing is."""
        return next(iter(self._selected()), None)

    def cite(self, stance: Stance = Stance.SUPPORTS) -> None:
        """Ask to cite what is selected, each page of it as a passage; else offer what can be cited."""
        self._cite("passage", stance)

    def begin_table(self) -> bool:
        """Have a box drawn round a table; False when no pages are shown."""
        if self._stack.currentWidget() is not self.pdf or not len(self.pdf.stack):
            return False
        self.pdf.clear_selection()
        self.pdf.capture_region(False)
        self.table.begin()
        return True

    def pixels_of(self, region: Passage) -> Callable[[], bytes]:
        """What gives the pixels of a region as PNG; to be called on another thread."""
        if self._stack.currentWidget() is self.picture:
            image = self.picture.crop(region.rects[0])
            return lambda: png_of(image)
        document, page, rect = self._document, region.page or 1, region.rects[0]
        assert document is not None
        return lambda: document.picture(page, rect, picture_scale(rect))

    def let_go(self) -> None:
        """Drop selection and region, and what was typed for a recording."""
        self.recording.clear()
        self.pdf.clear_selection()
        for canvas in (self.pdf, self.picture):
            canvas.capture_region(False)

    def focus_widget(self) -> QWidget:
        """What takes the keys when the viewer is visited."""
        if not self.table.isHidden():
            return self.table
        shown = self._stack.currentWidget()
        return self.card.button if shown is self.card or shown is None else shown

    def _build(self) -> None:
        self.setAccessibleName(self.tr("Evidence"))
        self.setAutoFillBackground(True)
        for widget in (self.card, self.pdf, self.picture, self.plain, self.recording):
            self._stack.addWidget(widget)
        self._rule.setFixedHeight(1)
        self._rule.setAutoFillBackground(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for part in (self.tools, self._rule, self.remark, self.unlock, self.notice, self.table_bar):
            layout.addWidget(part)
        layout.addWidget(self.findbar)
        beside = self._sides = QSplitter(Qt.Orientation.Horizontal)
        beside.setHandleWidth(1)
        beside.setChildrenCollapsible(False)
        sides: tuple[QWidget, ...] = (self.strip, self._stack)
        for number, side in enumerate(sides):
            beside.addWidget(side)
            beside.setStretchFactor(number, number)
        self.strip.hide()
        self.strip.thumbnails.calm = lambda: self.pdf.settled
        layout.addWidget(beside, 1)

    def _connect(self) -> None:
        tools = self.tools
        tools.cited.connect(self._cite)
        tools.page_wanted.connect(self._go_to_typed)
        tools.strip.clicked.connect(self.show_strip)
        self.strip.chosen.connect(self.pdf.go_to_page)
        for canvas in (self.pdf, self.picture):
            canvas.capture_changed.connect(self._say_capture)
            canvas.region_changed.connect(self._say_capture)
        tools.stepped.connect(self.citation_step)
        tools.zoom_stepped.connect(lambda step: self._canvas().zoom_step(step))
        tools.width_fitted.connect(lambda: self._canvas().set_fit(Fit.WIDTH))
        tools.page_fitted.connect(lambda: self._canvas().set_fit(Fit.PAGE))
        tools.saved.connect(self._save)
        tools.opened_outside.connect(self._open_outside)
        tools.closed.connect(self.closed)
        self.card.pressed.connect(self._open_outside)
        self.recording.opened.connect(self._open_outside)
        self.recording.cited.connect(lambda: self._cite("passage", Stance.SUPPORTS))
        self.pdf.page_changed.connect(self._say_page)
        self.pdf.text_checked.connect(self._say_page)
        self.pdf.selection_changed.connect(self._selection_changed)
        for canvas in (self.pdf, self.picture):
            canvas.zoom_changed.connect(tools.set_percent)
        self.picture.failed.connect(self._picture_failed)
        self.notice.chosen.connect(self._notice_chosen)
        self.table_bar.cited.connect(lambda: self._cite("passage", Stance.SUPPORTS))
        self.unlock.given.connect(self._unlock)
        self._theme.changed.connect(self._dress)

    def _begin(self, evidence: Evidence, view: QWidget, *, zoom: bool, cite: bool) -> None:
        self._stop()
        self._evidence = evidence
        self._stack.setCurrentWidget(view)
        self.tools.set_name(evidence.name)
        self.tools.set_pages(1, 0)
        self.tools.set_abilities(zoom=zoom, cite=cite)
        self.tools.show()

    def _stop(self) -> None:
        self.remark.say("")
        self.unlock.stop()
        self.notice.say("")
        self.finder.set_source(None)
        self.strip.set_source(None)
        self.strip.hide()
        self._document, self._labels = None, ()
        self._recognised = None
        self.tools.set_recognised(None)
        self.table.leave()
        self.pdf.close_source()
        self.picture.stop()
        self.plain.stop()

    def _show_card(self, evidence: Evidence, icon: str, sentence: str) -> None:
        self._begin(evidence, self.card, zoom=False, cite=True)
        self.card.say(icon, sentence, self._particulars(evidence), self.tr("Open in the system's program"))

    def _particulars(self, evidence: Evidence) -> str:
        size = QLocale().formattedDataSize(evidence.bytes)
        lines = (evidence.media_type, size, filled(self.tr("SHA-256 %1"), evidence.sha256))
        return "\n".join(lines)

    def _canvas(self) -> PdfView | PictureView:
        return self.picture if self._stack.currentWidget() is self.picture else self.pdf

    def _go_to_typed(self, typed: str) -> None:
        """Go to the page that is called so; a number that is no page's label counts the pages."""
        wanted = typed.strip()
        labels = list(self._labels)
        if wanted not in labels:  # "IV" may be meant for "iv", but not where both are there
            labels = [label.casefold() for label in labels]
            wanted = wanted.casefold()
        if wanted and wanted in labels:
            self.pdf.go_to_page(labels.index(wanted) + 1)
        elif wanted.isdecimal():
            self.pdf.go_to_page(int(wanted))
        self.pdf.setFocus()
        self._say_page()

    def _say_page(self) -> None:
        if self._stack.currentWidget() is not self.pdf:
            return
        page, pages = self.pdf.page, len(self.pdf.stack)
        self.tools.set_pages(page, pages, self._label(page))
        self.strip.set_page(page)
        self._say_recognised()
        if self.pdf.capturing:
            return
        words = filled(self.tr("Page %1 of %2"), page, pages)
        self.pdf.setAccessibleName(words)
        self._say_text(page)

    def _say_text(self, page: int) -> None:
        if self.pdf.has_text(page) is False:
            self.notice.say(
                self.tr("This page has no text layer, so nothing on it can be selected. Cite it as a whole."),
                self.tr("Cite this page"),
                self.tr("Recognise text (O)"),
            )
        elif self.pdf.has_text(page):
            self.notice.say("")

    def _say_recognised(self) -> None:
        self.tools.set_recognised((self._recognised or {}).get(self.page))

    def _label(self, page: int) -> str:
        return self._labels[page - 1] if 0 < page <= len(self._labels) else ""

    def _show_strip(self) -> None:
        there = self._strip_wanted and self._stack.currentWidget() is self.pdf and len(self.pdf.stack) > 0
        if there and not self._strip_sized:
            self._strip_sized = True  # from now on the person says how wide it is
            narrow = self.strip.sizeHint().width()
            self._sides.setSizes([narrow, max(1, self.width() - narrow)])
        self.strip.setVisible(there)
        self.tools.strip.setChecked(self._strip_wanted)
        if there:
            self.strip.show_page(self.pdf.page)

    def _say_capture(self) -> None:
        """Say how a region is drawn, and what can be done with it."""
        canvas = self.canvas
        if canvas is None or not canvas.capturing:
            self.notice.say("")
        elif canvas.region is None:
            self.notice.say(self.tr("Draw a rectangle with the mouse, or with the arrows. Escape ends it."))
        else:
            self.notice.say(
                self.tr("C cites this region with its picture. Shift with the arrows resizes it.")
            )

    def _selection_changed(self, selected: bool) -> None:
        if selected:
            self.notice.say("")

    def _cite(self, what: str, stance: Stance) -> None:
        if self._evidence is None:
            return
        is_pdf = self._stack.currentWidget() is self.pdf and len(self.pdf.stack) > 0
        try:
            selected = self._selected() if what == "passage" else ()
        except BadInputError as error:  # what was typed is no time
            self.recording.say_trouble(str(error))
            return
        if selected:
            self.cite_requested.emit(selected, stance)
        elif what == "document" or not is_pdf:
            self.cite_requested.emit((Passage(),), stance)
        elif what == "page" or self.pdf.has_text(self.pdf.page) is False:
            page = self.pdf.page
            self.cite_requested.emit((Passage(page, label=self._label(page)),), stance)
        else:
            self.notice.say(
                self.tr("Select the passage to cite, or cite more than a passage."),
                self.tr("Cite this page"),
                self.tr("Cite the whole document"),
            )

    def _selected(self) -> tuple[Passage, ...]:
        """What is selected in what is shown, one passage a page or cell of a table."""
        if self.table.state is not None:
            return tuple(replace(cell, label=self._label(cell.page or 0)) for cell in self.table.passages())
        shown: QWidget | None = self._stack.currentWidget()
        canvas = self.canvas
        if canvas is not None and canvas.region is not None:
            return (canvas.region_passage(),)
        if shown is self.plain:
            passage = self.plain.selected_passage()
            return (passage,) if passage else ()
        if shown is self.recording:
            moment = self.recording.passage()
            return (moment,) if moment else ()
        if shown is not self.pdf:
            return ()
        return tuple(
            replace(found, label=self._label(found.page or 0)) for found in self.pdf.selected_passages()
        )

    def _notice_chosen(self, number: int) -> None:
        if self._stack.currentWidget() is self.pdf:
            self.notice.say("")
            if number and self.pdf.has_text(self.pdf.page) is False:
                self.recognise_requested.emit()
                return
            self._cite("page" if number == 0 else "document", Stance.SUPPORTS)
        else:
            self._open_outside()

    def _save(self) -> None:
        if self._evidence is not None:
            self.save_requested.emit(self._evidence.uid)

    def _open_outside(self) -> None:
        if self._evidence is not None:
            self.open_outside_requested.emit(self._evidence.uid)

    def _unlock(self, password: str, keep: bool) -> None:
        if self._evidence is not None:
            self.unlock_requested.emit(self._evidence.uid, password, keep)

    def _picture_failed(self, sentence: str) -> None:
        if self._evidence is not None:
            self.show_problem(self._evidence, sentence)

    def _dress(self) -> None:
        palette = self._theme.qpalette()
        self.setPalette(palette)
        self.setFont(self._theme.font("ui"))
        palette.setColor(palette.ColorRole.Window, self._theme.inks.rule)
        self._rule.setPalette(palette)

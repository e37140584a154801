"""The evidence viewer: whatever the file is, it is shown, named, and can be cited."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from workbench.core.anchor import Passage, Quote
from workbench.core.evidence import Evidence, Stance
from workbench.ui.evidence.canvas import Fit
from workbench.ui.evidence.cards import Card, Notice, type_icon
from workbench.ui.evidence.pages import PageSource
from workbench.ui.evidence.picture import PictureView
from workbench.ui.evidence.plain import TextView
from workbench.ui.evidence.tools import ToolRow
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
    closed = Signal()
    citation_step = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._evidence: Evidence | None = None
        self.tools = ToolRow(theme)
        self.notice = Notice(theme)
        self.pdf = PdfView(theme)
        self.picture = PictureView(theme)
        self.plain = TextView(theme)
        self.card = Card(theme)
        self._stack = QStackedWidget()
        self._rule = QFrame(frameShape=QFrame.Shape.NoFrame)
        self._build()
        self._connect()
        self._dress()
        self.clear()

    def show_pdf(self, evidence: Evidence, source: PageSource) -> None:
        """Show a PDF from its first page."""
        self._begin(evidence, self.pdf, zoom=True, cite=True)
        self.pdf.set_source(source)
        self._say_page()

    def show_image(self, evidence: Evidence, data: bytes) -> None:
        """Show a picture from the bytes of its file."""
        self._begin(evidence, self.picture, zoom=True, cite=True)
        self.picture.show_data(data)

    def show_text(self, evidence: Evidence, text: str) -> None:
        """Show plain text; mark-up in it is shown, never followed."""
        self._begin(evidence, self.plain, zoom=False, cite=True)
        if not self.plain.show_text(text):
            self.notice.say(
                self.tr("Only the beginning of this file is shown."), self.tr("Open in the system's program")
            )

    def show_other(self, evidence: Evidence) -> None:
        """Show what is known of a file that has no viewer here."""
        self._show_card(evidence, type_icon(evidence), evidence.name)

    def show_problem(self, evidence: Evidence, sentence: str) -> None:
        """Say why evidence cannot be shown; it is stored and citable all the same."""
        self._show_card(evidence, "mdi6.file-alert-outline", sentence)

    def clear(self) -> None:
        """Show the empty state and end all reading."""
        self._stop()
        self._evidence = None
        self.tools.hide()
        self._stack.setCurrentWidget(self.card)
        self.card.say("mdi6.file-document-plus-outline", self.tr("Drop a PDF here, or press E on a claim."))

    def light(self, passage: Passage, stance: Stance | None = None) -> None:
        """Bring `passage` into view, lit; the whole document lights nothing."""
        if self._stack.currentWidget() is not self.plain:
            self.pdf.light_passage(passage, stance)
        elif passage.quote is not None:
            self.plain.light(passage.quote, stance)

    def set_citations(self, citations: Iterable[tuple[Passage, Stance]]) -> None:
        """Tint all these passages of the PDF quietly."""
        self.pdf.set_citations(citations)

    def find_words(self, page: int, words: Sequence[str]) -> None:
        """Go to `page` with `words` lit wherever they stand on it; in a text, to the first of them."""
        if self._stack.currentWidget() is not self.plain:
            self.pdf.find_words(page, words)
        elif words:
            self.plain.light(Quote(words[0]), None)

    def selected_passage(self) -> Passage | None:
        """The passage selected in the PDF or the text, on the first of its pages; None when nothing is."""
        return next(iter(self._selected()), None)

    def cite(self, stance: Stance = Stance.SUPPORTS) -> None:
        """Ask to cite what is selected, each page of it as a passage; else offer what can be cited."""
        self._cite("passage", stance)

    def focus_widget(self) -> QWidget:
        """What takes the keys when the viewer is visited."""
        shown = self._stack.currentWidget()
        return self.card.button if shown is self.card or shown is None else shown

    def _build(self) -> None:
        self.setAccessibleName(self.tr("Evidence"))
        self.setAutoFillBackground(True)
        for widget in (self.card, self.pdf, self.picture, self.plain):
            self._stack.addWidget(widget)
        self._rule.setFixedHeight(1)
        self._rule.setAutoFillBackground(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for part in (self.tools, self._rule, self.notice):
            layout.addWidget(part)
        layout.addWidget(self._stack, 1)

    def _connect(self) -> None:
        tools = self.tools
        tools.cited.connect(self._cite)
        tools.page_wanted.connect(self._go_to_page)
        tools.stepped.connect(self.citation_step)
        tools.zoom_stepped.connect(lambda step: self._canvas().zoom_step(step))
        tools.width_fitted.connect(lambda: self._canvas().set_fit(Fit.WIDTH))
        tools.page_fitted.connect(lambda: self._canvas().set_fit(Fit.PAGE))
        tools.saved.connect(self._save)
        tools.opened_outside.connect(self._open_outside)
        tools.closed.connect(self.closed)
        self.card.pressed.connect(self._open_outside)
        self.pdf.page_changed.connect(self._say_page)
        self.pdf.text_checked.connect(self._say_page)
        self.pdf.selection_changed.connect(self._selection_changed)
        for canvas in (self.pdf, self.picture):
            canvas.zoom_changed.connect(tools.set_percent)
        self.picture.failed.connect(self._picture_failed)
        self.notice.chosen.connect(self._notice_chosen)
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
        self.notice.say("")
        self.pdf.close_source()
        self.picture.stop()
        self.plain.stop()

    def _show_card(self, evidence: Evidence, icon: str, sentence: str) -> None:
        self._begin(evidence, self.card, zoom=False, cite=True)
        size = QLocale().formattedDataSize(evidence.bytes)
        lines = (evidence.media_type, size, filled(self.tr("SHA-256 %1"), evidence.sha256))
        self.card.say(icon, sentence, "\n".join(lines), self.tr("Open in the system's program"))

    def _canvas(self) -> PdfView | PictureView:
        return self.picture if self._stack.currentWidget() is self.picture else self.pdf

    def _go_to_page(self, page: int) -> None:
        self.pdf.go_to_page(page)
        self.pdf.setFocus()
        self._say_page()

    def _say_page(self) -> None:
        if self._stack.currentWidget() is not self.pdf:
            return
        page, pages = self.pdf.page, len(self.pdf.stack)
        self.tools.set_pages(page, pages)
        words = filled(self.tr("Page %1 of %2"), page, pages)
        self.pdf.setAccessibleName(words)
        if self.pdf.has_text(page) is False:
            self.notice.say(
                self.tr("This page has no text layer, so nothing on it can be selected. Cite it as a whole."),
                self.tr("Cite this page"),
            )
        elif self.pdf.has_text(page):
            self.notice.say("")

    def _selection_changed(self, selected: bool) -> None:
        if selected:
            self.notice.say("")

    def _cite(self, what: str, stance: Stance) -> None:
        if self._evidence is None:
            return
        is_pdf = self._stack.currentWidget() is self.pdf and len(self.pdf.stack) > 0
        selected = self._selected() if what == "passage" else ()
        if selected:
            self.cite_requested.emit(selected, stance)
        elif what == "document" or not is_pdf:
            self.cite_requested.emit((Passage(),), stance)
        elif what == "page" or self.pdf.has_text(self.pdf.page) is False:
            self.cite_requested.emit((Passage(self.pdf.page),), stance)
        else:
            self.notice.say(
                self.tr("Select the passage to cite, or cite more than a passage."),
                self.tr("Cite this page"),
                self.tr("Cite the whole document"),
            )

    def _selected(self) -> tuple[Passage, ...]:
        """What is selected in what is shown, one passage a page."""
        shown = self._stack.currentWidget()
        if shown is self.plain:
            passage = self.plain.selected_passage()
            return (passage,) if passage else ()
        return self.pdf.selected_passages() if shown is self.pdf else ()

    def _notice_chosen(self, number: int) -> None:
        if self._stack.currentWidget() is self.pdf:
            self.notice.say("")
            self._cite("page" if number == 0 else "document", Stance.SUPPORTS)
        else:
            self._open_outside()

    def _save(self) -> None:
        if self._evidence is not None:
            self.save_requested.emit(self._evidence.uid)

    def _open_outside(self) -> None:
        if self._evidence is not None:
            self.open_outside_requested.emit(self._evidence.uid)

    def _picture_failed(self, sentence: str) -> None:
        if self._evidence is not None:
            self.show_problem(self._evidence, sentence)

    def _dress(self) -> None:
        palette = self._theme.qpalette()
        self.setPalette(palette)
        self.setFont(self._theme.font("ui"))
        palette.setColor(palette.ColorRole.Window, self._theme.inks.rule)
        self._rule.setPalette(palette)

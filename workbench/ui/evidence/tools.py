"""The row of controls above evidence: what it is, where one is in it, and citing it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QIcon, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from workbench.core.evidence import Stance
from workbench.core.verdict import Verdict
from workbench.ui.theme import Theme
from workbench.ui.words import filled

_GAP: Final = 4


class ToolRow(QWidget):
    """Buttons and fields only; each says what was asked for. Becomes two rows where one is too narrow.

    `cited` carries what ("passage", "page" or "document") and the stance, `page_wanted` a page's number or
    label as it was typed.
    """

    cited = Signal(str, Stance)
    page_wanted = Signal(str)
    stepped = Signal(int)
    zoom_stepped = Signal(int)
    width_fitted = Signal()
    page_fitted = Signal()
    saved = Signal()
    opened_outside = Signal()
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icons: dict[QToolButton, str] = {}
        self._full_name = ""
        self._two_rows = False
        self._paged = False
        self.name = QLabel(textFormat=Qt.TextFormat.PlainText)
        self.page = QLineEdit(alignment=Qt.AlignmentFlag.AlignRight)
        self.of_pages = QLabel()
        self.ocr = QLabel()
        self.percent = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self.cite = QToolButton()
        self.strip = QToolButton()
        self.more = QToolButton()
        self._build()
        self._dress()
        theme.changed.connect(self._dress)

    def set_name(self, name: str) -> None:
        """Name the evidence; too long a name is shortened in its middle, the tool tip has all of it."""
        self._full_name = name
        self.name.setToolTip(name)
        self._shorten()

    def set_pages(self, page: int, pages: int, label: str = "") -> None:
        """Say which page of how many is shown; 0 pages: hide what concerns pages.

        `label` is what the document calls the page; empty when that is its number.
        """
        self._paging.setVisible(pages > 0)
        self.strip.setVisible(pages > 0)
        self._paged = pages > 0
        self._page_menu.menuAction().setVisible(pages > 0)
        shown = label or str(page)
        if not self.page.hasFocus():
            self.page.setText(shown)
        total = self.locale().toString(pages)
        words = filled(self.tr("(%1 of %2)"), page, total) if label else filled(self.tr("of %1"), total)
        self.of_pages.setText(words)
        self._size_page_field(max(shown, str(pages), key=len))
        self._arrange()

    def set_recognised(self, confidence: float | None) -> None:
        """Mark the page's text as read by OCR, with its confidence (0 to 1); None: it is the file's own."""
        self.ocr.setVisible(confidence is not None)
        if confidence is not None:
            self.ocr.setText(filled(self.tr("OCR %1 %"), round(100 * confidence)))
            tip = self.tr("This text was read off the picture of the page by a program, %1 % sure of itself.")
            self.ocr.setToolTip(filled(tip, round(100 * confidence)))
        self._arrange()

    def set_actions(self, groups: Sequence[Sequence[QAction]]) -> None:
        """Offer these actions of the table in the menu of the row, parted by lines."""
        menu = QMenu(self.more)
        for group in groups:
            if not menu.isEmpty():
                menu.addSeparator()
            menu.addActions(group)
        menu.addSeparator()
        menu.addAction(self.tr("Save a copy"), self.saved.emit)
        menu.addAction(self.tr("Open in the system's program"), self.opened_outside.emit)
        self.more.setMenu(menu)

    def add_menu(self, title: str) -> QMenu:
        """A submenu at the end of the menu of the row."""
        menu: QMenu = self.more.menu().addMenu(title)
        return menu

    def set_percent(self, percent: float) -> None:
        """Say the zoom."""
        self.percent.setText(filled(self.tr("%1 %"), round(percent)))

    def set_abilities(self, *, zoom: bool, cite: bool) -> None:
        """Show the zoom controls and the Cite button, or hide them."""
        self._zooming.setVisible(zoom)
        self.cite.setVisible(cite)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use one row or two."""
        super().resizeEvent(event)
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        """What the two rows need: while there is one, it must not keep the viewer from becoming narrower."""
        hint = super().minimumSizeHint()
        narrow = self._file.sizeHint().width() + _width(self.strip) + 4 * self.name.minimumWidth()
        return QSize(min(hint.width(), narrow), hint.height())

    def showEvent(self, event: QShowEvent) -> None:
        """Put the icons on; loading them would keep a window waiting that opens without evidence."""
        super().showEvent(event)
        self._set_icons()

    def _build(self) -> None:
        self.name.setMinimumWidth(40)
        self.name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.page.setAccessibleName(self.tr("Page number or label"))
        self.page.setMaxLength(20)
        self.page.returnPressed.connect(lambda: self.page_wanted.emit(self.page.text()))
        previous = self._button(
            "mdi6.chevron-left", self.tr("Previous citation or hit"), lambda: self.stepped.emit(-1)
        )
        following = self._button(
            "mdi6.chevron-right", self.tr("Next citation or hit"), lambda: self.stepped.emit(1)
        )
        smaller = self._button("mdi6.minus", self.tr("Smaller (-)"), lambda: self.zoom_stepped.emit(-1))
        larger = self._button("mdi6.plus", self.tr("Larger (+)"), lambda: self.zoom_stepped.emit(1))
        width = self._button(
            "mdi6.arrow-expand-horizontal", self.tr("Fit the width (0)"), self.width_fitted.emit
        )
        self._fit_page = self._button(
            "mdi6.fit-to-page-outline", self.tr("Fit the page (9)"), self.page_fitted.emit
        )
        save = self._button("mdi6.download-outline", self.tr("Save a copy"), self.saved.emit)
        outside = self._button(
            "mdi6.open-in-new", self.tr("Open in the system's program"), self.opened_outside.emit
        )
        close = self._button("mdi6.close", self.tr("Close the evidence"), self.closed.emit)
        self._build_cite()
        self._build_menus()
        self._steps = (previous, following)
        self._paging = _group(self.page, self.of_pages)
        self._zooming = _group(smaller, self.percent, larger, width, self._fit_page)
        self._work = _group(self._paging, self.ocr, self._zooming, previous, following, self.cite, stretch=4)
        self._outside = (save, outside)  # in the menu as well
        self._file = _group(self.more, save, outside, close)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(12, _GAP, 8, _GAP)
        self._grid.setHorizontalSpacing(4 * _GAP)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(0, 1)
        self._grid.addWidget(_group(self.strip, self.name, stretch=1), 0, 0)
        self._grid.addWidget(self._work, 0, 1)
        self._grid.addWidget(self._file, 0, 2)

    def _build_menus(self) -> None:
        for button, icon, words in (
            (self.strip, "mdi6.page-layout-sidebar-left", self.tr("Pages and contents (F4)")),
            (self.more, "mdi6.dots-horizontal", self.tr("More that can be done here")),
        ):
            button.setAutoRaise(True)
            button.setToolTip(words)
            button.setAccessibleName(words)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._icons[button] = icon
        self.strip.setCheckable(True)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        self.more.setMenu(QMenu(self.more))

    def _build_cite(self) -> None:
        self.cite.setText(self.tr("Cite (C)"))
        self.cite.setToolTip(self.tr("Cite the selected passage for the current claim"))
        self.cite.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.cite.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        self.cite.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.cite.clicked.connect(lambda: self.cited.emit("passage", Stance.SUPPORTS))
        self._icons[self.cite] = "mdi6.format-quote-close"
        menu = QMenu(self.cite)
        self._add_stances(menu, "passage")
        menu.addSeparator()
        self._page_menu = menu.addMenu(self.tr("Cite this page"))
        self._add_stances(self._page_menu, "page")
        self._add_stances(menu.addMenu(self.tr("Cite the whole document")), "document")
        self.cite.setMenu(menu)

    def _add_stances(self, menu: QMenu, what: str) -> None:
        for stance, words in (
            (Stance.SUPPORTS, self.tr("It supports the claim")),
            (Stance.CONTRADICTS, self.tr("It contradicts the claim")),
            (Stance.CONTEXT, self.tr("It gives context")),
        ):
            action = menu.addAction(words)
            action.setData(stance)
            action.triggered.connect(lambda _=False, stance=stance: self.cited.emit(what, stance))

    def _button(self, icon: str, words: str, does: Callable[[], None]) -> QToolButton:
        button = QToolButton(autoRaise=True)
        button.setToolTip(words)
        button.setAccessibleName(words)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda _=False: does())
        self._icons[button] = icon
        return button

    def _dress(self) -> None:
        font, inks = self._theme.font("ui"), self._theme.inks
        self.setFont(font)
        side = self._theme.pixels("heading") - 4
        for button in self._icons:
            button.setFont(font)
            button.setIconSize(QSize(side, side))
        if self.isVisible():
            self._set_icons()
        self.name.setFont(self._theme.font("ui", bold=True))
        muted = self.palette()
        muted.setColor(muted.ColorRole.WindowText, inks.muted)
        for label in (self.of_pages, self.ocr, self.percent):
            label.setPalette(muted)
            label.setFont(font)
        self.percent.setMinimumWidth(self.percent.fontMetrics().horizontalAdvance("888 %"))
        self.page.setFont(font)
        self._size_page_field(self.page.text())
        self._arrange()

    def _set_icons(self) -> None:
        inks = self._theme.inks
        for button, icon in self._icons.items():
            button.setIcon(self._theme.icon(icon, inks.focus if button is self.cite else inks.muted))
        for action in self.cite.menu().actions() + self._page_menu.actions():
            if isinstance(action.data(), Stance):
                action.setIcon(stance_icon(self._theme, action.data()))

    def _size_page_field(self, widest: str) -> None:
        digits = max(3, min(10, len(widest)))
        self.page.setFixedWidth(self.page.fontMetrics().horizontalAdvance("8" * digits) + 16)

    def _arrange(self) -> None:
        names = self._theme.pixels("ui") * 18  # the room that a name needs to be told from others
        two = self.width() < self._needed() + self._file.sizeHint().width() + names
        if two != self._two_rows:
            self._two_rows = two
            self._grid.addWidget(self._work, *((1, 0, 1, 3) if two else (0, 1, 1, 1)))
            policy = QSizePolicy.Policy.Ignored if two else QSizePolicy.Policy.Preferred
            self._work.setSizePolicy(policy, QSizePolicy.Policy.Preferred)
        self._shed()
        self._shorten()

    def _needed(self) -> int:
        """The width of all controls in one row, those that have been left out included."""
        groups = [group for group in (self._paging, self._zooming) if not group.isHidden()]
        leaves: list[QWidget] = [*self._steps]
        leaves += (each for each in (self.ocr, self.cite) if not each.isHidden())
        for group in groups:
            leaves += [child for child in group.children() if isinstance(child, QWidget)]
        return sum(map(_width, leaves))

    def _shed(self) -> None:
        """Leave out the controls that can best be done without until the row fits."""
        over = self._needed() - (self.width() - 20) if self._two_rows else 0
        for widget in (self._fit_page, self.percent, *self._steps, self.of_pages):
            useful = widget is not self._fit_page or self._paged
            if useful and over > 0:
                over -= _width(widget)
                useful = False
            widget.setVisible(useful)
        # A name that nobody can read is worse than a button that stands in the menu too.
        tight = self.width() < self._theme.pixels("ui") * 26
        for button in self._outside:
            button.setHidden(tight)

    def _shorten(self) -> None:
        room = max(self.name.minimumWidth(), self.name.width())
        short = self.name.fontMetrics().elidedText(self._full_name, Qt.TextElideMode.ElideMiddle, room)
        if short != self.name.text():
            self.name.setText(short)


def stance_icon(theme: Theme, stance: Stance) -> QIcon:
    """The mark of what a passage does for a claim, in its ink."""
    if stance is Stance.CONTEXT:
        return theme.icon("mdi6.text-box-outline", theme.inks.focus)
    return theme.mark(Verdict.VERIFIED if stance is Stance.SUPPORTS else Verdict.DISPUTED)


def _width(widget: QWidget) -> int:
    """What `widget` takes in a row, with the gap beside it."""
    return min(max(widget.sizeHint().width(), widget.minimumWidth()), widget.maximumWidth()) + _GAP


def _group(*widgets: QWidget, stretch: int = -1) -> QWidget:
    """`widgets` side by side; number `stretch` takes the room that is left."""
    group = QWidget()
    layout = QHBoxLayout(group)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(_GAP)
    for number, widget in enumerate(widgets):
        layout.addWidget(widget, 1 if number == stretch else 0)
    return group

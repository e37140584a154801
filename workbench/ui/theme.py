"""Colours, type and icons of the window, in one place; every widget asks here and repaints on `changed`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QIcon, QPalette
from PySide6.QtWidgets import QApplication

from workbench.core.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Inks:
    """The colours of one theme. `ink` and `tint` are by verdict; a tint may be fully transparent."""

    paper: QColor
    text: QColor
    muted: QColor
    rule: QColor
    focus: QColor
    panel: QColor
    selection: QColor
    found: QColor
    changed: QColor
    danger: QColor
    ink: Mapping[Verdict, QColor]
    tint: Mapping[Verdict, QColor]


def _inks(paper: str, text: str, rule: str, focus: str, panel: str, selection: str, **marks: str) -> Inks:
    none = QColor(0, 0, 0, 0)
    grey = QColor(marks["grey"])
    ink = {
        Verdict.VERIFIED: QColor(marks["verified"]),
        Verdict.DISPUTED: QColor(marks["disputed"]),
        Verdict.UNSOURCED: QColor(marks["unsourced"]),
        Verdict.NOT_A_CLAIM: grey,
        Verdict.UNREVIEWED: grey,
    }
    tint = {
        Verdict.VERIFIED: QColor(marks["verified_tint"]),
        Verdict.DISPUTED: QColor(marks["disputed_tint"]),
        Verdict.UNSOURCED: QColor(marks["unsourced_tint"]),
        Verdict.NOT_A_CLAIM: none,
        Verdict.UNREVIEWED: none,
    }
    return Inks(
        QColor(paper), QColor(text), grey, QColor(rule), QColor(focus), QColor(panel), QColor(selection),
        QColor(marks["found"]), QColor(marks["changed"]), ink[Verdict.DISPUTED], ink, tint,
    )  # fmt: skip


LIGHT: Final = _inks(
    "#FBFAF7", "#1F2328", "#E4E1DA", "#2F5D8C", "#F9F8F4", "#CFE0F0", grey="#6B7280",
    found="#FFE58A", changed="#6D4BA3", verified="#1B7F5F", verified_tint="#E3F3EC",
    disputed="#C2410C", disputed_tint="#FCE9DF", unsourced="#8A5F00",
    unsourced_tint="#FBF1D6",
)  # fmt: skip
DARK: Final = _inks(
    "#16181C", "#E6E4DF", "#2C2F36", "#7FB2E5", "#1C1F24", "#2B4562", grey="#9AA1AC",
    found="#6B5A12", changed="#BDA2EE", verified="#5CC8A0", verified_tint="#17352B",
    disputed="#FF9A6B", disputed_tint="#3D2418", unsourced="#E8C15A",
    unsourced_tint="#3A3017",
)  # fmt: skip

UNDERLINE: Final[Mapping[Verdict, Qt.PenStyle | None]] = {
    Verdict.VERIFIED: Qt.PenStyle.SolidLine,
    Verdict.DISPUTED: None,  # a wave, drawn by hand
    Verdict.UNSOURCED: Qt.PenStyle.DashLine,
    Verdict.NOT_A_CLAIM: Qt.PenStyle.NoPen,
    Verdict.UNREVIEWED: Qt.PenStyle.DotLine,
}
MARK: Final[Mapping[Verdict, str]] = {
    Verdict.VERIFIED: "mdi6.check-circle",
    Verdict.DISPUTED: "mdi6.alert-octagon",
    Verdict.UNSOURCED: "mdi6.help-circle-outline",
    Verdict.NOT_A_CLAIM: "mdi6.minus-circle-outline",
    Verdict.UNREVIEWED: "mdi6.circle-outline",
}
SCALE: Final = {"small": 12, "ui": 13, "body": 15, "article": 17, "heading": 22, "headline": 28}
ZOOMS: Final = (80, 90, 100, 110, 125, 150, 175, 200)
# They take their fonts from the application, not from the window.
_BARS: Final = ("QMenuBar", "QMenu", "QTipLabel")


class Theme(QObject):
    """The look in force. Modes: "system", "light", "dark"; `zoom` in percent scales all type."""

    changed = Signal()

    def __init__(self, mode: str = "system", zoom: int = 100, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.mode = mode
        self.zoom = zoom
        self.reduced_motion = False
        self._icons: dict[tuple[str, str], QIcon] = {}
        # Without it a new style sheet puts the palette back that a widget had under the one before.
        QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_UseStyleSheetPropagationInWidgetStyles)
        self._set_bar_fonts()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._system_changed)

    @property
    def dark(self) -> bool:
        """True when the dark inks are in force."""
        if self.mode == "system":
            return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return self.mode == "dark"

    @property
    def inks(self) -> Inks:
        """The colours to paint with now."""
        return DARK if self.dark else LIGHT

    def set_mode(self, mode: str) -> None:
        """Switch to "system", "light" or "dark"."""
        self.mode = mode
        self.changed.emit()

    def set_zoom(self, percent: int) -> None:
        """Scale all type; `percent` is held between the ends of ZOOMS."""
        self.zoom = max(ZOOMS[0], min(ZOOMS[-1], percent))
        self._set_bar_fonts()
        self.changed.emit()

    def pixels(self, role: str) -> int:
        """Type size of a role of SCALE in logical pixels, zoom applied."""
        return round(SCALE[role] * self.zoom / 100)

    def font(self, role: str, *, bold: bool = False, italic: bool = False) -> QFont:
        """The interface's sans in the size of `role`."""
        font = QFont(QGuiApplication.font())
        font.setPixelSize(self.pixels(role))
        font.setBold(bold)
        font.setItalic(italic)
        return font

    def serif(self, role: str = "article", *, bold: bool = False, italic: bool = False) -> QFont:
        """The reading face in the size of `role`."""
        font = QFont(self._serif_family)
        font.setStyleHint(QFont.StyleHint.Serif)
        font.setPixelSize(self.pixels(role))
        font.setBold(bold)
        font.setItalic(italic)
        return font

    def icon(self, name: str, color: QColor | None = None) -> QIcon:
        """A qtawesome icon such as "mdi6.check-circle", cached by name and colour."""
        shade = (color or self.inks.text).name()
        icon = self._icons.get((name, shade))
        if icon is None:
            import qtawesome  # 0.65 s to import: not before the first icon is needed  # noqa: PLC0415

            icon = qtawesome.icon(name, color=shade)
            self._icons[name, shade] = icon
        return icon

    def mark(self, verdict: Verdict) -> QIcon:
        """The verdict's mark in its ink."""
        return self.icon(MARK[verdict], self.inks.ink[verdict])

    def qpalette(self) -> QPalette:
        """The application palette for Qt's own controls."""
        inks = self.inks
        palette = QPalette()
        roles = QPalette.ColorRole
        for role, color in (
            (roles.Window, inks.panel),
            (roles.WindowText, inks.text),
            (roles.Base, inks.paper),
            (roles.AlternateBase, inks.panel),
            (roles.Text, inks.text),
            (roles.Button, inks.panel),
            (roles.ButtonText, inks.text),
            (roles.PlaceholderText, inks.muted),
            (roles.Highlight, inks.selection),
            (roles.HighlightedText, inks.text),
            (roles.ToolTipBase, inks.panel),
            (roles.ToolTipText, inks.text),
            (roles.Link, inks.focus),
            (roles.Mid, inks.rule),
            (roles.Dark, _between(inks.muted, inks.panel)),  # thumbs of scroll bars: window.qss
            (roles.Accent, inks.focus),
        ):
            palette.setColor(role, color)
        for role in (roles.WindowText, roles.Text, roles.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, inks.muted)
        return palette

    @cached_property
    def _serif_family(self) -> str:
        present = set(QFontDatabase.families())
        for family in ("Source Serif 4", "Source Serif", "Noto Serif", "Georgia", "DejaVu Serif"):
            if family in present:
                return family
        return QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()

    def _set_bar_fonts(self) -> None:
        for kind in _BARS:
            QApplication.setFont(self.font("ui"), kind)  # type: ignore[arg-type]  # the stub says bytes

    def _system_changed(self) -> None:
        if self.mode == "system":
            self.changed.emit()


def _between(one: QColor, other: QColor) -> QColor:
    """The colour half-way between two."""
    return QColor(
        (one.red() + other.red()) // 2, (one.green() + other.green()) // 2, (one.blue() + other.blue()) // 2
    )

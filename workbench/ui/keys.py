"""The keys, on one page beside the text (? or F1)."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QTextBrowser, QVBoxLayout, QWidget

from workbench.ui.actions import MENUS, TABLE, shown_keys
from workbench.ui.theme import Theme


class KeysPage(QDialog):
    """Every key of the action table, by menu. Not modal: it can stay open while one works."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setWindowTitle(self.tr("The keys"))
        self._page = QTextBrowser()
        self._page.setFrameShape(QTextBrowser.Shape.NoFrame)
        self._page.setAccessibleName(self.tr("The keys"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._page)
        self.resize(460, 640)
        theme.changed.connect(self._fill)
        self._fill()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Question, Qt.Key.Key_F1):
            self.close()
        else:
            super().keyPressEvent(event)

    def _fill(self) -> None:
        rows = []
        for menu in MENUS:
            specs = [spec for spec in TABLE if spec.keys and spec.menu == menu]
            if menu == MENUS[2]:
                specs += [spec for spec in TABLE if spec.keys and not spec.menu]
            title = escape(QCoreApplication.translate("actions", menu).replace("&", ""))
            rows.append(f"<tr><td colspan=2><h3>{title}</h3></td></tr>")
            for spec in specs:
                words = escape(QCoreApplication.translate("actions", spec.text).rstrip("."))
                keys = escape(shown_keys(spec))
                rows.append(f"<tr><td style='padding-right:24px'><b>{keys}</b></td><td>{words}</td></tr>")
        note = escape(self.tr("Single letters act while the article or the claims list has the focus."))
        self._page.setFont(self._theme.font("ui"))
        self._page.document().setDocumentMargin(20)
        self._page.setHtml(f"<p>{note}</p><table cellpadding=2>{''.join(rows)}</table>")

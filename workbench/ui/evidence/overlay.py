"""The contact form over the evidence viewer: what is shown there comes back as it was."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget

from workbench.ui.evidence.contactform import ContactForm
from workbench.ui.theme import Theme


class FormOver(QWidget):
    """Covers `viewer` with the form while it is open; the article stays in sight. Tab stays in the form."""

    def __init__(self, theme: Theme, viewer: QWidget) -> None:
        super().__init__(viewer)
        self._viewer = viewer
        self.form = ContactForm(theme, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.form)
        viewer.installEventFilter(self)
        self.hide()

    def open(self) -> None:
        """Show the form."""
        self.setGeometry(self._viewer.rect())
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep to the viewer's size."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.setGeometry(self._viewer.rect())
        return super().eventFilter(watched, event)

    def focusNextPrevChild(self, following: bool) -> bool:
        """Go round in the form: what lies under it is not in sight."""
        if not self.form.stops():  # it is being hidden
            return False
        self.form.advance(1 if following else -1)
        return True

"""The status line: that work is saved, which jobs run, and the three things that are always at hand."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QToolButton, QWidget

from workbench.jobs.runner import Job, JobState
from workbench.ui.theme import Theme
from workbench.ui.words import filled


class StatusLine(QWidget):
    """`saved` news on the left, the oldest running job in the middle, keys and theme on the right."""

    requested = Signal(str)  # the name of an action

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._jobs: dict[int, Job] = {}
        self._saved = QLabel()
        self._place = QLabel()
        self._job = QLabel()
        self._bar = QProgressBar(textVisible=False)
        self._bar.setMaximumWidth(140)
        self._bar.setMaximumHeight(8)
        self._bar.setAccessibleName(self.tr("Progress of the job"))
        self._cancel = QToolButton(autoRaise=True)
        self._cancel.setAccessibleName(self.tr("Cancel the job"))
        self._cancel.setToolTip(self.tr("Cancel"))
        self._cancel.clicked.connect(self._cancel_job)
        self._buttons = [
            self._button("palette", self.tr("Actions Ctrl+K"), self.tr("Every action by name")),
            self._button("keys", self.tr("Keys ?"), self.tr("The keys")),
            self._button("theme", "", self.tr("Light or dark")),
        ]
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 2, 8, 2)
        layout.setSpacing(8)
        layout.addWidget(self._saved)
        layout.addWidget(self._place)
        layout.addStretch(1)
        for widget in (self._job, self._bar, self._cancel):
            layout.addWidget(widget)
        layout.addSpacing(16)
        for button in self._buttons:
            layout.addWidget(button)
        theme.changed.connect(self._dress)
        self._dress()
        self._show_job()

    def show_workspace(self, name: str, remark: str, *, read_only: bool) -> None:
        """Name the workspace; `remark` says what is special about the place it lies in."""
        self._place.setText(name + (f"  ·  {remark}" if remark else ""))
        self._place.setToolTip(remark)
        self._saved.setText(self.tr("Read-only") if read_only else self.tr("Saved"))
        self._dress()

    def show_saved(self, text: str = "") -> None:
        """Say that the last change is on disk."""
        self._saved.setText(text or self.tr("Saved"))

    def follow(self, job: Job) -> None:
        """Take note of a job's news; one without a title runs unseen."""
        if not job.title:
            return
        if job.state.over:
            self._jobs.pop(job.number, None)
        else:
            self._jobs[job.number] = job
        self._show_job()

    def _show_job(self) -> None:
        job = next(iter(self._jobs.values()), None)
        for widget in (self._job, self._bar, self._cancel):
            widget.setVisible(job is not None)
        if job is None:
            return
        others = len(self._jobs) - 1
        more = "  " + filled(self.tr("and %1 more"), others) if others else ""
        progress = job.progress
        self._job.setText("  ".join(part for part in (job.title, progress.note) if part) + more)
        self._bar.setRange(0, 1000 if progress.total else 0)
        if progress.total:
            self._bar.setValue(round(1000 * progress.done / progress.total))

    def _cancel_job(self) -> None:
        job = next(iter(self._jobs.values()), None)
        if job is not None and job.state is not JobState.DONE:
            job.progress.cancel()
            self._job.setText(filled(self.tr("Cancelling: %1"), job.title))

    def _button(self, action: str, text: str, tip: str) -> QToolButton:
        button = QToolButton(autoRaise=True)
        button.setText(text)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: self.requested.emit(action))
        return button

    def _dress(self) -> None:
        muted = self._theme.inks.muted
        side = self._theme.pixels("body")
        for button in (self._buttons[2], self._cancel):
            button.setIconSize(QSize(side, side))
        if self.isVisible():
            self._set_icons()
        for label in (self._saved, self._place, self._job):
            label.setFont(self._theme.font("small"))
            label.setStyleSheet(f"color: {muted.name()}")
        for button in self._buttons:
            button.setFont(self._theme.font("small"))
            button.setStyleSheet(f"QToolButton {{ color: {muted.name()} }}")

    def _set_icons(self) -> None:
        muted = self._theme.inks.muted
        name = "mdi6.weather-sunny" if self._theme.dark else "mdi6.weather-night"
        self._buttons[2].setIcon(self._theme.icon(name, muted))
        self._cancel.setIcon(self._theme.icon("mdi6.close", muted))

"""Ties the window to the desk: who does what each action of the table says."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, QObject, Qt
from PySide6.QtGui import QGuiApplication

from workbench.core.errors import ConflictError, KnownError
from workbench.desk.settings import Settings
from workbench.jobs.runner import Job
from workbench.ui.actions import TABLE, ActionSet
from workbench.ui.contacts import Contacts
from workbench.ui.desk import Desk
from workbench.ui.dialogs import Dialogs
from workbench.ui.evidence.tabling import Tabling
from workbench.ui.exhibits import Exhibits
from workbench.ui.intake import Intake
from workbench.ui.jobs import Jobs
from workbench.ui.menus import build_menus
from workbench.ui.outside import Outside
from workbench.ui.proofs import Proofs
from workbench.ui.removal import Removal
from workbench.ui.review import Review
from workbench.ui.scans import Scans
from workbench.ui.shelf import Shelf
from workbench.ui.sight import Sight
from workbench.ui.sources import Sources
from workbench.ui.viewing import Viewing
from workbench.ui.window import MainWindow


class Controller(QObject):
    """Owns jobs, desk and the collaborators; an error the person can do something about becomes a message."""

    def __init__(self, window: MainWindow, settings: Settings, dialogs: Dialogs) -> None:
        super().__init__(window)
        self.window = window
        self.jobs = Jobs(self)
        self.desk = Desk(self.jobs, settings.actor, self)
        self.review = Review(self.desk, window.panel, window.source)
        self.exhibits = Exhibits(self.desk, window, lambda: self.review.current)
        self.intake = Intake(self.desk, dialogs, lambda: self.review.current, self)
        self.outside = Outside(self.desk, dialogs, self)
        self.removal = Removal(self.desk, self)
        self.tabling = Tabling(self.desk, window.evidence, lambda: self.exhibits.opened)
        self.proofs = Proofs(self.desk, window.panel, dialogs, self)
        self.sources = Sources(self.desk, window, self.exhibits, self.review.selected)
        self.contacts = Contacts(self.desk, window, self.exhibits, self.review.selected)
        self.scans = Scans(self.desk, window.evidence, window.theme, settings, lambda: self.exhibits.opened)
        self.shelf = Shelf(self.desk, window, settings, dialogs)
        self.sight = Sight(window, settings)
        self.viewing = Viewing(self.desk, window, settings, self.exhibits, self.review)
        self._without_contact = False
        self._without_note = False  # the person would rather lose a note than keep the window
        self._do = self._actions()
        viewer = window.evidence
        self.actions = ActionSet(
            window,
            [window.source.view, window.panel.claims_list],
            [viewer.pdf, viewer.plain, viewer.picture],
            self.run,
        )
        window.addAction(self.actions.by_name["paste"])
        viewer.table.addActions([self.actions.by_name[name] for name in ("cite", "read_table")])
        self.desk.article_opened.connect(self._suit_actions)
        self._suit_actions()
        build_menus(window, self.actions, settings, self.guarded(self.open_workspace))
        self._connect_desk()
        self._connect_window()
        self._connect_evidence()
        self.viewing.begin(self.actions)
        self.sight.made_apart.connect(partial(self.viewing.lend_keys, self.actions))
        self.sight.begin()

    def _suit_actions(self) -> None:
        """Without an article nothing can be done about claims, and Ctrl+V pastes one from anywhere."""
        contexts = Qt.ShortcutContext
        empty = self.desk.article is None
        for spec in TABLE:
            if spec.needs_article:
                self.actions.by_name[spec.name].setEnabled(not empty)
        paste = self.actions.by_name["paste"]
        paste.setShortcutContext(contexts.WindowShortcut if empty else contexts.WidgetShortcut)

    def run(self, name: str) -> None:
        """Do the action of that name."""
        self.guarded(self._do[name])()

    def guarded(self, work: Callable[..., Any]) -> Callable[..., None]:
        """`work`, with a KnownError shown in the message bar instead of raised."""

        def call(*args: Any, **named: Any) -> None:
            try:
                work(*args, **named)
            except KnownError as error:
                self.window.message.warn(str(error))
                if isinstance(error, ConflictError):
                    self.desk.refresh()

        return call

    def open_workspace(self, path: Path, *, create: bool = False) -> None:
        """Open the workspace at `path`."""
        self.shelf.open_workspace(path, create=create)

    def close(self) -> bool:
        """Write what is still being typed, stop the jobs, close the workspace, keep the settings.

        False, and nothing done, when a note cannot be written: the message says why.
        """
        if not self.window.panel.flush() and not self._without_note:
            self.window.message.offer(self.tr("Close without the note"), self._close_without_note)
            return False
        self.window.library.details.flush()
        if not self._without_contact and not self.contacts.settle():
            said = self.tr("A contact is written but not recorded; record it (Ctrl+Return) or let it go.")
            self.window.message.warn(said, self.tr("Close without it"), self._close_without_contact)
            return False
        self.guarded(self.sight.keep)()
        self.window.hide()  # what follows may take a moment
        self.window.evidence.clear()
        self.desk.stop()
        self.jobs.close()
        self.desk.close()
        self.outside.close()
        return True

    def drop(self, mime: QMimeData) -> None:
        """Take what was dropped on the window: an article where there is none, else evidence."""
        files = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
        if self.desk.article is not None:
            self.intake.paste(mime, self.review.current)
        elif any(file.is_dir() for file in files):  # no article is a folder
            self.intake.attach_files(files, None)
        elif files:
            self.shelf.import_files(files)
        elif mime.text().strip():
            self.shelf.import_text(mime.text())

    def _actions(self) -> dict[str, Callable[[], Any]]:
        own: dict[str, Callable[[], Any]] = {
            "paste": self._paste,
            "paste_article": lambda: self.shelf.import_text(QGuiApplication.clipboard().text()),
            "palette": lambda: self.window.palette_panel.open(self.actions.by_name.values()),
            "quit": self.window.close,
        }
        for collaborator in (self.review, self.exhibits, self.tabling, self.intake, self.shelf, self.sight):
            own |= collaborator.actions()
        for more in (self.sources, self.contacts, self.scans, self.viewing):
            own |= more.actions()
        return own

    def _connect_desk(self) -> None:
        window, message = self.window, self.window.message
        self.jobs.moved.connect(window.status.follow)
        self.jobs.failed.connect(self._job_failed)
        self.desk.about_to_change.connect(window.panel.flush)
        self.desk.unreadable.connect(message.warn)
        for told in (self.review.told, self.exhibits.told, self.intake.told, self.outside.told):
            told.connect(message.tell)
        self.tabling.told.connect(message.tell)
        self.exhibits.told_of.connect(lambda said, claim: message.tell(said, claim=claim))
        self.review.current_changed.connect(message.forget)
        self.intake.warned.connect(message.warn)
        self.removal.told.connect(message.tell)
        self.removal.asked.connect(lambda said, label, work: message.warn(said, label, self.guarded(work)))
        self.removal.removed.connect(self.exhibits.leave_removed)
        self.sources.told.connect(message.tell)
        self.viewing.told.connect(message.tell)
        self.contacts.told.connect(message.tell)
        self.contacts.warned.connect(message.warn)
        self.scans.told.connect(message.tell)
        self.shelf.name_wanted.connect(partial(self.run, "name"))

    def _connect_window(self) -> None:
        window, panel, review, safe = self.window, self.window.panel, self.review, self.guarded
        message = window.message
        window.may_close = self.close
        window.dropped.connect(safe(self.drop))
        window.articles.opened.connect(safe(self.shelf.open_article))
        window.status.requested.connect(self.run)
        window.palette_panel.chosen.connect(self.run)
        window.palette_panel.closed.connect(panel.focus_list)
        for signal, name in (
            (window.source.import_requested, "import_article"),
            (window.source.paste_requested, "paste_article"),
            (window.source.sample_requested, "sample"),
            (window.source.view.activated, "show_citation"),
            (panel.attach_requested, "attach"),
            (panel.cite_requested, "cite"),
            (window.library.attach_requested, "attach_only"),
            (window.evidence.closed, "close_evidence"),
        ):
            signal.connect(lambda *_, name=name: self.run(name))
        panel.verdict_requested.connect(safe(lambda verdict, stay: review.judge(verdict, stay=stay)))
        panel.reason_requested.connect(safe(review.give_reason))
        panel.note_committed.connect(safe(review.write_note))
        panel.stance_requested.connect(safe(review.set_stance))
        panel.citation_removed.connect(safe(review.remove_citation))
        panel.place_opened.connect(safe(self.proofs.show_place))
        panel.taken_over.connect(safe(self.proofs.take_over))
        self.proofs.place_wanted.connect(safe(self.exhibits.show_passage))
        self.proofs.claim_wanted.connect(safe(review.go_to))
        self.proofs.told.connect(lambda said, label, work: message.tell(said, label, work and safe(work)))

    def _connect_evidence(self) -> None:
        window, exhibits, outside, safe = self.window, self.exhibits, self.outside, self.guarded
        viewer, library, search = window.evidence, window.library, window.search
        window.panel.citation_opened.connect(safe(exhibits.show_citation_of))
        self.sources.connect_guarded(safe)
        self.contacts.connect_guarded(safe)
        self.contacts.evidence_wanted.connect(safe(exhibits.open_uid))
        self.sources.claim_wanted.connect(safe(self.review.go_to))
        viewer.recognise_requested.connect(lambda: self.run("recognise"))
        exhibits.shown.connect(self.scans.mark)
        exhibits.shown.connect(lambda: self.proofs.prove_opened(exhibits.opened))
        library.opened.connect(safe(exhibits.open_uid))
        library.removed.connect(safe(self.removal.remove))
        library.replaced.connect(safe(self.proofs.replace))
        library.saved.connect(safe(outside.save))
        library.dropped.connect(safe(lambda paths: self.intake.attach_files(paths, None)))
        self.intake.attached.connect(safe(exhibits.open_evidence))
        viewer.cite_requested.connect(safe(exhibits.cite))
        viewer.save_requested.connect(safe(outside.save))
        viewer.open_outside_requested.connect(safe(outside.open))
        viewer.citation_step.connect(safe(exhibits.show_next_citation))
        search.searched.connect(safe(exhibits.find))
        search.opened.connect(safe(exhibits.open_hit))
        search.closed.connect(lambda: window.show_search(False))
        outside.refused.connect(self._offer_copy)

    def _paste(self) -> None:
        if self.desk.article is None:
            self.run("paste_article")
        else:
            self.intake.paste(QGuiApplication.clipboard().mimeData(), self.review.current)

    def _close_without_contact(self) -> None:
        self._without_contact = True
        self.window.close()

    def _close_without_note(self) -> None:
        self._without_note = True
        self.window.close()

    def _offer_copy(self, sentence: str, uid: str) -> None:
        save = partial(self.guarded(self.outside.save), uid)
        self.window.message.warn(sentence, self.tr("Save a copy"), save)

    def _job_failed(self, _job: Job, error: BaseException) -> None:
        if isinstance(error, KnownError):
            self.window.message.warn(str(error))
            return
        raise error  # reaches the crash dialog

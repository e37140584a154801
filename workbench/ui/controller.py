"""Ties the window to the desk: what each action of the table does."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from workbench.core.article import Draft
from workbench.core.change import Item, RenameArticle, SetPresence
from workbench.core.errors import ConflictError, KnownError
from workbench.core.verdict import Verdict
from workbench.desk import checking, demo, exporting, importing
from workbench.desk.paths import ENDING
from workbench.desk.settings import Settings
from workbench.jobs.runner import Job
from workbench.ui.actions import ActionSet
from workbench.ui.desk import Desk
from workbench.ui.dialogs import Dialogs
from workbench.ui.exhibits import Exhibits, open_file
from workbench.ui.jobs import Jobs
from workbench.ui.keys import KeysPage
from workbench.ui.menus import build_menus
from workbench.ui.review import Review
from workbench.ui.theme import ZOOMS
from workbench.ui.window import MainWindow

_log = logging.getLogger(__name__)
_ARTICLES = "Articles (*.txt *.md *.markdown *.text);;All files (*)"
_REPORTS = "PDF (*.pdf);;HTML (*.html);;JSON (*.json)"


class Controller(QObject):
    """Owns jobs, desk and the collaborators; an error the person can do something about becomes a message."""

    def __init__(self, window: MainWindow, settings: Settings, dialogs: Dialogs) -> None:
        super().__init__(window)
        self.window = window
        self.settings = settings
        self.jobs = Jobs(self)
        self.desk = Desk(self.jobs, settings.actor, self)
        self.review = Review(self.desk, window.panel, window.source)
        self.exhibits = Exhibits(
            self.desk, window.evidence, window.library, window.search, lambda: self.review.current
        )
        self._dialogs = dialogs
        self._keys: KeysPage | None = None
        self._do = self._table()
        viewer = window.evidence
        self.actions = ActionSet(
            window,
            [window.source.view, window.panel.claims_list],
            [viewer.pdf, viewer.plain, viewer.picture],
            self.run,
        )
        build_menus(window, self.actions, settings, self.guarded(self.open_workspace))
        self._connect()

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
        self.window.panel.flush()
        self.desk.open_workspace(path, create=create)

    def close(self) -> None:
        """Write what is still being typed, stop the jobs, close the workspace, keep the settings."""
        self.guarded(self.window.panel.flush)()
        self.settings.window = self.window.save_layout()
        self.settings.theme, self.settings.zoom = self.window.theme.mode, self.window.theme.zoom
        self.settings.save()
        self.jobs.close()
        self.exhibits.close()
        self.window.evidence.clear()
        self.desk.close()

    def drop(self, mime: QMimeData) -> None:
        """Take what was dropped on the window: an article where there is none, else evidence."""
        files = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
        if self.desk.article is None:
            if files:
                self._import(files)
            elif mime.text().strip():
                self._read(lambda: [importing.read_clipboard(mime.text())])
        else:
            self.exhibits.paste(mime, self.review.current)

    def _table(self) -> dict[str, Callable[[], Any]]:
        review, exhibits, window = self.review, self.exhibits, self.window
        verdicts = {verdict.name.lower(): verdict for verdict in Verdict}
        table: dict[str, Callable[[], Any]] = {
            name: partial(review.judge, verdict, stay=verdict is Verdict.UNREVIEWED)
            for name, verdict in verdicts.items()
        }
        table |= {f"{name}_stay": partial(review.judge, v, stay=True) for name, v in verdicts.items()}
        return table | {
            "import_article": lambda: self._import(
                self._dialogs.open_files(self.tr("Import article"), _ARTICLES)
            ),
            "paste_article": self._paste_article,
            "rename_article": self._rename,
            "remove_article": self._remove_article,
            "sample": self._sample,
            "new_workspace": self._new_workspace,
            "open_workspace": self._choose_workspace,
            "export": self._export,
            "check": self._check,
            "quit": window.close,
            "undo": partial(self._turn, back=True),
            "redo": partial(self._turn, back=False),
            "find": window.source.open_find,
            "filter": window.panel.focus_filter,
            "name": self._ask_name,
            "next": partial(review.step, 1),
            "previous": partial(review.step, -1),
            "next_open": partial(review.step_open, 1),
            "previous_open": partial(review.step_open, -1),
            "note": window.panel.focus_note,
            "split": review.split,
            "join": review.join,
            "boilerplate": self._mark_boilerplate,
            "attach": self._attach,
            "paste": self._paste,
            "cite": self._cite,
            "show_citation": exhibits.show_next_citation,
            "search": self._open_search,
            "close_evidence": self._close_evidence,
            "next_pane": partial(self._visit_pane, 1),
            "previous_pane": partial(self._visit_pane, -1),
            "sidebar": window.toggle_sidebar,
            "beside": self._beside,
            "theme": self._switch_theme,
            "larger": partial(self._zoom, 1),
            "smaller": partial(self._zoom, -1),
            "actual_size": lambda: window.theme.set_zoom(100),
            "palette": lambda: window.palette_panel.open(self.actions.by_name.values()),
            "keys": self._show_keys,
        }

    def _connect(self) -> None:
        window, review, exhibits, safe = self.window, self.review, self.exhibits, self.guarded
        self.jobs.moved.connect(window.status.follow)
        self.jobs.failed.connect(self._job_failed)
        self.desk.workspace_opened.connect(self._on_workspace)
        self.desk.articles_changed.connect(self._list_articles)
        self.desk.article_opened.connect(self._on_article)
        self.desk.respanned.connect(self._count)
        self.desk.claims_changed.connect(self._count)
        window.status.requested.connect(self.run)
        window.articles.opened.connect(safe(self._open_article))
        window.palette_panel.chosen.connect(self.run)
        window.palette_panel.closed.connect(window.panel.focus_list)
        window.dropped.connect(safe(self.drop))
        window.closing.connect(self.close)
        source = window.source
        for signal, name in (
            (source.import_requested, "import_article"),
            (source.paste_requested, "paste_article"),
            (source.sample_requested, "sample"),
            (source.view.activated, "show_citation"),
            (window.panel.attach_requested, "attach"),
            (window.panel.cite_requested, "cite"),
            (window.library.attach_requested, "attach_only"),
            (window.evidence.closed, "close_evidence"),
        ):
            signal.connect(lambda *_, name=name: self.run(name))
        self._do["attach_only"] = self._attach_only
        panel = window.panel
        panel.verdict_requested.connect(safe(lambda verdict, stay: review.judge(verdict, stay=stay)))
        panel.reason_requested.connect(safe(review.give_reason))
        panel.note_committed.connect(safe(review.write_note))
        panel.citation_opened.connect(safe(exhibits.show_citation_of))
        panel.stance_requested.connect(safe(review.set_stance))
        panel.citation_removed.connect(safe(review.remove_citation))
        exhibits.told.connect(window.message.tell)
        exhibits.shown.connect(self._show_viewer)
        window.library.opened.connect(safe(exhibits.open_uid))
        window.library.removed.connect(safe(exhibits.remove))
        window.library.saved.connect(safe(self._save_evidence))
        window.library.dropped.connect(safe(lambda paths: exhibits.attach_files(paths, None)))
        window.evidence.cite_requested.connect(safe(exhibits.cite))
        window.evidence.save_requested.connect(safe(self._save_evidence))
        window.evidence.open_outside_requested.connect(safe(exhibits.open_outside))
        window.evidence.citation_step.connect(safe(exhibits.show_next_citation))
        window.search.searched.connect(safe(exhibits.find))
        window.search.opened.connect(safe(exhibits.open_hit))
        window.search.closed.connect(lambda: window.show_search(False))

    # articles and workspaces

    def _import(self, paths: list[Path]) -> None:
        if paths:
            self._read(lambda: [importing.read_file(path) for path in paths])

    def _read(self, read: Callable[[], list[Draft]]) -> None:
        session = self.desk.session
        self.jobs.submit(
            self.tr("Importing"),
            lambda _: [importing.store(session, draft) for draft in read()][-1],
            lambda article: self.desk.open_article(article.id),
        )

    def _paste_article(self) -> None:
        text = QGuiApplication.clipboard().text()
        self._read(lambda: [importing.read_clipboard(text)])

    def _paste(self) -> None:
        if self.desk.article is None:
            self._paste_article()
        else:
            self.exhibits.paste(QGuiApplication.clipboard().mimeData(), self.review.current)

    def _sample(self) -> None:
        session = self.desk.session
        self.jobs.submit(
            self.tr("Opening the sample case"),
            lambda progress: demo.load_sample(session, progress),
            lambda article: self.desk.open_article(article.id),
        )

    def _rename(self) -> None:
        article = self.desk.article
        if article is None:
            return
        title = self._dialogs.text(self.tr("Rename article"), self.tr("Title"), article.title)
        if title and title != article.title:
            self.desk.session.apply(RenameArticle(article.uid, article.title, title))
            self.window.show_title(title)

    def _remove_article(self) -> None:
        article = self.desk.article
        if article is not None:
            item = Item(article.uid, article.uid)
            self.desk.session.apply(SetPresence("article", (item,), present=False))
            self.window.message.tell(
                self.tr("Removed %1. Ctrl+Z brings it back.").replace("%1", article.title)
            )

    def _open_article(self, article_id: int) -> None:
        self.window.panel.flush()
        if self.desk.article is None or self.desk.article.id != article_id:
            self.desk.open_article(article_id)

    def _new_workspace(self) -> None:
        kinds = self.tr("Workspaces (*.fwb)")
        path = self._dialogs.save_file(self.tr("New workspace"), f"workspace{ENDING}", kinds)
        if path is not None:
            path = path if path.suffix else path.with_suffix(ENDING)
            if path.exists():
                self.window.message.warn(
                    self.tr("%1 exists already; open it, or choose another name.").replace("%1", str(path))
                )
            else:
                self.open_workspace(path, create=True)

    def _choose_workspace(self) -> None:
        path = self._dialogs.open_workspace()
        if path is not None:
            self.open_workspace(path)

    def _on_workspace(self) -> None:
        workspace = self.desk.session.workspace
        self.settings.remember(workspace.path)
        self.window.status.show_workspace(
            workspace.path.name, workspace.remark, read_only=workspace.read_only
        )
        if not self.settings.name:
            said = self.tr("Decisions are recorded under the name “%1”.").replace("%1", self.settings.actor)
            self.window.message.tell(said, self.tr("Change"), partial(self.run, "name"))

    def _list_articles(self) -> None:
        current = self.desk.article
        self.window.articles.show_articles(self.desk.articles, current.id if current else None)

    def _on_article(self) -> None:
        article = self.desk.article
        self.window.show_title(article.title if article else "")
        self._list_articles()

    def _count(self, _claims: object = None) -> None:
        if self.desk.article is not None:
            self.window.articles.update_tally(self.desk.article.id, self.desk.tally)
        self.window.status.show_saved()

    # review

    def _turn(self, *, back: bool) -> None:
        self.window.panel.flush()
        session = self.desk.session
        changed = session.undo() if back else session.redo()
        if changed is None:
            self.window.message.tell(self.tr("Nothing to undo.") if back else self.tr("Nothing to redo."))
            return
        touched = [claim for uid in changed.claims if (claim := self.desk.claim(uid))]
        if touched:
            self.review.go_to(min(touched, key=lambda claim: claim.number).uid)

    def _mark_boilerplate(self) -> None:
        number = self.review.mark_boilerplate()
        self.window.message.tell(self.tr("%n line(s) marked as not a claim.", "", number))

    def _ask_name(self) -> None:
        question = self.tr("Who decides? This name stands in every decision, the audit log and the report.")
        name = self._dialogs.text(self.tr("Your name"), question, self.settings.actor)
        if name:
            self.settings.name = name
            self.settings.save()
            self.desk.actor = name
            if self.desk.is_open:
                self.desk.session.actor = name

    # evidence

    def _attach(self) -> None:
        files = self._dialogs.open_files(self.tr("Attach evidence"), self.tr("All files (*)"))
        self.exhibits.attach_files(files, self.review.current)

    def _attach_only(self) -> None:
        files = self._dialogs.open_files(self.tr("Attach evidence"), self.tr("All files (*)"))
        self.exhibits.attach_files(files, None)

    def _cite(self) -> None:
        self.exhibits.cite_selection()
        self.window.panel.focus_list()  # the verdict comes next

    def _save_evidence(self, uid: str) -> None:
        evidence = self.desk.session.evidence(uid=uid)
        target = self._dialogs.save_file(self.tr("Save a copy"), evidence.name, self.tr("All files (*)"))
        if target is not None:
            self.exhibits.save(uid, target)

    def _open_search(self) -> None:
        self.window.show_search(True)
        self.window.search.focus_line()

    def _show_viewer(self) -> None:
        self.window.show_evidence(True)
        if claim := self.review.current:  # the text has less room now: keep the claim in sight
            QTimer.singleShot(0, partial(self.window.source.set_current, claim.uid))

    def _close_evidence(self) -> None:
        self.exhibits.close_viewer()
        self.window.show_evidence(False)
        self.window.panel.focus_list()

    # report and workspace

    def _export(self) -> None:
        article = self.desk.article
        if article is None:
            self.window.message.tell(self.tr("There is no article to report on yet."))
            return
        self.window.panel.flush()
        target = self._dialogs.save_file(self.tr("Export report"), f"{article.title}.pdf", _REPORTS)
        if target is None:
            return
        session = self.desk.session
        self.jobs.submit(
            self.tr("Exporting %1").replace("%1", target.name),
            lambda progress: exporting.export(session, article, target, progress),
            self._exported,
        )

    def _exported(self, written: Any) -> None:
        said = self.tr("Report written to %1").replace("%1", str(written.path))
        self.window.message.tell(
            " ".join((said, *written.remarks)), self.tr("Open"), partial(open_file, written.path)
        )

    def _check(self) -> None:
        session = self.desk.session
        self.jobs.submit(
            self.tr("Checking the workspace"), lambda p: checking.problems(session, p), self._checked
        )

    def _checked(self, problems: list[str]) -> None:
        if problems:
            self.window.message.warn(" ".join(problems[:3]))
        else:
            self.window.message.tell(self.tr("The workspace is sound: every byte and every decision agrees."))

    def _job_failed(self, job: Job, error: BaseException) -> None:
        if isinstance(error, KnownError):
            self.window.message.warn(str(error))
            return
        raise error  # reaches the crash dialog

    # view

    def _visit_pane(self, by: int) -> None:
        panes = self.window.panes()
        focus = QApplication.focusWidget()
        here = next(
            (n for n, pane in enumerate(panes) if focus and (pane is focus or pane.isAncestorOf(focus))), -1
        )
        panes[(here + by) % len(panes)].setFocus()

    def _beside(self) -> None:
        self.settings.evidence_beside = self.window.below
        self.window.set_beside(self.window.below)

    def _switch_theme(self) -> None:
        self.window.theme.set_mode("light" if self.window.theme.dark else "dark")

    def _zoom(self, by: int) -> None:
        theme = self.window.theme
        nearest = min(range(len(ZOOMS)), key=lambda n: abs(ZOOMS[n] - theme.zoom))
        theme.set_zoom(ZOOMS[max(0, min(len(ZOOMS) - 1, nearest + by))])

    def _show_keys(self) -> None:
        if self._keys is None:
            self._keys = KeysPage(self.window.theme, self.window)
        self._keys.show()
        self._keys.raise_()
        self._keys.activateWindow()

"""Articles and workspaces: bringing them in, naming them, reporting on them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from workbench.core.article import Draft
from workbench.core.change import Item, RenameArticle, SetPresence
from workbench.desk import checking, demo, exporting, importing
from workbench.desk.paths import ENDING
from workbench.desk.settings import Settings
from workbench.jobs.runner import Lane
from workbench.report.export import Written
from workbench.ui.desk import Desk
from workbench.ui.dialogs import Dialogs
from workbench.ui.outside import open_file
from workbench.ui.window import MainWindow
from workbench.ui.words import filled


class Shelf(QObject):
    """What the File menu does, and the list of articles."""

    name_wanted = Signal()  # the person may want to say who decides

    def __init__(self, desk: Desk, window: MainWindow, settings: Settings, dialogs: Dialogs) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window
        self._settings = settings
        self._dialogs = dialogs
        desk.workspace_opened.connect(self._on_workspace)
        desk.articles_changed.connect(self._list)
        desk.article_opened.connect(self._on_article)
        desk.respanned.connect(self._count)
        desk.claims_changed.connect(self._count)

    def actions(self) -> dict[str, Callable[[], None]]:
        """What it does, by the names of the action table."""
        return {
            "import_article": self._choose_articles,
            "rename_article": self._rename,
            "remove_article": self._remove,
            "sample": self._sample,
            "new_workspace": self._new_workspace,
            "open_workspace": self._choose_workspace,
            "export": self._export,
            "check": self._check,
            "name": self._ask_name,
        }

    def open_workspace(self, path: Path, *, create: bool = False) -> None:
        """Open the workspace at `path`, unless something typed in this one cannot be written."""
        if self._window.panel.flush():
            self._desk.open_workspace(path, create=create)

    def open_article(self, article_id: int) -> None:
        """Make another article the current one."""
        if self._desk.article is None or self._desk.article.id != article_id:
            self._window.panel.flush()
            self._desk.open_article(article_id)

    def import_files(self, paths: Sequence[Path]) -> None:
        """Import files as articles: all or none, as one change, the last of them shown."""
        if paths:
            self._read(lambda: [importing.read_file(path) for path in paths])

    def import_text(self, text: str) -> None:
        """Import pasted or dropped text as an article."""
        self._read(lambda: [importing.read_clipboard(text)])

    def _read(self, read: Callable[[], list[Draft]]) -> None:
        self._desk.run(
            self.tr("Importing"),
            lambda session, _: importing.store_all(session, read()),
            lambda articles: self._desk.open_article(articles[-1].id),
            lane=Lane.SOON,
        )

    def _choose_articles(self) -> None:
        kinds = self.tr("Articles (*.txt *.md *.markdown *.text);;All files (*)")
        self.import_files(self._dialogs.open_files(self.tr("Import article"), kinds))

    def _sample(self) -> None:
        self._desk.run(
            self.tr("Opening the sample case"),
            demo.load_sample,
            lambda article: self._desk.open_article(article.id),
            lane=Lane.SOON,
        )

    def _rename(self) -> None:
        article = self._desk.article
        if article is None:
            return
        title = self._dialogs.text(self.tr("Rename article"), self.tr("Title"), article.title)
        if title and title != article.title:
            self._desk.session.apply(RenameArticle(article.uid, article.title, title))
            self._window.show_title(title)

    def _remove(self) -> None:
        article = self._desk.article
        if article is not None:
            item = Item(article.uid, article.uid)
            self._desk.session.apply(SetPresence("article", (item,), present=False))
            self._window.message.tell(filled(self.tr("Removed %1. Ctrl+Z brings it back."), article.title))

    def _new_workspace(self) -> None:
        kinds = self.tr("Workspaces (*.fwb)")
        path = self._dialogs.save_file(self.tr("New workspace"), f"workspace{ENDING}", kinds)
        if path is None:
            return
        path = path if path.suffix else path.with_suffix(ENDING)
        if path.exists():
            said = self.tr("%1 exists already; open it, or choose another name.")
            self._window.message.warn(filled(said, path))
        else:
            self.open_workspace(path, create=True)

    def _choose_workspace(self) -> None:
        path = self._dialogs.open_workspace()
        if path is not None:
            self.open_workspace(path)

    def _export(self) -> None:
        article = self._desk.article
        if article is None:
            self._window.message.tell(self.tr("There is no article to report on yet."))
            return
        self._window.panel.flush()
        kinds = self.tr("PDF (*.pdf);;HTML (*.html);;JSON (*.json)")
        target = self._dialogs.save_file(self.tr("Export report"), f"{article.title}.pdf", kinds)
        if target is not None:
            self._desk.run(
                filled(self.tr("Exporting %1"), target.name),
                lambda session, progress: exporting.export(session, article, target, progress),
                self._exported,
                lane=Lane.SOON,
            )

    def _exported(self, written: Written) -> None:
        said = filled(self.tr("Report written to %1"), written.path)
        self._window.message.tell(
            " ".join((said, *written.remarks)), self.tr("Open"), partial(open_file, written.path)
        )

    def _check(self) -> None:
        self._desk.run(self.tr("Checking the workspace"), checking.problems, self._checked)

    def _checked(self, problems: list[str]) -> None:
        if problems:
            self._window.message.warn(" ".join(problems[:3]))
        else:
            sound = self.tr("The workspace is sound: every byte and every decision agrees.")
            self._window.message.tell(sound)

    def _ask_name(self) -> None:
        question = self.tr("Who decides? This name stands in every decision, the audit log and the report.")
        name = self._dialogs.text(self.tr("Your name"), question, self._settings.actor)
        if name:
            self._settings.name = name
            self._settings.save()
            self._desk.actor = name
            if self._desk.is_open:
                self._desk.session.actor = name

    def _on_workspace(self) -> None:
        workspace = self._desk.session.workspace
        self._settings.remember(workspace.path)
        self._window.status.show_workspace(
            workspace.path.name, workspace.remark, read_only=workspace.read_only
        )
        if not self._settings.name:
            said = filled(self.tr("Decisions are recorded under the name “%1”."), self._settings.actor)
            self._window.message.tell(said, self.tr("Change"), self.name_wanted.emit)

    def _list(self) -> None:
        current = self._desk.article
        self._window.articles.show_articles(self._desk.articles, current.id if current else None)

    def _on_article(self) -> None:
        article = self._desk.article
        self._window.show_title(article.title if article else "")
        self._list()
        self._count()  # the list may have been read before the article's verdicts were given

    def _count(self, _claims: object = None) -> None:
        if self._desk.article is not None:
            self._window.articles.update_tally(self._desk.article.id, self._desk.tally)
        self._window.status.show_saved()

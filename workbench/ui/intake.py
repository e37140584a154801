"""Taking evidence in: chosen, dropped and pasted files, pictures and text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QObject, Signal
from PySide6.QtGui import QImage, QImageWriter

from workbench.core.anchor import Passage
from workbench.core.claim import Claim
from workbench.core.errors import BadInputError
from workbench.core.evidence import Evidence
from workbench.desk import attaching, citing, filing
from workbench.desk.filing import Filed, Purpose, Taken
from workbench.desk.session import Session
from workbench.jobs.progress import Progress
from workbench.ui.desk import Desk
from workbench.ui.dialogs import Dialogs
from workbench.ui.words import filled

_TOLD = 3  # problems and known files that are told one by one; more are counted


class Intake(QObject):
    """Attaches evidence on a thread, and cites it as a whole for the claim it was given for, if any."""

    told = Signal(str)  # news for the message bar
    warned = Signal(str)  # what could not be attached
    attached = Signal(object)  # Evidence that came alone: there is one thing to look at

    def __init__(
        self, desk: Desk, dialogs: Dialogs, current: Callable[[], Claim | None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._dialogs = dialogs
        self._current = current

    def actions(self) -> dict[str, Callable[[], None]]:
        """What it does, by the names of the action table."""
        return {
            "attach": lambda: self.attach_files(self._ask(), self._current()),
            "attach_only": lambda: self.attach_files(self._ask(), None),
        }

    def attach_files(self, paths: Sequence[Path], claim: Claim | None) -> None:
        """Attach files and folders as one job and one change; one that cannot be read does not stop the rest.

        Files are cited as a whole for `claim`; with a folder among them they are only attached, for nobody
        has looked at what is in it.
        """
        if not paths:
            return
        cited = claim if not any(path.is_dir() for path in paths) else None
        what = paths[0].name if len(paths) == 1 else str(len(paths))
        title = self.tr("Attaching %1") if len(paths) == 1 else self.tr("Attaching %1 files")
        purpose = self._purpose(cited)
        self._desk.run(
            filled(title, what),
            lambda session, progress: filing.take_in(session, paths, progress, purpose),
            self._tell,
        )

    def paste(self, mime: QMimeData, claim: Claim | None) -> None:
        """Attach what the clipboard holds or what was dropped: files, a picture, or text."""
        files = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
        if files:
            self.attach_files(files, claim)
        elif mime.hasImage():
            name, data = self.tr("pasted picture.png"), _png(mime.imageData())
            self._attach_one(name, data, claim)
        elif mime.text().strip():
            name, data = self.tr("pasted text.txt"), mime.text().encode()
            self._attach_one(name, data, claim)
        else:
            raise BadInputError(self.tr("The clipboard holds no file, picture or text to attach."))

    def _ask(self) -> list[Path]:
        return self._dialogs.open_files(self.tr("Attach evidence"), self.tr("All files (*)"))

    def _attach_one(self, name: str, data: bytes, claim: Claim | None) -> None:
        """Attach what was pasted, and cite it as a whole for `claim`."""
        purpose = self._purpose(claim)

        def attach(session: Session, progress: Progress) -> Evidence:
            evidence = attaching.attach_bytes(session, data, name, progress)
            cited = session.citations(claim=purpose.claim.uid) if purpose else []
            if purpose and not any(citation.evidence_id == evidence.id for citation in cited):
                citing.cite(session, purpose.article, purpose.claim, evidence, Passage())
            return evidence

        def tell(evidence: Evidence) -> None:
            self.told.emit(evidence.problem or filled(self.tr("Attached %1"), evidence.name))
            self.attached.emit(evidence)

        self._desk.run(filled(self.tr("Attaching %1"), name), attach, tell)

    def _purpose(self, claim: Claim | None) -> Purpose | None:
        article = self._desk.article
        return Purpose(article.uid, claim) if claim is not None and article is not None else None

    def _tell(self, taken: Taken) -> None:
        """Say what came in, what was there already, and what could not be read."""
        troubles = [*taken.problems, *self._problems(taken.filed)]
        said = self._news(taken.filed)
        if not troubles:
            self.told.emit(" ".join(said) or self.tr("There is no file in this folder to attach."))
        elif len(taken.filed) == 1 and not taken.problems:
            self.told.emit(troubles[0])
        else:
            more = len(troubles) - _TOLD
            rest = [filled(self.tr("Files with a problem besides these: %1."), more)] if more > 0 else []
            self.warned.emit(" ".join([*said, *troubles[:_TOLD], *rest]))
        if len(taken.filed) == 1:
            self.attached.emit(taken.filed[0].evidence)

    def _news(self, filed: Sequence[Filed]) -> list[str]:
        new = [one for one in filed if not one.known]
        said = []
        if len(new) == 1:
            said.append(filled(self.tr("Attached %1."), new[0].evidence.name))
        elif new:
            said.append(filled(self.tr("Attached %1 files."), len(new)))
        known = [one for one in filed if one.known]
        for one in known[:_TOLD]:
            there = self.tr("%1 is there already.")
            renamed = self.tr("%1 is there already, as %2.")
            name = one.evidence.name
            said.append(filled(there if name == one.name else renamed, one.name, name))
        if len(known) > _TOLD:
            said.append(
                filled(self.tr("Files that were there already besides these: %1."), len(known) - _TOLD)
            )
        return said

    @staticmethod
    def _problems(filed: Sequence[Filed]) -> list[str]:
        """What cannot be shown of each, named where there are several."""
        troubled = {one.evidence.uid: one.evidence for one in filed if one.evidence.problem}
        if len(filed) == 1:
            return [evidence.problem for evidence in troubled.values()]
        return [f"{evidence.name}: {evidence.problem}" for evidence in troubled.values()]


def _png(image: QImage) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(QImage(image))
    return bytes(data.data())

"""Taking evidence in: chosen, dropped and pasted files, pictures and text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QObject, Signal
from PySide6.QtGui import QImage, QImageWriter

from workbench.core.anchor import Passage
from workbench.core.claim import Claim
from workbench.core.errors import BadInputError, KnownError
from workbench.core.evidence import Evidence
from workbench.desk import attaching, citing
from workbench.desk.session import Session
from workbench.jobs.progress import Progress
from workbench.ui.desk import Desk
from workbench.ui.dialogs import Dialogs
from workbench.ui.words import filled

Work = Callable[[Session, Progress], Evidence]
_TOLD = 3  # problems that are told one by one; more are counted


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
        """Attach files as one job; one that cannot be attached does not stop the others."""
        works = [(path.name, partial(_attach_file, path)) for path in paths]
        if len(works) == 1:
            self._attach_one(*works[0], claim)
        elif works:
            self._attach_all([work for _, work in works], claim)

    def paste(self, mime: QMimeData, claim: Claim | None) -> None:
        """Attach what the clipboard holds or what was dropped: files, a picture, or text."""
        files = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
        if files:
            self.attach_files(files, claim)
        elif mime.hasImage():
            name, data = self.tr("pasted picture.png"), _png(mime.imageData())
            self._attach_one(name, partial(_attach_bytes, data, name), claim)
        elif mime.text().strip():
            name, data = self.tr("pasted text.txt"), mime.text().encode()
            self._attach_one(name, partial(_attach_bytes, data, name), claim)
        else:
            raise BadInputError(self.tr("The clipboard holds no file, picture or text to attach."))

    def _ask(self) -> list[Path]:
        return self._dialogs.open_files(self.tr("Attach evidence"), self.tr("All files (*)"))

    def _attach_one(self, name: str, work: Work, claim: Claim | None) -> None:
        def tell(evidence: Evidence) -> None:
            self.told.emit(evidence.problem or filled(self.tr("Attached %1"), evidence.name))
            self.attached.emit(evidence)

        self._desk.run(filled(self.tr("Attaching %1"), name), self._citing(work, claim), tell)

    def _attach_all(self, works: Sequence[Work], claim: Claim | None) -> None:
        number = self.tr("%1 of %2")

        def attach(session: Session, progress: Progress) -> list[str]:
            problems = []
            for n, work in enumerate(works):
                progress.report(n, len(works), filled(number, n + 1, len(works)))
                try:
                    evidence = self._citing(work, claim)(session, progress.part(n, len(works)))
                except KnownError as error:
                    problems.append(str(error))
                else:
                    problems += [evidence.problem] if evidence.problem else []
            return problems

        title = filled(self.tr("Attaching %1 files"), len(works))
        self._desk.run(title, attach, lambda problems: self._tell(len(works), problems))

    def _tell(self, files: int, problems: Sequence[str]) -> None:
        if not problems:
            self.told.emit(filled(self.tr("Attached %1 files."), files))
            return
        more = len(problems) - _TOLD
        rest = [filled(self.tr("Files with a problem besides these: %1."), more)] if more > 0 else []
        self.warned.emit(" ".join([*problems[:_TOLD], *rest]))

    def _citing(self, work: Work, claim: Claim | None) -> Work:
        """`work`, and then a citation of the whole file for the claim, unless it cites the file already."""
        article = self._desk.article

        def attach(session: Session, progress: Progress) -> Evidence:
            evidence = work(session, progress)
            if claim is not None and article is not None:
                cited = session.citations(claim=claim.uid)
                if not any(citation.evidence_id == evidence.id for citation in cited):
                    citing.cite(session, article.uid, claim, evidence, Passage())
            return evidence

        return attach


def _attach_file(path: Path, session: Session, progress: Progress) -> Evidence:
    return attaching.attach_file(session, path, progress)


def _attach_bytes(data: bytes, name: str, session: Session, progress: Progress) -> Evidence:
    return attaching.attach_bytes(session, data, name, progress)


def _png(image: QImage) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(QImage(image))
    return bytes(data.data())

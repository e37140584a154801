"""Evidence outside the window: copies that are saved, and copies that the system's programs show."""

from __future__ import annotations

import re
import shutil
import stat
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from workbench.core.errors import BadInputError
from workbench.core.evidence import Evidence
from workbench.desk.saving import save_copy
from workbench.desk.session import Session
from workbench.jobs.progress import Progress
from workbench.jobs.runner import Lane
from workbench.ui.desk import Desk
from workbench.ui.dialogs import Dialogs
from workbench.ui.words import filled

_PREFIX: Final = "fact-workbench-"
_OLD_SECONDS: Final = 24 * 3600  # copies of a window that is still open are hardly older
_LONGEST: Final = 40  # code points of a name; four bytes each stay within what file systems allow
_MICROSOFT: Final = "application/vnd.openxmlformats-officedocument."
# Kinds that programs show and do not run. The ending comes from here and never from the evidence's name:
# it alone decides which program the system starts.
_ENDINGS: Final = {
    "application/pdf": ".pdf",
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/gif": ".gif",
    "image/webp": ".webp",
    "image/tiff": ".tif",
    "image/bmp": ".bmp",
    "image/heic": ".heic",
    "image/avif": ".avif",
    _MICROSOFT + "wordprocessingml.document": ".docx",  # Office runs no macros in files of these endings
    _MICROSOFT + "spreadsheetml.sheet": ".xlsx",
    _MICROSOFT + "presentationml.presentation": ".pptx",
    "application/rtf": ".rtf",
    "audio/mpeg": ".mp3",
    "audio/mp4": ".m4a",
    "audio/x-m4a": ".m4a",
    "audio/aac": ".aac",
    "audio/wav": ".wav",
    "audio/x-wav": ".wav",
    "audio/ogg": ".ogg",
    "audio/flac": ".flac",
    "audio/aiff": ".aiff",
    "audio/amr": ".amr",
    "audio/x-ms-wma": ".wma",
    "audio/x-matroska": ".mka",
    "audio/x-flac": ".flac",
    "video/mp4": ".mp4",
    "video/mpeg": ".mpg",
    "video/quicktime": ".mov",
    "video/webm": ".webm",
    "video/ogg": ".ogv",
    "video/3gpp": ".3gp",
    "video/x-ms-wmv": ".wmv",
    "video/x-msvideo": ".avi",
    "video/x-matroska": ".mkv",
}
_MARKED_UP: Final = frozenset({"text/html", "text/xml", "application/xhtml+xml"})


class Outside(QObject):
    """Saves copies of evidence, and opens those in the system's programs that do nothing but show."""

    told = Signal(str)  # news for the message bar
    refused = Signal(str, str)  # a sentence, and the uid of the evidence to save a copy of instead

    def __init__(self, desk: Desk, dialogs: Dialogs, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._dialogs = dialogs
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        desk.jobs.submit("", lambda _: sweep(Path(tempfile.gettempdir())))

    def save(self, uid: str) -> None:
        """Ask where to, and write a copy of the stored bytes."""
        evidence = self._desk.session.evidence(uid=uid)
        target = self._dialogs.save_file(self.tr("Save a copy"), evidence.name, self.tr("All files (*)"))
        if target is not None:
            self._desk.run(
                filled(self.tr("Saving %1"), target.name),
                lambda session, progress: save_copy(session, evidence, target, progress),
                lambda _: self.told.emit(filled(self.tr("Saved %1"), target)),
            )

    def open(self, uid: str) -> None:
        """Open a read-only copy in the system's own program for such files; refuse what might be run."""
        evidence = self._desk.session.evidence(uid=uid)
        ending = ending_for(evidence.media_type)
        if ending is None:
            said = self.tr("%1 is not opened from here: files of its kind (%2) can run programs.")
            self.refused.emit(filled(said, evidence.name, evidence.media_type), uid)
            return
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix=_PREFIX, ignore_cleanup_errors=True)
        target = Path(self._folder.name) / safe_name(evidence, ending)
        self._desk.run(
            filled(self.tr("Opening %1"), evidence.name),
            lambda session, progress: _copy(session, evidence, target, progress),
            lambda _: open_file(target),
            lane=Lane.SOON,
        )

    def close(self) -> None:
        """Remove the copies that were opened."""
        if self._folder is not None:
            self._folder.cleanup()


def ending_for(media_type: str) -> str | None:
    """The ending under which such a file is shown and never run; None when there is none."""
    if media_type.startswith("text/") and media_type not in _MARKED_UP:
        return ".txt"
    return _ENDINGS.get(media_type)


def safe_name(evidence: Evidence, ending: str) -> str:
    """A name for a copy: short, without anything that is special to a system, the same for the same bytes."""
    stem = re.sub(r"[^\w -]", "_", Path(evidence.name).stem)[:_LONGEST].strip() or "evidence"
    return f"{stem}-{evidence.sha256[:12]}{ending}"


def sweep(folder: Path) -> None:
    """Remove what windows left in `folder` that could not clean up behind them."""
    for left in folder.glob(f"{_PREFIX}*"):
        with suppress(OSError):  # somebody else's, or gone by now
            if time.time() - left.lstat().st_mtime > _OLD_SECONDS and left.is_dir():
                shutil.rmtree(left, ignore_errors=True)


def open_file(path: Path) -> None:
    """Open a file in the system's own program for it; BadInputError when there is none."""
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
        raise BadInputError(f"The system has no program for {path.name}; save a copy and open it by hand.")


def _copy(session: Session, evidence: Evidence, target: Path, progress: Progress) -> None:
    if not target.exists():  # it is named by its bytes, so what is there is what would be written
        save_copy(session, evidence, target, progress, replace=True)
        target.chmod(stat.S_IRUSR)

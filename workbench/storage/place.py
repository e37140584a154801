"""What kind of place a workspace file lies in; SQLite's write-ahead log needs a local disk."""

from __future__ import annotations

import re
from pathlib import Path, PurePath

# WAL needs shared memory between processes, which these do not give: https://sqlite.org/wal.html
_NETWORK = {
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "sshfs",
    "fuse.sshfs",
    "9p",
    "afs",
    "davfs",
    "fuse.rclone",
}
_SYNCED = (
    "dropbox",
    "onedrive",
    "google drive",
    "googledrive",
    "icloud",
    "mobile documents",  # where macOS keeps iCloud Drive
    "nextcloud",
    "my drive",
)
_ESCAPE = re.compile(r"\\([0-7]{3})")  # a blank in a mount point stands as \040: man 5 proc_mounts


def network_or_synced(path: Path) -> str:
    """One sentence when `path` lies on a network drive or in a cloud-synced folder, else an empty string."""
    parts = [part.casefold() for part in path.resolve().parts]
    if any(part.startswith(_SYNCED) for part in parts):
        return (
            "This workspace lies in a cloud-synced folder: two computers must not have it open at the same "
            "time; a folder that is not synced is safer."
        )
    if _is_share(path) or _filesystem(path.resolve()) in _NETWORK:
        return "This workspace lies on a network drive: only one computer may have it open at a time."
    return ""


def _is_share(path: PurePath) -> bool:
    """Whether it is a path on Windows like \\\\server\\share\\desk.fwb, however it is spelled."""
    drive = path.drive.casefold()
    return drive.startswith("\\\\?\\unc\\") or (drive.startswith("\\\\") and drive[2:4] not in {"?\\", ".\\"})


def _filesystem(path: Path, mounts: Path = Path("/proc/mounts")) -> str:
    if not mounts.exists():
        return ""
    best, kind = "", ""
    for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines():
        _, escaped, filesystem, *_ = line.split(" ")
        point = _ESCAPE.sub(lambda match: chr(int(match[1], 8)), escaped)
        if path.is_relative_to(point) and len(point) > len(best):
            best, kind = point, filesystem
    return kind

"""What kind of place a workspace file lies in; SQLite's write-ahead log needs a local disk."""

from __future__ import annotations

from pathlib import Path

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
_SYNCED = ("dropbox", "onedrive", "google drive", "googledrive", "icloud", "nextcloud", "my drive")


def network_or_synced(path: Path) -> str:
    """One sentence when `path` lies on a network drive or in a cloud-synced folder, else an empty string."""
    parts = [part.casefold() for part in path.resolve().parts]
    if any(part.startswith(_SYNCED) for part in parts):
        return (
            "This workspace lies in a cloud-synced folder: two computers must not have it open at the same "
            "time; a folder that is not synced is safer."
        )
    if _filesystem(path.resolve()) in _NETWORK:
        return "This workspace lies on a network drive: only one computer may have it open at a time."
    return ""


def _filesystem(path: Path) -> str:
    mounts = Path("/proc/mounts")
    if not mounts.exists():
        return ""
    best, kind = "", ""
    for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines():
        _, point, filesystem, *_ = line.split()
        if path.is_relative_to(point) and len(point) > len(best):
            best, kind = point, filesystem
    return kind

"""Small parts of storage: chunks lose nothing, processes and places are told apart."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path, PureWindowsPath

import psutil
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.errors import DamagedError
from workbench.storage import evidence, place
from workbench.storage.blobs import CHUNK_BYTES, chunks_of, insert_chunks
from workbench.storage.clock import process_is_gone, this_process
from workbench.storage.workspace import Workspace


@given(st.lists(st.integers(0, 2 * CHUNK_BYTES + 3), max_size=5))
def test_chunks_are_the_stream_cut_into_equal_parts(lengths: list[int]) -> None:
    parts = [bytes([number + 1]) * length for number, length in enumerate(lengths)]
    chunks = list(chunks_of(parts))
    assert b"".join(chunks) == b"".join(parts)
    assert all(len(chunk) == CHUNK_BYTES for chunk in chunks[:-1])
    assert all(0 < len(chunk) <= CHUNK_BYTES for chunk in chunks[-1:])


def test_a_process_is_gone_when_it_has_ended_or_its_number_belongs_to_another() -> None:
    assert not process_is_gone(this_process())
    host, number, _ = this_process().rsplit(":", 2)
    assert process_is_gone(f"{host}:{number}:earlier")
    code = "from workbench.storage.clock import this_process; print(this_process())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert process_is_gone(done.stdout.strip())
    assert not process_is_gone(f"{host}:{os.getppid()}:{psutil.Process(os.getppid()).create_time()}")
    assert process_is_gone(f"{host}:{os.getppid()}:0.0")
    assert process_is_gone("nonsense")
    assert not process_is_gone("elsewhere:1:other")


@pytest.mark.parametrize("folder", ["Dropbox", "OneDrive - The Paper", "Nextcloud", "Google Drive"])
def test_a_cloud_synced_folder_is_told(tmp_path: Path, folder: str) -> None:
    assert "cloud-synced" in place.network_or_synced(tmp_path / folder / "desk.fwb")


def test_a_network_drive_is_told_and_an_ordinary_folder_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert place.network_or_synced(tmp_path / "desk.fwb") == ""
    monkeypatch.setattr(place, "_NETWORK", {place._filesystem(tmp_path.resolve())})
    assert "network drive" in place.network_or_synced(tmp_path / "desk.fwb")


def test_the_folder_of_icloud_drive_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "Library" / "Mobile Documents" / "com~apple~CloudDocs"
    assert "cloud-synced" in place.network_or_synced(folder / "desk.fwb")


def test_a_mount_point_with_a_blank_in_its_name_is_found(tmp_path: Path) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text("disk / ext4 rw 0 0\nserver:/x /mnt/news\\040desk nfs4 rw 0 0\n")
    assert place._filesystem(Path("/mnt/news desk/desk.fwb"), mounts) == "nfs4"
    assert place._filesystem(Path("/mnt/news/desk.fwb"), mounts) == "ext4"


def test_a_share_of_a_windows_network_is_told() -> None:
    assert place._is_share(PureWindowsPath(r"\\server\share\desk.fwb"))
    assert place._is_share(PureWindowsPath(r"\\?\UNC\server\share\desk.fwb"))
    assert not place._is_share(PureWindowsPath(r"C:\Users\Ada\desk.fwb"))
    assert not place._is_share(PureWindowsPath("\\\\?\\C:\\Users\\desk.fwb"))


def test_missing_bytes_are_damage_and_never_an_end(workspace: Workspace) -> None:
    size = 2 * CHUNK_BYTES + 5
    with workspace.write() as connection:
        key = evidence.begin_import(connection, "file", "a.bin", "application/octet-stream", size)
        insert_chunks(connection, key, 0, [bytes(CHUNK_BYTES), bytes(CHUNK_BYTES), bytes(5)])
    assert workspace.bytes_of(key, size, "").read_at(0, size) == bytes(size)
    with workspace.write() as connection:
        connection.exec_driver_sql("DELETE FROM evidence_chunk WHERE ordinal = 1")
        connection.exec_driver_sql("UPDATE evidence_chunk SET data = X'00' WHERE ordinal = 2")
    source = workspace.bytes_of(key, size, "")
    assert source.read_at(0, 10) == bytes(10)
    for offset in (CHUNK_BYTES - 1, 2 * CHUNK_BYTES):
        with pytest.raises(DamagedError, match="incomplete"):
            source.read_at(offset, 4)


def test_in_a_cloud_synced_folder_a_rollback_journal_is_kept_instead_of_a_log(tmp_path: Path) -> None:
    workspace = Workspace.open(tmp_path / "Dropbox" / "desk.fwb", create=True)
    with workspace.write() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "delete"
    assert workspace.remark
    workspace.close()

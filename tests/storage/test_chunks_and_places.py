"""Small parts of storage: chunks lose nothing, processes and places are told apart."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import psutil
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.storage import place
from workbench.storage.blobs import CHUNK_BYTES, chunks_of
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


def test_in_a_cloud_synced_folder_a_rollback_journal_is_kept_instead_of_a_log(tmp_path: Path) -> None:
    workspace = Workspace.open(tmp_path / "Dropbox" / "desk.fwb", create=True)
    with workspace.write() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "delete"
    assert workspace.remark
    workspace.close()

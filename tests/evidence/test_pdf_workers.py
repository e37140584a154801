"""Worker processes: what they may not do to the program."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from workbench.core.errors import BadInputError, CancelledError, WorkspaceError
from workbench.evidence import process
from workbench.evidence.blocks import BLOCK
from workbench.evidence.pages import Limits
from workbench.evidence.reader import PdfReader

ROOT = Path(__file__).resolve().parents[2]
TEXT = "BT /F 20 Tf 40 150 Td (Some words) Tj ET"


def texts(reader, source, first=1):
    return [page.text.strip() for page in reader.page_texts(source, first)]


def test_pages_come_in_order_from_the_one_asked_for(reader, made) -> None:
    source = made(TEXT, pages=150)
    assert [page.page for page in reader.page_texts(source, 71)] == list(range(71, 151))
    assert texts(reader, source) == ["Some words"] * 150


def test_nothing_runs_before_it_is_needed_nor_after_close(made) -> None:
    reader = PdfReader()
    assert reader.pids() == []
    assert reader.inspect(made(TEXT)).pages == 1
    [pid] = reader.pids()
    reader.close()
    assert reader.pids() == []
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


@pytest.mark.parametrize(
    "ask",
    [
        lambda reader, source: reader.inspect(source),
        lambda reader, source: reader.inspect(source, to_read=True),
        lambda reader, source: next(reader.page_texts(source)),
        lambda reader, source: reader.tile(source, 1, 1.0, 0, 0, 64, 64),
        lambda reader, source: reader.characters(source, 1),
        lambda reader, source: reader.picture(source, 1, None, 1.0),
        lambda reader, source: reader.tables(source, 1),
    ],
)
def test_a_closed_reader_says_nothing_of_a_file(made, ask) -> None:
    reader = PdfReader()
    reader.close()
    reader.prepare_texts()
    with pytest.raises(CancelledError):
        ask(reader, made(TEXT))


def test_closing_ends_the_reading_of_pages_without_calling_any_of_them_damaged(made) -> None:
    source = made(TEXT, pages=3000)
    reader = PdfReader()
    pages = reader.page_texts(source)
    read = [next(pages) for _ in range(10)]
    reader.close()
    with pytest.raises(CancelledError):
        read.extend(pages)
    assert {page.problem for page in read} == {""}
    assert reader.pids() == []


def test_closing_ends_a_request_that_is_under_way(made) -> None:
    source = made(TEXT)
    reader = PdfReader()

    class Closing(type(source)):
        def read_at(self, offset, length):
            reader.close()
            return super().read_at(offset, length)

    with pytest.raises(CancelledError):
        reader.inspect(Closing(source.data))
    assert reader.pids() == []


def test_a_worker_that_is_killed_is_replaced(made) -> None:
    source = made(TEXT, pages=8)
    with PdfReader(text_workers=1) as reader:
        pages = reader.page_texts(source)
        next(pages)
        [pid] = reader.pids()
        os.kill(pid, signal.SIGKILL)
        assert [page.problem for page in pages] == [""] * 7
        os.kill(reader.pids()[0], signal.SIGKILL)
        assert texts(reader, source) == ["Some words"] * 8
        assert reader.pids() != [pid]


@pytest.mark.skipif(sys.platform == "win32", reason="no process can be stopped here")
def test_a_worker_that_hangs_is_killed_in_time_and_the_next_request_works(made) -> None:
    source = made(TEXT)
    with PdfReader(limits=Limits(draw_seconds=0.5)) as reader:
        reader.inspect(source)
        [pid] = reader.pids()
        os.kill(pid, signal.SIGSTOP)
        with pytest.raises(BadInputError, match="took too long"):
            reader.tile(source, 1, 1.0, 0, 0, 64, 64)
        assert pid not in reader.pids()
        assert reader.tile(source, 1, 1.0, 0, 0, 64, 64).width == 64


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux limits a process's memory")
def test_a_worker_cannot_take_more_memory_than_it_may(made) -> None:
    source = made(TEXT)
    with PdfReader(limits=Limits(draw_memory=64 * 2**20)) as reader:
        with pytest.raises(BadInputError, match="too much memory"):
            reader.tile(source, 1, 10.0, 0, 0, 6000, 6000)
        assert reader.tile(source, 1, 1.0, 0, 0, 64, 64).width == 64


def test_pages_that_keep_failing_end_the_reading_of_their_file(made) -> None:
    slow = made(f"{TEXT}\n" * 20_000, pages=9)  # far slower than no time at all
    with PdfReader(limits=Limits(page_seconds=0.0, patience=2)) as reader:
        problems = [page.problem for page in reader.page_texts(slow)]
    assert len(problems) == 9
    assert all("too long to read" in problem for problem in problems[:2])
    assert all("not read" in problem for problem in problems[2:])


def test_drawing_does_not_wait_for_a_long_import(made) -> None:
    source, other = made(TEXT, pages=3), made(TEXT + " 0 0 9 9 re f")
    reached, release = threading.Event(), threading.Event()

    class Slow(type(source)):
        def read_at(self, offset, length):
            reached.set()
            release.wait(20)
            return super().read_at(offset, length)

    with PdfReader() as reader:
        importing = threading.Thread(target=texts, args=(reader, Slow(source.data)))
        importing.start()
        assert reached.wait(20)
        assert reader.tile(other, 1, 1.0, 0, 0, 64, 64).width == 64
        assert importing.is_alive()
        release.set()
        importing.join(20)


def test_many_threads_get_their_own_answers(reader, made) -> None:
    sources = [made(TEXT.replace("Some", f"File{n}"), pages=2) for n in range(6)]
    answers: dict[int, list[str]] = {}
    threads = [
        threading.Thread(target=lambda n=n: answers.update({n: texts(reader, sources[n])})) for n in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert answers == {n: [f"File{n} words"] * 2 for n in range(6)}


def test_the_bytes_are_read_in_whole_blocks_and_once(made) -> None:
    source = made(TEXT + "\n%" + "x" * (3 * BLOCK))
    with PdfReader() as reader:
        assert texts(reader, source) == ["Some words"]
        assert reader.page_texts(source) is not None
    assert all(offset % BLOCK == 0 and length <= BLOCK for offset, length in source.reads)
    assert len(set(source.reads)) == len(source.reads)


def test_an_error_of_the_source_reaches_the_caller_and_the_next_request_works(reader, made) -> None:
    source = made(TEXT)

    class Broken(type(source)):
        def read_at(self, offset, length):
            raise WorkspaceError("the workspace is gone")

    with pytest.raises(WorkspaceError):
        reader.inspect(Broken(source.data + b"\n"))
    assert reader.inspect(source).pages == 1


@pytest.mark.parametrize("start", [process.start, process.start_spawned], ids=["plain", "spawned"])
def test_both_ways_to_start_a_worker_work(monkeypatch, made, start) -> None:
    monkeypatch.setattr(process, "start", start)
    with PdfReader() as reader:
        assert texts(reader, made(TEXT)) == ["Some words"]


def test_the_reader_itself_loads_no_pdf_library_and_needs_no_guarded_main(tmp_path, made) -> None:
    (tmp_path / "some.pdf").write_bytes(made(TEXT).data)
    script = tmp_path / "script.py"
    script.write_text(
        "import sys, pathlib\n"
        "from workbench.evidence.reader import PdfReader\n"
        "data = pathlib.Path(sys.argv[1]).read_bytes()\n"
        "class Source:\n"
        "    size, key = len(data), 'k'\n"
        "    def read_at(self, offset, length): return data[offset:offset + length]\n"
        "with PdfReader() as reader:\n"
        "    print(next(reader.page_texts(Source())).text.strip())\n"
        "print(sorted({'pypdfium2', 'pdfplumber', 'PIL', 'PySide6', 'sqlmodel'} & set(sys.modules)))\n"
    )
    done = subprocess.run(
        [sys.executable, str(script), str(tmp_path / "some.pdf")],
        capture_output=True, text=True, check=True, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.stdout.split("\n")[:2] == ["Some words", "[]"]

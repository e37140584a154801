"""Folders and many files: one change, nothing hidden, nothing twice, nothing lost to one bad file."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from workbench.core.anchor import Moment, Passage, Quote
from workbench.core.article import ArticleSummary
from workbench.core.errors import BadInputError, CancelledError, ConflictError, WorkspaceError
from workbench.core.evidence import Method
from workbench.core.verdict import Verdict
from workbench.desk import attaching, checking, filing, gathering, marking, removing
from workbench.desk.embedded import attach_embedded, attachments_of
from workbench.desk.filing import Purpose
from workbench.desk.session import Session
from workbench.evidence.plain import problems
from workbench.jobs.progress import Progress


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with files, folders, litter, a loop and things that are no files."""
    root = tmp_path / "case"
    for name in ("10.txt", "9.txt", "sub/a.txt", "sub/b.txt", ".hidden/x.txt", "sub/.DS_Store", "Thumbs.db"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(f"words of {name}")
    (root / "sub" / "loop").symlink_to(root)
    (root / "gone.txt").symlink_to(root / "nowhere")
    os.mkfifo(root / "pipe")
    return root


def names(session: Session) -> list[str]:
    return [evidence.name for evidence in session.evidence_list()]


def test_a_folder_gives_its_files_in_order_without_litter_and_loops(folder: Path) -> None:
    found = gathering.gather([folder])
    assert [path.name for path in found.files] == ["9.txt", "10.txt", "a.txt", "b.txt"]
    assert len(found.problems) == 2
    assert {name in said for said in found.problems for name in ("pipe", "gone.txt")} == {True, False}


def test_a_file_in_two_given_places_is_taken_once(folder: Path) -> None:
    found = gathering.gather([folder / "sub" / "a.txt", folder, folder / "sub"])
    assert [path.name for path in found.files] == ["a.txt", "9.txt", "10.txt", "b.txt"]


def test_a_folder_of_folders_of_files_without_end_is_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gathering, "MOST_FILES", 3)
    with pytest.raises(BadInputError, match="more than 3 files"):
        gathering.gather([folder])


def test_the_open_workspace_in_a_dropped_folder_is_passed_over(session: Session, path: Path) -> None:
    (path.parent / "a.txt").write_text("words")
    taken = filing.take_in(session, [path.parent], Progress())
    assert ([one.name for one in taken.filed], taken.problems) == (["a.txt"], ())


def test_a_drop_is_one_change_and_names_what_did_not_come_in(session: Session, folder: Path) -> None:
    taken = filing.take_in(session, [folder, folder / "missing.txt"], Progress())
    assert [one.name for one in taken.filed] == ["9.txt", "10.txt", "a.txt", "b.txt"]
    assert len(taken.problems) == 3
    assert all("\n" not in said for said in taken.problems)
    session.undo()
    assert (names(session), session.undo()) == ([], None)
    session.redo()
    assert len(names(session)) == 4
    assert checking.problems(session) == []


def test_bytes_that_are_there_already_are_announced_under_the_name_they_were_dropped_as(
    session: Session, folder: Path
) -> None:
    first = attaching.attach_bytes(session, b"words of 9.txt", "minutes.txt")
    (folder / "copy of a.txt").write_text("words of sub/a.txt")
    taken = filing.take_in(session, [folder], Progress())
    known = [(one.name, one.evidence.name) for one in taken.filed if one.known]
    assert known == [("9.txt", "minutes.txt"), ("a.txt", "copy of a.txt")]
    assert [one.evidence.uid for one in taken.filed if one.name == "9.txt"] == [first.uid]
    assert len(names(session)) == 4


def test_a_drop_on_a_claim_cites_each_file_once(
    session: Session, article: ArticleSummary, folder: Path
) -> None:
    claim = session.opened(article.id)[1][0]
    purpose = Purpose(article.uid, claim)
    filing.take_in(session, [folder / "9.txt", folder / "10.txt"], Progress(), purpose)
    filing.take_in(session, [folder / "9.txt"], Progress(), purpose)
    cited = session.citations(claim=claim.uid)
    assert [(c.evidence_name, c.method) for c in cited] == [
        ("9.txt", Method.WHOLE_FILE),
        ("10.txt", Method.WHOLE_FILE),
    ]
    session.undo()
    assert (names(session), session.citations(claim=claim.uid)) == ([], [])


def test_a_cancelled_drop_leaves_nothing(session: Session, tmp_path: Path) -> None:
    for number in range(6):
        (tmp_path / f"{number}.txt").write_text(f"words {number}")
    progress = Progress(lambda p: p.cancel() if p.note == "4.txt" else None)
    with pytest.raises(CancelledError):
        filing.take_in(session, [tmp_path / f"{n}.txt" for n in range(6)], progress)
    assert (names(session), session.undo()) == ([], None)
    with session.workspace.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM evidence").scalar_one() == 0


def test_a_full_disk_is_not_taken_for_a_bad_file(
    session: Session, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise WorkspaceError("The disk is full.")

    monkeypatch.setattr(filing, "store_file", full)
    with pytest.raises(WorkspaceError):
        filing.take_in(session, [folder], Progress())


def test_two_hundred_files_hold_up_no_verdict(
    session: Session, article: ArticleSummary, tmp_path: Path
) -> None:
    many = tmp_path / "many"
    many.mkdir()
    for number in range(200):
        (many / f"{number}.txt").write_text(f"words {number}")
    claims = session.opened(article.id)[1]
    started = threading.Event()
    progress = Progress(lambda _: started.set())
    coming = threading.Thread(target=lambda: filing.take_in(session, [many], progress))
    coming.start()
    assert started.wait(30)
    marking.judge(session, article.uid, claims, Verdict.VERIFIED)
    assert len(names(session)) < 200  # it was given before all of them were there
    coming.join()
    assert len(names(session)) == 200
    assert session.article(article.id).tally.verified == len(claims)


def test_a_time_of_a_recording_is_cited_with_what_is_heard(
    session: Session, article: ArticleSummary, tmp_path: Path
) -> None:
    sound = tmp_path / "call.mp3"
    sound.write_bytes(b"ID3\x03" + bytes(100))
    claim = session.opened(article.id)[1][0]
    purpose = Purpose(article.uid, claim, quote=" It is high. ", moment=Moment(754, 760))
    (filed,) = filing.file_all(session, [sound], purpose, Progress())
    (cited,) = session.citations(claim=claim.uid)
    assert (cited.id, cited.method) == (filed.citation, Method.MOMENT)
    assert cited.passage == Passage(quote=Quote("It is high."), moment=Moment(754, 760))
    (tmp_path / "a.txt").write_text("It is high.")
    with pytest.raises(BadInputError, match="no recording"):
        filing.file_all(session, [tmp_path / "a.txt"], purpose, Progress())
    assert checking.problems(session) == []


def test_words_of_an_office_file_are_searched_and_cited(
    session: Session, article: ArticleSummary, tmp_path: Path
) -> None:
    rich = tmp_path / "letter.rtf"
    rich.write_bytes(rb"{\rtf1\ansi The tower is  h\'e4ufig high.\par}")
    claim = session.opened(article.id)[1][0]
    purpose = Purpose(article.uid, claim, quote="is häufig high")
    filing.file_all(session, [rich], purpose, Progress())
    (cited,) = session.citations(claim=claim.uid)
    assert (cited.method, cited.passage.page) == (Method.TEXT_LAYER, None)
    assert checking.problems(session) == []


def test_files_inside_a_message_become_parts_of_it_in_one_step(session: Session) -> None:
    data = (
        b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\nwords\n--x\n"
        b"Content-Disposition: attachment; filename=note.txt\n\nthe note\n--x--\n"
    )
    mail = attaching.attach_bytes(session, data, "a.eml")
    assert [(part.name, part.bytes) for part in attachments_of(session, mail)] == [("note.txt", 8)]
    note = attach_embedded(session, mail, 0)
    assert (note.name, note.part_of) == ("note.txt", mail.uid)
    session.undo()
    assert names(session) == ["a.eml"]


def test_a_file_whose_words_cannot_be_read_is_evidence_with_a_sentence(
    session: Session,
) -> None:
    broken = attaching.attach_bytes(session, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old.doc")
    assert broken.problem == problems.OLD
    assert session.page_texts(broken)[0].text == ""


def test_what_is_cited_is_named_before_it_goes_and_comes_back_whole(
    session: Session, article: ArticleSummary
) -> None:
    evidence = attaching.attach_bytes(session, b"a note", "note.txt")
    claims = session.opened(article.id)[1]
    for claim in (claims[0], claims[2], claims[2]):
        session.apply(
            filing.citation_of(article.uid, claim, evidence, Passage(quote=Quote(f"x{claim.number}")))
        )
    (use,) = removing.uses_of(session, evidence)
    assert (use.article, use.claims, use.citations) == (article.title, (1, 3), 3)
    with pytest.raises(ConflictError, match="cited in the meantime"):
        removing.remove(session, evidence, expected=2)
    removing.remove(session, evidence, expected=3)
    assert (names(session), session.citations(article_id=article.id)) == ([], [])
    session.undo()
    assert len(session.citations(evidence=evidence.uid)) == 3

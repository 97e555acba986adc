"""`check --fix`: it writes what is certain, and changes nothing else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loipr.cli.check.fixes import Lines, write_fixes
from loipr.files.places import Fix, Place
from loipr.rules import Diagnostic, Severity
from support.changes import LAWS, PLACEMENTS, RECRUITMENT
from support.project import FILES, Project

CLEAN = "10 pages, 3 questions, 2 datasets: 0 errors, 0 warnings, 0 gaps\n"


def contents(root: Path) -> dict[str, bytes]:
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in root.rglob("*") if file.is_file()}


def changed(project: Project, before: dict[str, bytes]) -> dict[str, bytes]:
    after = contents(project.root)
    assert set(after) == set(before)
    return {path: content for path, content in after.items() if content != before[path]}


def test_what_is_certain_is_written(project: Project) -> None:
    project.replace(LAWS, "contributors: [MOL]", "contributors: [LABOFF]")
    project.append(
        RECRUITMENT, "\nAs {article}`33.1.a` and {article}`33 (4)` of the Labour Office.\n\n:::{gap} LABOFF\nX\n:::\n"
    )
    before = contents(project.root)
    status, said = project.run("check", "--fix")
    assert status == 1
    assert said == (
        f"{LAWS}:5: fixed[superseded-lead]: “LABOFF” is now “MOL”\n"
        f"{RECRUITMENT}:13: fixed[malformed-provision]: “`33.1.a`” is now “`33 (1) (a)`”\n"
        f"{RECRUITMENT}:15: fixed[superseded-lead]: “LABOFF” is now “MOL”\n"
        f"{RECRUITMENT}:13: warning[superseded-name]: “Labour Office” is a former name since 2020-06-01; write "
        "{institution}`MOL`, or {institution}`LABOFF` if the former body is meant\n"
        f"{RECRUITMENT}:13: error[unknown-provision]: article 33 has no paragraph 4 (it has 1 to 3); did you mean 33 (3)?\n"
        "10 pages, 3 questions, 2 datasets: 1 error, 1 warning, 1 gap\n"
    )
    assert changed(project, before) == {
        LAWS: before[LAWS].replace(b"LABOFF", b"MOL"),
        RECRUITMENT: before[RECRUITMENT].replace(b"33.1.a", b"33 (1) (a)").replace(b"LABOFF", b"MOL"),
    }
    # The second time, there is nothing left to do.
    after = contents(project.root)
    assert "fixed[" not in project.run("check", "--fix")[1]
    assert changed(project, after) == {}


def test_a_typed_figure_is_drawn_from_its_dataset(project: Project) -> None:
    project.append(RECRUITMENT, "\nIn 2024 there were 297,434.\nIn 2022 there were 200.761.\nUSD 14.22 billion came.\n")
    before = contents(project.root)
    said = project.run("check", "--fix")[1]
    assert said.startswith(
        f"{RECRUITMENT}:13: fixed[typed-figure]: “297,434” is now “{{value}}`placements[2024].total`”\n"
        f"{RECRUITMENT}:14: warning[typed-figure]: "
    )
    assert changed(project, before) == {
        RECRUITMENT: before[RECRUITMENT].replace(b"297,434", b"{value}`placements[2024].total`")
    }


def test_a_table_saved_by_a_spreadsheet(project: Project) -> None:
    project.write(PLACEMENTS, "\ufeff" + FILES[PLACEMENTS].replace("\n", "\r\n") + "\r\n \r\n")
    os.chmod(project.root / PLACEMENTS, 0o640)
    assert project.run("check", "--fix") == (
        0,
        f"{PLACEMENTS}:1:1: fixed[malformed-csv]: mended: the file begins with a byte order mark; save it as UTF-8 "
        "without one\n"
        f"{PLACEMENTS}:1: fixed[malformed-csv]: mended: the lines end as on Windows (CR LF); save the file with Unix line "
        "ends (LF)\n"
        f"{PLACEMENTS}:6: fixed[malformed-csv]: mended: rows 6 to 7 are empty; delete them\n" + CLEAN,
    )
    assert (project.root / PLACEMENTS).read_text(encoding="utf-8") == FILES[PLACEMENTS]
    assert (project.root / PLACEMENTS).stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        # The text is twice in its line; one of the two may be an example.
        (RECRUITMENT, "See {question}", "{article}`33.1` for `` `33.1` ``. See {question}"),
        # The successor is beside it: which of the two should go?
        (LAWS, "contributors: [MOL]", "contributors: [LABOFF, MOL]"),
        # A sentence about the past may mean the former institution.
        (RECRUITMENT, "See {question}", "The LABOFF was founded. See {question}"),
        # The letters in the file are not the letters that are read.
        (LAWS, "lead: MFA", 'lead: "LABO\\u0046F"'),
        # The letters of the provision would change.
        (RECRUITMENT, "See {question}", "{article}`15-8`. See {question}"),
        # The nearest name is a guess.
        (RECRUITMENT, "See {question}", "{cite}`S03` See {question}"),
        # Line ends of two kinds.
        (PLACEMENTS, "S01,yes,\n", "S01,yes,\r\r\n"),
    ],
)
def test_what_is_not_certain_is_left(project: Project, path: str, old: str, new: str) -> None:
    project.replace(path, old, new)
    before = contents(project.root)
    said = project.run("check", "--fix")[1]
    assert changed(project, before) == {}
    assert "fixed[" not in said
    assert said != CLEAN


def test_two_former_names_of_one_body_are_left(project: Project) -> None:
    project.append("data/institutions.yaml", "  - id: BUREAU\n    name: Labour Bureau\n    until: 2010-01-01\n")
    project.replace(LAWS, "contributors: [MOL]", "contributors: [LABOFF, BUREAU]")
    before = contents(project.root)
    assert project.run("check", "--fix")[0] == 1
    assert changed(project, before) == {}


def test_only_the_files_asked_for(project: Project) -> None:
    project.replace(LAWS, "lead: MFA", "lead: LABOFF")
    project.replace(RECRUITMENT, "lead: MOL", "lead: LABOFF")
    before = contents(project.root)
    project.run("check", "--fix", LAWS)
    assert set(changed(project, before)) == {LAWS}


def test_an_accepted_finding_is_not_written_over(project: Project) -> None:
    project.append(RECRUITMENT, "\n% accept superseded-name: history\n\nThe LABOFF was founded.\n")
    before = contents(project.root)
    assert project.run("check", "--fix")[0] == 0
    assert changed(project, before) == {}


def test_a_link_is_not_written_through(project: Project) -> None:
    page = project.root / RECRUITMENT
    project.write("docs/other.txt", FILES[RECRUITMENT].replace("lead: MOL", "lead: LABOFF"))
    page.unlink()
    page.symlink_to("../other.txt")
    before = contents(project.root)
    status, said = project.run("check", "--fix")
    assert status == 1
    assert f"{RECRUITMENT}: error[unreadable-file]: this is a link to another file or folder" in said
    assert changed(project, before) == {}
    assert page.is_symlink()


def test_a_file_that_cannot_be_written_stays_whole(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.replace(LAWS, "lead: MFA", "lead: LABOFF")
    before = contents(project.root)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("loipr.cli.check.fixes.os.replace", full)
    status, said = project.run("check", "--fix")
    assert status == 1
    assert f"loipr: {LAWS} was not changed: No space left on device\n" in said
    assert changed(project, before) == {}


def test_a_file_that_changed_after_it_was_judged_is_left(project: Project) -> None:
    place = Place(LAWS, 4)
    found = Diagnostic("superseded-lead", Severity.ERROR, place, "m", Fix(place, "LABOFF", "MOL"))
    before = contents(project.root)
    assert write_fixes(project.root, [found]) == ([], [])
    assert changed(project, before) == {}


def test_what_is_written_is_kept_apart_from_what_programs_read(project: Project) -> None:
    project.replace(LAWS, "lead: MFA", "lead: LABOFF")
    status, said = project.run("check", "--fix", "--format", "gitlab")
    assert (status, said) == (0, f"{LAWS}:4: fixed[superseded-lead]: “LABOFF” is now “MOL”\n[]\n")


def test_of_two_that_overlap_the_first_is_taken(project: Project) -> None:
    project.write("a.txt", "one two three\n")
    place = Place("a.txt", 1)
    found = [
        Diagnostic("r", Severity.ERROR, place, "m", Fix(place, old, new))
        for old, new in (("two three", "2 3"), ("one two", "1 2"))
    ]
    assert write_fixes(project.root, found) == ([found[1]], [])
    assert (project.root / "a.txt").read_text() == "1 2 three\n"


_SHORT = st.text(alphabet="ab\n", max_size=8)


@given(_SHORT, st.text(alphabet="ab\n", min_size=1, max_size=3), st.integers(0, 5))
def test_a_fix_is_found_where_it_stands_once(text: str, old: str, line: int) -> None:
    found = Lines(text).find(Fix(Place("a", line), old, "new"))
    assert all(text[start:end] == old for start, end in found)
    starts = [start for start in range(len(text)) if text.startswith(old, start)]
    if line:
        in_line = [start for start in starts if text.count("\n", 0, start) == line - 1]
        assert [start for start, _ in found] == (in_line if len(in_line) == 1 else [])
    else:
        assert len(found) == text.count(old)


@given(st.text(alphabet="ab\n"), st.data())
def test_a_place_is_counted_as_an_editor_counts(text: str, data: st.DataObject) -> None:
    position = data.draw(st.integers(0, len(text)))
    before = text[:position].split("\n")
    assert Lines(text).place(position) == (len(before), len(before[-1]) + 1)

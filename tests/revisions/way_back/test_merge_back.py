"""Several files, and pages that others changed meanwhile: merged sentence by sentence, or shown side by side."""

from __future__ import annotations

import json

import pytest

from support.drafts import PAGE, TEXT, bring, changed, commit, marking_of, restore
from support.project import Project

SECOND, THIRD = "The second paragraph", "The third paragraph"
_SECOND = "The second paragraph says more[^a]. It has a sentence that stays."


def lines_of(told: str) -> list[str]:
    return [line.strip() for line in told.splitlines() if line.startswith("    ")]


def test_what_others_changed_meanwhile_stays(project: Project) -> None:
    marking = marking_of(project)
    marking.reword(marking.with_text(SECOND), "says", "tells")
    marking.add_paragraph(marking.with_text(THIRD), "New words.")
    project.replace(PAGE, "It has a sentence that stays.", "It has a sentence that others changed.")
    project.replace(PAGE, "# Recruitment\n", "# Recruitment\n\nWhat others put above.\n")
    assert bring(project, marking)[0] == 0
    found = project.read(PAGE)
    assert "The second paragraph tells more[^a]. It has a sentence that others changed.\n" in found
    assert "The third paragraph is short.\n\nNew words.\n\n- First point\n" in found
    assert "# Recruitment\n\nWhat others put above.\n\nIn 2023" in found


def test_a_sentence_that_others_changed_meanwhile_is_shown_and_not_written(project: Project) -> None:
    marking = marking_of(project)
    marking.reword(marking.with_text(SECOND), "says", "tells")
    marking.reword(marking.with_text(THIRD), "short", "long")
    project.replace(PAGE, "says more[^a]", "says even more[^a]")
    before = project.read(PAGE)
    status, told = bring(project, marking)
    assert status == 0
    assert lines_of(told) == [
        f"{PAGE}:14: “short” is now “long” [2 marks]",
        f"{PAGE}:12: “says” is now “tells” [2 marks] – others changed this sentence in the page meanwhile; which one is "
        "right?; in the page now: “The second paragraph says even more[^a].”",
    ]
    assert project.read(PAGE) == before.replace("paragraph is short", "paragraph is long")


def test_two_files_with_changes_in_other_sentences(project: Project) -> None:
    one, other = marking_of(project), marking_of(project)
    other.author = "BP2MI"
    one.reword(one.with_text(SECOND), "says", "tells")
    other.reword(other.with_text(SECOND), "stays", "remains")
    other.add_item(other.with_text("two"), "between")
    one.add_item(one.with_text("one"), "at once")
    status, told = bring(project, one, other)
    assert (status, told.count("not written:")) == (0, 0), told
    assert changed(project) == [
        f"-{_SECOND}",
        "+The second paragraph tells more[^a]. It has a sentence that remains.",
        *("-2. two", "-3. three", "+2. at once", "+3. two", "+4. between", "+5. three"),
    ]


def test_two_files_that_change_the_same_sentence(project: Project) -> None:
    one, other = marking_of(project), marking_of(project)
    other.author = "BP2MI"
    one.reword(one.with_text(SECOND), "says", "tells")
    other.strike(other.with_text(SECOND), " more")
    other.reword(other.with_text(THIRD), "short", "long")
    status, told = bring(project, one, other)
    assert status == 0
    why = "another file changes the same sentence in another way; which one is right?"
    assert [line for line in lines_of(told) if " – " in line] == [
        f"{PAGE}:12: “says” is now “tells” [2 marks] – {why}; marked1.docx: “more → (nothing)”",
        f"{PAGE}:12: “more” was struck after “second paragraph says” – {why}; marked0.docx: “says → tells”",
    ]
    assert changed(project) == ["-The third paragraph is short.", "+The third paragraph is long."]


def test_two_files_that_change_alike(project: Project) -> None:
    one, other = marking_of(project), marking_of(project)
    other.author = "BP2MI"
    for marking in (one, other):
        marking.reword(marking.with_text(THIRD), "short", "long")
    status, told = bring(project, one, other)
    assert (status, told.count("not written:")) == (0, 0)
    assert changed(project) == ["-The third paragraph is short.", "+The third paragraph is long."]


def test_only_one_author(project: Project) -> None:
    marking = marking_of(project)
    marking.reword(marking.with_text(THIRD), "short", "long")
    marking.author = "BP2MI"
    marking.reword(marking.with_text(SECOND), "says", "tells")
    marking.put(marking.with_text(THIRD))
    status, told = bring(project, marking, options=("--yes", "--author", "bp2mi"))
    assert status == 0
    assert "5 changes: 2 to be written, 0 not written, 3 left aside" in told.splitlines()
    assert changed(project) == [f"-{_SECOND}", f"+{_SECOND.replace('says', 'tells')}"]


def test_only_some_paragraphs(project: Project) -> None:
    marking = marking_of(project)
    marking.reword(marking.with_text(THIRD), "short", "long")
    marking.reword(marking.with_text(SECOND), "says", "tells")
    status, told = bring(project, marking, options=("--yes", "--paragraph", "4"))
    assert status == 0
    assert "4 changes: 2 to be written, 0 not written, 2 left aside" in told.splitlines()
    assert changed(project) == [f"-{_SECOND}", f"+{_SECOND.replace('says', 'tells')}"]


@pytest.mark.parametrize("text", ["x", "4-", "-4", "4-x", "9" * 30])
def test_what_is_no_paragraph(project: Project, text: str) -> None:
    said = f"{text!r} is no paragraph; write its number in print as 45, or several as 45-60"
    status, told = bring(project, marking_of(project), options=(f"--paragraph={text}",))
    assert (status, told.splitlines()[-1]) == (2, f"loipr: {said}")


def test_without_yes_nothing_is_written(project: Project) -> None:
    marking = marking_of(project)
    marking.reword(marking.with_text(THIRD), "short", "long")
    status, told = bring(project, marking, options=())
    assert (status, told.splitlines()[-1]) == (0, "Nothing was written; add --yes to write 2 changes into 1 page.")
    assert changed(project) == []


def test_for_a_program(project: Project) -> None:
    marking = marking_of(project)
    marking.reword(marking.with_text(THIRD), "short", "long")
    marking.strike(marking.with_text("In 2023 there were"), "274,965")
    status, told = bring(project, marking, options=("--format", "json"))
    found = json.loads(told)
    assert status == 0
    assert [(one["kind"], one["written"]) for one in found["files"][0]["marks"]] == [
        *(("deleted", False), ("deleted", True), ("inserted", True)),
    ]
    assert (found["counts"], found["pages"]) == ({"written": 2, "listed": 1, "left_aside": 0}, [PAGE])
    assert found["changes"][1]["old"] == "short"
    assert changed(project) == []


def test_a_page_that_is_gone(project: Project) -> None:
    marking = marking_of(project)
    marking.reword(marking.with_text(THIRD), "short", "long")
    (project.root / PAGE).unlink()
    status, told = bring(project, marking)
    assert (status, told.splitlines()[-1]) == (0, "Nothing was written.")
    assert f"the page {PAGE} is not there any more, or cannot be read" in told
    assert not (project.root / PAGE).exists()


def test_an_edition_made_with_changes_that_were_not_committed(project: Project) -> None:
    project.replace(PAGE, "is short.", "is very short.")
    assert project.run("build", "docx")[0] == 0
    marking = marking_of(project)
    marking.reword(marking.with_text(THIRD), "short", "long")
    assert bring(project, marking)[0] == 0
    assert changed(project) == ["-The third paragraph is short.", "+The third paragraph is very long."]
    restore(project)
    assert project.run("build", "docx")[0] == 0


def test_a_file_that_came_back_after_the_pages_were_committed_anew(project: Project) -> None:
    marking = marking_of(project)
    marking.reword(marking.with_text(THIRD), "short", "long")
    project.replace(PAGE, "It has a sentence that stays.", "It has another.")
    commit(project)
    assert bring(project, marking)[0] == 0
    was = TEXT.replace("It has a sentence that stays.", "It has another.")
    assert changed(project, was=was) == ["-The third paragraph is short.", "+The third paragraph is long."]

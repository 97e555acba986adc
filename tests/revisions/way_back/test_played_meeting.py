"""A meeting is played: the draft goes out, three persons mark it, all three files come back, and nothing is lost."""

from __future__ import annotations

import json
import random
import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest

from loipr.editions.word.elements import full_name
from support.drafts import FILE, PAGE, TEXT, bring, commit, marking_of, restore, send
from support.marking import Marking
from support.project import Project
from support.settled import marks_in, settled
from support.word import Word

PARTS = ("word/document.xml", "word/footnotes.xml")
MANY = 120


def prose(number: int) -> str:
    """Return a paragraph of its own, with roles in some."""
    figure = " of {value}`placements[2022].total` persons" if number % 5 == 0 else ""
    source = " {cite}`S02`" if number % 4 == 0 else ""
    body = "*service* of the {institution}`MOL`" if number % 3 == 0 else "service"
    return (
        f"Office number{number}x opened a {body}{figure} in the north{source}. Its staff{number}x advise workers, and "
        f"keep a list{number}x. The hours{number}x are known."
    )


def items(number: int) -> str:
    return "".join(f"- Point{number}x{letter} of a list with words\n" for letter in "abcd")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = send(tmp_path_factory.mktemp("meeting"))
    more = "\n".join(f"{items(number) if number % 12 == 7 else prose(number)}\n" for number in range(MANY))
    project.write(PAGE, f"{TEXT}\n{more}")
    commit(project)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(project.root)
        assert project.run("build", "docx")[0] == 0
    return project


def paragraphs(person: int) -> Iterator[int]:
    """Yield the numbers of the paragraphs that a person marks, each its own."""
    yield from (number for number in range(MANY) if number % 12 != 7 and number % 3 == person)


def of(marking: Marking, number: int) -> Element:
    return marking.with_text(f"Office number{number}x")


def first(project: Project) -> Marking:
    """With tracking: words, emphasis, paragraphs, items, notes; and comments."""
    marking = marking_of(project)
    marking.author = "First Ministry"
    for place, number in enumerate(paragraphs(0)):
        one = of(marking, number)
        marking.reword(one, f"staff{number}x", f"people{number}x")
        match place % 6:
            case 0:
                marking.give_look(one, f"hours{number}x", "b")
                if number % 4:
                    marking.comment(one, f"Why {number}?")
            case 1:
                marking.split_behind(one, f"list{number}x.")
            case 2:
                marking.add_paragraph(one, f"A new paragraph{number}x with R&D, a_b and “quotes”.")
            case 3:
                marking.add_note(one, f"hours{number}x", f"A new note{number}x.")
            case 4:
                marking.strike(one, f", and keep a list{number}x")
                marking.put_behind(one, " are known", " well", "i")
            case _:
                # What came is struck with the rest.
                marking.delete_whole(one)
    for number in range(7, MANY, 12):
        marking.add_item(marking.with_text(f"Point{number}xb"), f"Added{number}x here")
        marking.delete_paragraph(marking.with_text(f"Point{number}xd"))
    marking.move_behind(marking.with_text("The last paragraph"), marking.with_text("The third paragraph"))
    return marking


def second(project: Project) -> Marking:
    """Without tracking, but for a few."""
    marking = marking_of(project)
    marking.author = "Second Ministry"
    for place, number in enumerate(paragraphs(1)):
        one = of(marking, number)
        match place % 5:
            case 0:
                _type_over(marking, one, f"hours{number}x", f"times{number}x")
            case 1:
                marking.put(one, f"Nobody tracked this{number}x.")
            case 2:
                marking.remove(one)
            case 3:
                _type_over(marking, one, f"Its staff{number}x advise", f"They{number}x help")
                marking.reword(one, "are known", "are not known")
            case _:
                marking.reword(one, "workers", "all workers")
                marking.strike(one, f"The hours{number}x are known.")
    return marking


def _type_over(marking: Marking, paragraph: Element, old: str, new: str) -> None:
    for text in paragraph.iter(full_name("t")):
        text.text = (text.text or "").replace(old, new)
    marking.changes.append(("changed", ""))


def third(project: Project) -> Marking:
    """Over figures, references, tables and what the machinery makes."""
    marking = marking_of(project)
    marking.author = "Third Ministry"
    for place, number in enumerate(paragraphs(2)):
        one = of(marking, number)
        if number % 5 == 0:
            marking.reword(one, "200,761", "200,000")
        if number % 4 == 0:
            marking.reword(one, "S02", "S01")
        if number % 3 == 0:
            marking.strike(one, "MOL")
        marking.put_behind(one, "in the north", f", where figure{number}x was 297,434,")
        if place % 2:
            marking.restyle(one)
        else:
            marking.give_look(one, f"list{number}x", "i")
    marking.reword(marking.with_text("To place workers"), "place", "send")
    marking.delete_row(_row(marking, "Broker"))
    marking.add_row(_row(marking, "Body"))
    for text in ("Question 1.", "Lead: MOL", "773,160", "Not cited.", "Information not available"):
        marking.insert(marking.with_text(text), " or so")
    # The same sentence as the first, in another way.
    marking.reword(of(marking, 0), "staff0x", "team0x")
    return marking


def _row(marking: Marking, text: str) -> Element:
    paragraph = marking.with_text(text)
    return next(one for one in marking.roots[PARTS[0]].iter(full_name("tr")) if paragraph in one.iter())


def text_of(file: Path) -> Counter[str]:
    word = Word(file)
    found: Counter[str] = Counter()
    for part in PARTS:
        found += settled(word.xml(part), {})
    return written(found)


def written(found: Counter[str]) -> Counter[str]:
    """Return *found* without what the machinery makes from the figures and from the comments."""
    return Counter({text: count for text, count in found.items() if not text.startswith(("Sources of", "3 questions"))})


def test_every_mark_is_written_or_listed(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project.root)
    sent = (project.root / FILE).read_bytes()
    markings = [first(project), second(project), third(project)]
    marks = sum(len(one.marks) for one in markings)
    differences = sum(len(one.changes) for one in markings)
    assert marks >= 300
    before = text_of(project.root / FILE)
    status, told = bring(project, *markings, options=("--format", "json"))
    found = json.loads(told)
    assert status == 0
    # By count: each mark and each difference is in the answer once.
    counts = found["counts"]
    assert (counts["written"] + counts["listed"], counts["left_aside"]) == (marks + differences, 0)
    assert sum(one["marks"] for one in found["changes"]) == marks
    assert sum(one["untracked"] for one in found["changes"]) == differences
    assert [len(one["marks"]) for one in found["files"]] == [len(one.marks) for one in markings]
    assert [len(one["comments"]) for one in found["files"]] == [len(one.comments) for one in markings]
    assert [one for one in found["changes"] if not one["written"] and not one["reason"]] == []
    # All that nobody tracked is written, and of the marks at least so many.
    assert [one["reason"] for one in found["changes"] if one["untracked"] and not one["written"]] == []
    assert counts["written"] >= 0.7 * (marks + differences)
    # The two who changed the same sentence are asked.
    asked = [one for one in found["changes"] if one["against"]]
    assert [(one["authors"], one["old"], one["new"]) for one in asked if "staff0x" in one["old"]] == [
        (["First Ministry"], "staff0x", "people0x"),
        (["Third Ministry"], "staff0x", "team0x"),
    ]
    # The expected text: of each file, what is written is accepted, and the rest is rejected.
    came: Counter[str] = Counter()
    went: Counter[str] = Counter()
    for marking, file in zip(markings, found["files"], strict=True):
        flags = iter(one["written"] for one in file["marks"])
        after: Counter[str] = Counter()
        for part in PARTS:
            accepted = {element: next(flags) for element in marks_in(marking.roots[part])}
            after += settled(marking.roots[part], accepted)
        came += written(after) - before
        went += before - written(after)
    was = project.read(PAGE)
    status, told = bring(project, *markings)
    assert status == 0
    assert [one for one in told.splitlines() if " error[" in one] == []
    changed = subprocess.run(["git", "diff", "--name-only"], capture_output=True, text=True, check=True)
    assert changed.stdout.split() == [PAGE]
    # What is in no change is as it was, byte for byte, and no role came but for the figure that was typed.
    touched = {one["line"] for one in found["changes"] if one["written"] and one["path"] == PAGE}
    kept = [line for number, line in enumerate(was.split("\n"), 1) if line and number not in touched]
    kept.remove("The last paragraph stands alone.")
    now = project.read(PAGE)
    rest = iter(now.split("\n"))
    assert [line for line in kept if line not in rest] == []
    roles = (Counter(re.findall(r"\{[\w:]+\}`[^`]*`", text)) for text in (now, was))
    assert set(next(roles) - next(roles)) == {"{value}`placements[2024].total`"}
    status, told = project.run("build", "docx")
    assert status == 0, told
    built = text_of(project.root / FILE)
    (project.root / FILE).write_bytes(sent)
    restore(project)
    assert built - before == came
    assert before - built == went


@pytest.mark.parametrize("seed", range(6))
def test_whatever_is_marked_in_is_reported(project: Project, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project.root)
    choose = random.Random(seed)  # noqa: S311
    marking = marking_of(project)
    deeds = (
        *("insert", "delete", "make_bold", "restyle", "split", "add_paragraph", "delete_paragraph"),
        *("overwrite", "put", "remove", "join_with_next"),
    )
    for paragraph in marking.candidates()[choose.randrange(3) :: 3]:
        deed = choose.choice(deeds)
        marking.author = choose.choice(["Ministry of Labour", "BP2MI", ""])
        style = paragraph[0][0].get(full_name("val"), "")
        if "Table" in style and deed in ("remove", "put", "add_paragraph", "join_with_next"):
            continue
        getattr(marking, deed)(paragraph)
    status, told = bring(project, marking, options=("--format", "json", "--yes"))
    start = told.index("{")
    found, _ = json.JSONDecoder().raw_decode(told[start:])
    counts = found["counts"]
    assert status == 0
    assert len(found["files"][0]["marks"]) == len(marking.marks)
    differences = len(found["files"][0]["untracked"])
    assert counts == {
        "written": sum(one["marks"] + one["untracked"] for one in found["changes"] if one["written"]),
        "listed": len(marking.marks) + differences - counts["written"],
        "left_aside": 0,
    }
    assert [one for one in found["changes"] if not one["written"] and not one["reason"]] == []
    assert counts["written"] > 20
    restore(project)

"""For every change of a list, each reply stays with its item or is parked: no sentence is lost or doubled."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loipr.exchange.documents.commands import Choices, import_document
from loipr.pages.reader import load_pages
from loipr.wording.labels import letters
from support.project import Project, make_project

LIST = "data/lists-of-issues/cmw-c-xxx-qpr-1.yaml"
HEAD = "CMW/C/XXX/QPR/1\n\n10 January 2025\n\nList of issues on the report of Examplia\n\nA. General information\n\n"
#: Questions, each with items; both are numbers for words that no other has.
questions = st.lists(st.integers(0, 9), unique=True, min_size=2, max_size=6)
Lists = list[tuple[int, list[int]]]


def words(number: int) -> str:
    """Return words that no other number has: three stems of six letters."""
    prefix = f"{letters(number // 26 + 1)}{letters(number % 26 + 1)}"
    return f"{prefix}mill {prefix}oven {prefix}quay"


def document(content: Lists) -> str:
    found = HEAD
    for number, (question, items) in enumerate(content, 1):
        found += f"{number}. Please describe {words(question)}{':' if items else '.'}\n\n"
        found += "".join(f"({letters(place)}) The {words(item)};\n\n" for place, item in enumerate(items, 1))
    return found


def page(number: int, question: int, items: list[int]) -> str:
    found = f"---\nquestion: {number}\nstatus: draft\nlead: MFA\n---\n\n# Subject {words(question)}\n\n"
    found += f"Reply {words(question)} stands.\n\n"
    return found + "".join(
        f":::{{reply}} ({letters(place)})\nReply {words(item)} stands.\n:::\n\n" for place, item in enumerate(items, 1)
    )


@st.composite
def changes(draw: st.DrawFn) -> tuple[Lists, Lists]:
    """Draw a list and its changed form: questions and items removed, added, reordered, and under other questions."""
    old_questions = draw(questions)
    old_items = draw(st.lists(st.sampled_from(old_questions), max_size=8))
    old = [(one, [30 + n for n, owner in enumerate(old_items) if owner == one]) for one in old_questions]
    kept = [one for one in old_questions if draw(st.integers(0, 4))]
    fresh = [20 + number for number in range(draw(st.integers(0, 2)))]
    new_questions = draw(st.permutations([*kept, *fresh])) or [29]
    items = draw(st.permutations([*(30 + n for n in range(len(old_items)) if draw(st.integers(0, 4))), 50, 51]))
    owners = {item: draw(st.sampled_from(new_questions)) for item in items if draw(st.booleans())}
    for question, below in old:
        owners |= {
            item: question for item in below if item in items and item not in owners and question in new_questions
        }
    return old, [(one, [item for item in items if owners.get(item) == one]) for one in new_questions]


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(changes())
def test_each_reply_stands_with_its_item_or_is_parked(change: tuple[Lists, Lists]) -> None:
    old, new = change
    with tempfile.TemporaryDirectory() as folder:
        project = make_project(Path(folder).resolve())
        for path in [LIST, *(f"docs/replies/{file.name}" for file in (project.root / "docs/replies").iterdir())]:
            (project.root / path).unlink()
        imported(project, document(old), Choices(yes=True))
        for file in (project.root / "docs/replies").iterdir():
            file.unlink()
        for number, (question, items) in enumerate(old, 1):
            project.write(f"docs/replies/q{number:02}-subject-{letters(number)}.md", page(number, question, items))
        imported(project, document(new), Choices(yes=True, move=True, replace=True))
        found = where_sentences_stand(project)
    expected = {item: (question, place) for question, items in new for place, item in enumerate(items, 1)}
    numbers = {question: number for number, (question, _) in enumerate(new, 1)}
    former = {question for question, _ in old}
    for question, items in old:
        # A new question with an item of a removed one may be that one in other words.
        heirs = {expected[item][0] for item in items if item in expected} - former
        places = [numbers[one] for one in ({question} & set(numbers)) or heirs]
        assert found[question] in ([(place, "")] for place in [*places, *([None] * (question not in numbers))])
        for item in items:
            if item in expected:
                owner, place = expected[item]
                assert found[item] == [(numbers[owner], f"({letters(place)})")]
            elif question in numbers and not dict(new)[question]:
                assert found[item] == [(numbers[question], "")]
            else:
                assert found[item] == [(None, "")]


def imported(project: Project, text: str, choices: Choices) -> None:
    project.write("list.txt", text)
    before = Path.cwd()
    os.chdir(project.root)
    try:
        assert import_document(project.root, Path("list.txt"), choices) == 0
    finally:
        os.chdir(before)


def where_sentences_stand(project: Project) -> dict[int, list[tuple[int | None, str]]]:
    """Return the places of each sentence by its number: question and item; None for the question of a parked text."""
    found: dict[int, list[tuple[int | None, str]]] = {number: [] for number in range(60)}
    sentences = {f"Reply {words(number)} stands.": number for number in found}
    for one in load_pages(project.root, []):
        for prose in one.prose:
            if prose.text in sentences:
                found[sentences[prose.text]].append((one.question, prose.item))
    parked = project.root / "docs/parked"
    for file in parked.iterdir() if parked.exists() else ():
        for line in file.read_text(encoding="utf-8").split("\n"):
            if line in sentences:
                found[sentences[line]].append((None, ""))
    return found

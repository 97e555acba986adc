"""One mistake is told once: what only follows from it is not told too."""

from __future__ import annotations

import pytest

from support.changes import BIBLIOGRAPHY, DESCRIPTOR, LAWS, LIST, PLACEMENTS, RECRUITMENT, Change, add, remove, swap
from support.project import Project

#: What is typed on a page, each with one mistake.
TYPED = [
    "See {value}`placements[2023].total` {cite}`S99`.",
    "See {cite}``.",
    "See {value}``.",
    "See {value}`placements[2023].total",
    "See {{value}}`placements[2023].total`.",
    "See {value} placements[2023].total.",
    "The <b>law</b> of it.",
    "The <!-- hidden --> law.",
    "The {% raw %} law.",
    "The {law of 2023} is.",
    "The root $x^2$ of it.",
    "| a | b |\n|---|\n| c | d |",
    "| a | b |\n| c | d |",
    "|Year|Workers|\n|---|---|\n|2021|1,000|\n|2022|2,000|\n|2023|3,000|",
    "- 2021: 1,000\n- 2022: 2,000\n- 2023: 3,000",
    "Heading\n===",
    "Heading\n---",
    "There were １２３ workers.",
    "① One",
    "(1) One\n(2) Two",
    "I. One\nII. Two",
    "o One\no Two",
    "–One\n–Two",
    "~~~",
    "2024.",
    "See [a](http://).",
    "See [a](mailto:someone).",
    "Agencies pay.[^1]\n\n[^1]:",
    "Text.\n\n(costs)=",
    ":::{data-table} placements\ncolumns: period, women\n:::",
    ":::{note}\nclass: tip\nText.\n:::",
]
#: Changes of the small report, each with one mistake.
CHANGES: dict[str, Change] = {
    "two leads": swap(LAWS, "lead: MFA", "lead: [MFA; MOL]"),
    "a list of leads": swap(LAWS, "lead: MFA", "lead: [MFA, MOL]"),
    "fields as lead": swap(LAWS, "lead: MFA", "lead: {a: b}"),
    "a list as status": swap(LAWS, "status: draft", "status: [draft]"),
    "a list of questions": swap(LAWS, "question: 1", "question: [1, 2]"),
    "no such question": swap(LAWS, "question: 1", "question: 9"),
    "the question of another page": swap(LAWS, "question: 1", "question: 2"),
    "no such item": swap(LAWS, "{reply} (b)", "{reply} (c)"),
    "an item twice": swap(LAWS, "{reply} (b)", "{reply} (a)"),
    "no item": swap(LAWS, ":::{reply} (b)", ":::{reply}"),
    "an item without brackets": swap(LAWS, ":::{reply} (b)", ":::{reply} b"),
    "a reply that does not end": swap(LAWS, "{cite}`S01`.\n:::", "{cite}`S01`."),
    "a column misspelt": swap(PLACEMENTS, "women", "wimen"),
    "two rows for one key": add(PLACEMENTS, "2024,297435,,2025-01,S02,yes,\n"),
    "a figure with a no-break space": swap(PLACEMENTS, "200761", "200\u00a0761"),
    "a label without brackets": swap(LIST, "label: (b)", "label: b"),
    "no bibliography": remove(BIBLIOGRAPHY),
    "a path of no table": swap(DESCRIPTOR, "datasets/placements.csv", "datasets/placement.csv"),
    "a path out of data": swap(DESCRIPTOR, "datasets/placements.csv", "../datasets/placements.csv"),
    "a figure with a zero in front": swap(PLACEMENTS, "200761", "0200761"),
    "a contributor twice": swap(RECRUITMENT, "lead: MOL", "lead: MOL\ncontributors: [MFA, MFA]"),
    "no owner": swap(DESCRIPTOR, '"owner": "MOL",', '"owner": "XYZ",'),
}


@pytest.mark.parametrize("text", TYPED)
def test_a_mistake_in_the_text_is_told_once(project: Project, text: str) -> None:
    project.append(RECRUITMENT, f"\n{text}\n")
    assert len(project.findings()) == 1, project.findings()


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_mistake_in_a_file_is_told_once(project: Project, change: Change) -> None:
    change(project)
    assert len(project.findings()) == 1, project.findings()


def test_the_items_that_have_no_reply_are_told_by_the_item_above(project: Project) -> None:
    """An item stands for its parts, unless some of them have their reply."""
    text = project.read(LAWS)
    project.write(LAWS, text[: text.index(":::{reply} (b)")])
    assert project.findings() == [
        f"{LAWS}:2: error[unanswered-item]: item (b) of question 1 has no reply; add :::{{reply}} (b)"
    ]
    project.append(LAWS, ":::{reply} (b) (ii)\nText.\n:::\n")
    assert project.findings() == [
        f"{LAWS}:2: error[unanswered-item]: item (b) (i) of question 1 has no reply; add :::{{reply}} (b) (i)"
    ]

"""The report as blocks, through the marked document: every kind of change is told once, and nothing that is generated."""

from __future__ import annotations

import base64

import pytest

from loipr.revisions.read_leaves import read_leaves
from loipr.revisions.redline import redline, taken
from loipr.revisions.summary import in_words, place_of
from support.changes import LAWS, LIST, PLACEMENTS, RECRUITMENT, STATISTICS, Change, add, both, rename, swap, write
from support.project import Project

PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
TABLE = "\n| Year | Persons |\n|---|---|\n| 2023 | many |\n| 2024 | few |\n"
LIST_OF_LAWS = "\n- The first law.\n- The second law.\n\n  More on the second law.\n"


def told(project: Project, change: Change, first: Change | None = None) -> list[str]:
    """Return the place and the words of each change, after *change* of the small report, to which *first* was done."""
    if first is not None:
        first(project)
    old = read_leaves(project.load())
    change(project)
    new = read_leaves(project.load())
    found = redline(old, new)
    for leaf in found.leaves:
        for side, is_new in ((leaf.before, False), (leaf.after, True)):
            assert taken(leaf, new=is_new) == [one.key for one in side.blocks] if side else True
    return [f"{place_of(one)}: {in_words(one)}" for leaf in found.changed for one in leaf.changes]


CASES: list[tuple[str, Change | None, Change, list[str]]] = [
    ("nothing", None, lambda _: None, []),
    ("lines broken elsewhere", None, swap(RECRUITMENT, "2023 there", "2023\nthere"), []),
    ("blank lines and comments", None, swap(LAWS, "# Laws\n", "\n# Laws\n\n% a note\n\n"), []),
    ("a guide", None, write("docs/guides/more.md", "# More\n\nText.\n"), []),
    (
        "status",
        None,
        swap(LAWS, "status: draft", "status: cleared"),
        [f"{LAWS}:3: status: “draft” is now “cleared”"],
    ),
    (
        "a paragraph in front: no number of another one is a change",
        None,
        swap(RECRUITMENT, "In 2023", "A new paragraph.\n\nIn 2023"),
        [f"{RECRUITMENT}:9: paragraph inserted: “A new paragraph.”"],
    ),
    (
        "a figure, through its dataset",
        None,
        swap(PLACEMENTS, "2023,274965,167863", "2023,274966,167863"),
        [
            f"{RECRUITMENT}:9: paragraph: “274,965” is now “274,966”",
            f"{STATISTICS}:9: row of a table: “274,965” is now “274,966”",
            f"{STATISTICS}:9: row of a table: “773,160” is now “773,161”",
        ],
    ),
    (
        "another figure of the same value",
        swap(PLACEMENTS, "2022,200761", "2022,274965"),
        swap(RECRUITMENT, "{value}`placements[2023].total`", "{value}`placements[2022].total`"),
        [f"{RECRUITMENT}:9: paragraph: “274,965” is the same, but comes from placements[2022].total"],
    ),
    (
        "a reference to an article never splits",
        None,
        swap(LAWS, "33 (1) (a)", "33 (1) (b)"),
        [f"{LAWS}:11: paragraph: “article 33 (1) (a)” is now “article 33 (1) (b)”"],
    ),
    (
        "a citation and an institution",
        None,
        both(swap(LAWS, "{cite}`S01`", "{cite}`S02`"), swap(LAWS, "{institution}`MFA`", "{institution}`MOL`")),
        [f"{LAWS}:11: paragraph: “[S01]” is now “[S02]”", f"{LAWS}:15: paragraph: “MFA” is now “MOL”"],
    ),
    (
        "words in italics",
        None,
        swap(LAWS, "Laws give", "*Laws* give"),
        [f"{LAWS}:11: paragraph: “Laws” is set, or leads, in another way"],
    ),
    (
        "where a link leads",
        add(LAWS, "\nSee [there](https://example.org/a).\n"),
        swap(LAWS, "example.org/a", "example.org/b"),
        [f"{LAWS}:18: paragraph: “there” is set, or leads, in another way"],
    ),
    (
        "a row of a table, and a cell",
        add(LAWS, TABLE),
        both(swap(LAWS, "| 2024 | few |", "| 2024 | fewer |\n| 2025 | none |")),
        [
            f"{LAWS}:21: row of a table: “few” is now “fewer”",
            f"{LAWS}:22: row of a table inserted: “2025 | none”",
        ],
    ),
    (
        "an item becomes a paragraph of the item before it",
        add(LAWS, LIST_OF_LAWS),
        swap(LAWS, "- The second law.\n", "\n  The second law.\n"),
        [f"{LAWS}:20: paragraph: it was an item of a list"],
    ),
    (
        "a paragraph leaves a list",
        add(LAWS, LIST_OF_LAWS),
        swap(LAWS, "\n  More on the second law.\n", "\nMore on the second law.\n"),
        [f"{LAWS}:21: paragraph: it stood within bullets, and stands on the page itself"],
    ),
    (
        "a footnote",
        add(LAWS, "\nWords[^a].\n\n[^a]: What it says.\n"),
        swap(LAWS, "What it says", "What it said"),
        [f"{LAWS}:20: paragraph of a footnote: “says” is now “said”"],
    ),
    (
        "a gap and who fills it",
        add(LAWS, "\n:::{gap} MFA\nFigures by sex.\n:::\n"),
        both(swap(LAWS, "{gap} MFA", "{gap} MOL"), swap(LAWS, "by sex", "by age")),
        [
            f"{LAWS}:18: gap, to be filled by: “MFA” is now “MOL”",
            f"{LAWS}:19: paragraph of a gap: “sex” is now “age”",
        ],
    ),
    (
        "an option of a table",
        None,
        swap(STATISTICS, "Placements by year", "Placements each year"),
        [f"{STATISTICS}:9: option of a table or chart: “by” is now “each”"],
    ),
    (
        "the text of a question",
        None,
        swap(LIST, "summary: Asks for the agencies.", "summary: Asks for all agencies."),
        [f"{LIST}:29: text of the question: “the” is now “all”"],
    ),
    (
        "a picture under the same name",
        both(write("docs/replies/map.png", PICTURE), add(LAWS, "\n![A map](map.png)\n")),
        write("docs/replies/map.png", PICTURE + b" "),
        [f"{LAWS}:18: paragraph: “[picture map.png: A map]” is another picture under the same name"],
    ),
    (
        "the picture of a figure",
        both(write("docs/replies/map.png", PICTURE), add(LAWS, "\n:::{figure} map.png\n:alt: A map\n\nWhere.\n:::\n")),
        both(write("docs/replies/map.png", PICTURE + b" "), swap(LAWS, "Where.", "There.")),
        [
            f"{LAWS}:18: figure: “[picture map.png]” is another picture under the same name",
            f"{LAWS}:21: paragraph: “Where” is now “There”",
        ],
    ),
    (
        "a paragraph moves to another reply",
        None,
        both(
            swap(LAWS, "Agreements were made by {institution}`MFA` and {institution}`MOL`.\n", "None.\n"),
            add(RECRUITMENT, "\nAgreements were made by {institution}`MFA` and {institution}`MOL`.\n"),
        ),
        [
            f"{LAWS}:15: paragraph moved from here: “Agreements were made by MFA and MOL.”",
            f"{LAWS}:15: paragraph inserted: “None.”",
            f"{RECRUITMENT}:13: paragraph moved to here: “Agreements were made by MFA and MOL.”",
        ],
    ),
    (
        "a reply page under another name",
        None,
        rename(LAWS, "docs/replies/q01-law.md"),
        [],
    ),
]


@pytest.mark.parametrize(("first", "change", "words"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_each_change_is_told_once(project: Project, first: Change | None, change: Change, words: list[str]) -> None:
    assert told(project, change, first) == words


def test_hostile_pages_end_in_blocks(project: Project) -> None:
    for number, text in enumerate(
        ("[" * 20_000, "x" * 100_001, ":::{note}\n" * 40, "- " * 500, "| a |\n|--|\n" * 50, "[^a]: " * 200, "\0")
    ):
        project.write(f"docs/more{number}.md", text)
    leaves = read_leaves(project.load())
    assert not redline(leaves, leaves).changed

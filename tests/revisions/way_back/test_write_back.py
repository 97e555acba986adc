"""What was changed in a Word edition is written into the pages: the changed span, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from xml.etree.ElementTree import Element

import pytest

from loipr.editions.word.elements import full_name
from support.drafts import PAGE, bring, changed
from support.marking import Marking
from support.project import Project

IN_2023, SECOND, THIRD, LAST = "In 2023 there were", "The second paragraph", "The third paragraph", "The last paragraph"
AGENCIES = "The agencies are *licensed* by the {institution}`MOL`. They pay a **deposit of money**."
_SECOND = "The second paragraph says more[^a]. It has a sentence that stays."

#: What is done to the file, and the lines of the page that go and come.
WRITTEN: dict[str, tuple[Callable[[Marking], object], list[str]]] = {
    "a word": (
        lambda m: m.reword(m.with_text(THIRD), "short", "long"),
        ["-The third paragraph is short.", "+The third paragraph is long."],
    ),
    "words beside roles": (
        lambda m: m.reword(m.with_text(IN_2023), "The agencies are", "Agencies are"),
        [f"-{AGENCIES}", f"+{AGENCIES[4:].replace('agencies', 'Agencies', 1)}"],
    ),
    "a word in bold words": (
        lambda m: m.reword(m.with_text(IN_2023), "deposit", "sum", "b"),
        [f"-{AGENCIES}", f"+{AGENCIES.replace('deposit', 'sum')}"],
    ),
    "all bold words": (
        lambda m: m.strike(m.with_text(IN_2023), "deposit of money"),
        [f"-{AGENCIES}", f"+{AGENCIES.replace('**deposit of money**', '')}"],
    ),
    "bold": (
        lambda m: m.give_look(m.with_text(THIRD), "third", "b"),
        ["-The third paragraph is short.", "+The **third** paragraph is short."],
    ),
    "italic words that came": (
        lambda m: m.put_behind(m.with_text(THIRD), "paragraph", " of them", "i"),
        ["-The third paragraph is short.", "+The third paragraph *of them* is short."],
    ),
    "signs of Markdown": (
        lambda m: m.put_behind(m.with_text(THIRD), "paragraph", " *x* [y](z) {value}`p` <b> &amp; a_b_c"),
        [
            "-The third paragraph is short.",
            r"+The third paragraph \*x\* \[y](z) {value}\`p\` \<b> \&amp; a\_b\_c is short.",
        ],
    ),
    "a paragraph that came": (
        lambda m: m.add_paragraph(m.with_text(THIRD), "# No heading"),
        ["+", "+\\# No heading"],
    ),
    "a paragraph that nobody tracked": (
        lambda m: m.put(m.with_text(THIRD), "1. No item"),
        ["+", "+1\\. No item"],
    ),
    "a paragraph that went": (
        lambda m: m.delete_paragraph(m.with_text(THIRD)),
        ["-", "-The third paragraph is short."],
    ),
    "a paragraph with a note that went": (
        lambda m: m.remove(m.with_text(SECOND)),
        ["-", f"-{_SECOND}", "-[^a]: The words of the note."],
    ),
    "a paragraph that was split": (
        lambda m: m.split_behind(m.with_text(SECOND), ". "),
        [f"-{_SECOND}", "+The second paragraph says more[^a].", "+", "+It has a sentence that stays."],
    ),
    "paragraphs that were joined": (
        lambda m: m.join_with_next(m.with_text(SECOND)),
        [f"-{_SECOND}", "-", "-The third paragraph is short.", f"+{_SECOND} The third paragraph is short."],
    ),
    "a word of an item": (
        lambda m: m.reword(m.with_text("Second point"), "Second", "Next"),
        ["-- Second point", "+- Next point"],
    ),
    "an item that came": (
        lambda m: m.add_item(m.with_text("Second point"), "Another *point*"),
        ["+- Another \\*point\\*"],
    ),
    "an item that came into numbers": (
        lambda m: m.add_item(m.with_text("two"), "between"),
        ["-3. three", "+3. between", "+4. three"],
    ),
    "an item that went": (lambda m: m.delete_paragraph(m.with_text("two")), ["-2. two", "-3. three", "+2. three"]),
    "an item that was split": (
        lambda m: m.split_behind(m.with_text("Second point"), "Second"),
        ["-- Second point", "+- Second", "+- point"],
    ),
    "a cell": (
        lambda m: m.reword(m.with_text("To place workers"), "place", "send | bring"),
        ["-| Agency | To place workers |", "+| Agency | To send \\| bring workers |"],
    ),
    "a cell that is empty now": (
        lambda m: m.delete(m.with_text("To place workers")),
        ["-| Agency | To place workers |", "+| Agency |  |"],
    ),
    "a quotation": (
        lambda m: m.put_behind(m.with_text("What somebody"), "What somebody", " there"),
        ["-> What somebody said.", "+> What somebody there said."],
    ),
    "a heading": (
        lambda m: m.reword(m.with_text("Agencies and"), "brokers", "their brokers"),
        ["-## Agencies and brokers", "+## Agencies and their brokers"],
    ),
    "the title behind its number": (
        lambda m: m.put_behind(m.with_text("Reply to paragraph 2"), "Recruitment", " and placement"),
        ["-# Recruitment", "+# Recruitment and placement"],
    ),
    "a gap": (
        lambda m: m.reword(m.with_text("The number of brokers"), "brokers", "all brokers"),
        ["-The number of brokers.", "+The number of all brokers."],
    ),
    "the words of a note": (
        lambda m: m.reword(m.with_text("The words of the note"), "words", "text"),
        ["-[^a]: The words of the note.", "+[^a]: The text of the note."],
    ),
    "a note that came": (
        lambda m: m.add_note(m.with_text(THIRD), "third", "Of <many>."),
        ["-The third paragraph is short.", "+The third[^w1] paragraph is short.", "+[^w1]: Of \\<many>.", "+"],
    ),
    "a source that was named": (
        lambda m: m.put_behind(m.with_text(THIRD), "third", " [S01, S02]"),
        ["-The third paragraph is short.", "+The third {cite}`S01,S02` paragraph is short."],
    ),
    "a figure of a dataset": (
        lambda m: m.put_behind(m.with_text(THIRD), "third", " of 297,434"),
        ["-The third paragraph is short.", "+The third of {value}`placements[2024].total` paragraph is short."],
    ),
    "a sentence with all that is in it": (
        lambda m: m.overwrite_all(m.with_text(IN_2023), "They pay a deposit of money."),
        [
            "-In 2023 there were {value}`placements[2023].total` placements {cite}`S01`, as {article}`33 (1) (a)` asks.",
            f"-{AGENCIES}",
            "+They pay a **deposit of money**.",
        ],
    ),
}


@pytest.mark.parametrize("name", WRITTEN)
def test_written(project: Project, marking: Marking, name: str) -> None:
    deed, expected = WRITTEN[name]
    deed(marking)
    status, told = bring(project, marking)
    assert (status, told.count("not written:")) == (0, 0), told
    assert changed(project) == expected


def row(marking: Marking, text: str) -> Element:
    paragraph = marking.with_text(text)
    return next(one for one in marking.roots["word/document.xml"].iter(full_name("tr")) if paragraph in one.iter())


def test_rows(project: Project, marking: Marking) -> None:
    marking.add_row(row(marking, "Body"))
    marking.delete_row(row(marking, "Broker"))
    status, told = bring(project, marking)
    assert status == 0
    assert changed(project) == ["+| x | x |", "-| Broker | To find workers |"]
    assert "4 changes: 4 to be written, 0 not written" in told.splitlines()


FIGURE = (
    "the figure comes from placements; its row is data/datasets/placements.csv:3: change it there, or by `import` of the "
    "institution’s workbook"
)
AT = "docs/replies/q02-recruitment.md"
#: What is done to the file, and why it is not written.
LISTED: dict[str, tuple[Callable[[Marking], object], str]] = {
    "a figure": (lambda m: m.reword(m.with_text(IN_2023), "274,965", "300,000"), FIGURE),
    "a digit behind a figure": (lambda m: m.put_behind(m.with_text(IN_2023), "274,965", "0"), FIGURE),
    "a digit before a figure": (lambda m: m.put_behind(m.with_text(IN_2023), IN_2023 + " ", "9"), FIGURE),
    "a part of a figure": (lambda m: m.strike(m.with_text(IN_2023), "965"), FIGURE),
    "a citation": (
        lambda m: m.reword(m.with_text(IN_2023), "S01", "S02"),
        "a source is cited here by {cite}`S01` in " + f"{AT}:9; change it there, and the source in data/references.bib",
    ),
    "an article": (
        lambda m: m.reword(m.with_text(IN_2023), "33", "34"),
        "a reference to an article is printed here by {article}`33 (1) (a)` in " + f"{AT}:9; change it there",
    ),
    "an institution": (
        lambda m: m.reword(m.with_text(IN_2023), "MOL", "Ministry"),
        "the name of an institution is printed here by {institution}`MOL` in " + f"{AT}:9; change it there",
    ),
    "the number of a heading": (
        lambda m: m.reword(m.with_text("Reply to paragraph 2"), "Reply", "Answer"),
        f"the number and the name of this place are printed by the machinery; change the words in {AT}:7",
    ),
    "the title of a page": (
        lambda m: m.delete_paragraph(m.with_text("Reply to paragraph 2")),
        f"the number and the name of this place are printed by the machinery; change the words in {AT}:7",
    ),
    "the question": (
        lambda m: m.insert(m.with_text("Question 2.")),
        f"the question, its number, its status and its institutions come from the front matter of {AT} and from the "
        "list of issues (`import` of the Committee’s document); change them there",
    ),
    "who fills a gap": (
        lambda m: m.insert(m.with_text("Information not available; to be supplied by MOL")),
        f"who must fill the gap is said in {AT}:33; change it there",
    ),
    "the cell of a dataset": (
        lambda m: m.reword(m.with_text("773,160"), "773", "774"),
        "the table or chart is drawn from the dataset placements by docs/replies/q03-statistics.md:9: change its "
        "figures in data/datasets/placements.csv, or by `import` of the institution’s workbook, and its caption there",
    ),
    "the first page": (
        lambda m: m.insert(m.with_text("Report for tests")),
        "the first page, the contents, and heads and feet come from conf.py and from the machinery",
    ),
    "a style": (
        lambda m: m.restyle(m.with_text(THIRD)),
        "another style; which paragraph is a heading, an item or text is said in the page, change it there",
    ),
    "the words of a note that is used": (
        lambda m: m.strike(m.with_text("The words of the note"), "The words of the note."),
        "the mark of this note stands in the text; delete the mark, and the note goes with it",
    ),
    "the head of a table": (
        lambda m: m.delete_row(row(m, "Body")),
        "it is the head of the table; change it in the page",
    ),
    "underlined": (
        lambda m: m.give_look(m.with_text(THIRD), "third", "u"),
        "a page has no sign for this here (underlined), or it is about what the machinery prints",
    ),
}


@pytest.mark.parametrize("name", LISTED)
def test_listed(project: Project, marking: Marking, name: str) -> None:
    deed, reason = LISTED[name]
    deed(marking)
    status, told = bring(project, marking)
    assert (status, told.splitlines()[-1]) == (0, "Nothing was written.")
    assert [line.partition(" – ")[2] for line in told.splitlines() if line.startswith("    ")] == [reason]
    assert changed(project) == []


def test_a_paragraph_that_moved_keeps_its_roles(project: Project, marking: Marking) -> None:
    moved = marking.with_text(IN_2023)
    # Word moves all that is in it; the helper moves only the runs.
    for around in [one for one in moved if one.tag in (full_name("sdt"), full_name("hyperlink"))]:
        place = list(moved).index(around)
        moved[place : place + 1] = list(around.iter(full_name("r")))
    marking.move_behind(moved, marking.with_text(THIRD))
    status, told = bring(project, marking)
    assert (status, told.count("not written:")) == (0, 0), told
    paragraph = (
        "In 2023 there were {value}`placements[2023].total` placements {cite}`S01`, as {article}`33 (1) (a)` asks."
    )
    assert changed(project) == [f"-{paragraph}", f"-{AGENCIES}", "-", "+", f"+{paragraph} {AGENCIES}"]


def test_two_paragraphs_alike(project: Project, marking: Marking) -> None:
    for _ in range(2):
        marking.put(marking.with_text(THIRD), "The same.")
    assert bring(project, marking)[0] == 0
    assert changed(project) == ["+The same.", "+", "+The same.", "+"] or project.read(PAGE).count("The same.") == 2


def test_a_paragraph_that_came_into_a_cell_or_a_head_of_pages(project: Project, marking: Marking) -> None:
    marking.put(marking.with_text("To place workers"))
    marking.add_paragraph(marking.with_text("To find workers"))
    status, told = bring(project, marking)
    assert (status, changed(project)) == (0, [])
    assert "3 changes: 0 to be written, 3 not written" in told.splitlines()

"""Every rule: one change to the small report, and the whole list of findings."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import get_args

import pytest

from loipr.files.places import NotedRule, Place, Problem
from loipr.rules import RULES, check
from loipr.wording.languages import Message, language_of
from support.changes import (
    BIBLIOGRAPHY,
    CALENDAR,
    COMMENTS,
    DESCRIPTOR,
    LAWS,
    LIST,
    MEETING,
    MONEY,
    OBSERVATIONS,
    PLACEMENTS,
    RECRUITMENT,
    REGISTER,
    STATISTICS,
    Change,
    add,
    both,
    remove,
    swap,
    write,
)
from support.measured import INDICATORS, TARGETS, measure
from support.pictures import PNG
from support.project import FILES, REPOSITORY, Project

_SET_ON, _DAY = '"set_on", "type"', '"day", "type"'
_KEY, _OTHER_KEY = '"period", "set_on"]', '"period", "day"]'


def describe(properties: str) -> Change:
    """Add properties to the dataset of placements."""
    return swap(DESCRIPTOR, '"owner": "MOL",', f'"owner": "MOL", {properties},')


def add_file(path: str) -> Change:
    return lambda project: project.write(path, "# Title\n\nText.\n")


def register(entries: str) -> Change:
    """Begin the register of recommendations with *entries*, and give paragraph 2 of CO/1 the letters (a) to (c)."""
    letters = "".join(f"\n  - {{label: ({letter}), text: Mend them.}}" for letter in "abc")
    lettered = swap(
        OBSERVATIONS, "subject: Positive aspects", f"subject: Positive aspects\n  text: Do this.\n  letters:{letters}"
    )
    return both(lettered, write(REGISTER, f"recommendations:\n{entries}"))


_LATER = """\
symbol: CMW/C/XXX/CO/2
short: CO/2
complete: true
adopted: 2026-01-20
paragraphs:
- number: 1
  subject: Bridges
"""


def remove_table(project: Project) -> None:
    """Remove the table: its total would count the same time twice."""
    text = project.read(STATISTICS)
    project.write(STATISTICS, f"{text[: text.index(':::')]}The figures are elsewhere.\n")


#: What the file of a meeting must hold below its date.
MET = "what: A meeting.\nsource: [S01]\n"
#: Placements on two bases.
PLACED = """\
period,total,women,basis,source,adopted,reason
2022,200761,122147,placed,S01,yes,
2023,274965,167863,placed,S01,yes,
2024,297434,,served,S01,yes,
"""
#: The rules that are met most by who writes a reply or fills in a table.
COMMONEST = (
    *("unanswered-item", "unknown-item", "empty-reply", "text-outside-reply", "placeholder-reply"),
    *("invalid-front-matter", "invalid-status", "untitled-page", "cleared-too-soon", "missing-data"),
    *("question-without-page", "page-without-question", "duplicate-question", "unknown-question", "outline-question"),
    *("unknown-institution", "superseded-lead", "superseded-name"),
    *("unknown-citation", "unsourced-observation", "other-source", "other-year"),
    *("malformed-value", "unknown-dataset", "unknown-observation", "unknown-column", "typed-figure"),
    *("rejected-figure", "stale-dataset", "late-cut-off", "missing-disaggregation", "invalid-cell"),
    *("malformed-provision", "unknown-provision", "unknown-treaty", "duplicate-key", "missing-reason"),
    *("unknown-markup", "literal-markup", "broken-reference", "heading-order"),
    *("malformed-block", "unmeant-markdown", "lost-text", "unclosed-block", "malformed-option", "unknown-footnote"),
    *("misplaced-link", "malformed-csv", "invalid-data", "hidden-character", "look-alike"),
    *("unprinted-letter", "misnamed-file", "typed-table", "typed-table-number", "sum-mismatch", "two-values"),
    *("other-unit", "other-year-in-caption", "unsourced-observation", "malformed-bibliography"),
)
#: Words of English sentences.
ENGLISH = re.compile(r"\b(?:the|is|are|has|have|it|there|write|and|with|which|its|did|you|mean|not)\b")
CASES: list[tuple[str, Change, list[str]]] = [
    (
        "misnamed-file",
        both(
            add_file("docs/laws & policies.md"),
            add_file("docs/Annex.md"),
            add_file("docs/search.md"),
            add_file("docs/aux.md"),
            add_file("docs/_a template.md"),
            swap("docs/index.md", "\nsources\n", "\nsources\nlaws & policies\nAnnex\nsearch\naux\n"),
        ),
        [
            "docs/annex.md: error[misnamed-file]: docs/Annex.md has the same name but for capitals: many computers take the two as one; rename this",
            "docs/aux.md: error[misnamed-file]: Windows keeps this name for a device, and no file can have it there; rename it",
            "docs/laws & policies.md: error[misnamed-file]: a name may have only letters from A to Z, digits, - and _; rename it to laws-policies.md",
            "docs/search.md: error[misnamed-file]: the site has its own page of this name; rename it",
        ],
    ),
    (
        "hidden-character",
        both(
            add(
                RECRUITMENT, "\nA\u200bgencies \u202eyap\u202c \u00adnothing.\n\nA \u2067name\u2069.\n\n\x1b[31mRed.\n"
            ),
            swap("data/institutions.yaml", "Ministry of Labour", "Ministry of Labour\u2060"),
        ),
        [
            "data/institutions.yaml:5: error[hidden-character]: character 27 of the line is U+2060 (word joiner), which is invisible; delete it",
            f"{RECRUITMENT}:13: error[hidden-character]: character 2 of the line is U+200B (zero width space), which is invisible; delete it",
            f"{RECRUITMENT}:15: error[hidden-character]: character 3 of the line is U+2067 (right-to-left isolate), which is invisible; delete it",
            f"{RECRUITMENT}:17: error[hidden-character]: character 1 of the line is U+001B (a control character), which is invisible; delete it",
        ],
    ),
    (
        "unprinted-letter",
        both(
            add(RECRUITMENT, "\nA smile 🙂, and 안녕.\n\nA sign of Word: &#xf0b7;.\n\n① One.\n"),
            swap("data/institutions.yaml", "Ministry of Labour", '"Ministry of \\u1000 Labour"'),
            swap(BIBLIOGRAPHY, "Annual data", "Annual data ☐"),
            swap(PLACEMENTS, "restated later", "restated ☑ later"),
            write("docs/guides/signs.md", "# Signs\n\nOn the site alone: 🙂\n"),
            swap("docs/index.md", "annex\n", "annex\nguides/signs\n"),
        ),
        [
            f"{PLACEMENTS}:4: error[unprinted-letter]: “☑” (U+2611, ballot box with check) is in no font of print; delete "
            "it, or write in words what it stands for",
            "data/institutions.yaml:5: error[unprinted-letter]: “\u1000” (U+1000, myanmar letter ka) is in no font of "
            "print; write the word in Latin letters",
            f"{BIBLIOGRAPHY}:2: error[unprinted-letter]: “☐” (U+2610, ballot box) is in no font of print; delete it, or "
            "write in words what it stands for",
            f"{RECRUITMENT}:13: error[unprinted-letter]: “🙂” (U+1F642, slightly smiling face) is in no font of print; "
            "delete it, or write in words what it stands for",
            f"{RECRUITMENT}:15: error[unprinted-letter]: “\\uf0b7” (U+F0B7, a sign of a symbol font) is in no font of "
            "print; delete it, or write in words what it stands for",
            f"{RECRUITMENT}:17: error[unprinted-letter]: “①” (U+2460, circled digit one) is in no font of print; write 1",
        ],
    ),
    (
        "look-alike",
        both(
            add(
                RECRUITMENT,
                "\nThe М\u041eL in {article}`33 (1)` and item (\u0430).\n\nВ Москве, и это проза: а не имя.\n",
            ),
            swap(PLACEMENTS, "2023-03", "２０２３-03"),
        ),
        [
            f"{PLACEMENTS}:2: error[look-alike]: “２” in “２０２３-03” only looks like 2: it is another character "
            "(fullwidth digit two); write 2023-03",
            f"{RECRUITMENT}:13: error[look-alike]: “М” in “М\u041eL” only looks like M: it is another character (cyrillic "
            "capital letter em); write MOL",
        ],
    ),
    (
        "malformed-option",
        add(
            RECRUITMENT,
            "\n:::{data-table} placements\n:caption: Placements # total\n:columns: period, total\n:::\n\n"
            ':::{data-table} placements\n:caption: "Placements # total"\n:columns: period, total\n:::\n\n'
            ":::{note}\n:clas: x\n:name\nText.\n:::\n\n:::{note}\n---\nclass: x\n---\nText.\n:::\n\n"
            ":::{gap} MOL\n:class: x\nText.\n:::\n",
        ),
        [
            f"{RECRUITMENT}:14: error[malformed-option]: what stands after “#” is lost here; put the text in quotes, as "
            ':caption: "Placements # total"',
            f"{RECRUITMENT}:24: error[malformed-option]: {{note}} has no option :clas: (there are class and name); did you "
            "mean class?",
            f"{RECRUITMENT}:25: error[malformed-option]: this is not an option; write each option on its own line below the name of the block, as :caption: Placements; put a text with special characters in quotes",
            f"{RECRUITMENT}:30: error[malformed-option]: --- has no place here; write each option on its own line below the name of the block, as :caption: Placements; put a text with special characters in quotes",
            f"{RECRUITMENT}:36: gap[missing-data]: has a gap for MOL to fill: Text.",
            f"{RECRUITMENT}:37: error[malformed-option]: {{gap}} has no option :class: (there is due)",
        ],
    ),
    (
        "conflict-marker",
        add(RECRUITMENT, "\n<<<<<<< HEAD\nOne.\n=======\nAnother.\n>>>>>>> branch\n"),
        [
            f"{RECRUITMENT}:13: error[conflict-marker]: “<<<<<<<” was left when two changes were joined; keep one of the two, and delete this line",
            f"{RECRUITMENT}:15: error[conflict-marker]: “=======” was left when two changes were joined; keep one of the two, and delete this line",
            f"{RECRUITMENT}:17: error[conflict-marker]: “>>>>>>>” was left when two changes were joined; keep one of the two, and delete this line",
        ],
    ),
    (
        "literal-markup",
        add(
            RECRUITMENT,
            "\nIn 2024 {value}placements[2024].total, {value}“placements[2024].women”, {value}'placements[2023].total'\n"
            "and {value} `placements[2022].total` were placed [S01]; others [S02, S01], `placements[2024].total`, `x`.\n\n"
            "<b>Workers of {institution}MOL in H<sub>2 &amp;nbsp; and {Institution}MOL, {what}.\n\n"
            "::{note}\nText (costs)= of **bold and :institution:`MOL` with ~~strike~~\n"
            "• A point\n#Heading\n:caption: Some\na | b | c\n"
            "with ` and [a][b] ![c [ ] ^[note] x[^ 1] a}\n::\n",
        ),
        [
            f"{RECRUITMENT}:13: error[literal-markup]: a role needs backticks, not quotation marks; write "
            "{value}`placements[2023].total`",
            f"{RECRUITMENT}:13: error[literal-markup]: a role needs backticks, not quotation marks; write "
            "{value}`placements[2024].women`",
            f"{RECRUITMENT}:13: error[literal-markup]: put backticks around what the role names; write "
            "{value}`placements[2024].total`",
            f"{RECRUITMENT}:14: error[literal-markup]: a figure needs its role; write {{value}}`placements[2024].total`",
            f"{RECRUITMENT}:14: error[literal-markup]: there must be no space before the backtick; write "
            "{value}`placements[2022].total`",
            f"{RECRUITMENT}:14: error[literal-markup]: “[S01]” only looks like a citation; write {{cite}}`S01`",
            f"{RECRUITMENT}:14: error[literal-markup]: “[S02, S01]” only looks like a citation; write {{cite}}`S02,S01`",
            f"{RECRUITMENT}:14: error[literal-markup]: “x” between backticks is code, and a report has none; delete the backticks, or write a role before them",
            f"{RECRUITMENT}:16: error[literal-markup]: put backticks around what the role names; write {{institution}}`MOL`",
            f"{RECRUITMENT}:16: error[literal-markup]: there is no {{Institution}}; did you mean institution?; write what is "
            "to be printed",
            f"{RECRUITMENT}:16: error[literal-markup]: there is no {{what}}; write what is to be printed",
            f"{RECRUITMENT}:16: error[literal-markup]: “&nbsp;” would be printed as it is; write the sign itself",
            f"{RECRUITMENT}:16: error[literal-markup]: “<b>” is an HTML tag and would be printed as text; delete it",
            f"{RECRUITMENT}:16: error[literal-markup]: “<sub>” is an HTML tag and would be printed as text; delete it",
            f"{RECRUITMENT}:18: error[literal-markup]: {{note}} begins a block with three colons, on a line of its own; write "
            ":::{note}",
            f"{RECRUITMENT}:19: error[literal-markup]: the name of a role needs braces; write {{institution}}`MOL`",
            f"{RECRUITMENT}:19: error[literal-markup]: “(costs)=” names a paragraph only on a line of its own above it",
            f"{RECRUITMENT}:19: error[literal-markup]: “**” would be printed as it is; italics need it before and after the words, and a note is written as [^1]",
            f"{RECRUITMENT}:19: error[literal-markup]: “~~” means nothing here, and would be printed as it is; delete it",
            f"{RECRUITMENT}:20: error[literal-markup]: “•” does not begin an item of a list; write - and a space",
            f"{RECRUITMENT}:21: error[literal-markup]: a heading needs a space after “#”; write “# ”",
            f"{RECRUITMENT}:22: error[literal-markup]: “:caption:” is an option; put it directly below the first line of its block",
            f"{RECRUITMENT}:23: error[literal-markup]: this is not a table; its second line must be | --- | --- |",
            f"{RECRUITMENT}:24: error[literal-markup]: this backtick has no partner; write both, or neither",
            f"{RECRUITMENT}:24: error[literal-markup]: “![” belongs to a link, picture or note that is not complete here",
            f"{RECRUITMENT}:24: error[literal-markup]: “[ ]” would be printed as it is; delete it",
            f"{RECRUITMENT}:24: error[literal-markup]: “[^” belongs to a link, picture or note that is not complete here",
            f"{RECRUITMENT}:24: error[literal-markup]: “][” belongs to a link, picture or note that is not complete here",
            f"{RECRUITMENT}:24: error[literal-markup]: “^[” means nothing here, and would be printed as it is; delete it",
            f"{RECRUITMENT}:24: error[literal-markup]: “}}” would be printed as it is; write round brackets",
            f"{RECRUITMENT}:25: error[literal-markup]: “::” would be printed as it is; the colons of a block must begin a line",
        ],
    ),
    (
        "literal-markup",
        add(
            RECRUITMENT,
            "\na) The law.\nb) Another law,\nand more.\n\n– One\n– Two\n\nThe law (a)\nand (b) of it.\n\n"
            "- [x] Done, H~2~O m^2^.\n",
        ),
        [
            f"{RECRUITMENT}:14: error[literal-markup]: “b)” does not begin an item of a list, and the line is joined to the "
            "one above; write - and a space, or leave a line empty above",
            f"{RECRUITMENT}:18: error[literal-markup]: “–” does not begin an item of a list, and the line is joined to the "
            "one above; write - and a space, or leave a line empty above",
            f"{RECRUITMENT}:23: error[literal-markup]: “[x]” would be printed as it is; delete it",
            f"{RECRUITMENT}:23: error[literal-markup]: “^2^” would be printed as it is; write {{sup}}`…` for raised signs",
            f"{RECRUITMENT}:23: error[literal-markup]: “~2~” would be printed as it is; write {{sub}}`…` for lowered signs",
        ],
    ),
    (
        "literal-markup",  # the name of a role, and of a block
        add(RECRUITMENT, "\nSee {table}placements.\n\n{table} Wages by year\n"),
        [
            f"{RECRUITMENT}:13: error[literal-markup]: put backticks around what the role names; write {{table}}`placements`",
            f"{RECRUITMENT}:15: error[literal-markup]: {{table}} begins a block with three colons, on a line of its own; "
            "write :::{table}",
        ],
    ),
    (
        "literal-markup",
        both(
            swap(PLACEMENTS, "restated later", "<i>restated</i> [S01]"),
            swap(LIST, "Asks for the agencies.", "'Asks for {value}`x`.'"),
            swap("data/institutions.yaml", "Ministry of Foreign Affairs", "':::Ministry of Foreign Affairs'"),
            swap(STATISTICS, "Placements by year", "Placements by year [S01]"),
            swap(LIST, "B. Articles", "B. The <b>Articles"),
            swap(OBSERVATIONS, "The dialogue", "The **dialogue**"),
            swap(BIBLIOGRAPHY, "{2024}", "{2024}, doi = {10.1/[S02]}, note = {A [text](S01)}"),
            swap(DESCRIPTOR, '"owner": "MOL",', '"owner": "MOL",\n"licenses": [{"title": "By &amp; for {all}"}],'),
            write("data/abbreviations.yaml", "- abbreviation: ABC\n  meaning: A `body` of change\n"),
        ),
        [
            "data/abbreviations.yaml:2: error[literal-markup]: this has “`”, which is markup and would be printed as it is here; write it in words",
            f"{OBSERVATIONS}:6: error[literal-markup]: this has “**dialogue**”, which is markup and would be printed as it is here; write it in words",
            f"{DESCRIPTOR}:11: error[literal-markup]: this has “&amp;”, which is markup and would be printed as it is here; write it in words",
            f"{DESCRIPTOR}:11: error[literal-markup]: this has “{{all}}”, which is markup and would be printed as it is here; write it in words",
            f"{PLACEMENTS}:4:7: error[literal-markup]: this cell has “</i>”, which is markup and would be printed as it is here; write it in words",
            f"{PLACEMENTS}:4:7: error[literal-markup]: this cell has “<i>”, which is markup and would be printed as it is here; write it in words",
            f"{PLACEMENTS}:4:7: error[literal-markup]: this cell has “[S01]”, which is markup and would be printed as it is here; write it in words",
            "data/institutions.yaml:2: error[literal-markup]: this has “:::”, which is markup and would be printed as it is here; write it in words",
            f"{LIST}:33: error[literal-markup]: this has “`”, which is markup and would be printed as it is here; write it in words",
            f"{LIST}:33: error[literal-markup]: this has “{{value}}”, which is markup and would be printed as it is here; write it in words",
            f"{LIST}:35: error[literal-markup]: this has “<b>”, which is markup and would be printed as it is here; write it in words",
            f"{BIBLIOGRAPHY}:8: error[literal-markup]: this has “[S02]”, which is markup and would be printed as it is here; write it in words",
            f"{BIBLIOGRAPHY}:8: error[literal-markup]: this has “](”, which is markup and would be printed as it is here; write it in words",
            f"{STATISTICS}:9: error[literal-markup]: :caption: has “[S01]”, which is markup and would be printed as it is here; write it in words",
        ],
    ),
    (
        "unmeant-markdown",
        add(
            RECRUITMENT,
            "\nVillages were visited by workers aged\n> 18 years.\n\n> 9 more.\n\n> A quotation\nthat goes on.\n\n"
            "    An indented paragraph with {article}`94`.\n\n33. The villages.\n\n34. The office.\n\nText.\n\n"
            "2024. That was the year.\n\nText.\n\n1. one\n3. two\n\nText was\n+ more\n\n- 5 less.\n\n"
            "+ 7 more.\n\nA heading\n---\n\n***\n\nTwo  \nlines\\\nmore.\n\n| a | b |\n|---|---|\n"
            "| 1 |\n\n-\n\n```text\ncode\n```\n\n:::{note}\n## Within\n:::\n",
        ),
        [
            f"{RECRUITMENT}:14: error[unmeant-markdown]: a line that begins with > becomes a quotation, and the sign is lost; "
            "write “more than”, or \\> for the sign itself",
            f"{RECRUITMENT}:16: error[unmeant-markdown]: a line that begins with > becomes a quotation, and the sign is lost; "
            "write “more than”, or \\> for the sign itself",
            f"{RECRUITMENT}:19: error[unmeant-markdown]: this line belongs to the quotation above; put an empty line before "
            "it, or > if it is quoted",
            f"{RECRUITMENT}:21: error[unknown-provision]: the ICRMW has no article 94 (it has 1 to 93); did you mean 93?",
            f"{RECRUITMENT}:21: error[unmeant-markdown]: Markdown takes a line that begins with four spaces or a tab as code; delete the spaces",
            f"{RECRUITMENT}:23: error[unmeant-markdown]: paragraphs are numbered automatically, and a list begins with 1; "
            "delete “33.”",
            f"{RECRUITMENT}:25: error[unmeant-markdown]: paragraphs are numbered automatically, and a list begins with 1; "
            "delete “34.”",
            f"{RECRUITMENT}:29: error[unmeant-markdown]: “2024.” at the beginning of a line starts a list, and is lost; begin with a word, as In 2024, or write 2024\\. for the figure itself",
            f"{RECRUITMENT}:34: error[unmeant-markdown]: this is item 2 of its list, and is printed as that; write 2. for 3.",
            f"{RECRUITMENT}:37: error[unmeant-markdown]: a line that begins with “+” begins a list; put an empty line above if "
            "one is meant, or write \\+ for the sign itself",
            f"{RECRUITMENT}:39: error[unmeant-markdown]: a line that begins with “-” becomes an item of a list, and the sign "
            "is lost; write \\- for the sign itself, and - for an item",
            f"{RECRUITMENT}:41: error[unmeant-markdown]: a line that begins with “+” becomes an item of a list, and the sign "
            "is lost; write \\+ for the sign itself, and - for an item",
            f"{RECRUITMENT}:43: error[unmeant-markdown]: “---” below a line makes that line a heading; write ## A heading if a "
            "heading is meant, or delete the line below",
            f"{RECRUITMENT}:46: error[unmeant-markdown]: “***” draws a line across the page; delete it",
            f"{RECRUITMENT}:48: error[unmeant-markdown]: two spaces or \\ at the end of a line break the line in print; delete them, or leave an empty line",
            f"{RECRUITMENT}:49: error[unmeant-markdown]: two spaces or \\ at the end of a line break the line in print; delete them, or leave an empty line",
            f"{RECRUITMENT}:54: error[unmeant-markdown]: this row has 1 cell, and the head of the table 2; write a bar for an "
            "empty cell",
            f"{RECRUITMENT}:56: error[unmeant-markdown]: this item of a list is empty; delete it",
            f"{RECRUITMENT}:58: error[unmeant-markdown]: a report shows no code; write the text without these lines, or a name "
            "in braces after the first",
            f"{RECRUITMENT}:63: error[unmeant-markdown]: a heading must be on the page itself or in a reply, not inside another block; write it as text",
        ],
    ),
    (
        "lost-text",
        add(
            RECRUITMENT,
            "\n% 55 of them.\n\n[note]: words\n\n+++ words\n\n| a | b |\n|---|---|\n| c | d | e |\n| c \\| d | e |\n\n"
            "- | a | b |\n  |---|---|\n  | c | d | e |\n",
        ),
        [
            f"{RECRUITMENT}:13: error[lost-text]: a line that begins with % is not printed; begin it with a word, as “55 per "
            "cent”, or write \\% for the sign itself; a finding is accepted by % accept, the rule, a colon and the reason",
            f"{RECRUITMENT}:15: error[lost-text]: what begins with [ ]: defines the address of a link in Markdown, and is not printed; write the words without the brackets, and an address after its words, as "
            "[the law](https://example.org)",
            f"{RECRUITMENT}:17: error[lost-text]: a line that begins with +++ is not printed; delete it, or write \\+++",
            f"{RECRUITMENT}:21: error[lost-text]: this row has 3 cells, and the head of the table 2: the other cells are not printed; write \\| for a bar within a cell",
            f"{RECRUITMENT}:26: error[lost-text]: this row has 3 cells, and the head of the table 2: the other cells are not printed; write \\| for a bar within a cell",
        ],
    ),
    (
        "unclosed-block",
        add(RECRUITMENT, "\n:::{note}\n:::{important}\nText.\n:::\n\n::::{note}\nText.\n:::\n"),
        [
            f"{RECRUITMENT}:14: error[unclosed-block]: nothing closes the block that begins here; write ::: on a line of its "
            "own where it ends; if that line is there, it closes {note}, which is to begin and end with ::::",
            f"{RECRUITMENT}:18: error[unclosed-block]: nothing closes the block that begins here; write :::: on a line of its "
            "own where it ends",
            f"{RECRUITMENT}:20: error[unknown-markup]: these colons close no block, so a block above was closed too early; a block that holds another needs one colon more than it, at both ends: ::::{{reply}} (a)",
        ],
    ),
    (
        "text-outside-reply",
        both(
            swap(LAWS, "\n:::{reply} (b)", "\nBetween.\n\n:::{gap} MOL\nMore.\n:::\n\n:::{reply} (b)"),
            add(LAWS, "\nAfter both[^1].\n\n[^1]: A note.\n"),
        ),
        [
            f"{LAWS}:14: error[text-outside-reply]: this is in no reply; put it into the block of (a), or above the first "
            "reply",
            f"{LAWS}:16: gap[missing-data]: has a gap for MOL to fill: More.",
            f"{LAWS}:24: error[text-outside-reply]: this is in no reply; put it into the block of (b), or above the first "
            "reply",
        ],
    ),
    (
        "malformed-block",
        both(
            write("docs/replies/map.png", PNG),
            add(
                RECRUITMENT,
                "\n:::{overview} of words\nA body.\n:::\n\n:::{figure} map.png\n:width: wide\n:align: middle\n\n- a list\n:::\n\n"
                ":::{note}\n:::\n\n::::{note}\n:::{bibliography}\n:::\n::::\n\n:::{question-list} c\n:::\n\n:::{question-list}\n:::\n\n"
                ":::{treaty-index} ICRWM\n:::\n\n:::{toctree}\nq03-statistics\n/replies/q03-statistics.md\n:::\n\n"
                ":::{toctree}\n:glob:\n\nannexes/*\n:::\n\n:::{table} Two\n| a |\n|---|\n| b |\n\n| c |\n|---|\n| d |\n:::\n\n"
                ":::{list-table} Rows\n:header-rows: 2\n\n- - a\n  - b\n- - c\n:::\n\n"
                ":::{list-table} Rows\n:header-rows: 2\n:widths: 10 20 70\n\n- - a\n  - b\n- - c\n  - d\n:::\n",
            ),
        ),
        [
            f"{RECRUITMENT}:13: error[malformed-block]: nothing stands after {{overview}}; delete “of words”",
            f"{RECRUITMENT}:13: error[malformed-block]: {{overview}} takes no text; close it on the next line, and write the text after it",
            f"{RECRUITMENT}:17: error[malformed-block]: :align: of {{figure}} is “middle”; write left, center or right",
            f"{RECRUITMENT}:17: error[malformed-block]: :width: of {{figure}} is “wide”; write 50% or 8cm",
            f"{RECRUITMENT}:17: error[malformed-block]: the first thing in a {{figure}} is "
            "the caption of the picture; write it as text",
            f"{RECRUITMENT}:24: error[malformed-block]: {{note}} is empty; fill it in, or delete it",
            f"{RECRUITMENT}:28: error[malformed-block]: {{bibliography}} stands on the page "
            "itself, and not within {note}; move it out",
            f"{RECRUITMENT}:32: error[unknown-argument]: there is no section of the list of issues called “c”; write a or b",
            f"{RECRUITMENT}:35: error[malformed-block]: {{question-list}} needs something after it; write :::{{question-list}} a",
            f"{RECRUITMENT}:38: error[unknown-argument]: there is no treaty on record called “ICRWM”; write ICCPR or ICRMW; "
            "did you mean ICRMW?",
            f"{RECRUITMENT}:41: error[malformed-block]: /replies/q03-statistics.md is there twice in these contents; delete one of the two",
            f"{RECRUITMENT}:46: error[malformed-block]: no page matches annexes/*",
            f"{RECRUITMENT}:52: error[malformed-block]: {{table}} holds one table, and nothing else",
            f"{RECRUITMENT}:62: error[malformed-block]: each row of {{list-table}} has as many"
            " cells as the others; here they have 2 and 1",
            f"{RECRUITMENT}:70: error[malformed-block]: :header-rows: is 2, but the table "
            "has 2 rows; write a smaller number",
            f"{RECRUITMENT}:70: error[malformed-block]: :widths: has 3 numbers, and the table 2 columns",
            "docs/sources.md:3: error[malformed-block]: the report has a bibliography already "
            f"({RECRUITMENT}:28); delete this one",
        ],
    ),
    (
        "broken-reference",
        add(
            RECRUITMENT,
            "\n(agencies)=\nSee {doc}`laws`, {doc}`q01-laws`, {ref}`agencys`, {ref}`agencies`, {ref}`these <agencies>`,\n"
            "[x](#recruitmen), [y](#recruitment), [z](q01-laws.md#recruitment), [w](q01-laws.md#laws), [v]() and [u](#agencies).\n",
        ),
        [
            f"{RECRUITMENT}:14: error[broken-reference]: the place with the name agencies has no "
            "title; write the words to be printed, as {ref}`the words <agencies>`",
            f"{RECRUITMENT}:14: error[broken-reference]: there is no page laws; write [the "
            "words](…) with its place from this page, as ../annexes/statistics.md",
            f"{RECRUITMENT}:14: error[broken-reference]: there is nothing with the name agencys; did you mean agencies?",
            f"{RECRUITMENT}:15: error[broken-reference]: {LAWS} has no heading #recruitment",
            f"{RECRUITMENT}:15: error[broken-reference]: {RECRUITMENT} has"
            " no heading #recruitmen; did you mean recruitment?",
            f"{RECRUITMENT}:15: error[misplaced-link]: there is no address in the brackets after its words; write the name of a page, or an address",
        ],
    ),
    (
        "repeated-name",
        add(
            RECRUITMENT,
            "\n:::{note}\n:name: one\nText.\n:::\n\n:::{note}\n:name: one\nText.\n:::\n\n:::{note}\n:name: search\nText.\n:::\n",
        ),
        [
            f"{RECRUITMENT}:18: error[repeated-name]: the name one is taken already ({RECRUITMENT}:13)",
            f"{RECRUITMENT}:23: error[repeated-name]: the site has a page called search; give this another name",
        ],
    ),
    (
        "repeated-name",
        add(RECRUITMENT, "\n:::{data-table} money\n:name: Placements\n:::\n"),
        [
            f"{RECRUITMENT}:13: error[repeated-name]: the name Placements is that of a dataset, and of its table; give "
            "this another name",
        ],
    ),
    (
        "unknown-table",
        both(
            write("docs/replies/map.png", PNG),
            write("docs/guides/x.md", "# X\n\n:::{data-table} money\n:name: on-site\n:::\n"),
            swap("docs/index.md", "\nsources\n", "\nsources\nguides/x\n"),
            add(
                RECRUITMENT,
                "\n{table}`placements` {table}`Figure  The-Map` {table}`placement`\n{table}`12` {table}`on-site` "
                "{table}`bare`\n\n:::{list-table}\n:name: bare\n\n* - One\n  - Two\n:::\n\n:::{figure} map.png\n"
                ":name: the-map\n:alt: A map\n\nThe map\n:::\n",
            ),
        ),
        [
            f"{RECRUITMENT}:13: error[unknown-table]: no table or figure has the name placement; did you mean placements?",
            f"{RECRUITMENT}:14: error[unknown-table]: bare has no number, because it has no caption; give it one",
            f"{RECRUITMENT}:14: error[unknown-table]: no table or figure has the name 12; name the one that is meant, by "
            ":name: in its block",
            f"{RECRUITMENT}:14: error[unknown-table]: on-site has no number, because its page is no part of the report",
        ],
    ),
    (
        "heading-order",
        add(RECRUITMENT, "\n### Agencies\n\nText.\n\n# Costs\n\nText.\n"),
        [
            f"{RECRUITMENT}:13: error[heading-order]: this heading leaves out a level; write ## Agencies",
            f"{RECRUITMENT}:17: error[heading-order]: a page has one heading of the first level; write ## for this one",
        ],
    ),
    (
        "circular-contents",
        both(
            write("docs/sections/a.md", "# General information\n\n:::{question-list} a\n:::\n\n:::{toctree}\nc\n:::\n"),
            write("docs/sections/c.md", "# More\n\n:::{toctree}\na\n:::\n"),
        ),
        [
            "docs/sections/c.md:3: error[circular-contents]: the contents of this page lead back to it (docs/sections/c.md "
            "leads to docs/sections/a.md leads to docs/sections/c.md); take a out",
        ],
    ),
    (
        "unknown-footnote",
        add(RECRUITMENT, "\nText[^a].\n\n[^a]: One[^b].\n\n[^b]: Two.\n\n[^b]: Three.\n\n[^c]: Four.\n"),
        [
            f"{RECRUITMENT}:15: error[footnote-in-footnote]: the footnote refers to the footnote [^b]; write its words here",
            f"{RECRUITMENT}:19: error[unknown-footnote]: the footnote [^b] stands in line 17"
            " already; give one of them another name",
            f"{RECRUITMENT}:21: error[unknown-footnote]: nothing refers to this footnote; "
            "write [^c] where it belongs, or delete it",
        ],
    ),
    (
        "misplaced-link",
        both(
            write("docs/replies/map.png", PNG[:-4]),
            write("docs/replies/whole.png", PNG),
            add(RECRUITMENT, "\n![A map](map.png)\n\n![A map](whole.png#x)\n"),
        ),
        [
            f"{RECRUITMENT}:13: error[misplaced-link]: map.png is not complete: its end, or a part of it, is missing; save it again as PNG or JPEG",
            f"{RECRUITMENT}:15: error[misplaced-link]: the address of the picture, whole.png#x, has a “#”; write only the name of its file",
        ],
    ),
    (
        "unknown-paragraph",
        both(
            write("docs/guides/x.md", "# X\n\n(here)=\nText.\n"),
            swap("docs/index.md", "\nsources\n", "\nsources\nguides/x\n"),
            add(RECRUITMENT, "\nSee {paragraph}`here`.\n"),
        ),
        [
            f"{RECRUITMENT}:13: error[unknown-paragraph]: no paragraph has the name “here” "
            "with a number; the pages that are no part of the report have none",
        ],
    ),
    (
        "page-left-out",
        both(
            # Below a page to which nothing leads, and beside a page that leads on.
            add_file("docs/notes/prices.md"),
            lambda project: project.write("docs/notes/index.md", "# Notes\n\n:::{toctree}\nprices\n:::\n"),
            add_file("docs/data/index.md"),
            add_file("docs/data/placements.md"),
            swap("docs/index.md", "\nsources\n", "\nsources\n/data/index.md\nA list <annexes/maps>\n"),
            add_file("docs/annexes/maps.md"),
            # Sphinx also finds the pages of a pattern.
            add("docs/sections/a.md", "\n:::{toctree}\n:glob:\n\n../lists/*\nhttps://example.org\n:::\n"),
            add_file("docs/lists/one.md"),
            swap("docs/sections/b.md", "{question-list} b", "{question-list} a"),
        ),
        [
            "docs/data/placements.md: error[page-left-out]: no table of contents leads to this page, so that it is in no "
            "edition; add placements on a line of its own to the toctree of docs/data/index.md",
            "docs/notes/index.md: error[page-left-out]: no table of contents leads to this page, so that it is in no "
            "edition; add notes/index on a line of its own to the toctree of docs/index.md",
            f"{STATISTICS}: error[page-left-out]: no table of contents leads to this page, so that it is in no edition; "
            "write :::{question-list} b on a page that they lead to",
        ],
    ),
    (
        "page-left-out",
        both(
            lambda project: project.write("docs/report.md", project.read("docs/index.md")),
            swap("docs/report.md", "\nannex\n", "\n"),
            swap("docs/index.md", ":::{toctree}\n", ":::{toctree}\nreport\n"),
        ),
        [
            "docs/annex.md: error[page-left-out]: the contents of docs/report.md do not lead to this page, so that it is "
            "on the site and not in print; add annex on a line of its own to the toctree of docs/report.md",
        ],
    ),
    (
        "unknown-footnote",
        add(
            RECRUITMENT,
            "\nAgencies pay.[^1] Workers do not.[^2]\n\n:::{note}\nNor here.[^3]\n\n[^4]: Nor there.\n:::\n\n"
            "Text.[^4]\n\n[^1]: In cash.\n",
        ),
        [
            f"{RECRUITMENT}:13: error[unknown-footnote]: there is no footnote [^2]; write it on a line of its own below, as "
            "[^2]: The words.",
            f"{RECRUITMENT}:16: error[unknown-footnote]: there is no footnote [^3]; write it on a line of its own below, as "
            "[^3]: The words.",
        ],
    ),
    (
        "unknown-paragraph",
        add(
            RECRUITMENT,
            "\n(costs)=\nWorkers pay nothing. See {paragraph}`12` and {paragraph}`cost`.\n\n{paragraph}`costs`\n",
        ),
        [
            f"{RECRUITMENT}:14: error[unknown-paragraph]: no paragraph has the name “12”; put (a-name-of-your-own)= on a "
            "line of its own above the paragraph meant",
            f"{RECRUITMENT}:14: error[unknown-paragraph]: no paragraph has the name “cost”; did you mean costs?",
        ],
    ),
    (
        "unknown-paragraph",  # a paragraph in a gap has no number
        add(RECRUITMENT, "\n:::{gap} MOL\n(costs)=\nThe costs.\n:::\n\n(heads)=\n## Costs\n\n{paragraph}`heads`\n"),
        [
            f"{RECRUITMENT}:13: gap[missing-data]: has a gap for MOL to fill: (costs)= The costs.",
            f"{RECRUITMENT}:21: error[unknown-paragraph]: no paragraph has the name “heads”; put (heads)= on a line of its "
            "own above the paragraph meant",
        ],
    ),
    (
        "invalid-paragraph-name",
        both(
            add(RECRUITMENT, "\n(The costs)=\nNothing.\n\n(paragraph-2-1)=\nMore.\n\n(fees)=\nFees.\n"),
            swap(LAWS, "Agreements were", "(fees)=\nNo fees.\n\nAgreements were"),
        ),
        [
            f"{RECRUITMENT}:13: error[invalid-paragraph-name]: (The costs)= is not a valid name for a paragraph; write (the-costs)=",
            f"{RECRUITMENT}:16: error[invalid-paragraph-name]: (paragraph-2-1)= is not a valid name for a paragraph; write "
            "(a-name-of-your-own)=",
            f"{RECRUITMENT}:19: error[invalid-paragraph-name]: the name (fees)= is already the name of another paragraph "
            f"({LAWS}:15)",
        ],
    ),
    (
        "invalid-acceptance",
        add(
            RECRUITMENT,
            "\n% accept superseded-name\n% accept superseded-names: quoted\n% accept unknown-provision: it is new\n\n"
            "The Labour Office closed.\n\n% accept\n% acceptable words\n",
        ),
        [
            f"{RECRUITMENT}:13: error[invalid-acceptance]: say why this is accepted: `accept superseded-name: the reason`",
            f"{RECRUITMENT}:14: error[invalid-acceptance]: there is no rule superseded-names; write `accept`, the rule, "
            "a colon and the reason; did you mean superseded-name?",
            f"{RECRUITMENT}:15: error[invalid-acceptance]: unknown-provision cannot be accepted, only warnings about the "
            "report can; mend what it found",
            f"{RECRUITMENT}:17: warning[superseded-name]: “Labour Office” is a former name since 2020-06-01; write "
            "{institution}`MOL`, or {institution}`LABOFF` if the former body is meant",
            f"{RECRUITMENT}:19: error[invalid-acceptance]: this names no rule; write `accept`, the rule, a colon and the "
            "reason",
            f"{RECRUITMENT}:20: error[lost-text]: a line that begins with % is not printed; begin it with a word, as “55 per "
            "cent”, or write \\% for the sign itself; a finding is accepted by % accept, the rule, a colon and the reason",
        ],
    ),
    (
        "invalid-acceptance",
        both(
            add(RECRUITMENT, "{article}`94`\n"),
            write(
                "data/accepted.yaml",
                f"- rule: unknown-provision\n  file: {RECRUITMENT}\n  reason: It is new.\n",
            ),
        ),
        [
            "data/accepted.yaml:1: error[invalid-acceptance]: unknown-provision cannot be accepted, only warnings about the "
            "report can; mend what it found",
            f"{RECRUITMENT}:12: error[unknown-provision]: the ICRMW has no article 94 (it has 1 to 93); did you mean 93?",
        ],
    ),
    (
        "unused-acceptance",
        add(
            RECRUITMENT,
            "\n% accept superseded-name: the name of its time\n\nThe Labour Office closed.\n\n"
            "% accept superseded-name: nothing here\n\nNothing.\n\n- The Labour Office.\n\n"
            "  % accept superseded-name: the comment ends the list\n\nThe Labour Office.\n",
        ),
        [
            f"{RECRUITMENT}:17: warning[unused-acceptance]: superseded-name finds nothing in the block that follows that "
            "this could accept; delete it",
            f"{RECRUITMENT}:21: warning[superseded-name]: “Labour Office” is a former name since 2020-06-01; write "
            "{institution}`MOL`, or {institution}`LABOFF` if the former body is meant",
            f"{RECRUITMENT}:23: warning[unused-acceptance]: superseded-name finds nothing in the block that follows that "
            "this could accept; delete it",
            f"{RECRUITMENT}:25: warning[superseded-name]: “Labour Office” is a former name since 2020-06-01; write "
            "{institution}`MOL`, or {institution}`LABOFF` if the former body is meant",
        ],
    ),
    (
        "unused-acceptance",
        lambda project: project.write(
            "data/accepted.yaml",
            f"- rule: superseded-name\n  file: {RECRUITMENT}\n  match: Labour\n  reason: A test.\n",
        ),
        [
            f"data/accepted.yaml:1: warning[unused-acceptance]: superseded-name finds nothing in {RECRUITMENT} that this "
            "could accept; delete it"
        ],
    ),
    (
        "unused-acceptance",
        both(
            add(RECRUITMENT, "\nThe Labour Office closed.\n"),
            write(
                "data/accepted.yaml",
                f"- rule: superseded-name\n  file: {LAWS}\n  reason: Of another page.\n"
                f"- rule: superseded-name\n  file: {RECRUITMENT}\n  match: Labour Bureau\n  reason: Of another name.\n",
            ),
        ),
        [
            f"data/accepted.yaml:1: warning[unused-acceptance]: superseded-name finds nothing in {LAWS} that this could "
            "accept; delete it",
            f"data/accepted.yaml:4: warning[unused-acceptance]: superseded-name finds nothing in {RECRUITMENT} that this "
            "could accept; delete it",
            f"{RECRUITMENT}:13: warning[superseded-name]: “Labour Office” is a former name since 2020-06-01; write "
            "{institution}`MOL`, or {institution}`LABOFF` if the former body is meant",
        ],
    ),
    (
        "malformed-provision",
        add(RECRUITMENT, "{article}`33.1`\n"),
        [
            f"{RECRUITMENT}:12: error[malformed-provision]: “33.1” is no provision: “.” is not expected here; did you mean 33 (1)?"
        ],
    ),
    (
        "unknown-provision",
        add(RECRUITMENT, "Two lines\nand {article}`33 (4)`.\n"),
        [
            f"{RECRUITMENT}:13: error[unknown-provision]: article 33 has no paragraph 4 (it has 1 to 3); did you mean 33 (3)?"
        ],
    ),
    (
        "unknown-provision",
        swap(LIST, 'provisions: "84"', 'provisions: "94"'),
        [f"{LIST}:11: error[unknown-provision]: the ICRMW has no article 94 (it has 1 to 93); did you mean 93?"],
    ),
    (
        "unknown-treaty",
        add(RECRUITMENT, "{article}`ICPR 3`\n"),
        [f"{RECRUITMENT}:12: error[unknown-treaty]: there is no treaty ICPR on record (there are ICCPR and ICRMW)"],
    ),
    (
        "typed-figure",
        add(
            RECRUITMENT,
            "In 2024, 297,434 workers were placed {cite}`S01`.\nAnother 1,500 persons\nand 2 per cent.\n"
            "In 2022, 26 more {cite}`S01`, and 200.761 in all.\nUSD 14.22 billion; Law 18/2017.\n",
        ),
        [
            f"{RECRUITMENT}:12: warning[typed-figure]: “297,434” is typed by hand, and a dataset has it; "
            "write {value}`placements[2024].total`",
            f"{RECRUITMENT}:13: warning[typed-figure]: “1,500” is typed by hand; "
            "put {cite}`…` with its source after it, or {value}`…`",
            f"{RECRUITMENT}:14: warning[typed-figure]: “2 per cent” is typed by hand; "
            "put {cite}`…` with its source after it, or {value}`…`",
            f"{RECRUITMENT}:15: warning[typed-figure]: “200.761” is typed by hand, and a dataset has it; "
            "write {value}`placements[2022].total`",
            f"{RECRUITMENT}:16: warning[typed-figure]: “USD 14.22 billion” is typed by hand, and a dataset has it; "
            "write {value}`money[2023, total].value`",
        ],
    ),
    (
        "missing-reason",
        swap(PLACEMENTS, "breakdowns rest on it", ""),
        [
            f"{PLACEMENTS}:3:7: error[missing-reason]: placements[2023]: say in `reason` why this observation is adopted "
            "and not another"
        ],
    ),
    (
        "dataset-without-page",
        both(
            swap("docs/index.md", "\nsources\n", "\nsources\nmoney\n"),
            lambda project: project.write("docs/money.md", "# Money\n\n:::{dataset} money\n:::\n"),
        ),
        [
            f"{DESCRIPTOR}:5: error[dataset-without-page]: no page describes placements; "
            "add docs/data/placements.md with :::{dataset} placements"
        ],
    ),
    (
        "sum-mismatch",
        both(
            describe('"sums": [{"total": "total", "parts": ["women", "women"]}]'),
            swap(PLACEMENTS, "200761,122147", "244294,122147"),
        ),
        [
            f"{PLACEMENTS}:3:2: warning[sum-mismatch]: placements[2023].total is 274,965, but its parts add up to 335,726; "
            "mend one of them, or name the key “2023” with the reason in `except` of its sum in the descriptor"
        ],
    ),
    (
        "sum-mismatch",
        describe(
            '"sums": [{"total": "total", "parts": ["women"], "except": [{"key": "2022", "reason": "men"}, '
            '{"key": "2023", "reason": "men"}, {"key": "2031", "reason": "none"}]}]'
        ),
        [f"{DESCRIPTOR}:5: warning[sum-mismatch]: `except` names “2031”, which has no total with all its parts"],
    ),
    (
        "sum-mismatch",
        both(
            describe(
                '"sums": [{"total": "total", "parts": ["women"], "except": [{"key": "2022", "reason": "men"}, '
                '{"key": "2023", "reason": "men"}]}]'
            ),
            swap(PLACEMENTS, "200761,122147", "122147,122147"),
        ),
        [
            f"{DESCRIPTOR}:5: warning[sum-mismatch]: the parts of placements[2022].total add up: take “2022” out of "
            "`except`"
        ],
    ),
    (
        "sum-mismatch",
        both(
            swap(
                DESCRIPTOR,
                '"key": ["period", "measure"],',
                '"key": ["period", "measure"], "sums": [{"column": "measure", "total": "total", "figures": ["value"]}],',
            ),
            add("data/datasets/money.csv", "2023,bank,10\n2023,hand,4.23\n"),
        ),
        [
            "data/datasets/money.csv:3:3: warning[sum-mismatch]: money[2023, total].value is 14.22, but its parts add up "
            "to 14.23; mend one of them, or name the key “2023” with the reason in `except` of its sum in the descriptor"
        ],
    ),
    (
        "sum-mismatch",
        both(
            swap(PLACEMENTS, "2022,200761,122147", "2022,100761,122147"),
            # Rows of another unit or basis are no parts, nor are figures that nobody adds up.
            swap(DESCRIPTOR, '"key": ["period", "measure"],', '"key": ["period", "measure", "unit"],'),
            swap(
                DESCRIPTOR,
                '"unit": "USD bn"}',
                '"unit": "USD bn"}, {"name": "unit", "type": "string", "title": "Unit"}',
            ),
            swap(DESCRIPTOR, '"primaryKey": ["period", "measure"]', '"primaryKey": ["period", "measure", "unit"]'),
            write(
                MONEY,
                "period,measure,value,unit\n2022,Jumlah,9.71,a\n2022,bank,7,a\n2022,hand,2.7,a\n2022,bank,100,b\n"
                "2023,Jumlah,14.22,a\n2023,bank,10,a\n2023,hand,4.23,a\n2024,Jumlah,1,a\n2024,bank,2,a\n",
            ),
        ),
        [
            "data/datasets/money.csv:6:3: warning[sum-mismatch]: money[2023, Jumlah, a].value is 14.22, and the other rows "
            "add up to 14.23: no part is larger than its total; mend one of them, or name what the total counts",
            "data/datasets/money.csv:9:3: warning[sum-mismatch]: money[2024, Jumlah, a].value is 1, and money[2024, bank, "
            "a].value is 2: no part is larger than its total; mend one of them, or name what the total counts",
            f"{PLACEMENTS}:2:2: warning[sum-mismatch]: placements[2022].total is 100,761, and placements[2022].women is "
            "122,147: no part is larger than its total; mend one of them, or name what the total counts",
        ],
    ),
    (
        "two-values",
        add(STATISTICS, "\nAs {value}`placements[2023, source=S02].total`.\n"),
        [
            f"{STATISTICS}:3: warning[cleared-too-soon]: the reply is cleared, and there is 1 warning on its page; set it "
            "back to reviewed until then",
            f"{STATISTICS}:16: warning[two-values]: this figure was set aside; the page must also show the adopted one: "
            "placements[2023].total",
        ],
    ),
    (
        "two-values",
        both(
            swap(
                DESCRIPTOR,
                '"key": ["period", "measure"],',
                '"key": ["period", "measure"], "same_as": ['
                '{"here": "money[2022, persons].value", "there": "placements[2022].total"}, '
                '{"here": "money[2023, persons].value", "there": "placements[2023].total"}, '
                '{"here": "placements[2023].total", "there": "placements[2023].total"}, '
                '{"here": "money[2023, persons].value", "there": "placement[2023].total"}],',
            ),
            write(MONEY, "period,measure,value\n2022,persons,200761\n2023,persons,274966\n"),
        ),
        [
            f"{DESCRIPTOR}:28: error[invalid-data]: `same_as`: `here` names a figure of money, `there` one of another dataset",
            f"{DESCRIPTOR}:28: error[invalid-data]: `same_as`: there is no dataset placement; did you mean placements?",
            "data/datasets/money.csv:3:3: warning[two-values]: money[2023, persons].value is 274,966, but "
            "placements[2023].total is 274,965: one fact has one value; adopt the same, or set one of them aside "
            "with the reason",
        ],
    ),
    (
        "uneven-comparison",
        add(
            RECRUITMENT,
            "{share}`placements[2023].total of placements[2022].total`\n"
            "{share}`money[2023, total].value of placements[2023].total`\n",
        ),
        [
            f"{RECRUITMENT}:12: warning[uneven-comparison]: this share is of a part (274,965) that is larger than its "
            "whole (200,761)",
            f"{RECRUITMENT}:13: warning[uneven-comparison]: this share compares USD bn with persons",
        ],
    ),
    (
        "uneven-comparison",
        both(
            remove_table,
            add(PLACEMENTS, "2025 H1,1,,,S01,yes,\n2025-02,1,,,S01,yes,\n2025-03-01,2,,,S01,yes,\n"),
            add(
                RECRUITMENT,
                "{change}`placements[2024].total to placements[2025 H1].total`\n"
                "{change}`placements[2025-02].total to placements[2025-03-01].total`\n",
            ),
        ),
        [f"{RECRUITMENT}:12: warning[uneven-comparison]: this change compares periods of 366 and 181 days"],
    ),
    (
        "uneven-comparison",
        both(
            describe('"counts": "placements"'),
            swap(DESCRIPTOR, '"title": "Money",', '"title": "Money", "counts": "placements",'),
            swap(DESCRIPTOR, "USD bn", "persons"),
            swap(MONEY, "2022,total,9.71", "2022,total,1000000"),
            add(MONEY, "2022,North,999999\n2023,North,4\n2023,West,9\n"),
            add(
                RECRUITMENT,
                # A part of all, and all that are at one place; the women of all places among those of one.
                "In 2022 and 2023 {share}`money[2023, North].value of placements[2023].total`\n"
                "{share}`placements[2022].women of money[2022, North].value`\n"
                "{share}`money[2023, North].value of money[2023, total].value`\n"
                "{change}`money[2023, North].value to money[2022, North].value`\n",
            ),
        ),
        [
            f"{RECRUITMENT}:13: warning[uneven-comparison]: this share is of 2022, Women, and its whole is of North alone; "
            "name the whole that it is a part of",
        ],
    ),
    (
        "uneven-comparison",
        both(
            describe('"counts": "placements"'),
            swap(DESCRIPTOR, '"title": "Money",', '"title": "Money", "counts": "deaths",'),
            swap(DESCRIPTOR, "USD bn", "persons"),
            add(RECRUITMENT, "{share}`money[2023, total].value of placements[2023].total`\n"),
        ),
        [f"{RECRUITMENT}:12: warning[uneven-comparison]: this share compares deaths with placements"],
    ),
    (
        "uneven-comparison",
        both(
            # The two say in the same words on which basis they count.
            swap(
                DESCRIPTOR,
                '{"name": "as_of", "type": "string", "title": "As of"}',
                '{"name": "basis", "type": "string"}',
            ),
            swap(DESCRIPTOR, '"unit": "USD bn"}', '"unit": "persons"}, {"name": "basis", "type": "string"}'),
            write(PLACEMENTS, PLACED),
            write(MONEY, "period,measure,value,basis\n2022,total,9,served\n2023,total,14,placed (by law)\n"),
            add(
                RECRUITMENT,
                "{share}`money[2022, total].value of placements[2022].total`\n"
                "{share}`money[2023, total].value of placements[2023].total`\n",
            ),
        ),
        [
            f"{RECRUITMENT}:12: warning[uneven-comparison]: this share compares figures on different bases (placed; served)",
        ],
    ),
    (
        "other-unit",
        add(
            RECRUITMENT,
            "\nIn 2022 and 2023 there were {value}`placements[2023].total` million workers, "
            "{value}`placements[2023].women`% of them women, or {share}`placements[2023].women of placements[2023].total` "
            "per cent, after a rise of {change}`placements[2022].total to placements[2023].total`.\n"
            "They grew by {change}`placements[2022].total to placements[2023].total` persen.\n"
            # The unit says so itself, or the word belongs to what follows.
            "They sent {value}`money[2023, total].value` billion, {value}`placements[2023].total` of a million; that is "
            "{change}`placements[2022].total to placements[2023].total`.\n",
        ),
        [
            f"{RECRUITMENT}:13: warning[other-unit]: this change prints “an increase of” or “a decrease of” itself; delete “a "
            "rise of” before it",
            f"{RECRUITMENT}:13: warning[other-unit]: this share prints “per cent” itself; delete “per cent” after it",
            f"{RECRUITMENT}:13: warning[other-unit]: “%” after this figure, which is in persons, makes another figure of it; "
            "delete the word",
            f"{RECRUITMENT}:13: warning[other-unit]: “million” after this figure, which is in persons, makes another figure "
            "of it; delete the word",
            f"{RECRUITMENT}:14: warning[other-unit]: this change prints “an increase of” or “a decrease of” itself; delete "
            "“grew by” before it",
            f"{RECRUITMENT}:14: warning[other-unit]: this change prints “per cent” itself; delete “persen” after it",
            f"{RECRUITMENT}:15: warning[typed-figure]: “a million” is typed by hand; put {{cite}}`…` with its source "
            "after it, or {value}`…`",
        ],
    ),
    (
        "early-cut-off",
        both(remove_table, add(PLACEMENTS, "2025,300000,,2024-12,S01,yes,\n2025 H1,1,,2025,S01,yes,\n")),
        [
            f"{PLACEMENTS}:6:4: warning[early-cut-off]: as_of is 2024-12, before the period 2025 begins; is one of the two "
            "mistyped?",
        ],
    ),
    (
        "unknown-citation",
        swap(PLACEMENTS, "S01;S02", '"S01, S02"'),
        [f"{PLACEMENTS}:5:5: error[unknown-citation]: “S01, S02” names 2 entries; write S01;S02"],
    ),
    (
        "unsettled-observation",
        both(
            swap(PLACEMENTS, "S01,yes,breakdowns rest on it", "S01,no,too low"),
            swap(RECRUITMENT, "placements[2023].total` placements", "placements[2022].total` placements"),
            swap(RECRUITMENT, "{share}`placements[2023].women of placements[2023].total`", "some"),
            swap(RECRUITMENT, "{change}`placements[2022].total to placements[2023].total` on", "more in"),
        ),
        [
            f"{PLACEMENTS}:3: gap[unsettled-observation]: none of the 2 observations of placements[2023] is adopted; "
            "MOL should settle it"
        ],
    ),
    (
        "stale-dataset",
        describe('"good_for_months": 5'),
        [
            f"{DESCRIPTOR}:5: warning[stale-dataset]: the newest figure of placements is of 31 December 2024 and was good "
            "until 31 May 2025; MOL should supply a newer one",
            f"{STATISTICS}:3: warning[cleared-too-soon]: the reply is cleared, and the newest figure of placements is too "
            "old; set it back to reviewed until then",
        ],
    ),
    (
        "sum-mismatch",
        both(
            describe(
                '"sums": [{"total": "total", "parts": ["women", "men"], "except": [{"key": "2024", "reason": "why"}]}]'
            ),
            swap(
                DESCRIPTOR, '{"name": "as_of", "type"', '{"name": "men", "type": "integer"}, {"name": "as_of", "type"'
            ),
            # The only part is larger than the whole; in the last row, an exception declares this.
            lambda project: project.write(
                PLACEMENTS,
                "period,total,women,men,as_of,source,adopted,reason\n2022,200761,122147,,2023-03,S01,yes,\n"
                "2023,274965,274966,,2024-01,S01,yes,\n2024,297434,,297435,2025-01,S01,yes,\n",
            ),
            swap(RECRUITMENT, "{share}`placements[2023].women of placements[2023].total`", "more"),
            swap(RECRUITMENT, "of them of women, ", ""),
        ),
        [
            f"{PLACEMENTS}:3:2: warning[sum-mismatch]: placements[2023].total is 274,965, but those of its parts that are "
            "there add up to 274,966; mend one of them, or name the key “2023” with the reason in `except` of its sum in the "
            "descriptor"
        ],
    ),
    (
        "undeclared-sum",
        both(
            swap(
                DESCRIPTOR,
                '{"name": "as_of", "type"',
                '{"name": "men", "type": "integer", "unit": "persons"}, {"name": "as_of", "type"',
            ),
            lambda project: project.write(
                PLACEMENTS,
                "period,total,women,men,as_of,source,adopted,reason\n2022,200761,122147,78614,2023-03,S01,yes,\n"
                "2023,274965,167863,107102,2024-01,S01,yes,\n2024,297434,,,2025-01,S01,yes,\n",
            ),
            add(
                MONEY,
                "2024,East,680.5\n2024,West,590\n2024,The country,1270.5\n2025,East,1\n2025,West,2\n2025,South,3\n",
            ),
        ),
        [
            f"{DESCRIPTOR}:5: warning[undeclared-sum]: total is the sum of women and men in each row that has them: say so in "
            "`sums` of placements, so that each new row is checked",
            f"{MONEY}:6:2: warning[undeclared-sum]: “The country” is the sum of the other rows, and tables do not add it to "
            "them once more: say so in `sums` of money",
        ],
    ),
    (
        "two-spellings",
        both(
            remove_table,
            add(
                PLACEMENTS, "2024 Jan-Dec,1,,,S01,yes,\n2024 Jan-Dec,1,,,S02,no,why\n2021-01 to 2021-06,1,,,S01,yes,\n"
            ),
            add(PLACEMENTS, "2021 H1,1,,,S01,yes,\n2021 (two waves),1,,,S01,yes,\n2021,1,,,S01,yes,\n"),
        ),
        [
            f"{PLACEMENTS}:6:1: error[two-spellings]: 2024 Jan-Dec is the period that row 5 writes as 2024; write it so here "
            "too",
            f"{PLACEMENTS}:6:7: error[missing-reason]: placements[2024 Jan-Dec]: say in `reason` why this observation is "
            "adopted and not another",
            f"{PLACEMENTS}:9:1: error[two-spellings]: 2021 H1 is the period that row 8 writes as 2021-01 to 2021-06; write it "
            "so here too",
        ],
    ),
    (
        "larger-part",
        both(
            remove_table,
            # A month may be a stock, and a figure that was set aside does not count.
            add(PLACEMENTS, "2024 H1,297435,,,S01,yes,\n2024 Q1,297436,7,,S01,yes,\n2024-03,900000,,,S01,yes,\n"),
            add(PLACEMENTS, "2023 H2,297000,,,S01,yes,\n2023-10 to 2024-02,900000,,,S01,yes,\n2022 H1,1,,,S01,yes,\n"),
        ),
        [
            f"{PLACEMENTS}:6:2: warning[larger-part]: total of 2024 H1 is 297,435, more than of 2024 (297,434 in row 5), "
            "which it is a part of",
            f"{PLACEMENTS}:7:2: warning[larger-part]: total of 2024 Q1 is 297,436, more than of 2024 (297,434 in row 5), "
            "which it is a part of",
            f"{PLACEMENTS}:7:2: warning[larger-part]: total of 2024 Q1 is 297,436, more than of 2024 H1 (297,435 in row 6), "
            "which it is a part of",
            f"{PLACEMENTS}:9:2: warning[larger-part]: total of 2023 H2 is 297,000, more than of 2023 (274,965 in row 3), "
            "which it is a part of",
        ],
    ),
    (
        "uneven-comparison",
        both(
            remove_table,
            add(PLACEMENTS, "2024 H1,5,1,,S01,yes,\n2021,9,1,,S01,yes,\n"),
            add(MONEY, "2024,North,400\n2024,West,590\n2024,Total,9000\n"),
            add(
                RECRUITMENT,
                "In 2021, 2023 and 2024 {share}`placements[2024 H1].total of placements[2024].total`\n"
                "{share}`placements[2021].total of placements[2023].total`\n"
                "{share}`placements[2023].women of placements[2024].total`\n"
                "{share}`placements[2024].total of placements[2024].total`\n"
                "{share}`money[2024, North].value of money[2024, West].value`\n"
                "{share}`money[2024, North].value of money[2024, Total].value`\n",
            ),
        ),
        [
            f"{RECRUITMENT}:13: warning[uneven-comparison]: this share is of 2021 in 2023",
            f"{RECRUITMENT}:14: warning[uneven-comparison]: this share is of 2023 in 2024",
            f"{RECRUITMENT}:16: warning[uneven-comparison]: this share is of one part (2024, North, Value) in another (2024, "
            "West, Value); name the total of both",
        ],
    ),
    (
        "other-year",
        add(
            RECRUITMENT,
            "\nIn 2023 there were {value}`placements[2024].total` workers. In 2022 and 2023, {value}`placements[2023].total`.\n"
            "From 2021 to 2024 {value}`placements[2022].total`; since 2020 {value}`placements[2024].total`.\n"
            "Under Law No. 18 of 2017 there were {value}`placements[2024].total`, under Law 6/2012 "
            "{value}`placements[2024].total`.\n"
            "In 2024 there was {change}`placements[2022].total to placements[2023].total`.\n"
            "There was {change}`placements[2022].total to placements[2023].total` on 2022.\n",
        ),
        [
            f"{RECRUITMENT}:13: warning[other-year]: this figure is of 2024, and the sentence says 2023; mend one of them, or "
            "name the year of the figure in the sentence",
            f"{RECRUITMENT}:16: warning[other-year]: this figure is of 2022 and 2023, and the sentence says 2024; mend one of "
            "them, or name the year of the figure in the sentence",
        ],
    ),
    (
        "other-source",
        add(
            RECRUITMENT,
            "\n{value}`placements[2023].total` workers {cite}`S02`. They were {value}`placements[2023].women` women.\n"
            "See {cite}`S02`. {value}`placements[2023].total` and {value}`placements[2024].total` {cite}`S02`.\n"
            "{value}`placements[2023].total`. {cite}`S02`\n{value}`placements[2023].total` {cite}`S01`, by law {cite}`S02`.\n",
        ),
        [
            f"{RECRUITMENT}:{line}: warning[other-source]: S02 is not where the figures before it come from (S01); cite that, "
            "and put the other source after what it says"
            for line in (13, 15)
        ],
    ),
    (
        "other-year-in-caption",
        both(
            swap(STATISTICS, "Placements by year", "Placements by year, 2022 to 2024"),
            add(
                STATISTICS,
                "".join(
                    f"\n:::{{data-table}} placements\n:caption: {caption}\n:columns: period, total\n"
                    f":where: period = {periods}\n:::\n"
                    for caption, periods in (
                        ("Placements, 2023", "2024"),
                        ("Placements, 2022 and 2023", "2022 | 2023 | 2024"),
                        ("Placements, 2022 to 2024", "2023 | 2024"),
                        ("Placements of 2023, as of January 2024", "2023"),
                        ("Placements under Law 18/2017", "2023"),
                    )
                ),
            ),
        ),
        [
            f"{STATISTICS}:3: warning[cleared-too-soon]: the reply is cleared, and there are 3 warnings on its page; set it "
            "back to reviewed until then",
            f"{STATISTICS}:16: warning[other-year-in-caption]: the caption says 2023, but the rows are of 2024",
            f"{STATISTICS}:22: warning[other-year-in-caption]: the caption says 2022 and 2023, but there are rows of 2024 too",
            f"{STATISTICS}:28: warning[other-year-in-caption]: the caption says 2022 to 2024, but no row is of 2022",
        ],
    ),
    (
        "cleared-too-soon",
        both(
            swap(RECRUITMENT, "status: reviewed", "status: cleared"),
            swap(LIST, "slug: statistics\n    standing: known", "slug: statistics\n    standing: outline"),
            add(
                RECRUITMENT,
                "\n:::{gap} MOL\nFees.\n:::\n\n% accept typed-figure: a round number\n\nSome 2000 left.\n\nSome 3000 came.\n"
                "Some 4000 stayed.\n",
            ),
        ),
        [
            f"{LIST}:37: gap[outline-question]: question 3 (Statistics) is only an outline; its text is not at hand",
            f"{RECRUITMENT}:3: warning[cleared-too-soon]: the reply is cleared, and there is 1 gap on its page and there are 2 "
            "warnings on its page; set it back to reviewed until then",
            f"{RECRUITMENT}:13: gap[missing-data]: has a gap for MOL to fill: Fees.",
            f"{RECRUITMENT}:21: warning[typed-figure]: “3000” is typed by hand; put {{cite}}`…` with its source after it, or "
            "{value}`…`",
            f"{RECRUITMENT}:22: warning[typed-figure]: “4000” is typed by hand; put {{cite}}`…` with its source after it, or "
            "{value}`…`",
            f"{STATISTICS}:3: warning[cleared-too-soon]: the reply is cleared, and the text of question 3 is not at hand; set "
            "it back to reviewed until then",
        ],
    ),
    (
        "cleared-too-soon",
        # A dataset that a reply does not use does not hold it up.
        both(
            describe('"good_for_months": 5'),
            swap(LAWS, "status: draft", "status: cleared"),
            swap(RECRUITMENT, "status: reviewed", "status: cleared"),
        ),
        [
            f"{DESCRIPTOR}:5: warning[stale-dataset]: the newest figure of placements is of 31 December 2024 and was good "
            "until 31 May 2025; MOL should supply a newer one",
            f"{RECRUITMENT}:3: warning[cleared-too-soon]: the reply is cleared, and the newest figure of placements is too "
            "old; set it back to reviewed until then",
            f"{STATISTICS}:3: warning[cleared-too-soon]: the reply is cleared, and the newest figure of placements is too "
            "old; set it back to reviewed until then",
        ],
    ),
    (
        "repeated-institution",
        both(
            swap(RECRUITMENT, "lead: MOL", "lead: MOL\ncontributors: [MFA, MFA]"),
            add(RECRUITMENT, "\n:::{gap} MOL, MFA, MOL\nFees.\n:::\n\n:::{gap} MOL, MFA\nWages.\n:::\n"),
        ),
        [
            f"{RECRUITMENT}:5: warning[repeated-institution]: MFA is named twice; name it once, or the other body that is "
            "meant",
            f"{RECRUITMENT}:14: gap[missing-data]: has a gap for MOL, MFA, MOL to fill: Fees.",
            f"{RECRUITMENT}:14: warning[repeated-institution]: MOL is named twice; name it once, or the other body that is "
            "meant",
            f"{RECRUITMENT}:18: gap[missing-data]: has a gap for MOL, MFA to fill: Wages.",
        ],
    ),
    (
        "date-before-list",
        add(
            RECRUITMENT,
            "\n:::{gap} MOL\n:due: 2025-01-09\nFees.\n:::\n\n:::{gap} MOL\n:due: 2025-01-10\nWages.\n:::\n",
        ),
        [
            f"{RECRUITMENT}:13: warning[date-before-list]: the gap is due on 9 January 2025, before the list of "
            "issues, of 10 January 2025; is the year mistyped?",
            f"{RECRUITMENT}:13: gap[missing-data]: has a gap for MOL to fill: Fees.",
            f"{RECRUITMENT}:18: gap[missing-data]: has a gap for MOL to fill: Wages.",
        ],
    ),
    (
        "repeated-gap",
        # The order of the institutions and the breaks of the lines make no other gap; fewer institutions do.
        add(
            RECRUITMENT,
            "\n:::{gap} MOL, MFA\nFees by trade.\n:::\n\n:::{gap} MFA, MOL\nFees\nby trade.\n:::\n"
            "\n:::{gap} MOL\nFees by trade.\n:::\n",
        ),
        [
            f"{RECRUITMENT}:13: gap[missing-data]: has a gap for MOL, MFA to fill: Fees by trade.",
            f"{RECRUITMENT}:17: gap[missing-data]: has a gap for MFA, MOL to fill: Fees by trade.",
            f"{RECRUITMENT}:17: warning[repeated-gap]: the same gap is in line 13; delete one of the two, or say what else "
            "is missing",
            f"{RECRUITMENT}:22: gap[missing-data]: has a gap for MOL to fill: Fees by trade.",
        ],
    ),
    (
        "invalid-cell",
        both(swap(PLACEMENTS, "200761", "0200761"), swap(PLACEMENTS, "122147", "0")),
        [
            f"{PLACEMENTS}:2:2: error[invalid-cell]: total is “0200761”; a figure does not begin with 0: a digit is lost or "
            "too many; write it in full",
        ],
    ),
    (
        "invalid-data",
        # The table without a name is the one that is meant: the wrong path is told alone.
        swap(DESCRIPTOR, "datasets/placements.csv", "dataset/placement.csv"),
        [
            f"{DESCRIPTOR}:6: error[invalid-data]: dataset placements: there is no file data/dataset/placement.csv; did you "
            "mean `path` datasets/placements.csv?",
        ],
    ),
    (
        "late-cut-off",
        both(
            remove_table,
            # The present year, and periods that began earlier, are not mistakes; a far later beginning or end may be.
            add(
                PLACEMENTS, "2025,1,,2025-08-01,S01,yes,\n2019 to 2052,900000,,2052-01,S01,yes,\n2029 H1,1,,,S01,yes,\n"
            ),
            add(PLACEMENTS, "2021 H1,1,,2025-08-01,S01,yes,\n"),
        ),
        [
            f"{PLACEMENTS}:6:4: warning[late-cut-off]: as_of is 2025-08-01, after the report's date of reference "
            "(31 July 2025); is the year mistyped?",
            f"{PLACEMENTS}:7:1: warning[late-cut-off]: period is 2019 to 2052, after the report's date of reference "
            "(31 July 2025); is the year mistyped?",
            f"{PLACEMENTS}:7:4: warning[late-cut-off]: as_of is 2052-01, after the report's date of reference "
            "(31 July 2025); is the year mistyped?",
            f"{PLACEMENTS}:8:1: warning[late-cut-off]: period is 2029 H1, after the report's date of reference "
            "(31 July 2025); is the year mistyped?",
        ],
    ),
    (
        "missing-disaggregation",
        describe('"disaggregation": {"has": ["sex"], "asked": ["sex", "age", "sector"]}'),
        [
            f"{DESCRIPTOR}:5: gap[missing-disaggregation]: placements is not broken down by age or sector; "
            "MOL should supply it"
        ],
    ),
    (
        "typed-figure",
        both(
            lambda project: project.write(
                "docs/replies/map.png", (REPOSITORY / "docs/guides/drawing-edit.png").read_bytes()
            ),
            add(
                RECRUITMENT,
                "\n## Of 1,500 persons\n\nSee [the list](q01-laws.md).\n\n![1,502 persons](map.png)\n\n"
                ":::{data-table} placements\n:caption: Some 1,504 of 297,434 persons\n:columns: period, total\n:::\n",
            ),
        ),
        [
            f"{RECRUITMENT}:{line}: warning[typed-figure]: “{figure}” is typed by hand in {where}, where no figure is drawn or "
            "cited; say it in the text"
            for line, figure, where in (
                (13, "1,500", "a heading"),
                (17, "1,502", "what is said of the picture"),
                (19, "1,504", "the caption"),
                (19, "297,434", "the caption"),
            )
        ],
    ),
    (
        "typed-table",
        both(
            add(
                RECRUITMENT,
                "\n| Year | Workers |\n|---|---|\n| 2022 | 200,761 |\n| 2023 | 274,965 |\n| 2024 | 297,434 {cite}`S01` |\n\n"
                "Text.\n\n| Town | Men | Women |\n|---|---|---|\n| Aa | 2 | 3 |\n| Bb | 4 | 5 |\n\n"
                "Text.\n\n- Aa: 1.5%\n- Bb: 2.5%\n- Cc: 3.5% {cite}`S01`\n\n"
                "Text.\n\n| Town | Since | Office |\n|---|---|---|\n| Aa | 2022 | Main Street |\n| Bb | 2023 | Room 5 |\n",
            ),
            write("docs/guides/tables.md", "# Tables\n\n| a | b |\n|---|---|\n| 11 | 12 |\n| 13 | 14 |\n"),
            swap("docs/index.md", "annex\n", "annex\nguides/tables\n"),
        ),
        [
            f"{RECRUITMENT}:13: warning[typed-table]: figures are typed in this table; the dataset placements has them; show "
            "it with :::{data-table} placements",
            f"{RECRUITMENT}:21: warning[typed-table]: figures are typed in this table; make a dataset of them in "
            "data/datasets and show it with :::{data-table} its_name",
            f"{RECRUITMENT}:28: warning[typed-table]: figures are typed in this list; make a dataset of them in "
            "data/datasets and show it with :::{data-table} its_name",
        ],
    ),
    (
        "lost-text",
        both(
            lambda project: project.write(
                "docs/replies/map.png", (REPOSITORY / "docs/guides/drawing-edit.png").read_bytes()
            ),
            add(RECRUITMENT, '\nSee [it](q01-laws.md "As of 2024"),\nand ![a map](map.png "Drawn today").\n'),
        ),
        [
            f"{RECRUITMENT}:13: error[lost-text]: the title “As of 2024” is on the site alone; say it in the text, or "
            "delete it",
            f"{RECRUITMENT}:14: error[lost-text]: the title “Drawn today” is on the site alone; say it in the text, or "
            "delete it",
        ],
    ),
    (
        "rejected-figure",
        add(RECRUITMENT, "In 2023, 297,108 workers were placed {cite}`S02`.\n"),
        [
            f"{RECRUITMENT}:12: warning[rejected-figure]: “297,108” was set aside; "
            "write {value}`placements[2023].total`, or {value}`placements[2023, source=S02].total` if that one is meant"
        ],
    ),
    (
        "misplaced-link",
        add(
            RECRUITMENT,
            "\n[a](q01-laws.md) [b](/index.md) [c](#recruitment) [d](https://example.org/a%20b) [e](mailto:a@example.org)"
            "\n[f](q09.md) [g](ftp://example.org/) [h](../../conf.py)\n![i](https://example.org/i.png)"
            "\n![j](q01-laws.md)\n",
        ),
        [
            f"{RECRUITMENT}:14: error[misplaced-link]: a link may not begin with ftp:; write https:, http: or mailto:, "
            "or the name of a page",
            f"{RECRUITMENT}:14: error[misplaced-link]: the file ../../conf.py lies outside the pages of the report; "
            "put it into docs/ and write its name",
            f"{RECRUITMENT}:14: error[misplaced-link]: there is no file q09.md; write its place from this page, "
            "as ../annexes/statistics.md",
            f"{RECRUITMENT}:15: error[misplaced-link]: the picture https://example.org/i.png is not in the report; "
            "put the file beside the page and write its name",
            f"{RECRUITMENT}:16: error[misplaced-link]: q01-laws.md is no picture that a page may lead to; "
            "it ends in .png, .jpg or .jpeg",
        ],
    ),
    (
        "question-without-page",
        remove(STATISTICS),
        [f"{LIST}:37: error[question-without-page]: no page answers question 3 (Statistics); add {STATISTICS}"],
    ),
    (
        "page-without-question",
        lambda project: project.write(
            "docs/replies/q63-x.md", FILES[STATISTICS].replace("question: 3", "question: 63")
        ),
        [
            "docs/replies/q63-x.md:2: error[page-without-question]: the list of issues has no question 63 (it has 1 to 3)"
        ],
    ),
    (
        "duplicate-question",
        lambda project: project.write("docs/replies/q09-x.md", FILES[STATISTICS]),
        [f"docs/replies/q09-x.md:2: error[duplicate-question]: question 3 is answered by {STATISTICS} already"],
    ),
    (
        "unknown-question",
        add(RECRUITMENT, "{question}`9` {question}`1 (z)` {question}`one`\n"),
        [
            f"{RECRUITMENT}:12: error[unknown-question]: question 1 has no item (z) (it has (a), (b), (b) (i) and (b) (ii))",
            f"{RECRUITMENT}:12: error[unknown-question]: the list of issues has no question 9 (it has 1 to 3)",
            f"{RECRUITMENT}:12: error[unknown-question]: “one” names no question; write its number, with an item if need be, as 12 or 12 (b)",
        ],
    ),
    (
        "unknown-recommendation",
        add(RECRUITMENT, "{recommendation}`CO/1 3` {recommendation}`CO/2 1`\n"),
        [
            f"{RECRUITMENT}:12: error[unknown-recommendation]: CO/1 has no paragraph 3 (it has 1 to 2)",
            f"{RECRUITMENT}:12: error[unknown-recommendation]: no concluding observations CO/2 are on record (there are CO/1); did you mean CO/1?",
        ],
    ),
    (
        "unrecorded-recommendation",
        both(
            swap(OBSERVATIONS, "complete: true", "complete: false"),
            add(RECRUITMENT, "{recommendation}`CO/1 1` {recommendation}`CO/1 63`\n{recommendation}`CO/1 2 (b)`\n"),
        ),
        [
            f"{RECRUITMENT}:12: warning[unrecorded-recommendation]: paragraph 63 of CO/1 is not on record (of its paragraphs "
            f"1 and 2 are); add it to {OBSERVATIONS}, with its source",
            f"{RECRUITMENT}:13: warning[unrecorded-recommendation]: the letters of CO/1 2 are not on record; add it to "
            f"{OBSERVATIONS}, with its source",
        ],
    ),
    (
        "outline-question",
        swap(LIST, "slug: statistics\n    standing: known", "slug: statistics\n    standing: outline"),
        [
            f"{LIST}:37: gap[outline-question]: question 3 (Statistics) is only an outline; its text is not at hand",
            f"{STATISTICS}:3: warning[cleared-too-soon]: the reply is cleared, and the text of question 3 is not at hand; set "
            "it back to reviewed until then",
        ],
    ),
    (
        "parked-text",
        write("docs/parked/q09-ships.md", "---\nquestion: 9\n---\n\n# Ships\n\nTwo ships sail [to {nowhere}.\n"),
        [
            "docs/parked/q09-ships.md: gap[parked-text]: a reply to the former question 9 (“Ships”, 5 words) stands in no "
            "edition; move what is of use into other replies, and delete the file"
        ],
    ),
    (
        "missing-data",
        add(RECRUITMENT, "\n:::{gap} MFA, MOL\nFigures by sex.\n:::\n"),
        [f"{RECRUITMENT}:13: gap[missing-data]: has a gap for MFA, MOL to fill: Figures by sex."],
    ),
    (
        "missing-data",  # with its own day
        add(RECRUITMENT, "\n:::{gap} MFA\n:due: 2025-07-01\n\nFigures by sex.\n:::\n"),
        [f"{RECRUITMENT}:13: gap[missing-data]: has a gap for MFA to fill: Figures by sex."],
    ),
    (
        "invalid-due-date",
        add(RECRUITMENT, "\n:::{gap} MFA\n:due: 2025-06-31\nFigures.\n:::\n\n:::{gap} MFA\n:due: soon\nMore.\n:::\n"),
        [
            f"{RECRUITMENT}:13: error[invalid-due-date]: `due` is “2025-06-31”, not a day; write it as 2025-06-30",
            f"{RECRUITMENT}:13: gap[missing-data]: has a gap for MFA to fill: Figures.",
            f"{RECRUITMENT}:18: error[invalid-due-date]: `due` is “soon”, not a day; write it as 2025-06-30",
            f"{RECRUITMENT}:18: gap[missing-data]: has a gap for MFA to fill: More.",
        ],
    ),
    (
        "date-after-filing",
        both(
            write(
                CALENDAR,
                "coordinator: MFA\ndeadline: 2025-07-31\nmilestones:\n- {id: filing, title: Filing, days_before: 0}\n"
                "- id: late\n  title: Read again\n  date: 2025-08-01\n",
            ),
            add(RECRUITMENT, "\n:::{gap} MFA\n:due: 2025-08-04\nFigures.\n:::\n"),
        ),
        [
            f"{CALENDAR}:5: warning[date-after-filing]: Read again is on 2025-08-01, after the day of filing, 2025-07-31",
            f"{RECRUITMENT}:13: warning[date-after-filing]: the gap is due on 2025-08-04, after the day of filing, "
            "2025-07-31",
            f"{RECRUITMENT}:13: gap[missing-data]: has a gap for MFA to fill: Figures.",
        ],
    ),
    (
        "missing-data",  # nothing is late if nobody says when the report is due
        add(RECRUITMENT, "\n:::{gap} MFA\n:due: 2025-08-04\nFigures.\n:::\n"),
        [f"{RECRUITMENT}:13: gap[missing-data]: has a gap for MFA to fill: Figures."],
    ),
    (
        "disordered-milestones",
        write(
            CALENDAR,
            "coordinator: MFA\ndeadline: 2025-07-31\nmilestones:\n- {id: text-in, title: Text in, days_before: 20}\n"
            "- {id: data-in, title: Data in, days_before: 25}\n- {id: read, title: Read, date: 2025-07-06}\n",
        ),
        [
            f"{CALENDAR}:5: error[disordered-milestones]: Data in is on 2025-07-06, before Text in above it (2025-07-11); "
            "put them in the order of their days, or correct the days",
        ],
    ),
    (
        "comment-without-page",
        write(
            COMMENTS,
            f"comments:\n- {{by: MOL, page: docs/replies/q01.md, text: Why?}}\n- {{by: MOL, page: {LAWS}, text: Why?}}\n"
            "- {by: MOL, page: docs/replies/q01.md, text: How?, state: settled}\n- {by: MOL, text: Good.}\n",
        ),
        [
            f"{COMMENTS}:2: warning[comment-without-page]: there is no page docs/replies/q01.md; write the page of today, "
            "or `state: settled`; did you mean docs/replies/q01-laws.md?"
        ],
    ),
    (
        "misnamed-meeting",
        both(
            write(MEETING, f"date: 2025-06-13\n{MET}"),
            write("data/meetings/2025-11-05.yaml", f"date: 2025-11\n{MET}"),
            write("data/meetings/2025-12.yaml", f"date: 2025-12\n{MET}"),
        ),
        [
            f"{MEETING}:1: error[misnamed-meeting]: the meeting is of 2025-06-13; rename the file to "
            "data/meetings/2025-06-13.yaml, or correct `date`",
            "data/meetings/2025-11-05.yaml:1: error[misnamed-meeting]: the meeting is of 2025-11; rename the file to "
            "data/meetings/2025-11.yaml, or correct `date`",
        ],
    ),
    (
        "overlapping-meetings",
        both(
            write(MEETING, f"date: 2025-06-12 to 2025-06-13\n{MET}"),
            write("data/meetings/2025-06-13.yaml", f"{MET}date: 2025-06-13\n"),
            write("data/meetings/2025-06-14.yaml", f"date: 2025-06-14\n{MET}"),
            write("data/meetings/2025-06.yaml", f"date: 2025-06\n{MET}"),
        ),
        [
            "data/meetings/2025-06-13.yaml:3: error[overlapping-meetings]: 2025-06-13 is a day of the meeting in "
            f"{MEETING} already; put the two into one file, or correct `date`",
        ],
    ),
    (
        "meeting-kept-twice",
        both(
            write(MEETING, f"date: 2025-06-12\n{MET}"),
            write(
                CALENDAR,
                "coordinator: MFA\nevents:\n- {date: 2025-06-12, what: A meeting., source: [S02, S01]}\n"
                "- {date: 2025-06-12, what: A law., source: S02}\n",
            ),
        ),
        [f"{CALENDAR}:3: error[meeting-kept-twice]: this is the meeting in {MEETING}; delete the event here"],
    ),
    (
        "decision-for-nobody",
        write(
            MEETING,
            f"date: 2025-06-12\n{MET}decisions:\n- what: Bring figures.\n  with: [MOL]\n- {{what: Go., who: }}\n",
        ),
        [
            f"{MEETING}:5: error[decision-for-nobody]: nobody is to do this; write `who: ` and an institution",
            f"{MEETING}:7: error[decision-for-nobody]: nobody is to do this; write `who: ` and an institution",
        ],
    ),
    (
        "decision-before-meeting",
        write(
            MEETING,
            f"date: 2025-06-12 to 2025-06-13\n{MET}decisions:\n- {{what: A., who: MOL, by: 2025-06-11}}\n"
            "- {what: B., who: MOL, by: 2025-06-12, done: 2025-06-12}\n- {what: C., who: MFA, done: 2024-07-01}\n",
        ),
        [
            f"{MEETING}:5: error[decision-before-meeting]: the decision is due on 2025-06-11, before the meeting "
            "(2025-06-12); correct the day",
            f"{MEETING}:7: error[decision-before-meeting]: the decision is done on 2024-07-01, before the meeting "
            "(2025-06-12); correct the day",
        ],
    ),
    (
        "question-in-two-groups",
        write(
            MEETING,
            f"date: 2025-06-12\n{MET}groups:\n- {{name: 1, questions: 1-2}}\n- {{name: 2, questions: [3, 1-2]}}\n",
        ),
        [f"{MEETING}:6: error[question-in-two-groups]: 1 and 2 of group 2 is in group 1 already; leave it in one"],
    ),
    (
        "consultation-without-effect",
        write(
            MEETING,
            f"date: 2025-06-12\n{MET}consultations:\n- heard: [A union, MOL]\n  on: Wages.\n"
            "- {heard: A union, on: Fees., reason: It is heard by another body.}\n"
            "- {heard: A union, on: Laws., questions: 1 (a), recommendations: CO/1 2}\n",
        ),
        [
            f"{MEETING}:5: warning[consultation-without-effect]: what A union and MOL said is taken up nowhere; name the "
            "`questions`, `paragraphs` or `recommendations`, or say in `reason` why there is none",
        ],
    ),
    (
        "unknown-question",  # in a meeting, as all else that it names
        write(
            MEETING,
            f"date: 2025-06-12\nplace: Town\ninstitutions: [Nobody]\n{MET}groups:\n"
            "- {name: A, lead: MFI, questions: 2-9999}\n"
            "decisions:\n- {what: Go., who: MOLL, with: [LABOFF], question: 1 (z)}\n"
            "- {what: Gone., who: LABOFF, done: 2025-06-13}\n"
            "consultations:\n- {heard: All, on: All., questions: [4], paragraphs: fees, recommendations: CO/1 3}\n",
        ),
        [
            f"{MEETING}:1: error[unknown-institution]: there is no institution Nobody (they stand in "
            "data/institutions.yaml)",
            f"{MEETING}:7: error[unknown-institution]: there is no institution MFI; did you mean MFA? (they stand in "
            "data/institutions.yaml)",
            f"{MEETING}:7: error[unknown-question]: the list of issues has no question 4 (it has 1 to 3)",
            f"{MEETING}:9: error[superseded-lead]: LABOFF is now MOL; name the present body",
            f"{MEETING}:9: error[unknown-institution]: there is no institution MOLL; did you mean MOL? (they stand in "
            "data/institutions.yaml)",
            f"{MEETING}:9: error[unknown-question]: question 1 has no item (z) (it has (a), (b), (b) (i) and (b) (ii))",
            f"{MEETING}:12: error[unknown-paragraph]: no paragraph has the name “fees”; put (fees)= on a line of its own "
            "above the paragraph meant",
            f"{MEETING}:12: error[unknown-question]: the list of issues has no question 4 (it has 1 to 3)",
            f"{MEETING}:12: error[unknown-recommendation]: CO/1 has no paragraph 3 (it has 1 to 2)",
        ],
    ),
    (
        "date-after-filing",  # of a decision; what is decided after the filing is due when it is due
        both(
            write(CALENDAR, "coordinator: MFA\ndeadline: 2025-07-31\n"),
            write(MEETING, f"date: 2025-06-12\n{MET}decisions:\n- {{what: Go., who: MOL, by: 2025-08-01}}\n"),
            write(
                "data/meetings/2025-11.yaml",
                f"date: 2025-11\n{MET}decisions:\n- {{what: Go., who: MOL, by: 2025-12-01}}\n",
            ),
        ),
        [
            f"{MEETING}:5: warning[date-after-filing]: the decision is due on 2025-08-01, after the day of filing, 2025-07-31"
        ],
    ),
    (
        "unknown-institution",  # in the calendar
        write(
            CALENDAR,
            "coordinator: MFI\nevents:\n- date: 2025\n  what: A meeting.\n  institutions: [MOL, Labour, LABOFF]\n"
            "  source: [S01, S09]\n",
        ),
        [
            f"{CALENDAR}:1: error[unknown-institution]: there is no institution MFI; did you mean MFA? (they stand in "
            "data/institutions.yaml)",
            f"{CALENDAR}:3: error[unknown-citation]: the bibliography has no entry S09; did you mean S02? (they stand in "
            "data/references.bib)",
            f"{CALENDAR}:3: error[unknown-institution]: there is no institution Labour; did you mean MinLabour? (they "
            "stand in data/institutions.yaml)",
        ],
    ),
    (
        "unanswered-item",
        swap(LAWS, ":::{reply} (b)", ":::{reply} (b) (ii)"),
        [f"{LAWS}:2: error[unanswered-item]: item (b) (i) of question 1 has no reply; add :::{{reply}} (b) (i)"],
    ),
    (
        "unknown-item",
        add(LAWS, "\n:::{reply} (k)\nText.\n:::\n\n:::{reply} (a)\nText.\n:::\n\n:::{reply} first\nText.\n:::\n"),
        [
            f"{LAWS}:18: error[unknown-item]: question 1 has no item (k) (it has (a), (b), (b) (i) and (b) (ii))",
            f"{LAWS}:22: error[unknown-item]: item (a) has a reply already, in line 10; join the two",
            f"{LAWS}:26: error[unknown-item]: “first” names no item; write :::{{reply}} (a), or (a) and (b)",
        ],
    ),
    (
        "empty-reply",
        swap(LAWS, "Laws give effect to {article}`33 (1) (a)` {cite}`S01`.\n", "…\n"),
        [
            f"{LAWS}:10: error[empty-reply]: the reply to (a) is empty; write it, or a gap that says who should",
            f"{LAWS}:11: error[placeholder-reply]: “…” is a placeholder; write the text, or a gap",
        ],
    ),
    (
        "empty-reply",
        write(RECRUITMENT, "---\nquestion: 2\nstatus: reviewed\nlead: MOL\n---\n\n# Recruitment\n"),
        [f"{RECRUITMENT}:1: error[empty-reply]: the page holds no reply; write it, or a gap that says who should"],
    ),
    (
        "placeholder-reply",
        add(RECRUITMENT, "\nFirst line,\nthe rest TBD.\n"),
        [f"{RECRUITMENT}:14: error[placeholder-reply]: “TBD” is a placeholder; write the text, or a gap"],
    ),
    (
        "malformed-value",
        add(RECRUITMENT, "{value}`placements 2023`\n"),
        [
            f"{RECRUITMENT}:12: error[malformed-value]: “placements 2023” names no observation; write dataset[key].column, "
            "as placements_by_year[2024].total"
        ],
    ),
    (
        "unknown-dataset",
        add(RECRUITMENT, "{value}`placement[2023].total`\n"),
        [f"{RECRUITMENT}:12: error[unknown-dataset]: there is no dataset placement; did you mean placements?"],
    ),
    (
        "unknown-observation",
        add(RECRUITMENT, "{value}`placements[2032].total` {value}`placements[2024].women`\n"),
        [
            f"{RECRUITMENT}:12: error[unknown-observation]: placements[2024].women is empty in row 5; this row has total",
            f"{RECRUITMENT}:12: error[unknown-observation]: there is no row placements[2032]; did you mean placements[2024]?",
        ],
    ),
    (
        "unknown-column",
        add(RECRUITMENT, "{value}`placements[2023].totals`\n"),
        [
            f"{RECRUITMENT}:12: error[unknown-column]: placements has no column totals (it has period, total, women, as_of, "
            "source, adopted and reason); did you mean total?"
        ],
    ),
    (
        "invalid-table",
        swap(STATISTICS, ":sort: total desc", ":top: many"),
        [f"{STATISTICS}:9: error[invalid-table]: :top: is “many”; write a whole number, as 10"],
    ),
    (
        "unknown-institution",
        add(
            RECRUITMENT,
            "\n{institution}`Kementerian Luar Negeri`, {institution}`ministry of labour`, {institution}`Ministry of Labor`,\n"
            "{institution}`Ministry of Villages`, {institution}`MinLabor` and {institution}`Kementerian Dalam Negeri`.\n",
        ),
        [
            f"{RECRUITMENT}:13: error[unknown-institution]: there is no institution Kementerian Luar Negeri; did you mean "
            "MFA? (they stand in data/institutions.yaml)",
            f"{RECRUITMENT}:13: error[unknown-institution]: there is no institution Ministry of Labor; did you mean MOL? "
            "(they stand in data/institutions.yaml)",
            f"{RECRUITMENT}:13: error[unknown-institution]: there is no institution ministry of labour; did you mean MOL? "
            "(they stand in data/institutions.yaml)",
            f"{RECRUITMENT}:14: error[unknown-institution]: there is no institution Kementerian Dalam Negeri (they stand in "
            "data/institutions.yaml)",
            f"{RECRUITMENT}:14: error[unknown-institution]: there is no institution MinLabor; did you mean MinLabour? (they "
            "stand in data/institutions.yaml)",
            f"{RECRUITMENT}:14: error[unknown-institution]: there is no institution Ministry of Villages (they stand in "
            "data/institutions.yaml)",
        ],
    ),
    (
        "unknown-institution",
        swap(RECRUITMENT, "lead: MOL", "lead: MOLL"),
        [
            f"{RECRUITMENT}:4: error[unknown-institution]: there is no institution MOLL; did you mean MOL? (they stand in data/institutions.yaml)"
        ],
    ),
    (
        "superseded-lead",
        swap(RECRUITMENT, "lead: MOL", "lead: LABOFF"),
        [f"{RECRUITMENT}:4: error[superseded-lead]: LABOFF is now MOL; name the present body"],
    ),
    (
        "superseded-lead",
        both(
            swap(
                "data/institutions.yaml",
                "  vernacular: Kementerian Luar Negeri\n",
                "  predecessors:\n  - id: LABOFF\n    name: Labour Office\n",
            ),
            swap(RECRUITMENT, "lead: MOL", "lead: LABOFF"),
        ),
        [f"{RECRUITMENT}:4: error[superseded-lead]: LABOFF is now MFA or MOL; name the present body"],
    ),
    (
        "superseded-name",
        add(RECRUITMENT, "\nIt was the Labour\nOffice.\n"),
        [
            f"{RECRUITMENT}:13: warning[superseded-name]: “Labour Office” is a former name since 2020-06-01; write "
            "{institution}`MOL`, or {institution}`LABOFF` if the former body is meant"
        ],
    ),
    (
        "unsourced-observation",
        swap(PLACEMENTS, "2025-01,S01;S02,yes", "2025-01,,yes"),
        [
            f"{PLACEMENTS}:5:5: error[unsourced-observation]: this row has no source; write the key of its entry in "
            "data/references.bib"
        ],
    ),
    (
        "copied-source",
        swap(BIBLIOGRAPHY, "https://example.org/a_b%20c", "http://www.DocPlayer.info/a"),
        [
            f"{BIBLIOGRAPHY}:1: warning[copied-source]: the entry S01 leads to docplayer.info, a site with documents that its visitors upload; write the address of the original"
        ],
    ),
    (
        "unknown-citation",
        add(RECRUITMENT, "{cite}`S01,S03`\n"),
        [
            f"{RECRUITMENT}:12: error[unknown-citation]: the bibliography has no entry S03; did you mean S02? (they stand in data/references.bib)"
        ],
    ),
    (
        "unknown-citation",
        both(
            add(RECRUITMENT, "{cite}`S01;S02` {cite}`S01 dan S02`\n"),
            swap(PLACEMENTS, "S01;S02", "S01 S02"),
            swap(LIST, "source: [S01]", "source: S01 S02"),
        ),
        [
            f"{PLACEMENTS}:5:5: error[unknown-citation]: “S01 S02” names 2 entries; write S01;S02",
            f"{LIST}:11: error[unknown-citation]: “S01 S02” names 2 entries; write [S01, S02]",
            f"{RECRUITMENT}:12: error[unknown-citation]: “S01 dan S02” names 2 entries; write S01,S02",
            f"{RECRUITMENT}:12: error[unknown-citation]: “S01;S02” names 2 entries; write S01,S02",
        ],
    ),
    (
        "unknown-citation",
        swap(PLACEMENTS, "S01;S02", "S01;S03"),
        [
            f"{PLACEMENTS}:5:5: error[unknown-citation]: the bibliography has no entry S03; did you mean S02? (they stand in data/references.bib)"
        ],
    ),
    (
        "invalid-front-matter",
        swap(RECRUITMENT, "lead: MOL", "leed: MOL"),
        [
            f"{RECRUITMENT}:1: error[invalid-front-matter]: the front matter has no `lead`",
            f"{RECRUITMENT}:4: error[invalid-front-matter]: unknown field `leed`; did you mean lead?",
        ],
    ),
    (
        "invalid-front-matter",
        swap(RECRUITMENT, "question: 2", "question: two"),
        [f"{RECRUITMENT}:2: error[invalid-front-matter]: `question` is “two”; write the number alone, as 8"],
    ),
    (
        "invalid-status",
        swap(RECRUITMENT, "status: reviewed", "status: review"),
        [
            f"{RECRUITMENT}:3: error[invalid-status]: the status is “review”; write draft, contributed, reviewed or cleared; did you mean reviewed?"
        ],
    ),
    (
        "untitled-page",
        swap(RECRUITMENT, "# Recruitment", "Recruitment"),
        [
            f"{RECRUITMENT}:1: error[untitled-page]: the page has no heading; write one after the front matter, as # Recruitment"
        ],
    ),
    (
        "oversized-page",
        add(RECRUITMENT, "a " * 500_000),
        [
            f"{RECRUITMENT}:1: error[oversized-page]: the page has 1,000,322 characters, more than the 100,000 a page may have; split it"
        ],
    ),
    (
        "unknown-markup",
        add(RECRUITMENT, "{artikle}`3`\n\n```{include} ../../conf.py\n```\n"),
        [
            f"{RECRUITMENT}:12: error[unknown-markup]: there is no role {{artikle}}; did you mean article?",
            f"{RECRUITMENT}:14: error[unknown-markup]: there is no directive {{include}}",
        ],
    ),
    (
        "unreadable-file",
        remove(PLACEMENTS),
        [f"{PLACEMENTS}: error[unreadable-file]: the file is missing"],
    ),
    (
        "unreadable-file",
        lambda project: project.write(PLACEMENTS, b"period\nS\xe3o\n"),
        [
            f"{PLACEMENTS}:2:2: error[unreadable-file]: byte 0xe3 is not UTF-8; save the file as UTF-8 (in a spreadsheet: “CSV UTF-8”)"
        ],
    ),
    (
        "malformed-yaml",
        add("data/institutions.yaml", "x: y: z\n"),
        [
            "data/institutions.yaml:12:1: error[malformed-yaml]: this is not valid YAML (did not find expected '-' "
            "indicator); put the text in quotes if it contains `: `, ` #`, or begins with a special character"
        ],
    ),
    (
        "malformed-yaml",
        add("data/institutions.yaml", "- &a\n  id: X\n  name: Y\n"),
        [
            "data/institutions.yaml:12:3: error[malformed-yaml]: `&name` and `*name` (YAML anchors) are not used here; write the value out"
        ],
    ),
    (
        "malformed-yaml",
        lambda project: project.write("data/institutions.yaml", "[" * 5000),
        ["data/institutions.yaml:1:41: error[malformed-yaml]: the lists and fields are nested too deeply"],
    ),
    (
        "invalid-data",
        swap(LIST, "    subject: Statistics", "    subjekt: Statistics"),
        [
            f"{LIST}:37: error[invalid-data]: the field `subject` is missing",
            f"{LIST}:38: error[invalid-data]: unknown field `subjekt`; did you mean subject?",
        ],
    ),
    (
        "malformed-csv",
        swap(PLACEMENTS, "period,total", "period"),
        [f"{PLACEMENTS}:1: error[malformed-csv]: the column total is missing"],
    ),
    (
        "malformed-csv",
        swap(PLACEMENTS, "2022,200761,122147", '2022,"200761,122147'),
        [
            f"{PLACEMENTS}:2:2: error[malformed-csv]: a stray quotation mark in total; put the whole cell in quotes and double the quotes within it"
        ],
    ),
    (
        "malformed-csv",
        swap(PLACEMENTS, "2022,200761,", "2022,200,761,"),
        [f"{PLACEMENTS}:2: error[malformed-csv]: the row has 8 cells, but the header names 7 columns"],
    ),
    (
        "malformed-csv",
        lambda project: project.write(PLACEMENTS, FILES[PLACEMENTS].replace("\n", "\r\n")),
        [
            f"{PLACEMENTS}:1: error[malformed-csv]: the lines end as on Windows (CR LF); save the file with Unix line ends (LF)"
        ],
    ),
    (
        "malformed-csv",
        lambda project: project.write(PLACEMENTS, "\ufeff" + FILES[PLACEMENTS]),
        [
            f"{PLACEMENTS}:1:1: error[malformed-csv]: the file begins with a byte order mark; save it as UTF-8 without one"
        ],
    ),
    (
        "malformed-csv",
        lambda project: project.write(PLACEMENTS, FILES[PLACEMENTS].split("\n")[0] + "\n"),
        [f"{PLACEMENTS}:1: error[malformed-csv]: the file has a header but no rows"],
    ),
    (
        "invalid-cell",
        swap(PLACEMENTS, "2022,200761,", "2022,about 200,"),
        [
            f"{PLACEMENTS}:2:2: error[invalid-cell]: total is “about 200”; write a whole number, without separators or words, as 274965"
        ],
    ),
    (
        "malformed-csv",
        swap(PLACEMENTS, "later", "lat\x0ber"),
        [f"{PLACEMENTS}:4: error[malformed-csv]: character 41 of the row is a tab or a control character; delete it"],
    ),
    (
        "formula-cell",
        add(
            PLACEMENTS, '2021,,,,S02,no,"=HYPERLINK(""https://example.org"",""see"")"\n2020,-1,,,S02,no,- 5 per cent\n'
        ),
        [
            f'{PLACEMENTS}:6:7: error[formula-cell]: reason is “=HYPERLINK("https://example.org","see")”; a spreadsheet takes this as a formula; begin with a letter, a digit or a quotation mark, also after a semicolon',
            f"{PLACEMENTS}:7:7: error[formula-cell]: reason is “- 5 per cent”; a spreadsheet takes this as a formula; begin with a letter, a digit or a quotation mark, also after a semicolon",
        ],
    ),
    (
        "circular-contents",
        swap("docs/sections/a.md", ":::{question-list}", ":::{toctree}\n../index\n:::\n\n:::{question-list}"),
        [
            "docs/sections/a.md:3: error[circular-contents]: the contents of this page lead back to it (docs/sections/a.md leads to docs/index.md leads to docs/sections/a.md); take ../index out"
        ],
    ),
    (
        "circular-contents",
        add("docs/annex.md", "\n:::{toctree}\nannex\n:::\n"),
        [
            "docs/annex.md:6: error[circular-contents]: the contents of this page lead back to it (docs/annex.md leads to docs/annex.md); take annex out"
        ],
    ),
    (
        "footnote-in-footnote",
        add(RECRUITMENT, "\nText.[^a]\n\n[^a]: See[^a].\n"),
        [
            f"{RECRUITMENT}:15: error[footnote-in-footnote]: the footnote refers to the footnote [^a]; write its words here"
        ],
    ),
    (
        "unknown-argument",
        swap("docs/convention.md", "{treaty-index} ICRMW", "{treaty-index} ICRWM"),
        [
            "docs/convention.md:3: error[unknown-argument]: there is no treaty on record called “ICRWM”; write ICCPR or ICRMW; did you mean ICRMW?"
        ],
    ),
    (
        "malformed-option",
        swap("docs/sources.md", ":::{bibliography}\n", ":::{bibliography}\n:style: nosuch\n"),
        ["docs/sources.md:4: error[malformed-option]: {bibliography} has no option :style: (it has none)"],
    ),
    (
        "misplaced-link",
        add(LAWS, "\n![A map](map.png#x)\n"),
        [
            f"{LAWS}:18: error[misplaced-link]: the address of the picture, map.png#x, has a “#”; write only the name of its file"
        ],
    ),
    (
        "malformed-bibliography",
        both(
            swap(BIBLIOGRAPHY, "Annual data", r"Annual \texteuro data"),
            swap(BIBLIOGRAPHY, "A newspaper", "A newspaper\\\\"),
            swap(BIBLIOGRAPHY, "  year = {2024}", r"  year = {2024}, note = {\href{https://example.org}{Here}}"),
        ),
        [
            f"{BIBLIOGRAPHY}:1: error[malformed-bibliography]: the title of the entry S01 has “\\texteuro”, which would be printed "
            "as it is; write it in words",
            f"{BIBLIOGRAPHY}:8: error[malformed-bibliography]: the author of the entry S02 has “\\\\”, which would be printed as it "
            "is; write it in words",
            f"{BIBLIOGRAPHY}:8: error[malformed-bibliography]: the note of the entry S02 has “\\href”, which would be printed as it "
            "is; write it in words",
        ],
    ),
    (
        "unknown-citation",
        both(write(BIBLIOGRAPHY, "% Nothing yet.\n"), swap(PLACEMENTS, "S01;S02", "S01")),
        [
            *(
                f"{PLACEMENTS}:{row}:5: error[unknown-citation]: the bibliography has no entry {key} (they stand in "
                f"{BIBLIOGRAPHY})"
                for row, key in enumerate(("S01", "S01", "S02", "S01"), 2)
            ),
            f"{LIST}:11: error[unknown-citation]: the bibliography has no entry S01 (they stand in {BIBLIOGRAPHY})",
            f"{LAWS}:11: error[unknown-citation]: the bibliography has no entry S01 (they stand in {BIBLIOGRAPHY})",
        ],
    ),
    (
        "malformed-bibliography",
        both(
            swap(BIBLIOGRAPHY, "  year = {2024}\n", "  year = {2024},\n  note = {a},\n  Year = {2023}\n"),
            swap(BIBLIOGRAPHY, "  year = {2025},\n", "  year = {2025}, year = {2024},\n"),
        ),
        [
            f"{BIBLIOGRAPHY}:4: error[malformed-bibliography]: the field year of the entry S01 is there twice",
            f"{BIBLIOGRAPHY}:13: error[malformed-bibliography]: the field year of the entry S02 is there twice",
        ],
    ),
    (
        "invalid-data",
        both(
            swap("data/institutions.yaml", "since: 2020", "since: 01/02/2020"),
            swap("data/institutions.yaml", "until: 2020-06-01", "until: 2020-13"),
            swap("data/institutions.yaml", "aliases: [MinLabour]", "aliases: MinLabour; Kemnaker"),
            swap(OBSERVATIONS, "complete: true", "complete: ya"),
        ),
        [
            f"{OBSERVATIONS}:3: error[invalid-data]: `complete` is `ya`; write true",
            "data/institutions.yaml:6: error[invalid-data]: `aliases` is a list; write [MinLabour, Kemnaker]",
            "data/institutions.yaml:7: error[invalid-data]: `since` is `01/02/2020`; write a year or a day, as 2020 or "
            "2020-02-01",
            "data/institutions.yaml:11: error[invalid-data]: `until` is `2020-13`; write a year or a day, as 2020 or "
            "2020-02-01",
        ],
    ),
    (
        "invalid-data",
        write("data/datasets/deaths.csv", "period,total\n2023,1\n"),
        [
            "data/datasets/deaths.csv: error[invalid-data]: no dataset of data/datapackage.json names this file, so it is not used; describe it there, or delete it"
        ],
    ),
    (
        "duplicate-key",
        add(PLACEMENTS, "2022,1,,,S01,yes,why\n2022,200761,122147,,S01,no,why\n"),
        [
            f"{PLACEMENTS}:6:1: error[duplicate-key]: the row repeats the key 2022, S01 of row 2; if it corrects that row, "
            "write no in `adopted` there",
            f"{PLACEMENTS}:7:1: error[duplicate-key]: the row repeats the key 2022, S01 of row 2",
        ],
    ),
    (
        "duplicate-key",
        swap(PLACEMENTS, "S02,no,restated later", "S02,yes,restated later"),
        [
            f"{PLACEMENTS}:4:1: error[duplicate-key]: placements[2023] has 2 adopted observations (rows 3 and 4); mark all but one as `no`"
        ],
    ),
    (
        "missing-reason",
        swap(PLACEMENTS, "S02,no,restated later", "S02,no,"),
        [
            f"{PLACEMENTS}:4:7: error[missing-reason]: placements[2023]: say in `reason` why this observation is set aside"
        ],
    ),
    (
        "malformed-bibliography",
        swap(BIBLIOGRAPHY, "title = {Annual data}", "title = Annual data}"),
        [
            f"{BIBLIOGRAPHY}:2: error[malformed-bibliography]: this entry is broken (undefined string in line 2: Annual); "
            "look for a missing brace, comma or quotation mark just before"
        ],
    ),
    (
        "malformed-bibliography",
        swap(BIBLIOGRAPHY, "@misc{S02", "@misc{S01"),
        [f"{BIBLIOGRAPHY}:8: error[malformed-bibliography]: the key S01 is there twice (first in line 1)"],
    ),
    (
        "unknown-indicator",
        both(measure, swap(TARGETS, "placed,2025,", "place,2025,")),
        [
            f"{TARGETS}:4: error[unknown-indicator]: there is no indicator place; did you mean placed? (they stand in "
            f"{INDICATORS})"
        ],
    ),
    (
        "untraceable-target",
        both(
            measure,
            add(
                TARGETS,
                "placed,2025,450000,persons,the minister,2025-02-30,,S01\n"
                "placed,2025,1,months,the minister,2025-03-01,2024-03-01,S01\n",
            ),
        ),
        [
            f"{TARGETS}:5: error[untraceable-target]: set_on is “2025-02-30”, which is not a day; write when the target was "
            "set, as 2025-02-25",
            f"{TARGETS}:5: error[untraceable-target]: the target of placed for 2025: there was a target already (500000 of 2024-11-28); "
            "write in `replaces` the day when that target was set",
            f"{TARGETS}:6: error[untraceable-target]: the target of placed for 2025: `replaces` is 2024-03-01, and no target "
            "was set then (the others are of 2024-11-28 and 2025-02-30)",
            f"{TARGETS}:6: error[untraceable-target]: unit is months, and that of the indicator placed persons "
            f"({INDICATORS})",
        ],
    ),
    (
        "untraceable-target",
        # Each replaces the other.
        both(measure, swap(TARGETS, "2023-12-01,,", "2023-12-01,2024-12-18,")),
        [
            f"{TARGETS}:2: error[untraceable-target]: the target of placed for 2024: `replaces` is 2024-12-18; a target can only replace an earlier one, and this was set on 2023-12-01"
        ],
    ),
    (
        "untraceable-target",
        both(
            measure,
            swap(TARGETS, "set_on,replaces", "day,replaces"),
            swap(DESCRIPTOR, _SET_ON, _DAY),
            swap(DESCRIPTOR, _KEY, _OTHER_KEY),
            swap(DESCRIPTOR, _KEY, _OTHER_KEY),
        ),
        [
            f"{DESCRIPTOR}:39: error[untraceable-target]: targets holds the targets ({INDICATORS}) and needs the columns "
            "set_on, value as a number"
        ],
    ),
    (
        "unanswered-recommendation",
        both(
            register("- {id: CO/1 1, status: not started}\n- {id: CO/1 2 (a), status: not started}\n"),
            # A later document asks for nothing that this report could have said.
            write("data/concluding-observations/co-2.yaml", _LATER),
            add(REGISTER, "- {id: CO/2 1, status: not started}\n"),
        ),
        [
            f"{REGISTER}:2: gap[unanswered-recommendation]: no reply takes up CO/1 1; refer to it as "
            "{recommendation}`CO/1 1` where it is answered",
        ],
    ),
    (
        "unproven-status",
        both(
            register(
                "- {id: CO/1 1, status: done, evidence: question 1}\n"
                "- {id: CO/1 2, status: under way}\n"
                "- {id: CO/1 2 (a), status: not accepted}\n"
                "- {id: CO/1 2 (b), status: superseded}\n"
            ),
            write("data/concluding-observations/co-2.yaml", _LATER),
            add(REGISTER, "- {id: CO/1 2 (c), status: superseded}\n"),
            add(REGISTER, "- {id: CO/2 1, status: not accepted, continues: CO/1 2 (c), note: Too costly.}\n"),
        ),
        [
            f"{REGISTER}:3: warning[unproven-status]: CO/1 2 is “under way”, and nothing shows it; name the reply, the "
            "paragraph or the dataset in `evidence`, as question 8 (a)",
            f"{REGISTER}:4: warning[unproven-status]: CO/1 2 (a) is “not accepted”, and nothing says why; write the reason "
            "in `note`",
            f"{REGISTER}:5: warning[unproven-status]: CO/1 2 (b) is “superseded”, and no later recommendation continues "
            "it; write `continues: CO/1 2 (b)` at the one that does",
        ],
    ),
    (
        "overdue-recommendation",
        both(
            swap(OBSERVATIONS, "complete: true", "complete: true\nfollow_up: [2]\nfollow_up_by: 2025-07-31"),
            register(
                "- {id: CO/1 2 (a), status: not started}\n"
                "- {id: CO/1 2 (b), status: not started, due: 2025-08-01}\n"
                "- {id: CO/1 2 (c), status: done, evidence: dataset placements}\n"
            ),
        ),
        [
            f"{REGISTER}:2: warning[overdue-recommendation]: CO/1 2 (a) was due on 2025-07-31 and is “not started”; write "
            "what was done, or a new day"
        ],
    ),
    (
        "circular-recommendation",
        both(
            register(
                "- {id: CO/1 2, status: not started, continues: [CO/1 1, CO/2 1]}\n"
                "- {id: CO/2 1, status: not started, continues: CO/1 2}\n"
            ),
            write("data/concluding-observations/co-2.yaml", _LATER.replace("adopted: 2026-01-20\n", "")),
            add(RECRUITMENT, "\n{recommendation}`CO/2 1`\n"),
        ),
        [
            f"{REGISTER}:2: error[circular-recommendation]: CO/1 2 and CO/1 1 are of one document; name one of an earlier "
            "cycle",
            f"{REGISTER}:2: error[circular-recommendation]: CO/1 2 leads back to itself (CO/1 2 -> CO/2 1 -> CO/1 2); only "
            "the later continues the earlier one",
        ],
    ),
    (
        "circular-recommendation",
        both(
            swap(OBSERVATIONS, "complete: true", "complete: true\nissued: 2019-05-03"),
            register("- {id: CO/1 2, status: not started, continues: CO/2 1}\n"),
            write("data/concluding-observations/co-2.yaml", _LATER),
        ),
        [
            f"{REGISTER}:2: error[circular-recommendation]: CO/2 1 is not of an earlier cycle than CO/1 2; write "
            "`continues` at the later one"
        ],
    ),
    (
        "unknown-recommendation",
        both(
            measure,
            register(
                "- id: CO/1 3\n"
                "  status: done\n"
                "  lead: Nobody\n"
                "  others: [MOL, LABOR]\n"
                "  articles: 33 (9)\n"
                "  indicator: place\n"
                "  questions: [1 (z)]\n"
                "  continues: CO/0 1\n"
                "  evidence: [question 7, paragraph costs, dataset placement]\n"
            ),
        ),
        [
            f"{REGISTER}:2: error[unknown-recommendation]: CO/1 has no paragraph 3 (it has 1 to 2)",
            f"{REGISTER}:4: error[unknown-institution]: there is no institution Nobody (they stand in "
            "data/institutions.yaml)",
            f"{REGISTER}:5: error[unknown-institution]: there is no institution LABOR; did you mean LABOFF? (they "
            "stand in data/institutions.yaml)",
            f"{REGISTER}:6: error[unknown-provision]: article 33 has no paragraph 9 (it has 1 to 3); did you mean 33 (3)?",
            f"{REGISTER}:7: error[unknown-indicator]: there is no indicator place; did you mean placed? (they stand in "
            f"{INDICATORS})",
            f"{REGISTER}:8: error[unknown-question]: question 1 has no item (z) (it has (a), (b), (b) (i) and (b) (ii))",
            f"{REGISTER}:9: error[unknown-recommendation]: no concluding observations CO/0 are on record (there are CO/1); "
            "did you mean CO/1?",
            f"{REGISTER}:10: error[unknown-dataset]: there is no dataset placement; did you mean placements?",
            f"{REGISTER}:10: error[unknown-paragraph]: no paragraph has the name “costs”; put (costs)= on a line of its own "
            "above the paragraph meant",
            f"{REGISTER}:10: error[unknown-question]: the list of issues has no question 7 (it has 1 to 3)",
        ],
    ),
    (
        "unrecorded-recommendation",
        both(
            swap(OBSERVATIONS, "complete: true", "complete: false"),
            register("- {id: CO/1 9, status: not started}\n"),
            add(RECRUITMENT, "\n{recommendation}`CO/1 2`\n"),
            swap(REGISTER, "not started", "superseded"),
            add(REGISTER, "- {id: CO/1 2, status: not started}\n"),
        ),
        [
            f"{REGISTER}:2: warning[unproven-status]: CO/1 9 is “superseded”, and no later recommendation continues it; "
            "write `continues: CO/1 9` at the one that does",
            f"{REGISTER}:2: warning[unrecorded-recommendation]: paragraph 9 of CO/1 is not on record (of its paragraphs 1 "
            f"and 2 are); add it to {OBSERVATIONS}, with its source",
        ],
    ),
    (
        "invalid-data",
        both(
            swap(OBSERVATIONS, "complete: true", "complete: true\nfollow_up: [2, x]\nfollow_up_by: 2025-02-30"),
            register(
                "- {id: CO/1 2, status: finished, due: 2025-06-31}\n"
                "- {id: 24 (b), status: done, evidence: dataset placements}\n"
                "- {id: CO/1 2, status: not started, persons: [foreigners], evidence: [a letter], continues: x}\n"
                "- {status: not started}\n"
                "- CO/1 1\n"
            ),
        ),
        [
            f"{OBSERVATIONS}:4: error[invalid-data]: `follow_up` is “x”; write the numbers of paragraphs, as [27, 31]",
            f"{OBSERVATIONS}:5: error[invalid-data]: `follow_up_by` is `2025-02-30`, not a date; write it as 2025-01-10",
            f"{REGISTER}:2: error[invalid-data]: `due` is `2025-06-31`, not a date; write it as 2025-01-10",
            f"{REGISTER}:2: error[invalid-data]: `status` is `finished`; write not started, under way, done, not accepted "
            "or superseded",
            f"{REGISTER}:3: error[invalid-data]: `id` is “24 (b)”; write the document and the paragraph, as CO/1 24 or CO/1 "
            "24 (b)",
            f"{REGISTER}:4: error[invalid-data]: `continues` is “x”; write the document and the paragraph, as CO/1 24 or "
            "CO/1 24 (b)",
            f"{REGISTER}:4: error[invalid-data]: `evidence` is “a letter”; write what it is and its name, as question 8 (a); "
            "or paragraph shelters; or dataset placements",
            f"{REGISTER}:4: error[invalid-data]: `persons` is “foreigners”; write documented nationals abroad; or "
            "undocumented nationals abroad; or documented foreigners; or undocumented foreigners",
            f"{REGISTER}:4: error[invalid-data]: the recommendation CO/1 2 stands twice",
            f"{REGISTER}:5: error[invalid-data]: the field `id` is missing",
            f"{REGISTER}:6: error[invalid-data]: expected fields (id and status), one per line, as `name: value`",
        ],
    ),
    (
        "unknown-markup",
        both(
            add(RECRUITMENT, "\n{pasal}`33`\n\n:::{Kekosongan} MOL\nText.\n:::\n\n:::gap MOL\nText.\n:::\n"),
            add(RECRUITMENT, "\n:::{kekosongan} MOL\nText.\n:::\n\n:::{gap} MOL\n:due: 2025-06-30\n:::\n"),
            swap(LAWS, "status: draft", "status: Disetujui"),
        ),
        [
            f"{LAWS}:3: error[invalid-status]: the status is “Disetujui”; write draft, contributed, reviewed or cleared; did "
            "you mean cleared?",
            f"{RECRUITMENT}:13: error[unknown-markup]: there is no role {{pasal}}; did you mean article?",
            f"{RECRUITMENT}:15: error[unknown-markup]: there is no directive {{Kekosongan}}; did you mean gap?",
            f"{RECRUITMENT}:19: error[unknown-markup]: a block has its name in braces; write :::{{gap}} MOL",
            f"{RECRUITMENT}:23: error[unknown-markup]: there is no directive {{kekosongan}}; did you mean gap?",
            f"{RECRUITMENT}:27: error[malformed-block]: {{gap}} is empty; fill it in, or delete it",
            f"{RECRUITMENT}:27: gap[missing-data]: has a gap for MOL to fill: ",
        ],
    ),
    (
        "typed-table-number",
        both(
            add(
                RECRUITMENT,
                "\nAs table 3 above, tables II and 2 and figure\n7 show, and (see chart B). They are in table 2024.\n\n"
                "Tabel 4: Placements by year\n\n:::{data-table} placements\n:caption: Table 1. Placements\n"
                ":columns: period, women\n:::\n\n"
                "Table 3 of the Decree, table 3 in that report, table 2 {cite}`S01`.\n",
            ),
            swap("docs/index.md", "annex\n", "annex\nguides/tables\n"),
            write("docs/guides/tables.md", "# Tables\n\nTable 3 shows.\n"),
        ),
        [
            f"{RECRUITMENT}:13: warning[typed-table-number]: “figure 7” is typed by hand, and numbers shift; write "
            "{table}`its_name`, with the name of its dataset or that in its :name:",
            f"{RECRUITMENT}:13: warning[typed-table-number]: “table 3” is typed by hand, and numbers shift; write "
            "{table}`its_name`, with the name of its dataset or that in its :name:",
            f"{RECRUITMENT}:13: warning[typed-table-number]: “tables II” is typed by hand, and numbers shift; write "
            "{table}`its_name`, with the name of its dataset or that in its :name:",
            f"{RECRUITMENT}:14: warning[typed-table-number]: “chart B” is typed by hand, and numbers shift; write "
            "{table}`its_name`, with the name of its dataset or that in its :name:",
            f"{RECRUITMENT}:16: warning[typed-table-number]: “Tabel 4” is typed by hand; the block has its number in "
            "print: write the words after it as :caption: of the block",
            f"{RECRUITMENT}:18: warning[typed-table-number]: “Table 1” is typed by hand in the caption, and is there in "
            "print already; delete it",
        ],
    ),
    (
        "unjudged-target",
        both(measure, swap(INDICATORS, "  threshold: 90\n", "")),
        [
            f"{INDICATORS}:3: warning[unjudged-target]: placed has a target, but no `threshold`: write from which share "
            "of the target it is near, as 90"
        ],
    ),
    (
        "unjudged-target",
        both(measure, swap(INDICATORS, "direction: up\n  threshold", "direction: none\n  threshold")),
        [
            f"{INDICATORS}:3: warning[unjudged-target]: placed has a target, and more or less of it is not better: say in "
            "`note` why"
        ],
    ),
]


def test_the_small_report_is_without_fault(project: Project) -> None:
    assert project.findings() == []


@pytest.mark.parametrize(("rule", "change"), [case[:2] for case in CASES if case[0] in COMMONEST])
def test_what_is_met_most_is_said_in_bahasa_indonesia(project: Project, rule: str, change: Change) -> None:
    """What is equal, sorted and accepted is the English message all the same."""
    change(project)
    for found in (one for one in check(project.load()) if one.rule == rule):
        assert isinstance(found.message, Message), found.message
        said = language_of("id").say(found.message)
        assert said != found.message
        # An example is written as pages write it, and what stands in the report is quoted as it is.
        assert not ENGLISH.findall(
            re.sub(r"\([^()]*\)(?: and \w*)?|“[^”]*”|\[[^]]*\]|not (?:started|accepted)", "", said)
        ), said


def test_thirty_rules_and_more_are_said_in_bahasa_indonesia() -> None:
    assert set(COMMONEST) <= set(RULES)
    assert len(set(COMMONEST)) >= 30
    assert {case[0] for case in CASES} >= set(COMMONEST)


@pytest.mark.parametrize(("rule", "change", "expected"), CASES)
def test_what_is_found(project: Project, rule: str, change: Change, expected: list[str]) -> None:
    change(project)
    assert project.findings() == expected
    assert any(f"[{rule}]" in line for line in expected)


@pytest.mark.parametrize(("months", "stale"), [(6, True), (7, False)])
def test_a_figure_is_good_to_the_last_day_of_its_months(project: Project, months: int, stale: bool) -> None:
    # The newest figure is of 31 December 2024, the date of reference 31 July 2025.
    describe(f'"good_for_months": {months}')(project)
    assert bool(project.findings()) == stale


def test_a_figure_may_be_good_beyond_all_years(project: Project) -> None:
    describe('"good_for_months": 999999999')(project)
    assert project.findings() == []


def test_every_rule_is_tested() -> None:
    # The cases of the rules about form are in test_form.py, and those that need git in test_published.py.
    elsewhere = ("loipr.rules.form.", "loipr.rules.published")
    others = {one.id for one in RULES.values() if not one.find.__module__.startswith(elsewhere)}
    assert {rule for rule, _, _ in CASES} == others


@pytest.mark.parametrize("name", get_args(NotedRule))
def test_what_is_noted_is_told_by_its_rule(project: Project, name: NotedRule) -> None:
    report = replace(project.load(), problems=(Problem(name, Place("data"), "A fault."),))
    assert [str(found) for found in check(report)] == [f"data: error[{name}]: A fault."]


def test_no_problem_is_noted_under_an_id_that_no_rule_has() -> None:
    with pytest.raises(ValueError, match=r"^invalid-date is not among the rules of NotedRule"):
        Problem("invalid-date", Place("data"), "A fault.")  # type: ignore[arg-type]


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_every_rule_shows_a_bad_and_a_good_example(rule: object) -> None:
    documentation = getattr(rule, "documentation", "")
    assert documentation.index("\nBad:") < documentation.index("\nGood:")


def test_no_data_at_all(project: Project) -> None:
    for file in sorted((project.root / "data").rglob("*.*")):
        if file.is_file():
            file.unlink()
    assert project.findings() == [
        "data/datapackage.json: error[unreadable-file]: the file is missing",
        "data/institutions.yaml: error[unreadable-file]: the file is missing",
        f"{LIST}: error[unreadable-file]: the file is missing",
        "data/references.bib: error[unreadable-file]: the file is missing",
        "data/treaties: error[invalid-data]: there is no file for the report's own treaty, the ICRMW",
    ]


def test_a_link_out_of_the_project_is_not_followed(project: Project) -> None:
    page = project.root / RECRUITMENT
    page.unlink()
    page.symlink_to("/etc/hostname")
    assert project.findings() == [
        f"{RECRUITMENT}: error[unreadable-file]: this is a link to another file or folder; put the file itself here"
    ]


def test_a_page_of_random_bytes(project: Project) -> None:
    project.write(RECRUITMENT, b"# T\n\xff\xfe")
    assert project.findings() == [
        f"{RECRUITMENT}:2:1: error[unreadable-file]: byte 0xff is not UTF-8; save the file as UTF-8 (in an editor: “Save as”, with that encoding)"
    ]

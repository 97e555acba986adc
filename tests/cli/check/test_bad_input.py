"""Bad input of every kind: `check` names the place and exits with 1, never with a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from support.changes import (
    BIBLIOGRAPHY,
    CALENDAR,
    DESCRIPTOR,
    LAWS,
    LIST,
    MEETING,
    MONEY,
    OBSERVATIONS,
    PLACEMENTS,
    RECRUITMENT,
    STATISTICS,
    Change,
    add,
    both,
    remove,
    swap,
    write,
)
from support.project import FILES, REPOSITORY, Project


def link(path: str, target: str) -> Change:
    def change(project: Project) -> None:
        (project.root / path).unlink()
        (project.root / path).symlink_to(target)

    return change


FRONT = "---\nquestion: 2\nstatus: reviewed\nlead: MOL\n---\n"
STRAY = "put the whole cell in quotes and double the quotes within it"
QUOTES = "put the text in quotes if it contains `: `, ` #`, or begins with a special character"
DAYS = "which is no time of a meeting; write it as 2025-07-22, 2025-06-12 to 2025-06-13, or 2025-11 if the day is not known"
FORMS = "save the file as UTF-8 (in a spreadsheet: “CSV UTF-8”)"

CASES: dict[str, tuple[Change, list[str]]] = {
    # Front matter.
    "a page without front matter": (
        swap(RECRUITMENT, FRONT, ""),
        [
            f"{RECRUITMENT}:1: error[invalid-front-matter]: the page has no front matter; "
            "begin it with ---, question, status, lead and ---"
        ],
    ),
    "front matter that does not end": (
        swap(RECRUITMENT, "lead: MOL\n---\n", "lead: MOL\n"),
        [
            f"{RECRUITMENT}:1: error[invalid-front-matter]: the front matter begins with --- "
            "but has no second --- line that ends it"
        ],
    ),
    "front matter that is no YAML": (
        swap(RECRUITMENT, "lead: MOL", "lead: [MOL"),
        [
            f"{RECRUITMENT}:5:1: error[invalid-front-matter]: this is not valid YAML "
            f"(did not find expected ',' or ']'); {QUOTES}"
        ],
    ),
    "front matter that is a list": (
        swap(RECRUITMENT, FRONT, "---\n- 2\n- reviewed\n---\n"),
        [
            f"{RECRUITMENT}:2: error[invalid-front-matter]: the front matter must be fields, one per line, as `question: 7`"
        ],
    ),
    "front matter without a lead": (
        swap(RECRUITMENT, "lead: MOL\n", ""),
        [f"{RECRUITMENT}:1: error[invalid-front-matter]: the front matter has no `lead`"],
    ),
    "a lead that is left empty": (
        swap(RECRUITMENT, "lead: MOL\n", "lead:\n"),
        [f"{RECRUITMENT}:4: error[invalid-front-matter]: `lead` is empty"],
    ),
    "a status that is there twice": (
        swap(RECRUITMENT, "lead: MOL\n", "lead: MOL\nstatus: draft\n"),
        [f"{RECRUITMENT}:5: error[invalid-front-matter]: the field `status` is there twice"],
    ),
    "a question number that is no number": (
        swap(RECRUITMENT, "question: 2", "question: two"),
        [
            f"{RECRUITMENT}:2: error[invalid-front-matter]: `question` is “two”; write the number alone, as 8",
        ],
    ),
    "a question number with more than the number": (
        swap(RECRUITMENT, "question: 2", "question: 2 (a)"),
        [
            f"{RECRUITMENT}:2: error[invalid-front-matter]: `question` is “2 (a)”; write the number alone, as 8",
        ],
    ),
    # Provisions.
    "article 94": (
        add(RECRUITMENT, "\n{article}`94`\n"),
        [f"{RECRUITMENT}:13: error[unknown-provision]: the ICRMW has no article 94 (it has 1 to 93); did you mean 93?"],
    ),
    "article 33 (9)": (
        swap(LAWS, "Laws give", "{article}`33 (9)` and laws give"),
        [f"{LAWS}:11: error[unknown-provision]: article 33 has no paragraph 9 (it has 1 to 3); did you mean 33 (3)?"],
    ),
    "article 18 (3) (h), within a reply": (
        swap(LAWS, "Laws give effect to", "Laws give effect to {article}`18 (3) (h)` and"),
        [
            f"{LAWS}:11: error[unknown-provision]: article 18 (3) has no letter (h) (it has (a) to (g)); "
            "did you mean 18 (3) (g)?"
        ],
    ),
    "the end of a range": (
        add(RECRUITMENT, "\n{article}`90-94`\n"),
        [f"{RECRUITMENT}:13: error[unknown-provision]: the ICRMW has no article 94 (it has 1 to 93); did you mean 93?"],
    ),
    "a provision on two lines": (
        add(RECRUITMENT, "\nIn {article}`33 (1)\nand 17 and 94`.\n"),
        [f"{RECRUITMENT}:13: error[unknown-provision]: the ICRMW has no article 94 (it has 1 to 93); did you mean 93?"],
    ),
    "a role by its full name": (
        add(RECRUITMENT, "\n{loipr:article}`94`\n"),
        [f"{RECRUITMENT}:13: error[unknown-provision]: the ICRMW has no article 94 (it has 1 to 93); did you mean 93?"],
    ),
    "a provision in the title of an admonition": (
        add(RECRUITMENT, "\n:::{admonition} See {article}`94`\nText.\n:::\n"),
        [f"{RECRUITMENT}:13: error[unknown-provision]: the ICRMW has no article 94 (it has 1 to 93); did you mean 93?"],
    ),
    "a provision in a table, a list, a quotation and a footnote": (
        add(
            RECRUITMENT,
            "\n| a | b |\n|---|---|\n| c | {article}`94` |\n\n- d\n\n  e\n  {article}`95`\n\n> f\n> {article}`96`\n\n"
            "g[^n]\n\n[^n]: h {article}`97`\n",
        ),
        [
            f"{RECRUITMENT}:{line}: error[unknown-provision]: the ICRMW has no article {number} (it has 1 to 93); "
            "did you mean 93?"
            for line, number in [(15, 94), (20, 95), (23, 96), (27, 97)]
        ],
    ),
    # CSV.
    "a CSV with a missing column": (
        swap(PLACEMENTS, "period,total,women", "period,total"),
        [f"{PLACEMENTS}:1: error[malformed-csv]: the column women is missing"],
    ),
    "a CSV with a misspelt column": (
        swap(PLACEMENTS, "period,total,women", "period,totals,women"),
        [
            f"{PLACEMENTS}:1:2: error[malformed-csv]: the column totals is not in the schema; did you mean total?",
        ],
    ),
    "a CSV whose columns are in another order": (
        swap(PLACEMENTS, "period,total,women", "total,period,women"),
        [
            f"{PLACEMENTS}:1: error[malformed-csv]: the columns are in another order than in the schema "
            "(period, total, women, as_of, source, adopted, reason)"
        ],
    ),
    "a duplicate key": (
        add(PLACEMENTS, "2023,1,,,S01,yes,why\n"),
        [
            f"{PLACEMENTS}:6:1: error[duplicate-key]: the row repeats the key 2023, S01 of row 3; if it corrects that row, "
            "write no in `adopted` there"
        ],
    ),
    "text in a number": (
        swap(PLACEMENTS, "2024,297434,,", "2024,297434,many,"),
        [
            f"{PLACEMENTS}:5:3: error[invalid-cell]: women is “many”; write a whole number, "
            "without separators or words, as 274965"
        ],
    ),
    "separators in a number": (
        swap("data/datasets/money.csv", "9.71", '"9,710.5"'),
        [
            "data/datasets/money.csv:2:3: error[invalid-cell]: value is “9,710.5”; write a number, "
            "without separators or words, as 14.22"
        ],
    ),
    "a stray quote": (
        swap(PLACEMENTS, "restated later", 'restated "later"'),
        [f"{PLACEMENTS}:4:7: error[malformed-csv]: a stray quotation mark in reason; {STRAY}"],
    ),
    "a quote that does not end": (
        swap(PLACEMENTS, "restated later", '"restated later'),
        [f"{PLACEMENTS}:4:7: error[malformed-csv]: a stray quotation mark in reason; {STRAY}"],
    ),
    "Windows line ends": (
        lambda project: project.write(PLACEMENTS, FILES[PLACEMENTS].replace("\n", "\r\n")),
        [
            f"{PLACEMENTS}:1: error[malformed-csv]: the lines end as on Windows (CR LF); "
            "save the file with Unix line ends (LF)"
        ],
    ),
    "one Windows line end": (
        swap(PLACEMENTS, "S01,yes,breakdowns rest on it\n", "S01,yes,breakdowns rest on it\r\n"),
        [
            f"{PLACEMENTS}:3: error[malformed-csv]: the lines end as on Windows (CR LF); "
            "save the file with Unix line ends (LF)"
        ],
    ),
    "a byte order mark": (
        write(PLACEMENTS, b"\xef\xbb\xbf" + FILES[PLACEMENTS].encode()),
        [
            f"{PLACEMENTS}:1:1: error[malformed-csv]: the file begins with a byte order mark; "
            "save it as UTF-8 without one"
        ],
    ),
    "Latin-1": (
        lambda project: project.write(PLACEMENTS, FILES[PLACEMENTS].replace("restated", "élargi").encode("latin-1")),
        [f"{PLACEMENTS}:4:29: error[unreadable-file]: byte 0xe9 is not UTF-8; {FORMS}"],
    ),
    "a CSV without rows": (
        write(PLACEMENTS, FILES[PLACEMENTS].partition("\n")[0] + "\n"),
        [f"{PLACEMENTS}:1: error[malformed-csv]: the file has a header but no rows"],
    ),
    "an empty CSV": (
        write(PLACEMENTS, ""),
        [f"{PLACEMENTS}:1: error[malformed-csv]: the file is empty; its first row names the columns"],
    ),
    "an empty row": (
        swap(PLACEMENTS, "\n2024,", "\n\n2024,"),
        [f"{PLACEMENTS}:5: error[malformed-csv]: this row is empty; delete it"],
    ),
    "a row that is too short": (
        swap(PLACEMENTS, "2024,297434,,2025-01,S01;S02,yes,", "2024,297434"),
        [f"{PLACEMENTS}:5: error[malformed-csv]: the row has 2 cells, but the header names 7 columns"],
    ),
    # The calendar.
    "a calendar that is no fields": (
        write(CALENDAR, "- a\n- b\n"),
        [
            f"{CALENDAR}:1: error[invalid-data]: expected fields (coordinator), one per line, as `name: value`",
        ],
    ),
    "days that the calendar does not have": (
        write(
            CALENDAR,
            "coordinator: MFA\ndeadline: 2025-06-31\nmilestones:\n- id: a\n  title: A\n  date: 2025-02-30\n"
            "events:\n- date: 2025-13-01\n  what: A meeting.\n  source: [S01]\n",
        ),
        [
            f"{CALENDAR}:2: error[invalid-data]: `deadline` is `2025-06-31`, not a date; write it as 2025-01-10",
            f"{CALENDAR}:6: error[invalid-data]: `date` is `2025-02-30`, not a date; write it as 2025-01-10",
            f"{CALENDAR}:8: error[invalid-data]: `date` is `2025-13-01`, which is not a date; write it as 2025-06-12, "
            "2025-06-12 to 2025-06-13, 2025-11 or 2018",
        ],
    ),
    "milestones without a day, or with too much of it": (
        write(
            CALENDAR,
            "coordinator: MFA\nmilestones:\n- {id: a, title: A}\n- {id: b, title: B, days_before: 3}\n"
            "- {id: b, title: B, days_before: 3, date: 2025-07-01}\n- {id: C d, title: C, days_before: 999999999}\n"
            "- {id: e, title: E, days_before: soon}\n",
        ),
        [
            f"{CALENDAR}:3: error[invalid-data]: write the day of the milestone: either `date`, or `days_before` the day "
            "of filing",
            f"{CALENDAR}:4: error[invalid-data]: the list of issues has no deadline to count back from; write "
            "`deadline: 2025-07-31` above",
            f"{CALENDAR}:5: error[invalid-data]: the milestone b is there twice",
            f"{CALENDAR}:5: error[invalid-data]: write the day of the milestone: either `date`, or `days_before` the day "
            "of filing",
            f"{CALENDAR}:6: error[invalid-data]: `days_before` is 999,999,999; a plan goes back at most 3,650 days",
            f"{CALENDAR}:6: error[invalid-data]: `id` is `C d`; write small letters, digits and -, as data-in",
            f"{CALENDAR}:7: error[invalid-data]: `days_before` is `soon`; write a whole number, 0 or more",
        ],
    ),
    "tasks due by what is no milestone": (
        write(
            CALENDAR,
            "coordinator: MFA\nmilestones:\n- {id: data-in, title: A, date: 2025-07-01}\n"
            "due: {gap: data-inn, replies: data-in, reply: }\n",
        ),
        [
            f"{CALENDAR}:4: error[invalid-data]: there is no milestone data-inn (there are data-in); did you mean "
            "data-in?",
            f"{CALENDAR}:4: error[invalid-data]: unknown field `replies`; did you mean reply?",
        ],
    ),
    # Meetings.
    "a meeting without a day": (
        both(
            write(MEETING, "what: A meeting.\nsource: [S01]\n"),
            write("data/meetings/2025-06-31.yaml", "date: 2025-06-31\nwhat: A meeting.\nsource: [S01]\n"),
            write("data/meetings/2025-07-01.yaml", "date: [2025-07-01, 2025-07-02]\nwhat: A meeting.\nsource: [S01]\n"),
            write("data/meetings/2025-07-04.yaml", "date: 2025-07-04 to 2025-07-03\nwhat: A meeting.\nsource: [S01]\n"),
            write("data/meetings/2025-07-05.yaml", "date: 2025-07-05 to 2052-07-06\nwhat: A meeting.\nsource: [S01]\n"),
            write("data/meetings/2025-07-06.yml", "date: 2025-07-06\n"),
        ),
        [
            f"{MEETING}:1: error[invalid-data]: the field `date` is missing",
            f"data/meetings/2025-06-31.yaml:1: error[invalid-data]: `date` is `2025-06-31`, {DAYS}",
            "data/meetings/2025-07-01.yaml:1: error[invalid-data]: `date` is a list; write a meeting of several days as "
            "2025-07-22, 2025-06-12 to 2025-06-13, or 2025-11 if the day is not known",
            f"data/meetings/2025-07-04.yaml:1: error[invalid-data]: `date` is `2025-07-04 to 2025-07-03`, {DAYS}",
            "data/meetings/2025-07-05.yaml:1: error[invalid-data]: `date` has 9,864 days; a meeting has at most 31; "
            "correct a day",
            "data/meetings/2025-07-06.yml: error[invalid-data]: this is passed over: a meeting is a file named after its "
            "day, as 2025-07-22.yaml; rename or delete it",
        ],
    ),
    "what a meeting cannot hold": (
        write(
            MEETING,
            "date: 2025-06-12\nwhat: A meeting.\nsource: [S01]\ngroups:\n- {name: A, questions: 3-1}\n"
            "- {name: A, questions: some, standing: agreed}\ndecisions:\n- {who: MOL, by: 2025-06-31, due: soon}\n"
            "consultations: MOL\n",
        ),
        [
            f"{MEETING}:5: error[invalid-data]: “3-1” names no questions; write their numbers, as 13-20 or [1, 4, 13-20]",
            f"{MEETING}:6: error[invalid-data]: `standing` is `agreed`; write recorded or proposed",
            f"{MEETING}:6: error[invalid-data]: the group A stands twice",
            f"{MEETING}:6: error[invalid-data]: “some” names no questions; write their numbers, as 13-20 or [1, 4, 13-20]",
            f"{MEETING}:8: error[invalid-data]: `by` is `2025-06-31`, not a date; write it as 2025-01-10",
            f"{MEETING}:8: error[invalid-data]: the field `what` is missing",
            f"{MEETING}:8: error[invalid-data]: unknown field `due`",
            f"{MEETING}:9: error[invalid-data]: `consultations` must be a list, each entry after a `- `",
        ],
    ),
    "groups without a name": (
        write(
            MEETING,
            "date: 2025-06-12\nwhat: A meeting.\nsource: [S01]\ngroups:\n- {questions: 1}\n- {questions: 2}\n",
        ),
        [f"{MEETING}:{line}: error[invalid-data]: the field `name` is missing" for line in (5, 6)],
    ),
    # YAML and JSON.
    "YAML that does not parse": (
        swap(LIST, "summary: Asks for the laws.", "summary: Asks: for the laws."),
        [
            f"{LIST}:18:18: error[malformed-yaml]: this is not valid YAML (mapping values are not allowed in this context); {QUOTES}"
        ],
    ),
    "YAML with a tab": (
        swap(LIST, "  questions:\n  - number: 1", "\tquestions:\n  - number: 1"),
        [
            f"{LIST}:10:1: error[malformed-yaml]: this is not valid YAML "
            f"(found a tab character that violates indentation); {QUOTES}"
        ],
    ),
    "an empty YAML file": (
        write("data/institutions.yaml", ""),
        ["data/institutions.yaml:1: error[malformed-yaml]: there is nothing in it"],
    ),
    "a question's number that is no number, in the list": (
        swap(LIST, "number: 3\n", "number: three\n"),
        [
            f"{LIST}:6: error[invalid-data]: the list says it has 3 questions, but 2 are here",
            f"{LIST}:37: error[invalid-data]: `number` is `three`; write a whole number, 0 or more",
            f"{STATISTICS}:2: error[page-without-question]: the list of issues has no question 3 (it has 1 to 2)",
        ],
    ),
    "terms that are no fields": (
        swap(DESCRIPTOR, '"owner": "MOL",', '"owner": "MOL", "licenses": ["CC0"],'),
        [
            f"{DESCRIPTOR}:10: error[invalid-data]: expected fields (name, title and path), one per line, as `name: value`",
        ],
    ),
    "a descriptor that does not parse": (
        swap(DESCRIPTOR, '"name": "test",', '"name": "test"'),
        [f"{DESCRIPTOR}:3:3: error[invalid-data]: this is not valid JSON (Expecting ',' delimiter)"],
    ),
    "a descriptor with a truth of a spreadsheet": (
        swap(DESCRIPTOR, '{"required": true}', '{"required": TRUE}'),
        [
            f'{DESCRIPTOR}:13:95: error[invalid-data]: “TRUE” stands here without quotes; write "TRUE", or true or '
            "false in small letters"
        ],
    ),
    "a descriptor with a key in one text": (
        swap(DESCRIPTOR, '["period", "source"]', '"period source"'),
        [
            f"{DESCRIPTOR}:11: error[invalid-data]: dataset placements: `schema.primaryKey` must name one or more of its "
            'columns; there is no column “period source”; write ["period", "source"]'
        ],
    ),
    "a descriptor that names a column twice": (
        swap(
            DESCRIPTOR, '{"name": "measure", "type"', '{"name": "period", "type": "string"}, {"name": "measure", "type"'
        ),
        [f"{DESCRIPTOR}:29: error[invalid-data]: dataset money: the column period is there twice"],
    ),
    "a dataset outside the data": (
        swap(DESCRIPTOR, "datasets/money.csv", "../../money.csv"),
        [
            f"{DESCRIPTOR}:26: error[invalid-data]: dataset money: `path` must name a CSV file inside data/",
        ],
    ),
    "concluding observations without a paragraph": (
        write(OBSERVATIONS, "symbol: CMW/C/XXX/CO/1\nshort: CO/1\ncomplete: true\nparagraphs: []\n"),
        [f"{RECRUITMENT}:11: error[unknown-recommendation]: CO/1 has no paragraph 2 (it has none)"],
    ),
    "concluding observations of which a part is on record": (
        both(
            swap(OBSERVATIONS, "complete: true", "complete: false"),
            add(RECRUITMENT, "{recommendation}`CO/1 30` {recommendation}`CO/1`\n"),
        ),
        [
            f"{RECRUITMENT}:12: error[unknown-recommendation]: “CO/1” names no recommendation; write the document and the "
            "paragraph, as CO/1 24 or CO/1 24 (b)",
            f"{RECRUITMENT}:12: warning[unrecorded-recommendation]: paragraph 30 of CO/1 is not on record (of its "
            f"paragraphs 1 and 2 are); add it to {OBSERVATIONS}, with its source",
        ],
    ),
    "a name of two institutions": (
        swap("data/institutions.yaml", "  vernacular: Kementerian Luar Negeri\n", "  aliases: [MinLabour]\n"),
        ["data/institutions.yaml:4: error[invalid-data]: MinLabour names two institutions, MFA and MOL"],
    ),
    "an abbreviation that is there twice": (
        write(
            "data/abbreviations.yaml",
            "- abbreviation: NGO\n  meaning: non-governmental organization\n- abbreviation: NGO\n  meaning: another\n",
        ),
        ["data/abbreviations.yaml:3: error[invalid-data]: the abbreviation NGO is there twice"],
    ),
    "an article that is there twice": (
        write(
            "data/treaties/cat.yaml",
            "abbreviation: CAT\ntitle: Convention against Torture\narticles:\n- article: 1\n  subject: One\n"
            "- article: 1\n  subject: One\n",
        ),
        ["data/treaties/cat.yaml:6: error[invalid-data]: article 1 is there twice"],
    ),
    # The bibliography.
    "a broken entry": (
        swap(BIBLIOGRAPHY, "author = {{Statistics Office}},", "author = {{Statistics Office}}"),
        [
            f"{BIBLIOGRAPHY}:4: error[malformed-bibliography]: this entry is broken (syntax error in line 4: '}}' "
            "expected); look for a missing brace, comma or quotation mark just before"
        ],
    ),
    "a key that is there twice but for its capitals": (
        swap(BIBLIOGRAPHY, "@misc{S02", "@misc{s01"),
        [f"{BIBLIOGRAPHY}:8: error[malformed-bibliography]: the key s01 is there twice (first in line 1)"],
    ),
    # Files.
    "a file that is missing": (
        remove(PLACEMENTS),
        [f"{PLACEMENTS}: error[unreadable-file]: the file is missing"],
    ),
    "a link to a place outside the project": (
        link(STATISTICS, "/etc/hostname"),
        [f"{STATISTICS}: error[unreadable-file]: this is a link to another file or folder; put the file itself here"],
    ),
    "a link to a file that is missing": (
        link(STATISTICS, "nowhere.md"),
        [f"{STATISTICS}: error[unreadable-file]: this is a link to another file or folder; put the file itself here"],
    ),
    "a folder that is called like a page": (
        lambda project: (project.root / "docs/x.md").mkdir(),
        ["docs/x.md: error[unreadable-file]: this is not a file, although its name says so; rename or delete it"],
    ),
    "a binary page": (
        write(RECRUITMENT, bytes(range(256))),
        [
            f"{RECRUITMENT}:2:118: error[unreadable-file]: byte 0x80 is not UTF-8; save the file as UTF-8 (in an editor: “Save as”, with that encoding)"
        ],
    ),
    "a page with a NUL": (
        add(RECRUITMENT, "\nText\0\n"),
        [f"{RECRUITMENT}:13: error[unreadable-file]: the file holds a NUL character, so it is not text"],
    ),
    "a page of 1 MB": (
        write(RECRUITMENT, "x " * 500_000),
        [
            f"{RECRUITMENT}:1: error[oversized-page]: the page has 1,000,000 characters, more than the 100,000 "
            "a page may have; split it"
        ],
    ),
}


@pytest.mark.parametrize(("change", "expected"), CASES.values(), ids=CASES)
def test_bad_input_is_named_with_its_place(project: Project, change: Change, expected: list[str]) -> None:
    change(project)
    status, said = project.run("check")
    assert (status, said.splitlines()[:-1]) == (1, expected)


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (swap(DESCRIPTOR, '"name": "test"', f'"name": {"9" * 5000}'), DESCRIPTOR),
        (swap(DESCRIPTOR, '"name": "money"', '"name": ["money"]'), DESCRIPTOR),
        (swap(DESCRIPTOR, '"title": "Measure"}', '"constraints": {"enum": 5}}'), DESCRIPTOR),
        (swap(DESCRIPTOR, '"title": "Measure"}', '"constraints": {"pattern": "("}}'), DESCRIPTOR),
        (swap(DESCRIPTOR, '"title": "Measure"}', '"constraints": {"pattern": "(t+)+x"}}'), DESCRIPTOR),
        (swap(DESCRIPTOR, "datasets/money.csv", "datasets/mo\\u0000ney.csv"), DESCRIPTOR),
        (swap(BIBLIOGRAPHY, "{{A newspaper}}", "{A, B, C, D, E}"), BIBLIOGRAPHY),
        (swap(BIBLIOGRAPHY, "{{A newspaper}}", "{" * 5000 + "}" * 5000), BIBLIOGRAPHY),
        (link(STATISTICS, "q03-statistics.md"), STATISTICS),
        (remove("docs/index.md"), "docs/index.md"),
        (write("docs/page.rst", ":orphan:\n\nTitle\n=====\n"), "docs/page.rst"),
    ],
    ids=[
        "a number beyond measure",
        "a name that is a list",
        "options that are no list",
        "a pattern that is none",
        "a pattern that could take for ever",
        "a path with a NUL",
        "too many commas in a name",
        "braces beyond measure",
        "a link to itself",
        "no first page",
        "a page that is not Markdown",
    ],
)
def test_what_is_out_of_the_ordinary_is_named_too(project: Project, change: Change, place: str) -> None:
    change(project)
    status, said = project.run("check")
    assert status == 1
    places = [line.partition(":")[0] for line in said.splitlines()[:-1]]
    # If the descriptor no longer names a file, a finding says so.
    assert [one for one in dict.fromkeys(places) if one != MONEY] == [place]


def test_a_page_with_windows_line_ends_has_the_same_lines(project: Project) -> None:
    project.write(RECRUITMENT, (FILES[RECRUITMENT] + "\n{article}`94`\n").replace("\n", "\r\n"))
    assert project.findings() == [
        f"{RECRUITMENT}:13: error[unknown-provision]: the ICRMW has no article 94 (it has 1 to 93); did you mean 93?"
    ]


def test_a_long_cell_is_no_fault(project: Project) -> None:
    project.replace(PLACEMENTS, "breakdowns rest on it", '"' + "word, " * 40_000 + 'word"')
    assert project.findings() == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(project: Project) -> None:
    (project.root / PLACEMENTS).chmod(0)
    assert project.findings() == [f"{PLACEMENTS}: error[unreadable-file]: the file cannot be read: Permission denied"]


def test_an_empty_data_folder(project: Project) -> None:
    for file in sorted((project.root / "data").rglob("*.*")):
        if file.is_file():
            file.unlink()
    status, said = project.run("check")
    assert status == 1
    assert said == (
        "data/datapackage.json: error[unreadable-file]: the file is missing\n"
        "data/institutions.yaml: error[unreadable-file]: the file is missing\n"
        f"{LIST}: error[unreadable-file]: the file is missing\n"
        "data/references.bib: error[unreadable-file]: the file is missing\n"
        "data/treaties: error[invalid-data]: there is no file for the report's own treaty, the ICRMW\n"
        "10 pages, 0 questions, 0 datasets: 5 errors, 0 warnings, 0 gaps\n"
    )


def test_all_at_once_is_all_named(project: Project) -> None:
    for change, _ in (CASES[name] for name in ("article 94", "text in a number", "a broken entry", "YAML with a tab")):
        change(project)
    assert [line.partition("]")[0] for line in project.findings()] == [
        f"{PLACEMENTS}:5:3: error[invalid-cell",
        f"{LIST}:10:1: error[malformed-yaml",
        f"{BIBLIOGRAPHY}:4: error[malformed-bibliography",
        f"{RECRUITMENT}:13: error[unknown-provision",
    ]


def run_python(project: Project, *arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run ``python -m loipr`` as people do, in its own process."""
    return subprocess.run(
        [sys.executable, "-m", "loipr", *arguments],
        cwd=project.root,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY / "ext"), **environment},
        capture_output=True,
        check=False,
    )


def test_a_terminal_without_typographic_quotes(project: Project) -> None:
    project.replace(PLACEMENTS, "2022,200761", "2022,about 200761")
    done = run_python(project, "check", PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (1, b"")
    assert done.stdout.startswith(b"data/datasets/placements.csv:2:2: error[invalid-cell]: total is ")


def test_a_page_whose_name_is_no_text(project: Project) -> None:
    Path(os.fsdecode(os.fsencode(project.root) + b"/docs/replies/q04-\xff.md")).write_text("# Title\n", "utf-8")
    done = run_python(project, "check", PYTHONIOENCODING="utf-8:strict")
    assert (done.returncode, done.stderr) == (1, b"")
    assert done.stdout.startswith(b"docs/replies/q04-")


@pytest.mark.parametrize("fault", ["project = = 1\n", "1 / 0\n", "import nothing_of_that_name\n"])
def test_settings_that_cannot_be_run(project: Project, fault: str) -> None:
    project.append("conf.py", fault)
    for command in (["check"], ["build", "html"]):
        status, said = project.run(*command)
        assert status == 2
        assert said.startswith("loipr: conf.py")
        assert "Traceback" not in said

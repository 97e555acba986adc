"""What a cell of a dataset may hold: what its column allows, a day that exists, words without invisible blanks."""

from __future__ import annotations

import pytest

from support.changes import DESCRIPTOR, MONEY, PLACEMENTS
from support.project import FILES, Project

WHOLE = "write a whole number, without separators or words, as 274965"
NO_DAY = "there is no such day or month; correct the date"
NO_PERIOD = "this is not a period; write it as 2024, 2024-09, 2024-09-30, 2024 Jan-Oct, 2025 H1, 2024-07 to 2025-06 or to 2024-11"
LOOKS_LIKE = (
    "with a space at an end, a double or no-break space, or a letter made of two signs: it looks like "
    "“{}”, but is another text; write that one"
)


def constrain(project: Project, column: str, type_: str, constraints: str) -> None:
    """Give *column* of the dataset of money a type and constraints."""
    old = f'{{"name": "{column}", "type": "{type_}",'
    before, after = project.read(DESCRIPTOR).rsplit(old, 1)
    project.write(DESCRIPTOR, f'{before}{old} "constraints": {{{constraints}}},{after}')


@pytest.mark.parametrize(
    ("column", "type_", "constraints", "found"),
    [
        ("value", "number", '"minimum": 0', [f"{row}:3: value is “-68069”; it is 0 or more" for row in (4, 5)]),
        ("value", "number", '"maximum": 14.2', ["3:3: value is “14.22”; it is 14.2 or less"]),
        ("value", "number", '"minimum": -68069, "maximum": "14.22"', []),
        ("value", "number", '"unique": true', ["5:3: value is “-68069”, as in row 4; it may be in one row only"]),
        ("measure", "string", '"minLength": 4', [f"{row}:2: measure is “net”; it has 4 characters or more" for row in (4, 5)]),
        ("measure", "string", '"maxLength": 3', [f"{row}:2: measure is “total”; it has 3 characters or fewer" for row in (2, 3)]),
        ("measure", "string", '"enum": ["total", "net"], "minLength": 3, "maxLength": 5', []),
    ],
)  # fmt: skip
def test_a_constraint_is_kept(project: Project, column: str, type_: str, constraints: str, found: list[str]) -> None:
    project.append(MONEY, "2024,net,-68069\n2025,net,-68069\n")
    constrain(project, column, type_, constraints)
    assert project.findings() == [f"{MONEY}:{place.replace(': ', ': error[invalid-cell]: ', 1)}" for place in found]


@pytest.mark.parametrize(
    ("column", "type_", "constraints", "found"),
    [
        ("measure", "string", '"minimum": 0', "`minimum` is not a constraint for the type string; leave it out"),
        ("value", "number", '"maxLength": 3', "`maxLength` is not a constraint for the type number; leave it out"),
        ("value", "number", '"maximum": "many"', "`maximum` is `many`, not a number"),
        ("value", "number", '"minimum": ""', "`minimum` is ``, not a number"),
        ("measure", "string", '"minLength": "two"', "`minLength` is `two`; write a whole number, 0 or more"),
        ("measure", "string", '"unique": "yes"', "`unique` is `yes`; write true"),
        ("measure", "string", '"required": 1', "`required` is `1`; write true"),
        ("value", "number", '"exclusiveMinimum": 0', "unknown field `exclusiveMinimum`; did you mean minimum?"),
    ],
)
def test_a_constraint_that_is_not_kept_is_refused(
    project: Project, column: str, type_: str, constraints: str, found: str
) -> None:
    constrain(project, column, type_, constraints)
    assert [one.partition("]: ")[2] for one in project.findings()] == [found]


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ('"title": "Money",', '"title": "Money", "encoding": "latin-1",', "`encoding` is `latin-1`; the files are read with `utf-8`: leave it out"),
        ('"title": "Money",', '"title": "Money", "dialect": {"delimiter": ";"},', "unknown field `dialect`"),
        ('"unit": "USD bn"', '"decimalChar": ","', "`decimalChar` is `,`; the files are read with `.`: leave it out"),
        ('"unit": "USD bn"', '"groupChar": ","', "unknown field `groupChar`"),
        ('"unit": "USD bn"', '"format": "percent"', "`format` is `percent`; the files are read with `default`: leave it out"),
        ('"type": "boolean",', '"type": "boolean", "trueValues": ["ya"],', "`trueValues` is `ya`; the files are read with `yes`: leave it out"),
        ('"primaryKey": ["period", "measure"]', '"primaryKey": ["period", "measure"], "missingValues": ["-"]', "`missingValues` is `-`; the files are read with ``: leave it out"),
        ('"primaryKey": ["period", "measure"]', '"primaryKey": ["period", "measure"], "foreignKeys": []', "unknown field `foreignKeys`"),
        ('"title": "Money",', '"title": "Money", "disaggregation": {"as": ["sex"]},', "unknown field `as`; did you mean has?"),
    ],
)  # fmt: skip
def test_what_the_reader_does_not_keep_is_refused(project: Project, old: str, new: str, found: str) -> None:
    project.replace(DESCRIPTOR, old, new)
    assert [one.partition("]: ")[2] for one in project.findings()] == [found]


def test_a_field_that_is_not_known_takes_no_figure_away(project: Project) -> None:
    """So the figures of an older descriptor can be compared with those of today."""
    known = project.load().datasets["money"]
    project.replace(DESCRIPTOR, '"title": "Money",', '"title": "Money", "colour": "red",')
    assert project.load().datasets["money"].cells == known.cells
    assert [one.partition("]: ")[2] for one in project.findings()] == ["unknown field `colour`"]


@pytest.mark.parametrize(
    ("cell", "meant"),
    [("net ", "net"), (" net", "net"), ("net\u00a0", "net"), ("net\u2009worth", "net worth"), ("net  worth", "net worth"), ("cafe\u0301", "café")],
)  # fmt: skip
def test_blanks_in_a_cell_make_another_text_of_it(project: Project, cell: str, meant: str) -> None:
    project.append(MONEY, f"2024,{cell},1\n")
    assert project.findings() == [f"{MONEY}:4:2: error[invalid-cell]: measure is “{cell}”, {LOOKS_LIKE.format(meant)}"]
    assert project.run("check", "--fix")[0] == 0
    assert project.read(MONEY) == FILES[MONEY] + f"2024,{meant},1\n"


def test_rows_that_look_alike_are_one(project: Project) -> None:
    project.append(MONEY, "".join(f"2024,{city},100\n" for city in ("Port", "Port ", "Port\u00a0")))
    project.run("check", "--fix")
    assert project.findings() == [
        f"{MONEY}:{row}:1: error[duplicate-key]: the row repeats the key 2024, Port of row 4" for row in (5, 6)
    ]


def test_a_blank_before_a_number_is_told_once(project: Project) -> None:
    project.append(MONEY, "2024,net, 9\n")
    assert project.findings() == [f"{MONEY}:4:3: error[invalid-cell]: value is “ 9”, {LOOKS_LIKE.format('9')}"]


@pytest.mark.parametrize(
    ("cell", "hint"),
    [
        ("2023-02-30", NO_DAY),
        ("2025-13", NO_DAY),
        ("2025-00-10", NO_DAY),
        ("2025-06-31", NO_DAY),
        ("2023-02-29 to 2023-05", NO_DAY),
        ("July", NO_PERIOD),
        ("2024/25", NO_PERIOD),
        ("2024 Q5", NO_PERIOD),
        ("2024 Jan-Foo", NO_PERIOD),
        ("2024-10 to 2024-02", NO_PERIOD),
        ("Ramadan 1446", NO_PERIOD),
        ("31 Juli 2025", "write it as 2025-07-31"),
        ("3/4/2025", "write it as 2025-04-03 or 2025-03-04"),
    ],
)
@pytest.mark.parametrize(("path", "row", "column"), [(PLACEMENTS, "{},1,,,S01,yes,", "1: error[invalid-cell]: period"), (PLACEMENTS, "2021,1,,{},S01,yes,", "4: error[invalid-cell]: as_of")])  # fmt: skip
def test_days_and_periods_that_do_not_exist(
    project: Project, path: str, row: str, column: str, cell: str, hint: str
) -> None:
    project.append(path, f"{row.format(cell)}\n")
    assert project.findings() == [f"{path}:6:{column} is “{cell}”; {hint}"]


@pytest.mark.parametrize(
    "cell", ["2024-02-29", "2019 to 2020-06", "to 2024-11", "2024 (as told in May)", "2024 H2", ""]
)
def test_days_and_periods_that_exist(project: Project, cell: str) -> None:
    project.append(PLACEMENTS, f"2018,1,,{cell},S01,yes,\n")
    assert project.findings() == []


def test_a_figure_is_corrected_by_its_own_source(project: Project) -> None:
    """As in the guide: a new row, and the old one set aside; source and date are the same."""
    project.replace(
        PLACEMENTS, "2022,200761,122147,2023-03,S01,yes,", "2022,200761,122147,2023-03,S01,no,corrected since"
    )
    project.append(PLACEMENTS, "2022,200762,122147,2023-03,S01,yes,the corrected table of the same month\n")
    project.replace("docs/replies/q02-recruitment.md", "See", "It was {value}`placements[2022, adopted=no].total`. See")
    assert project.findings() == []


def test_of_two_corrections_one_holds(project: Project) -> None:
    project.append(PLACEMENTS, "2022,200762,122147,2023-03,S01,yes,corrected\n")
    assert project.findings() == [
        f"{PLACEMENTS}:6:1: error[duplicate-key]: the row repeats the key 2022, S01 of row 2; if it corrects that row, write "
        "no in `adopted` there"
    ]


@pytest.mark.parametrize(("said", "meant"), [("Yes", "yes"), ("TRUE", "yes"), ("ya", "yes"), ("Tidak", "no")])
def test_yes_and_no_in_other_words_are_mended(
    project: Project, monkeypatch: pytest.MonkeyPatch, said: str, meant: str
) -> None:
    old, row = ("S02,no,r", 4) if meant == "no" else ("S01;S02,yes,", 5)
    project.replace(PLACEMENTS, old, old.replace(f",{meant},", f",{said},"))
    assert project.findings() == [f"{PLACEMENTS}:{row}:6: error[invalid-cell]: adopted is “{said}”; write {meant}"]
    monkeypatch.chdir(project.root)
    project.run("check", "--fix")
    assert project.findings() == []

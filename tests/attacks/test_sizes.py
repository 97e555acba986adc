"""What is far too long, too deep or too many: refused in plain words, within seconds."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from support.changes import BIBLIOGRAPHY, DESCRIPTOR, PLACEMENTS, RECRUITMENT
from support.project import FILES, Project

INSTITUTIONS = "data/institutions.yaml"
#: Seconds that a check may take here; it is one without these, and machines differ.
SECONDS = 10


@pytest.fixture(autouse=True)
def _soon() -> Iterator[None]:
    start = time.process_time()
    yield
    assert time.process_time() - start < SECONDS


def only(project: Project, path: str) -> str:
    """Return the one finding that there is of *path*, without the path."""
    status, said = project.run("check")
    (found,) = [line for line in said.splitlines() if line.startswith(f"{path}:")]
    assert status == 1
    assert len(found) < 3000
    return found.removeprefix(path)


MILLIONS = 50_000_000
LARGE = ": error[unreadable-file]: the file is larger than 2 MB; split it"


@pytest.mark.parametrize(
    ("path", "text", "found"),
    [
        (RECRUITMENT, "x" * MILLIONS, LARGE),
        (INSTITUTIONS, "- id: X\n  name: " + "x" * MILLIONS, LARGE),
        (BIBLIOGRAPHY, "@misc{X, title={" + "x" * MILLIONS + "}}", LARGE),
        (DESCRIPTOR, "[" * MILLIONS, LARGE),
        (
            PLACEMENTS,
            FILES[PLACEMENTS] + "2025," + "1" * (MILLIONS - 500) + ",,,,yes,\n",
            ":6: error[unreadable-file]: this line has 49,999,513 characters; no line has more than 1,000,000",
        ),
        (PLACEMENTS, "x" * (MILLIONS + 1), ": error[unreadable-file]: the file is larger than 50 MB; split it"),
        (
            PLACEMENTS,
            FILES[PLACEMENTS] + "," * 1_000_001 + "\n",
            ":6: error[unreadable-file]: this line has 1,000,001 characters; no line has more than 1,000,000",
        ),
        (
            INSTITUTIONS,
            "- id: X\n  name: " + "x" * 1_000_000,
            ":2: error[unreadable-file]: this line has 1,000,008 characters; no line has more than 1,000,000",
        ),
    ],
    ids=["page", "yaml", "bib", "json", "table", "larger table", "a million commas", "a million letters"],
)  # fmt: skip
def test_a_line_of_fifty_megabytes(project: Project, path: str, text: str, found: str) -> None:
    project.write(path, text)
    assert only(project, path) == found


def test_a_million_cells_in_a_row(project: Project) -> None:
    project.write(PLACEMENTS, FILES[PLACEMENTS] + "," * 999_999 + "\n")
    assert only(project, PLACEMENTS) == ":6: error[malformed-csv]: this row is empty; delete it"
    project.write(PLACEMENTS, FILES[PLACEMENTS] + "," * 999_998 + "1\n")
    assert only(project, PLACEMENTS) == (
        ":6: error[malformed-csv]: the row has 999999 cells, but the header names 7 columns"
    )


def test_a_number_beyond_measure(project: Project) -> None:
    for number in ("1e999999999", "9" * 41, "0." + "3" * 41, "9" * 5000, "-" * 5000, "1" * 5000 + ".0"):
        project.write("data/datasets/money.csv", f"period,measure,value\n2022,total,{number}\n")
        found = only(project, "data/datasets/money.csv")
        assert found.startswith(f":2:3: error[invalid-cell]: value is “{number[:900]}")
        assert found.endswith("”; write a number, without separators or words, as 14.22")


PARTS = ":1: error[oversized-page]: the page has more than the 10,000 paragraphs, cells and references a page may have; split it"
LENGTH = ":1: error[oversized-page]: the page has {:,} characters, more than the 100,000 a page may have; split it"


def test_a_hundred_thousand_references(project: Project) -> None:
    text = FILES[RECRUITMENT] + "{article}`1`\n" * 100_000
    project.write(RECRUITMENT, text)
    assert only(project, RECRUITMENT) == LENGTH.format(len(text))


@pytest.mark.parametrize(
    "text",
    [
        *("{article}`1` " * 7_000, "{cite}`S01`\n" * 8_000, "{value}`money[1].x` " * 4_900, "[a](b.md) " * 9_000),
        *("|a|b|\n|-|-|\n" + "|a|b|\n" * 15_000, "# a\n" * 20_000, ":::{note}\nx\n:::\n" * 6_000, "[^a] " * 19_000),
        *("- a\n" * 20_000, "*a* " * 24_000, "(a)=\nb\n\n" * 11_000, "```\n```\n" * 12_000, "a\n: b\n\n" * 12_000),
    ],
    ids=lambda text: text[:12],
)
def test_thousands_of_parts(project: Project, text: str) -> None:
    project.append(RECRUITMENT, f"\n{text}\n")
    assert only(project, RECRUITMENT) == PARTS


def test_what_a_page_may_just_have_is_built_within_seconds(project: Project) -> None:
    project.append(RECRUITMENT, "\n" + "{article}`1` " * 2_000 + "\n")
    assert project.build("-W") == ""


#: Just below the length that a page may have.
FULL = 98_000


@pytest.mark.parametrize(
    "piece",
    [
        *("> ", "- ", "[", "![", "[a](", "*a_ ", "**a*", "`a``b", "{a}`", "{", "<", "&", "$", "|", "% accept\n", " "),
        *("1", "1,", "1-", "1 000 ", "CMW/C/", "a-", "“", "."),
    ],
)
def test_a_page_full_of_one_thing(project: Project, piece: str) -> None:
    """Whatever it is, the check ends: what it finds of it matters less."""
    project.append(RECRUITMENT, f"\n{piece * (FULL // len(piece))}\n")
    status, said = project.run("check")
    assert status in (0, 1)
    assert "Traceback" not in said


@pytest.mark.parametrize(
    "lines",
    [
        "".join(f"{'  ' * depth}- a\n" for depth in range(300)),
        "".join(f"{':' * (300 - depth)}{{note}} a\n" for depth in range(290)),
        "> " * 5_000 + "a",
        "[" * 5_000 + "a" + "](b.md)" * 5_000,
        ":::{list-table}\n" + "- " * 2_000 + "a\n:::",
    ],
    ids=["lists", "blocks", "quotations", "links", "table"],
)
def test_deep_within_itself(project: Project, lines: str) -> None:
    project.append(RECRUITMENT, f"\n{lines}\n")
    status, said = project.run("check")
    assert status in (0, 1)
    assert "Traceback" not in said
    said = project.build()
    assert "Traceback" not in said
    assert (project.root / "out/html/index.html").exists()


LAUGHS = "a: &a [x, x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(20)
)
DEEP = "nested too deeply"
ANCHOR = "(YAML anchors) are not used here; write the value out"


@pytest.mark.parametrize(
    ("path", "text", "words"),
    [
        (INSTITUTIONS, LAUGHS, ANCHOR),
        (INSTITUTIONS, "- " * 500_000, DEEP),
        (INSTITUTIONS, "[" * 1_000_000, DEEP),
        (INSTITUTIONS, "{a: " * 200_000, DEEP),
        (INSTITUTIONS, "".join(f"{' ' * depth}a:\n" for depth in range(1_000)), DEEP),
        (
            INSTITUTIONS,
            "- id: X\n  name: Y\n" + "".join(f"  f{n}: x\n" for n in range(100_000)),
            "here are 100,002 fields",
        ),
        (INSTITUTIONS, "!!python/object/apply:os.system [touch ran]", "(a YAML tag) is not used here"),
        (RECRUITMENT, f"---\n{LAUGHS}---\n\n# Title\n", ANCHOR),
        (RECRUITMENT, "---\n" + "".join(f"f{n}: x\n" for n in range(9_000)) + "---\n\n# Title\n", "has 9,000 fields"),
        (RECRUITMENT, "---\na: " + "[" * 90_000 + "\n---\n\n# Title\n", DEEP),
        (DESCRIPTOR, "[" * 1_000_000, "this is not valid JSON (a number or the nesting goes beyond measure)"),
        (DESCRIPTOR, '{"a":' * 150_000, "this is not valid JSON (a number or the nesting goes beyond measure)"),
        (DESCRIPTOR, '{"resources": ' + "9" * 900_000 + "}", "goes beyond measure"),
        (BIBLIOGRAPHY, "@misc{X, title={" + "{" * 500_000, "too many nested braces"),
        (BIBLIOGRAPHY, "@" * 900_000, "this entry is broken"),
        (
            BIBLIOGRAPHY,
            "@string{a = {x}}\n" + "@string{a = a # a}\n" * 40,
            "@string (a text of BibTeX for many entries) is not used",
        ),
    ],
)
def test_data_that_is_deep_or_grows(project: Project, path: str, text: str, words: str) -> None:
    project.write(path, text)
    status, said = project.run("check")
    assert status == 1
    assert [line for line in said.splitlines() if line.startswith(f"{path}:") and words in line] != []
    assert not (project.root / "ran").exists()
    assert len(said) < 100_000

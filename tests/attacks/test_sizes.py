"""What is far too long, too deep or too many: refused in plain words, within seconds.

Stands for the class of what is small to write and large to read: entities of YAML, nesting, long lines, many parts,
numbers of thousands of digits.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from loipr.files.places import Problem
from loipr.files.reading import read_text
from support.changes import BIBLIOGRAPHY, DESCRIPTOR, PLACEMENTS, RECRUITMENT, hold
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
    for number in ("1e999999999", "9" * 41, "0." + "3" * 41, "9" * 500, "-" * 5000, "1" * 500 + ".0"):
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
        (
            DESCRIPTOR,
            "[" * 1_000_000,
            "this is not valid JSON (a number is too large, or lists and fields are nested too deeply)",
        ),
        (
            DESCRIPTOR,
            '{"a":' * 150_000,
            "this is not valid JSON (a number is too large, or lists and fields are nested too deeply)",
        ),
        (DESCRIPTOR, '{"resources": ' + "9" * 900_000 + "}", "too large"),
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


DIGITS = "1" * 5000


def test_numbers_that_python_does_not_turn_into_text(project: Project) -> None:
    """Of more than 4,300 digits it makes no number, and no text of one."""
    hold(project, "number-form")
    roles = "{article}`@` {value}`placements[@].total` {question}`@` {recommendation}`CO/1 @` {cite}`S@`"
    project.append(
        RECRUITMENT, f"\nOf @ and @,5 and @ persons. {roles}\n\n@. A list\n\n&#@; &#x@;\n".replace("@", DIGITS)
    )
    project.replace(
        "data/treaties/icrmw.yaml", "article: 1\n", f"article: 1\n  paragraphs:\n    ? {DIGITS}\n    : [a]\n"
    )
    project.append(BIBLIOGRAPHY, f"\n@misc{{S{DIGITS}, title = {{A}}, author = {{{{B}}}}, year = {{{DIGITS}}}}}\n")
    status, said = project.run("check")
    assert status == 1
    assert "Traceback" not in said
    assert "data/treaties/icrmw.yaml:12: error[invalid-data]: `1111" in said


def test_a_source_whose_key_is_a_long_number(project: Project) -> None:
    project.append(BIBLIOGRAPHY, f"\n@misc{{S{DIGITS[:4400]}, title = {{A}}, author = {{{{B}}}}, year = {{2024}}}}\n")
    assert project.build() == (
        f"{BIBLIOGRAPHY}:14: WARNING: here is a word of 4,401 letters and digits; no line of print holds more than 500 "
        "[loipr.unreadable-file]\n"
    )


@pytest.mark.parametrize(
    ("path", "text", "line"),
    [
        (RECRUITMENT, "\nOf @ persons.\n", 13),
        (PLACEMENTS, "2025,1,,2025-01,S01,yes,@\n", 6),
        (INSTITUTIONS, "- id: X\n  name: @\n", 13),
        (BIBLIOGRAPHY, "@misc{S03, title = {@}, author = {{A}}, year = {2024}}\n", 13),
    ],
)
def test_a_word_that_no_line_of_print_holds(project: Project, path: str, text: str, line: int) -> None:
    project.append(path, text.replace("@misc", "\x01").replace("@", "a1" * 251).replace("\x01", "@misc"))
    message = "here is a word of 502 letters and digits; no line of print holds more than 500"
    assert f"{path}:{line}: error[unreadable-file]: {message}" in project.findings()


def test_a_run_of_numbers_and_signs_that_no_line_of_print_holds(project: Project) -> None:
    """LaTeX stopped with “This can't happen”. A row of a table may be as long: its cells are apart in print."""
    project.append(RECRUITMENT, f"\n{'1:' * 300}\n\n{'1, ' * 300}\n")
    project.append(PLACEMENTS, f"2025,1,,2025-01,S01,yes,{'1.2;' * 20}\n")
    assert [one for one in project.findings() if "unreadable-file" in one] == [
        f"{RECRUITMENT}:13: error[unreadable-file]: here is a word of 600 letters and digits; no line of print holds more "
        "than 500"
    ]


def test_marks_that_no_letter_bears(project: Project) -> None:
    """LaTeX took for ever to set a thousand of them. Eight are more than any script has."""
    project.append(
        RECRUITMENT, f"\nA w{chr(0x301) * 8}ord.\n\nAnother w{chr(0x301) * 1000}ord, and \u0639{chr(0x64B) * 9}.\n"
    )
    fault = "; write it with the marks that its language has"
    assert [one for one in project.findings() if "unreadable-file" in one] == [
        f"{RECRUITMENT}:15: error[unreadable-file]: here is a letter with 1,000 marks{fault}",
        f"{RECRUITMENT}:15: error[unreadable-file]: here is a letter with 9 marks{fault}",
    ]


def test_many_words_that_are_too_long_take_no_longer_each(project: Project) -> None:
    """The lines above each word were counted again for every one of them."""
    project.write(PLACEMENTS, ("a" * 501 + "\n") * 60_000)
    began = time.process_time()
    problems: list[Problem] = []
    assert read_text(project.root, PLACEMENTS, problems) is not None
    assert time.process_time() - began < 5
    assert [problem.place.line for problem in problems] == [*range(1, 60_001)]


@pytest.mark.parametrize("end", ["\r", "\r\n", "\n\r"])
def test_a_page_with_other_ends_of_lines(project: Project, end: str) -> None:
    text = (FILES[RECRUITMENT] + "\n:::{note}\nText.\n:::\n\n```python\nx\n").replace("\n", end)
    project.write(RECRUITMENT, text)
    status, said = project.run("check")
    assert status == 1
    assert RECRUITMENT in said

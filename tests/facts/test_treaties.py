"""The structure of the treaties: which provisions exist, and what is offered for those that do not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from loipr.facts.provisions import Provision, parse_citation
from loipr.facts.treaties import Treaties, load_treaties, provision_problems
from loipr.files.places import Place
from support.project import REPOSITORY


@pytest.fixture(scope="module")
def treaties() -> Treaties:
    problems: list[object] = []
    found = load_treaties(REPOSITORY, "ICRMW", problems)  # type: ignore[arg-type]
    assert problems == []
    return found


def fault(treaties: Treaties, text: str) -> str | None:
    (provision,) = parse_citation(text)
    assert isinstance(provision, Provision)
    treaty = treaties.find(provision.treaty)
    assert treaty is not None
    found = treaty.fault(provision)
    return None if found is None else str(found)


@pytest.mark.parametrize(
    ("name", "articles"),
    [
        ("ICRMW", 93),
        ("ICCPR", 53),
        ("ICESCR", 31),
        ("ICERD", 25),
        ("CEDAW", 30),
        ("CAT", 33),
        ("CRC", 54),
        ("CRPD", 50),
        ("CPED", 45),
    ],
)
def test_nine_treaties_are_whole(treaties: Treaties, name: str, articles: int) -> None:
    treaty = treaties.find(name)
    assert treaty is not None
    assert sorted(treaty.articles) == list(range(1, articles + 1))


@pytest.mark.parametrize(
    "text",
    ["33 (1) (a)", "83 (c)", "76 (1) (h) (ii)", "2 (2) (g) (iii)", "ICERD 5 (d) (ix)", "CMW 7", "CRPD 29 (a) (i)"],
)
def test_provisions_that_there_are(treaties: Treaties, text: str) -> None:
    assert fault(treaties, text) is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("94", "the ICRMW has no article 94 (it has 1 to 93); did you mean 93?"),
        ("33 (4)", "article 33 has no paragraph 4 (it has 1 to 3); did you mean 33 (3)?"),
        ("33 (9)", "article 33 has no paragraph 9 (it has 1 to 3); did you mean 33 (3)?"),
        ("18 (3) (h)", "article 18 (3) has no letter (h) (it has (a) to (g)); did you mean 18 (3) (g)?"),
        ("7 (1)", "article 7 has no numbered paragraphs, so no 1; did you mean 7?"),
        ("33 (b)", "article 33 has no letters, so no (b); did you mean 33 (1) (b)?"),
        # Paragraphs 2 and 3 both have one.
        ("52 (a)", "article 52 has no letters, so no (a)"),
        (
            "33 (1) (a) (i)",
            "article 33 (1) (a) has no roman items, so no (i); did you mean 33 (1) (a)?",
        ),
        (
            "76 (1) (h) (iii)",
            "article 76 (1) (h) has no roman item (iii) (it has (i) to (ii)); did you mean 76 (1) (h) (ii)?",
        ),
    ],
)
def test_provisions_that_there_are_not(treaties: Treaties, text: str, message: str) -> None:
    assert fault(treaties, text) == message


@pytest.mark.parametrize(
    ("text", "fix"),
    [
        # Only the signs are different: certain.
        ("33.1", ("`33 (1)`", True)),
        ("33 (1) (A)", ("`33 (1) (a)`", True)),
        ("ICCPR 14.3", ("`ICCPR 14 (3)`", True)),
        # A provision that does not exist, and a range that does not rise: likely.
        ("33 (4)", ("`33 (3)`", False)),
        ("8-8", ("`8`", False)),
        ("8-7", ("`7–8`", False)),
        # No fix for one of several provisions, and none that does not exist either.
        ("33 (4) and 8", None),
        ("33 (1)-(4)", None),
        ("33 l", None),
    ],
)
def test_what_is_written_instead(treaties: Treaties, text: str, fix: tuple[str, bool] | None) -> None:
    (problem,) = provision_problems(text, Place("docs/page.md", 3), treaties)
    assert (problem.fix and (problem.fix.new, problem.fix.certain)) == fix


def test_a_treaty_is_found_by_its_names_in_any_case(treaties: Treaties) -> None:
    treaty = treaties.by_abbreviation["ICCPR"]
    named = Treaties("ICCPR", {"ICCPR": replace(treaty, aliases=("Ccpr",))})
    found = [named.find(name) for name in (None, "iccpr", "CCPR", "ccpr", "CRC")]
    assert [one and one.abbreviation for one in found] == ["ICCPR"] * 4 + [None]

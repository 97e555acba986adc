"""The scorecard: what is known about each indicator, and when there is a verdict."""

from __future__ import annotations

import pytest

from loipr.coordination.scorecard import Score, scores
from loipr.coordination.sheet import On
from loipr.coordination.views import views_of
from loipr.facts.settings import Settings
from loipr.report import load_report
from support.changes import PLACEMENTS, Change, add, both, swap
from support.measured import INDICATORS, TARGETS, measure
from support.project import REPOSITORY, Project

#: The first target of 2024 is 425,000, the last 259,144; 297,434 were placed.
REACHED = ("70.0 per cent, not reached", "114.8 per cent, reached")


def score(project: Project, name: str = "placed") -> Score:
    return next(one for one in scores(project.load()) if one.indicator.id == name)


def told(project: Project, name: str = "placed") -> tuple[str, str]:
    """Return how the value compares with the first target and with the last."""
    found = score(project, name)
    return found.first.words if found.first else "none", found.last.words if found.last else "none"


def test_the_first_target_stands_beside_the_last(project: Project) -> None:
    measure(project)
    found = score(project)
    assert found.latest is not None
    assert (found.latest.text, found.latest.label, found.latest.sources) == ("297,434", "2024", ("S01", "S02"))
    assert told(project) == REACHED
    assert [(str(target.value), target.period) for target in found.others] == [("500000", "2025")]
    assert found.trend == "up from 274,965 (2023), by 8.2 per cent"


def test_what_nobody_measures_is_not_available_and_has_an_owner(project: Project) -> None:
    measure(project)
    found = score(project, "settled")
    assert (found.is_available, found.first, found.last, found.trend) == (False, None, None, "")
    (sheet,) = views_of(project.load()).sheets("scorecard")
    row = next(row for row in sheet.on(On.PAGE).rows if row[0].text == "Complaints settled")
    assert [cell.text for cell in row if cell.text] == [
        *("Complaints settled", "Complaints", "process", "not available", "MFA"),
    ]


def test_indicators_come_by_group_and_then_by_kind(project: Project) -> None:
    measure(project)
    project.replace(INDICATORS, "name: Workers placed\n  group: Placement", "name: Workers placed\n  group: Complaints")
    project.replace(INDICATORS, "kind: process", "kind: structure")
    assert [one.indicator.id for one in scores(project.load())] == ["settled", "placed", "women-placed"]


NO_VERDICT: list[tuple[str, Change, tuple[str, str]]] = [
    (
        "without a direction",
        swap(INDICATORS, "direction: up\n  threshold: 90", "note: So it is.\n  direction: none\n  threshold: 90"),
        (
            "70.0 per cent, no verdict: neither more nor less is better",
            "114.8 per cent, no verdict: neither more nor less is better",
        ),
    ),
    (
        "without a threshold",
        swap(INDICATORS, "  threshold: 90\n", ""),
        ("70.0 per cent, no verdict: no threshold is set", "114.8 per cent, no verdict: no threshold is set"),
    ),
    (
        "without a shelf life",
        swap(INDICATORS, "  good_for_months: 12\n", ""),
        (
            "70.0 per cent, no verdict: its shelf life is not given",
            "114.8 per cent, no verdict: its shelf life is not given",
        ),
    ),
    (
        # The value is of 31 December 2024, the date of reference 31 July 2025.
        "beyond the shelf life",
        swap(INDICATORS, "good_for_months: 12", "good_for_months: 6"),
        (
            "70.0 per cent, no verdict: out of date since 30 June 2025",
            "114.8 per cent, no verdict: out of date since 30 June 2025",
        ),
    ),
    (
        "on a part of the period, as far as more may come",
        swap(PLACEMENTS, "2024,297434", "2024 to 15 Dec,286422"),
        ("67.4 per cent, no verdict: 2024 had not ended", "110.5 per cent, reached"),
    ),
    (
        "on a part of the period that does not begin with it",
        swap(PLACEMENTS, "2024,297434", "2024 H2,150000"),
        ("no verdict: the target is for 2024", "no verdict: the target is for 2024"),
    ),
    (
        "on another period",
        both(
            swap(TARGETS, "placed,2024,425", "placed,2025 H1,425"), swap(TARGETS, "placed,2024,259144", "placed,2026,1")
        ),
        ("no verdict: the target is for January–June 2025", "no verdict: the target is for January–June 2025"),
    ),
    (
        "on words",
        swap(INDICATORS, "figure: total}", "figure: reason}"),
        ("no verdict: it is told in words", "no verdict: it is told in words"),
    ),
]


@pytest.mark.parametrize(
    ("change", "expected"), [case[1:] for case in NO_VERDICT], ids=[case[0] for case in NO_VERDICT]
)
def test_there_is_no_verdict(project: Project, change: Change, expected: tuple[str, str]) -> None:
    measure(project)
    change(project)
    assert told(project) == expected


@pytest.mark.parametrize(
    ("direction", "threshold", "expected"),
    [
        ("up", 69, ("70.0 per cent, near", "114.8 per cent, reached")),
        ("up", 70, ("70.0 per cent, not reached", "114.8 per cent, reached")),
        ("down", 90, ("70.0 per cent, reached", "114.8 per cent, not reached")),
        ("down", 87, ("70.0 per cent, reached", "114.8 per cent, near")),
    ],
)
def test_the_verdict_is_that_of_direction_and_threshold(
    project: Project, direction: str, threshold: int, expected: tuple[str, str]
) -> None:
    # 297,434 of 425,000 are 69.98 per cent; 259,144 of 297,434 are 87.13 per cent.
    measure(project)
    project.replace(INDICATORS, "direction: up\n  threshold: 90", f"direction: {direction}\n  threshold: {threshold}")
    assert told(project) == expected


def test_a_limit_that_is_kept_to_so_far_is_not_yet_kept(project: Project) -> None:
    measure(project)
    # 259,144 of 286,422 are 90.5 per cent.
    project.replace(INDICATORS, "direction: up\n  threshold: 90", "direction: down\n  threshold: 91")
    project.replace(PLACEMENTS, "2024,297434", "2024 to 15 Dec,286422")
    assert told(project) == ("67.4 per cent, no verdict: 2024 had not ended", "110.5 per cent, not reached")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (swap(PLACEMENTS, "2024,297434", "2024,274965"), "unchanged since 2023"),
        (swap(PLACEMENTS, "2024,297434", "2024,200000"), "down from 274,965 (2023), by 27.3 per cent"),
        (swap(PLACEMENTS, "2024,297434", "2024 H2,150000"), "no earlier value counted alike"),
        (swap(INDICATORS, "figure: total}", "figure: total, where: {period: 2024}}"), "one value"),
        (swap(PLACEMENTS, "2023,274965", "2023,0"), "up from 0 (2023)"),
        # A figure that was set aside is not a value.
        (add(PLACEMENTS, "2026,1,,,S02,no,a guess\n"), "up from 274,965 (2023), by 8.2 per cent"),
    ],
)
def test_a_trend_compares_what_was_counted_alike(project: Project, change: Change, expected: str) -> None:
    measure(project)
    change(project)
    assert score(project).trend == expected


def test_no_number_is_too_large(project: Project) -> None:
    measure(project)
    project.replace(PLACEMENTS, "2024,297434", f"2024,{'9' * 40}")
    project.replace(INDICATORS, "good_for_months: 12", "good_for_months: 999999999")
    assert told(project)[1] == "3,858,858,395,332,324,885,006,019,819,000,000,000.0 per cent, reached"


def test_the_public_record_is_shown_right() -> None:
    """A target that was lowered to 259,144 was reported as exceeded, and a regional office at 350 per cent."""
    report = load_report(REPOSITORY, Settings.read(REPOSITORY))
    found = {one.indicator.id: one for one in scores(report)}
    placed, served = found["placements"], found["served-riau-islands"]
    assert placed.first is not None
    assert placed.last is not None
    assert [(f"{one.target.value:,}", one.words) for one in (placed.first, placed.last)] == [
        ("425,000", "69.9 per cent, not reached"),
        ("259,144", "114.6 per cent, reached"),
    ]
    assert served.last is not None
    assert served.last.words == "350.0 per cent, no verdict: neither more nor less is better"
    assert "2,229 were deported" in served.indicator.note

"""What the roles for figures print: halves rounded away from zero, in words, with the sign."""

from __future__ import annotations

import pytest

from loipr.datasets.figures import figure
from loipr.datasets.observations import ObservationError
from support.changes import MONEY, PLACEMENTS
from support.project import Project


@pytest.fixture
def with_figures(project: Project) -> Project:
    numbers = {"one": "1", "sixteen": "16", "fifteen": "15", "debt": "-16", "none": "0", "many": "23456.70"}
    project.append(MONEY, "".join(f"2024,{name},{number}\n" for name, number in numbers.items()))
    return project


@pytest.mark.parametrize(
    ("role", "text", "printed"),
    [
        ("value", "{many}", "23,456.70"),
        ("share", "{one} of {sixteen}", "6.3 per cent"),
        ("share", "{fifteen} of {sixteen}", "93.8 per cent"),
        ("share", "{none} of {sixteen}", "0.0 per cent"),
        ("share", "{many} of {one}", "2,345,670.0 per cent"),
        ("change", "{sixteen} to {fifteen}", "a decrease of 6.3 per cent"),
        ("change", "{fifteen} to {sixteen}", "an increase of 6.7 per cent"),
        ("change", "{sixteen} to {sixteen}", "no change"),
        ("change", "{sixteen} to {none}", "a decrease of 100.0 per cent"),
        ("change", "{debt} to {sixteen}", "an increase of 200.0 per cent"),
    ],
)
def test_what_is_printed(with_figures: Project, role: str, text: str, printed: str) -> None:
    names = {name: f"money[2024, {name}].value" for name in ("one", "sixteen", "fifteen", "debt", "none", "many")}
    found = figure(role, text.format(**names), with_figures.load().datasets)
    assert found.text == printed
    assert len(found.observations) == (1 if role == "value" else 2)


@pytest.mark.parametrize(
    ("role", "text", "message"),
    [
        ("share", "money[2024, one].value of money[2024, none].value", "the share cannot be computed: it would divide"),
        (
            "change",
            "money[2024, none].value to money[2024, one].value",
            "the change cannot be computed: it would divide",
        ),
        (
            "share",
            "money[2024, one].value to money[2024, one].value",
            "a share needs two observations with “of” between",
        ),
        ("change", "money[2024, one].value", "a change needs two observations with “to” between: a.2022..total to a"),
        ("share", "placements[2022].source of placements[2022].total", "source is text, so no share can be computed"),
    ],
)
def test_what_cannot_be_computed(with_figures: Project, role: str, text: str, message: str) -> None:
    with pytest.raises(ObservationError, match=message):
        figure(role, text, with_figures.load().datasets)


def test_a_share_may_be_of_the_largest_number_in_the_smallest(project: Project) -> None:
    project.replace(PLACEMENTS, "2024,297434", f"2024,{'9' * 40}")
    project.replace(PLACEMENTS, "2022,200761", "2022,1")
    found = figure("share", "placements[2024].total of placements[2022].total", project.load().datasets)
    assert found.text == "1,000,000,000,000,000,000,000,000,000,000,000,000,000,000.0 per cent"

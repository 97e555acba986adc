"""How an author names an observation, even if a part of the key holds a comma."""

from __future__ import annotations

import pytest

from loipr.datasets.observations import ObservationError, observe
from loipr.facts.settings import Settings
from loipr.report import load_report
from support.project import REPOSITORY, Project

ROWS = """\
2023,"Hong Kong, China",3.5
2023,"Hong Kong, China, islands",0.5
"2023, June","total",1.5
2023,"June, total",2.5
"""


@pytest.fixture
def with_commas(project: Project) -> Project:
    """Return the project with the money by place, because a period holds no comma."""
    for path in ("data/datasets/money.csv", "data/datapackage.json"):
        before, money, after = (
            project.read(path).rpartition('"name": "money"') if path.endswith("json") else ("", "", project.read(path))
        )
        project.write(path, before + money + after.replace("period", "place"))
    project.append("data/datasets/money.csv", ROWS)
    return project


def value(project: Project, reference: str) -> str:
    return observe(reference, load_report(project.root, Settings.read(REPOSITORY)).datasets).value


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        ("money[2023, total].value", "14.22"),
        ("money[2023, Hong Kong, China].value", "3.5"),
        ("money[2023,Hong Kong , China, islands].value", "0.5"),
        ("money[2023, Hong Kong, China, value=3.5].value", "3.5"),
    ],
)
def test_a_part_of_a_key_may_hold_a_comma(with_commas: Project, reference: str, expected: str) -> None:
    assert value(with_commas, reference) == expected


def test_the_way_an_observation_is_offered_leads_back_to_it(with_commas: Project) -> None:
    datasets = load_report(with_commas.root, Settings.read(REPOSITORY)).datasets
    named = observe("money[2023, Hong Kong, China].value", datasets)
    assert observe(named.reference, datasets) == named


def test_what_could_be_two_keys_is_none(with_commas: Project) -> None:
    with pytest.raises(ObservationError, match="the key of money is"):
        value(with_commas, "money[2023, June, total].value")


def test_of_several_observations_the_adopted_one_is_meant_wherever_it_stands(project: Project) -> None:
    project.append("data/datasets/placements.csv", "2020,5,,,S02,no,doubtful\n2020,6,,,S01,yes,final\n")
    assert value(project, "placements[2020].total") == "6"
    assert value(project, "placements[2020, source=S02].total") == "5"


def test_where_none_is_adopted_one_is_named_by_its_source(project: Project) -> None:
    project.append("data/datasets/placements.csv", "2020,5,,,S02,no,doubtful\n2020,6,,,S01,no,doubtful\n")
    with pytest.raises(
        ObservationError, match=r"no observation of placements\[2020\] is adopted; name one by its source"
    ):
        value(project, "placements[2020].total")
    assert value(project, "placements[2020, source=S02].total") == "5"

"""Fields of another kind than they should be: named at their line, and nothing that reads the data falls over them.

Stands for the class of data that is well formed and means nothing: a list where a word should be, a column that is
misspelt, missing or holds words where figures are added.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from support.changes import DESCRIPTOR, LIST, OBSERVATIONS, REGISTER
from support.kinds import KINDS, changed, places
from support.project import FILES, Project

FULL = {
    "owner": "MOL",
    "good_for_months": 12,
    "licenses": [{"name": "CC-BY-4.0", "title": "Attribution"}],
    "disaggregation": {"asked": ["sex"], "has": ["sex"], "columns": {"sex": ["women"]}},
    "sums": [
        {"total": "total", "parts": ["women"], "except": [{"key": "2022", "reason": "Men are not counted."}]},
        {"column": "period", "total": "all", "figures": ["total"], "parts": ["2022"]},
    ],
    "same_as": [{"here": "placements[2022].total", "there": "money[2022, total].value"}],
    "series": {"along": "period", "figure": "total", "where": {"adopted": "yes"}},
    "changes": [{"date": "2025-01-01", "what": "First rows."}],
}


def described(**fields: object) -> dict[str, Any]:
    package: dict[str, Any] = json.loads(FILES[DESCRIPTOR])
    package["resources"][0].update(fields)
    package["resources"][0]["schema"]["fields"][1]["categories"] = [{"value": "1", "label": "one"}]
    package["resources"][0]["schema"]["fields"][1]["constraints"] = {"required": False, "enum": []}
    return package


def faults(project: Project, path: str, written: str) -> Iterator[str]:
    """Yield what is wrong with the answer to a file, if anything."""
    project.write(path, written)
    try:
        status, said = project.run("check")
    except Exception as error:  # any is a fault
        yield f"{type(error).__name__}: {error}"
        return
    if status not in (0, 1):
        yield said[-300:]


def test_a_field_of_the_descriptor_of_another_kind(project: Project) -> None:
    package = described(**FULL)
    assert list(faults(project, DESCRIPTOR, json.dumps(package, indent=1))) == []
    found = [
        (place, str(kind)[:20], fault)
        for number, place in enumerate(places(package))
        for kind in (KINDS[number % len(KINDS)], KINDS[(number + 5) % len(KINDS)])
        for fault in faults(project, DESCRIPTOR, json.dumps(changed(package, place, kind), indent=1))
    ]
    assert found == []


REGISTERED = """\
recommendations:
- id: CO/1 2
  subject: Mills
  persons: [documented foreigners]
  articles: 33 (1)
  lead: MOL
  others: [MFA]
  questions: [1]
  action: Mend them.
  due: 2026-01-31
  status: under way
  evidence: [question 1 (a), dataset placements]
  continues: [CO/0 1]
"""


@pytest.mark.parametrize("path", [LIST, OBSERVATIONS, "data/institutions.yaml", REGISTER])
def test_a_field_of_another_file_of_another_kind(project: Project, path: str) -> None:
    good = yaml.safe_load({**FILES, REGISTER: REGISTERED}[path])
    found = [
        (place, str(kind)[:20], fault)
        for number, place in enumerate(places(good))
        for kind in (KINDS[number % len(KINDS)],)
        for fault in faults(project, path, yaml.safe_dump(changed(good, place, kind), sort_keys=False))
    ]
    assert found == []


NO_FIGURES = "the column reason holds no figures (these do: total and women)"
NO_COLUMN = (
    "there is no column totl (there are period, total, women, as_of, source, adopted and reason); did you mean total?"
)


@pytest.mark.parametrize(
    ("fields", "line", "told"),
    [
        ({"sums": [{"total": "totl", "parts": ["women"]}]}, 66, NO_COLUMN),
        ({"sums": [{"total": "reason", "parts": ["women"]}]}, 66, f"`total`: {NO_FIGURES}"),
        ({"sums": [{"total": "total", "parts": ["reason"]}]}, 67, f"`parts`: {NO_FIGURES}"),
        ({"sums": [{"parts": ["women"]}]}, 65, "the field `total` is missing"),
        ({"sums": [{"total": "total"}]}, 65, "the field `parts` is missing"),
        (
            {"sums": [{"total": ["total", "women"], "parts": ["women"]}]},
            66,
            "`total` must name one column, but here are 2",
        ),
        ({"sums": [{"column": "period", "total": "all", "figures": "reason"}]}, 68, f"`figures`: {NO_FIGURES}"),
        ({"series": {"along": "period", "figure": "reason"}}, 66, f"`figure`: {NO_FIGURES}"),
        ({"series": {"along": "period", "figure": "totl"}}, 66, NO_COLUMN),
        ({"series": {"along": "period"}}, 64, "the field `figure` is missing"),
        (
            {"series": {"along": "period", "figure": "total", "where": {"adoptd": "yes"}}},
            68,
            "unknown field `adoptd`; did you mean adopted?",
        ),
    ],
)
def test_a_column_that_is_misspelt_missing_or_without_figures(
    project: Project, fields: dict[str, object], line: int, told: str
) -> None:
    package: dict[str, Any] = json.loads(FILES[DESCRIPTOR])
    package["resources"][0].update(fields)
    project.write(DESCRIPTOR, json.dumps(package, indent=1))
    assert project.findings() == [f"{DESCRIPTOR}:{line}: error[invalid-data]: {told}"]


@pytest.mark.parametrize(
    ("fact", "told"),
    [
        ("placements[2023].reason", "placements[2023].reason is no figure; name a column of figures"),
        (
            "placements[2023].totl",
            "placements has no column totl (it has period, total, women, as_of, source, adopted ",
        ),
        ("placements[2023]", "“placements[2023]” names no observation; write dataset[key].column, as placements_by_"),
    ],
)
def test_a_fact_that_names_no_figure(project: Project, fact: str, told: str) -> None:
    package: dict[str, Any] = json.loads(FILES[DESCRIPTOR])
    package["resources"][0]["same_as"] = [{"here": fact, "there": "money[2022, total].value"}]
    project.write(DESCRIPTOR, json.dumps(package, indent=1))
    (found,) = project.findings()
    assert found.startswith(f"{DESCRIPTOR}:65: error[invalid-data]: `same_as`: {told}")

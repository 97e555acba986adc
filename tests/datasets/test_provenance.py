"""What print says below a page about its figures."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from loipr.datasets.observations import observe
from loipr.datasets.provenance import short_facts, statements
from support.project import Project, make_project

COMPLAINTS = """\
period,breakdown,category,value,unit,as_of,basis,source,confidence,adopted
2020,total,all,9,,,,S01,seen,yes
2021,total,all,10,,,,S01,seen,yes
2021,total,all,11,,,,S02,seen,no
2021,status,procedural,4,,,,S01,seen,yes
2024 Jan-Jun,total,all,5,,2024-09,cases (the agency's),S01;S02,inferred,yes
2024,total,all,7,bn,,,S02,seen,yes
2024,status,procedural,2,bn,,,S02,seen,yes
2025-03-13 to 2025-07-02,total,all,3,,,,,seen,yes
,total,all,1,,,,S02,seen,yes
"""
DESCRIPTOR = """\
{"name": "test", "resources": [{
  "name": "complaints", "path": "datasets/complaints.csv", "title": "Complaints",
  "key": ["period", "breakdown", "category"],
  "schema": {"primaryKey": ["period", "breakdown", "category"], "fields": [
    {"name": "period", "type": "string"}, {"name": "breakdown", "type": "string"},
    {"name": "category", "type": "string"}, {"name": "value", "type": "integer"},
    {"name": "unit", "type": "string", "categories": [{"value": "bn", "label": "billions of rupiah"}]},
    {"name": "as_of", "type": "string"}, {"name": "basis", "type": "string"}, {"name": "source", "type": "string"},
    {"name": "confidence", "type": "string"}, {"name": "adopted", "type": "boolean"}
  ]}
}]}
"""


@pytest.fixture(scope="module")
def complaints(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = make_project(tmp_path_factory.mktemp("provenance"))
    project.write("data/datapackage.json", DESCRIPTOR)
    project.write("data/datasets/complaints.csv", COMPLAINTS)
    return project


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        # A total needs no words, unless it stands beside its parts.
        (["2021, total, all"], ["2021 [S01]"]),
        (["2020, total, all", "2021, total, all"], ["2020 and 2021 [S01]"]),
        (["2021, total, all", "2021, total, all, source=S02"], ["2021 [S01]", "2021 – set aside [S02]"]),
        (["2021, status, procedural", "2021, total, all"], ["2021: status procedural, total [S01]"]),
        (
            ["2020, total, all", "2021, status, procedural", "2021, status, procedural"],
            ["2020; 2021: status procedural [S01]"],
        ),
        (
            ["2024 Jan-Jun, total, all"],
            [
                "January–June 2024 – as of September 2024, cases (the agency’s), inferred from what "
                "the source says [S01, S02]"
            ],
        ),
        # Figures from another source or in another unit are named separately.
        (
            ["2021, total, all", "2024, total, all", "2024, status, procedural"],
            ["2021 [S01]", "2024: total, status procedural – billions of rupiah [S02]"],
        ),
        ([", total, all"], ["Total [S02]"]),
        (["2025-03-13 to 2025-07-02, total, all"], ["13 March to 2 July 2025 – no source []"]),
    ],
)
def test_figures_are_told_by_their_sources(complaints: Project, keys: Sequence[str], told: list[str]) -> None:
    datasets = complaints.load().datasets
    facts = short_facts(observe(f"complaints[{key}].value", datasets) for key in keys)
    (found,) = statements(facts).items()
    assert found[0] == ("complaints", "Complaints")
    assert [f"{one.words} [{', '.join(one.sources)}]" for one in found[1]] == told

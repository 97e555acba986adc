"""The indicators: what is read, and what is reported of one that names something that does not exist."""

from __future__ import annotations

import pytest

from support.changes import Change, add, both, swap
from support.measured import INDICATORS, measure
from support.project import Project

KPI = f"{INDICATORS}:"
CASES: list[tuple[Change, list[str]]] = [
    (
        swap(INDICATORS, "owner: MFA", "owner: MFAA"),
        [
            f"{KPI}38: error[unknown-institution]: there is no institution MFAA; did you mean MFA? (they stand in "
            "data/institutions.yaml)"
        ],
    ),
    (
        swap(INDICATORS, "article: 65 (1)", "article: 65 (9)"),
        [f"{KPI}15: error[unknown-provision]: article 65 has no paragraph 9 (it has 1 to 2); did you mean 65 (2)?"],
    ),
    (
        swap(INDICATORS, "question: 1 (a)", "question: 8 (a)"),
        [f"{KPI}14: error[unknown-question]: the list of issues has no question 8 (it has 1 to 3)"],
    ),
    (
        swap(INDICATORS, "dataset: placements, figure: total", "dataset: placement, figure: total"),
        [f"{KPI}18: error[unknown-dataset]: there is no dataset placement; did you mean placements?"],
    ),
    (
        swap(INDICATORS, "dataset: placements, figure: women", "dataset: placements, figure: womn"),
        [
            f"{KPI}28: error[unknown-column]: placements has no column womn (it has period, total, women, as_of, source, "
            "adopted and reason); did you mean women?"
        ],
    ),
    (
        swap(INDICATORS, "{dataset: placements, figure: women}", "[placements, women]"),
        [f"{KPI}28: error[invalid-data]: expected fields (dataset and figure), one per line, as `name: value`"],
    ),
    (
        swap(INDICATORS, "dataset: placements, figure: women", "dataset: placements"),
        [f"{KPI}28: error[invalid-data]: the field `figure` is missing"],
    ),
    (
        swap(INDICATORS, "figure: women}", "figure: women, where: {source: S01, as_of: 2025-02}}"),
        [f"{KPI}28: error[unknown-observation]: no row of placements has source = S01 and as_of = 2025-02 together"],
    ),
    (
        swap(INDICATORS, "figure: women}", "figure: women, where: {source: S03}}"),
        [f"{KPI}28: error[unknown-observation]: no row of placements has source = S03; did you mean S02?"],
    ),
    (
        swap(INDICATORS, "placements[2022].total", "placements[2021].total"),
        [f"{KPI}17: error[unknown-observation]: there is no row placements[2021]; did you mean placements[2024]?"],
    ),
    (
        swap(INDICATORS, "targets: targets", "targets: target"),
        [f"{KPI}1: error[unknown-dataset]: there is no dataset target; did you mean targets?"],
    ),
    (
        swap(INDICATORS, "is better.\n", "is better.\n  source: S09\n"),
        [
            f"{KPI}30: error[unknown-citation]: the bibliography has no entry S09; did you mean S02? (they stand in data/references.bib)"
        ],
    ),
    (
        both(
            swap(INDICATORS, "id: settled", "id: Settled complaints"),
            swap(INDICATORS, "kind: process", "kind: proces"),
            swap(INDICATORS, "  frequency: yearly\n  owner: MFA\n", "  frequency: daily\n  owner: MFA\n  month: 3\n"),
            swap(INDICATORS, '"10.7"', '"18.7"'),
            swap(INDICATORS, "threshold: 90", "threshold: 190"),
        ),
        [
            f"{KPI}10: error[invalid-data]: `threshold` is a share of the target, from 1 to 100 per cent",
            f"{KPI}16: error[invalid-data]: `sdg_target` is `18.7`; write the goal and its target, as 10.7 or 10.c",
            f"{KPI}30: error[invalid-data]: `id` is `Settled complaints`; write small letters, digits and -, as "
            "departures-prevented",
            f"{KPI}33: error[invalid-data]: `kind` is `proces`; write structure, process or outcome; did you mean process?",
            f"{KPI}37: error[invalid-data]: `frequency` is `daily`; write weekly, monthly, quarterly, half-yearly, yearly "
            "or once",
            f"{KPI}39: error[invalid-data]: unknown field `month`",
        ],
    ),
    (
        add(INDICATORS, "- id: placed\n  name: Again\n"),
        [
            f"{KPI}39: error[invalid-data]: the field `{name}` is missing"
            for name in ("definition", "direction", "frequency", "group", "kind", "owner", "unit")
        ]
        + [f"{KPI}39: error[invalid-data]: the indicator placed is there twice"],
    ),
    (
        swap(INDICATORS, "targets: targets\nindicators:\n", ""),
        [f"{KPI}1: error[invalid-data]: expected fields (indicators), one per line, as `name: value`"],
    ),
]


def test_the_indicators_of_the_tests_are_without_fault(project: Project) -> None:
    measure(project)
    assert project.findings() == []


def test_a_report_that_measures_nothing_has_no_such_file(project: Project) -> None:
    assert project.load().indicators.by_id == {}


@pytest.mark.parametrize(("change", "expected"), CASES)
def test_what_leads_nowhere_is_named_with_its_line(project: Project, change: Change, expected: list[str]) -> None:
    measure(project)
    change(project)
    assert project.findings() == expected

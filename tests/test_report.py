"""The report that is shipped: its data, and that it stands without a fault."""

from __future__ import annotations

import json
import re

import pytest
from frictionless import Package

from loipr.catalog.observations import observe
from loipr.catalog.report import Report, load_report
from loipr.catalog.settings import Settings
from loipr.catalog.typed_figures import readings_of
from loipr.rules import Severity, check
from project import REPOSITORY

#: Cases about a sum, a difference or a date: what disagrees is not the number of an observation.
COMPUTED_CASES = {"Nunukan change 2023", "Assisted 2024", "Placements 2020-2024", "4.3m illegal workers"}


@pytest.fixture(scope="module")
def report() -> Report:
    return load_report(REPOSITORY, Settings.read(REPOSITORY))


def test_no_rule_finds_an_error_or_gives_a_warning(report: Report) -> None:
    assert [str(found) for found in check(report) if found.severity != Severity.GAP] == []


def test_the_list_of_issues_is_whole(report: Report) -> None:
    assert sorted(report.questions) == list(range(1, 37))
    assert [number for number, question in report.questions.items() if question.standing == "known"] == [1, 2]
    assert sorted(report.pages_by_question) == list(range(1, 37))


def test_all_datasets_are_there(report: Report) -> None:
    assert len(report.datasets) == 19
    assert len(report.datasets["conflicts"].frame) == 29


def test_every_observation_has_a_source_or_says_that_it_is_unverified(report: Report) -> None:
    for dataset in report.datasets.values():
        if "confidence" in dataset.frame.columns:
            without = dataset.frame[(dataset.frame["source"] == "") & (dataset.frame["confidence"] != "unverified")]
            assert without.empty, dataset.name


@pytest.mark.filterwarnings("ignore")
def test_the_data_folder_is_a_data_package() -> None:
    package = Package(str(REPOSITORY / "data/datapackage.json"))
    outcome = package.validate()
    assert outcome.valid, outcome.flatten(["rowNumber", "fieldNumber", "message"])
    described = {
        resource["path"] for resource in json.loads((REPOSITORY / "data/datapackage.json").read_text())["resources"]
    }
    there = {file.relative_to(REPOSITORY / "data").as_posix() for file in (REPOSITORY / "data/datasets").iterdir()}
    assert described == there


def test_the_readme_shows_what_is_true(report: Report) -> None:
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    runner = (REPOSITORY / ".ci/run").read_text(encoding="utf-8")
    for command in ("python3 .ci/tox -e report", "python3 .ci/tox"):
        assert f"```sh\n{command}\n```" in readme
        assert f"\n{command}\n" in runner
    for path in re.findall(r"\]\(([^):#]+)\)", readme):
        assert (REPOSITORY / path).exists(), path
    environments = (REPOSITORY / "tox.ini").read_text(encoding="utf-8")
    for name in re.findall(r"`tox -e (\w+)", readme):
        assert re.search(rf"testenv:(?:{name}\]|\{{[^}}]*\b{name}\b)", environments), name


def test_every_case_of_disagreement_is_in_the_datasets(report: Report) -> None:
    cases = report.datasets["conflicts"]
    assert len(cases.frame) == 29
    without = []
    for topic, values, references in zip(
        *(cases.frame[name] for name in ("topic", "values", "observations")), strict=True
    ):
        if not references:
            without.append(topic)
            continue
        found = {observe(one, report.datasets).amount for one in references.split("; ")}
        told = {reading for text in re.findall(r"\d[\d,.]*", values) for reading in readings_of(text.strip(",."))}
        scaled = told | {number * 10**6 for number in told}
        assert len(found & scaled) >= min(2, len(found)) or topic in COMPUTED_CASES, topic
    # These are about words and counts outside the statistics.
    assert without == ["Recommendations of CO/1", "Delegation 2017", "Kepmenaker 37", "Agency names 2025"]

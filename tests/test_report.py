"""The report of this project, whichever it is: it has no errors, and its data and README are right."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from frictionless import Package

from loipr.facts.settings import Settings
from loipr.report import Report, load_report
from loipr.rules import Severity, check

REPOSITORY = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def report() -> Report:
    return load_report(REPOSITORY, Settings.read(REPOSITORY))


def test_no_rule_finds_an_error(report: Report) -> None:
    assert [str(found) for found in check(report) if found.severity == Severity.ERROR] == []


def test_every_question_has_a_page(report: Report) -> None:
    assert sorted(report.questions) == sorted(report.pages_by_question)


def test_every_observation_has_a_source_or_says_that_it_is_unverified(report: Report) -> None:
    for dataset in report.datasets.values():
        if "confidence" in dataset.frame.columns:
            without = dataset.frame[(dataset.frame["source"] == "") & (dataset.frame["confidence"] != "unverified")]
            assert without.empty, dataset.name


@pytest.mark.filterwarnings("ignore")
def test_the_data_folder_is_a_data_package() -> None:
    described = {
        resource["path"] for resource in json.loads((REPOSITORY / "data/datapackage.json").read_text())["resources"]
    }
    there = {file.relative_to(REPOSITORY / "data").as_posix() for file in (REPOSITORY / "data/datasets").iterdir()}
    assert described == there
    if described:
        outcome = Package(str(REPOSITORY / "data/datapackage.json")).validate()
        assert outcome.valid, outcome.flatten(["rowNumber", "fieldNumber", "message"])


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

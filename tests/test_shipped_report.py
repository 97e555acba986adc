"""The shipped report: all its data are there, and nothing in it is doubtful."""

from __future__ import annotations

import re

import pytest
import yaml

from loipr.coordination.counts import gaps_of
from loipr.coordination.page_state import scan, state_of
from loipr.coordination.tasks import tasks_of
from loipr.datasets.observations import observe
from loipr.facts.calendar import TaskKind
from loipr.facts.settings import Settings
from loipr.pages.typed_figures import readings_of
from loipr.report import Report, load_report
from loipr.rules import Severity, check
from support.project import REPOSITORY

#: Cases about a sum, a difference or a date, where it is not the number of an observation that disagrees.
COMPUTED_CASES = {
    "Change at Nunukan 2023",
    "Persons assisted 2024",
    "Placements 2020–2024",
    "Workers in an irregular situation (4.3 million)",
}


@pytest.fixture(scope="module")
def report() -> Report:
    return load_report(REPOSITORY, Settings.read(REPOSITORY))


def test_no_rule_finds_an_error_or_gives_a_warning(report: Report) -> None:
    assert [str(found) for found in check(report) if found.severity != Severity.GAP] == []


def test_the_gaps_that_check_counts_are_those_that_institutions_owe(report: Report) -> None:
    found = [(one.rule, one.place) for one in check(report) if one.severity == Severity.GAP]
    kinds = (TaskKind.GAP, TaskKind.OUTLINE, TaskKind.BREAKDOWN)
    owed = {task.finding for task in tasks_of(report) if task.kind in kinds}
    assert owed == set(found)
    assert gaps_of(tasks_of(report)).total() == len(found)
    assert [task for task in tasks_of(report) if not task.owner or task.due is None] == []


def test_a_page_says_as_much_at_a_glance_as_when_it_is_read(report: Report) -> None:
    """`scan` reads old versions of a page; MyST's parser reads the present version. Words are counted by `scan` alone."""
    for page in report.pages:
        seen = scan((report.root / page.path).read_text(encoding="utf-8"))
        assert (seen.status, seen.gaps) == (state_of(page).status, state_of(page).gaps), page.path


def test_the_first_page_leads_to_each_page_of_coordination(report: Report) -> None:
    first = (report.root / "docs/index.md").read_text(encoding="utf-8")
    pages = {page.path.removeprefix("docs/") for page in report.pages if page.path.startswith("docs/coordination/")}
    assert pages - {*re.findall(r"\]\(([^)]+)\)", first)} == set()


def test_the_list_of_issues_is_whole(report: Report) -> None:
    assert sorted(report.questions) == list(range(1, 37))
    assert [number for number, question in report.questions.items() if question.standing == "known"] == [1, 2]
    assert sorted(report.pages_by_question) == list(range(1, 37))


def test_all_datasets_are_there(report: Report) -> None:
    assert len(report.datasets) == 21
    assert len(report.datasets["conflicts"].frame) == 29


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
    # These cases are about words, and about counts outside the statistics.
    assert without == [
        "Recommendations of 2017",
        "Size of the delegation 2017",
        "Year of Ministerial Decision 37",
        "Names of bodies 2025",
    ]


def test_the_citation_is_of_this_report() -> None:
    """`CITATION.cff`, which the services show beside the project, says what `conf.py` says."""
    cited = yaml.safe_load((REPOSITORY / "CITATION.cff").read_text(encoding="utf-8"))
    settings = Settings.read(REPOSITORY)
    said = cited["title"], cited["abstract"], cited["identifiers"][0]["value"]
    assert said == (settings.title, settings.notice, settings.symbol)
    # A working edition has no day of release, and the day that its data describe is none.
    assert "date-released" not in cited

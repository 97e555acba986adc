"""A process that loads and builds the report again and again, as a live preview does, keeps no old report in memory."""

from __future__ import annotations

import gc
from typing import Any

import pytest

from loipr.datasets.dataset import Dataset
from loipr.datasets.once import once
from loipr.domain.load_and_check import prepare
from loipr.length.word_count import lengths
from loipr.report import Report
from loipr.rules import check
from support.changes import MONEY, STATISTICS
from support.project import Project

CHART = "\n:::{data-chart} money\n:columns: period, value\n:::\n"


def alive() -> list[Any]:
    gc.collect()
    return [one for one in gc.get_objects() if type(one) in (Report, Dataset)]


@pytest.fixture
def before() -> set[int]:
    """The ids of the objects that other tests keep, for example as fixtures of a module."""
    return {id(one) for one in alive()}


def test_what_was_loaded_and_checked_goes(project: Project, before: set[int]) -> None:
    project.append(STATISTICS, CHART)
    report = project.load()
    assert check(report) == []
    assert sum(one.words for one in lengths(report)) > 100
    assert len([one for one in alive() if id(one) not in before]) == 3
    del report
    assert [one for one in alive() if id(one) not in before] == []


@pytest.mark.parametrize("builder", ["html", "latex", "docx"])
def test_what_was_built_goes(project: Project, before: set[int], builder: str) -> None:
    project.append(STATISTICS, CHART)
    assert project.build(builder=builder) == ""
    assert [one for one in alive() if id(one) not in before] == []


def test_a_build_that_fails_leaves_nothing_to_the_next(project: Project) -> None:
    prepare(project.load())
    project.append("conf.py", 'html_theme = "there-is-none"\n')
    assert "there-is-none" in project.build()
    project.replace("conf.py", 'html_theme = "there-is-none"\n', "")
    project.replace(MONEY, "14.22", "14.23")
    project.append(STATISTICS, "\n{value}`money[2023, total].value`\n")
    assert project.build() == ""
    assert "14.23" in project.page("replies/q03-statistics")


def test_each_record_is_asked_once() -> None:
    class Record:
        """A record that has its own cached answers."""

    asked: list[Record] = []

    @once
    def number(record: Record) -> int:
        asked.append(record)
        return len(asked)

    first, second = Record(), Record()
    assert [number(first), number(second), number(first), number(second)] == [1, 2, 1, 2]
    assert asked == [first, second]

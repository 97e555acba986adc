"""A short run of what ``python tests/fuzzing.py`` does at length."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from fuzzing import ask, from_outside, make_small_report, try_case
from support.project import Project


def copy_of(project: Project, folder: Path) -> Path:
    copy = folder / "copy"
    make_small_report(project.root)
    shutil.copytree(project.root, copy)
    return copy


@pytest.mark.parametrize("first", range(0, 400, 50))
def test_a_broken_report_is_answered_in_plain_words(
    project: Project, tmp_path_factory: pytest.TempPathFactory, first: int
) -> None:
    copy = copy_of(project, tmp_path_factory.mktemp("fuzzing"))
    outside = from_outside(copy)
    outcomes = [try_case(project.root, copy, case, seed=7, outside=outside) for case in range(first, first + 50)]
    assert [outcome for outcome in outcomes if outcome.fault] == []
    # If nothing was broken, the run would find no faults and prove nothing.
    assert sum(outcome.status == 1 for outcome in outcomes) > 15


@pytest.mark.parametrize("case", range(1000, 1006))
def test_a_broken_report_leaves_the_last_good_edition(
    project: Project, tmp_path_factory: pytest.TempPathFactory, case: int
) -> None:
    copy = copy_of(project, tmp_path_factory.mktemp("fuzzing"))
    assert ask(copy, "build", "html", "docx", seconds=120)[0] == 0
    assert try_case(project.root, copy, case, seed=7, build=True).fault == ""

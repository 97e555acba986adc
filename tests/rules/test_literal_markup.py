"""A text that reads as markup, but is not, is corrected when nothing else can be meant."""

from __future__ import annotations

import time

import pytest

from support.changes import RECRUITMENT
from support.project import Project

MENDED = {
    "{value}placements[2024].total": "{value}`placements[2024].total`",
    "{value}“placements[2024].total”": "{value}`placements[2024].total`",
    "{value}'placements[2024].total'": "{value}`placements[2024].total`",
    "{value} `placements[2024].total`": "{value}`placements[2024].total`",
    "`placements[2024].total`": "{value}`placements[2024].total`",
    "[S01]": "{cite}`S01`",
    "[S01; S02]": "{cite}`S01,S02`",
    "{cite}S01": "{cite}`S01`",
    "<b>Some</b>": "Some",
    "    Some": "Some",
    "Some  \nmore": "Some\nmore",
    "Some of age\n> 8 years": "Some of age\n\\> 8 years",
    "2024. Some.": "2024\\. Some.",
    "::{note}\nSome.\n:::": ":::{note}\nSome.\n:::",
}


@pytest.mark.parametrize("text", MENDED)
def test_what_is_certain_is_written(project: Project, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    project.append(RECRUITMENT, f"\n{text}\n")
    assert any(": error[" in one for one in project.findings())
    monkeypatch.chdir(project.root)
    project.run("check", "--fix")
    assert project.read(RECRUITMENT).endswith(f"\n\n{MENDED[text]}\n")
    assert [one for one in project.findings() if ": error[" in one] == []


@pytest.mark.parametrize(
    "piece", ["{", "}", "{a}", ":", "::: {", "[a,", "<a ", "|a", "`a` {", "> ", "1. ", "- ", "&a", "(a", "*a"]
)
def test_a_page_of_one_piece_takes_no_longer(project: Project, piece: str) -> None:
    began = time.process_time()
    project.append(RECRUITMENT, f"\n{piece * (60_000 // len(piece))}\n")
    project.findings()
    assert time.process_time() - began < 10

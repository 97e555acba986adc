"""A text that reads as markup, but is not, is corrected when nothing else can be meant."""

from __future__ import annotations

import time

import pytest

from support.changes import BIBLIOGRAPHY, CALENDAR, DESCRIPTOR, FORM, LIST, OBSERVATIONS, RECRUITMENT, hold
from support.measured import INDICATORS, measure
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


#: A text of each kind of data that an edition or the site prints, with its line; in the bibliography, that of the entry.
TEXTS = [
    ("data/treaties/icrmw.yaml", "Scope of application", 11),
    (LIST, "A. General information", 9),
    (LIST, "Asks for the agencies", 33),
    (OBSERVATIONS, "Positive aspects", 8),
    (BIBLIOGRAPHY, "Annual data", 1),
    (BIBLIOGRAPHY, "A newspaper", 8),
    ("data/institutions.yaml", "Kementerian", 3),
    ("data/abbreviations.yaml", "A body of change", 2),
    (DESCRIPTOR, "Workers placed", 8),
    (DESCRIPTOR, "USD bn", 33),
    (INDICATORS, "Workers placed abroad", 7),
    (CALENDAR, "A meeting", 6),
    (FORM, "A rule", 2),
    ("conf.py", "A report for tests", 0),
    ("conf.py", "Free to use", 0),
]


@pytest.mark.parametrize(("path", "text", "line"), TEXTS)
def test_markup_in_a_text_of_the_data_is_found(project: Project, path: str, text: str, line: int) -> None:
    project.write("data/abbreviations.yaml", "- abbreviation: ABC\n  meaning: A body of change\n")
    project.write(
        CALENDAR, "deadline: 2025-07-31\nmilestones: []\ndue: {}\nevents:\n- date: 2025-06-12\n  what: A meeting\n"
    )
    measure(project)
    hold(project, "acceptances")
    project.append("conf.py", 'loipr_licence = "Free to use"\n')
    first, _, last = text.rpartition(" ")
    project.replace(path, text, f"{first} <b> {last}")
    place = f"{path}:{line}" if line else path
    assert [one for one in project.findings() if "literal-markup" in one] == [
        f"{place}: error[literal-markup]: this has “<b>”, which is markup and would be printed as it is here; write it in "
        "words"
    ]


#: What is no citation, no note and no table, though it is meant as one; and what only resembles that, and is well.
RESEMBLING = [
    ("Workers were placed (S01).", "“(S01)” only looks like a citation; write {cite}`S01`"),
    ("Workers were placed (S01; S02).", "“(S01; S02)” only looks like a citation; write {cite}`S01,S02`"),
    ("Workers were placed [see S01].", "“[see S01]” only looks like a citation; write {cite}`S01`"),
    ("Workers were placed [S01, p. 3].", "“[S01, p. 3]” only looks like a citation; write {cite}`S01`"),
    (
        "Workers were placed (lihat S01, hlm. 3-5).",
        "“(lihat S01, hlm. 3-5)” only looks like a citation; write {cite}`S01`",
    ),
    ("Workers were placed @S01.", "“@S01” only looks like a citation; write {cite}`S01`"),
    ("Workers were placed.[1]", "“[1]” is no mark of a note; write [^1], and the note on a line of its own"),
    ("Workers were placed.¹", "“¹” is no mark of a note; write [^1], and the note on a line of its own"),
    ("The law² was passed.", "“²” is no mark of a note; write [^2], and the note on a line of its own"),
    ("The law.⁴⁵ Others", "“⁴⁵” is no mark of a note; write [^45], and the note on a line of its own"),
    ("Some of₂ them", "“₂” stands after no formula; write 2, or {sub}`2` for a lowered figure"),
    ("Part Ⅳ of it", "“Ⅳ” is a sign of its own and no number; write IV"),
    ("In 5 m², with CO₂, H₂O and x².", ""),
    ("The {{ value }} of it.", "“{{ value }}” would be printed as it is; write round brackets"),
    ("See [[S01]].", "“[[S01]]” means nothing here, and would be printed as it is; write one bracket, or a role"),
    ("Workers (^1).", "“^1” would be printed as it is; write [^1] for a note, or {sup}`…` for raised signs"),
    (
        "See [the law] (https://example.org).",
        "“[the law] (” begins no link; a link has its words in square brackets, and directly after them (its address)",
    ),
    (
        "See (the law)[https://example.org].",
        "“(the law)[” begins no link; a link has its words in square brackets, and directly after them (its address)",
    ),
    ("-Text", "an item of a list needs a space after “-”; write “- ”"),
    ("1.Text", "an item of a list needs a space after “1.”; write “1. ”"),
    ("5.5 per cent {cite}`S01`, by J. Smith,\nB.", ""),
    ("Place\tWorkers", "a tab divides no columns in print; write a table, or put figures into a dataset"),
    ("As said (S77), [sic], in [2013] 2 SCR 7, by mol@example.org, (see p. 3) and on 4 km².", ""),
]


@pytest.mark.parametrize(("text", "message"), RESEMBLING)
def test_what_resembles_a_citation_or_a_note(project: Project, text: str, message: str) -> None:
    project.append(RECRUITMENT, f"\n{text}\n")
    found = [one for one in project.findings() if "literal-markup" in one]
    assert found == ([f"{RECRUITMENT}:13: error[literal-markup]: {message}"] if message else [])

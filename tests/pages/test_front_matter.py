"""The front matter as officials write it: clear mistakes are reported once, at their lines, and corrected by --fix."""

from __future__ import annotations

import time

import pytest

from support.changes import RECRUITMENT
from support.project import Project

FRONT = "---\nquestion: 2\nstatus: reviewed\nlead: MOL\n---\n"
#: The top of the page, the line that is reported, and the meaning.
WRITTEN = {
    "no blank": (FRONT.replace("status: ", "status:"), 3, "status: reviewed"),
    "an equals sign": (FRONT.replace("lead: ", "lead = "), 4, "lead: MOL"),
    "a blank of Word": (FRONT.replace("question: ", "question:\u00a0"), 2, "question: 2"),
    "a capital": (FRONT.replace("status", "Status"), 3, "status: reviewed"),
    "no brackets": (FRONT.replace("lead: MOL", "lead: MOL\ncontributors: MFA, MOL"), 5, "contributors: [MFA, MOL]"),
    "one without brackets": (FRONT.replace("lead: MOL", "lead: MOL\ncontributors: MFA"), 5, "contributors: [MFA]"),
    "dan": (FRONT.replace("lead: MOL", "lead: MOL\ncontributors: MFA dan MOL"), 5, "contributors: [MFA, MOL]"),
    "dan in brackets": (
        FRONT.replace("lead: MOL", "lead: MOL\ncontributors: [MFA dan MOL]"),
        5,
        "contributors: [MFA, MOL]",
    ),
    "one bracket": (FRONT.replace("lead: MOL", "lead: MOL\ncontributors: [MFA, MOL"), 5, "contributors: [MFA, MOL]"),
    "round brackets": (
        FRONT.replace("lead: MOL", "lead: MOL\ncontributors: (MFA, MOL)"),
        5,
        "contributors: [MFA, MOL]",
    ),
    "quotes": (FRONT.replace("lead: MOL", 'lead: MOL\ncontributors: "MFA, MOL"'), 5, "contributors: [MFA, MOL]"),
    "no comma": (FRONT.replace("lead: MOL", 'lead: MOL\ncontributors: ["MFA" "MOL"]'), 5, "contributors: [MFA, MOL]"),
    "bullets": (FRONT.replace("lead: MOL", "lead: MOL\ncontributors: • MFA • MOL"), 5, "contributors: [MFA, MOL]"),
    "nobody": (FRONT.replace("lead: MOL", "lead: MOL\ncontributors: -"), 5, "contributors: []"),
    "a list of one lead": (FRONT.replace("lead: MOL", "lead: [MOL]"), 4, "lead: MOL"),
    "a name in Indonesian": (FRONT.replace("lead:", "Penanggung jawab:"), 4, "lead: MOL"),
    "a longer name": (FRONT.replace("lead:", "Lead institution:"), 4, "lead: MOL"),
    "no colon": (FRONT.replace("question:", "question"), 2, "question: 2"),
    "an item of a list": (FRONT.replace("question:", "- question:"), 2, "question: 2"),
    "a number with words": (FRONT.replace("question: 2", "question: No. 2."), 2, "question: 2"),
    "semicolons": (FRONT.replace("lead: MOL", "lead: MOL\ncontributors: [MFA; MOL]"), 5, "contributors: [MFA, MOL]"),
}


@pytest.mark.parametrize("name", WRITTEN)
def test_what_is_clear_is_said_and_mended(project: Project, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    front, line, meant = WRITTEN[name]
    project.replace(RECRUITMENT, FRONT, front)
    assert project.findings() == [f"{RECRUITMENT}:{line}: error[invalid-front-matter]: this is written as “{meant}”"]
    monkeypatch.chdir(project.root)
    assert project.run("check", "--fix")[0] == 0
    assert project.findings() == []
    assert project.read(RECRUITMENT).splitlines()[line - 1] == meant


def test_an_empty_line_above_is_said_and_mended(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.write(RECRUITMENT, "\n \n" + project.read(RECRUITMENT).replace("CO/1 2", "CO/1 9"))
    assert project.findings()[0] == (
        f"{RECRUITMENT}:1: error[invalid-front-matter]: there is an empty line above the front matter; delete it"
    )
    # Other faults are reported at the lines of the file.
    assert [one.partition(": ")[0] for one in project.findings()[1:]] == [f"{RECRUITMENT}:13"]
    monkeypatch.chdir(project.root)
    project.run("check", "--fix")
    assert project.read(RECRUITMENT).startswith(FRONT)


@pytest.mark.parametrize(
    "line",
    [
        "contributors: [MFA, MOL]",
        "contributors: []",
        "contributors: [Ministry of Women and Children]",
        "contributors: # nobody",
        'contributors: ["MFA"]',
        "contributors:",
        "other: a:b",
    ],
)
def test_what_is_not_clear_is_left(project: Project, line: str) -> None:
    project.replace(RECRUITMENT, FRONT, FRONT.replace("lead: MOL", f"lead: MOL\n{line}"))
    assert [one for one in project.findings() if "this is written as" in one] == []


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("lead: MFA dan MOL", "“MFA dan MOL” names 2 institutions; write MFA, MOL where several may stand, else one"),
        (
            "lead: MOL\ncontributors: [MFA MOL]",
            "“MFA MOL” names 2 institutions; write MFA, MOL where several may stand, else one",
        ),
        ("lead: ya", "there is no institution ya (they stand in data/institutions.yaml)"),
    ],
)
def test_several_names_where_one_is_wanted(project: Project, line: str, told: str) -> None:
    project.replace(RECRUITMENT, FRONT, FRONT.replace("lead: MOL", line))
    number = 4 + line.count("\n")
    assert project.findings() == [f"{RECRUITMENT}:{number}: error[unknown-institution]: {told}"]


def test_a_line_of_blanks_takes_no_longer(project: Project) -> None:
    began = time.process_time()
    project.replace(RECRUITMENT, FRONT, FRONT.replace("lead: MOL", f"lead: MOL\ncontributors: a{' ' * 90_000}b, c"))
    project.findings()
    assert time.process_time() - began < 5

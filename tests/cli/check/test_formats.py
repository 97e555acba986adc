"""The forms of an answer: whole outputs for one report with an error, a warning, a gap and an accepted finding."""

from __future__ import annotations

import io
import json
import re
import sys
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loipr.cli.check.fingerprints import fingerprints
from loipr.cli.check.github import escape_data, escape_property
from loipr.cli.main import main
from loipr.files.places import Place
from loipr.rules import RULES, Diagnostic, Severity
from loipr.wording.sentences import on_one_line
from support.project import Project

PAGE = "docs/replies/q02-recruitment.md"
ADVICE = (
    "“Labour Office” is a former name since 2020-06-01; write {institution}`MOL`, or {institution}`LABOFF` if the "
    "former body is meant"
)
COUNTS = "10 pages, 3 questions, 2 datasets: 2 errors, 1 warning, 1 gap, 1 accepted; `check --fix` mends 1 of them"


@pytest.fixture
def faulty(project: Project) -> Project:
    project.replace(PAGE, "lead: MOL", "lead: LABOFF")
    project.append(
        PAGE,
        "\nIn {article}`94`\nthe Labour Office closed.\n\n:::{gap} MOL\nFigures.\n:::\n\n"
        "% accept superseded-name: it signed, 100% sure\n\nThe Labour Office signed.\n",
    )
    return project


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_lines(faulty: Project) -> None:
    assert faulty.run("check", "--gaps") == (
        1,
        f"{PAGE}:4: error[superseded-lead]: LABOFF is now MOL; name the present body\n"
        f"{PAGE}:13: error[unknown-provision]: the ICRMW has no article 94 (it has 1 to 93); did you mean 93?\n"
        f"{PAGE}:14: warning[superseded-name]: {ADVICE}\n"
        f"{PAGE}:16: gap[missing-data]: has a gap for MOL to fill: Figures.\n"
        f"{COUNTS}\n",
    )


def test_on_a_terminal(faulty: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    faulty.append("data/institutions.yaml", "- id: MFA\n  name: Again\n")

    def shown() -> str:
        terminal = Terminal()
        monkeypatch.setattr(sys, "stdout", terminal)
        main(["check"])
        monkeypatch.undo()
        return terminal.getvalue()

    coloured = shown()
    assert coloured.startswith(f"\033[1m{PAGE}\033[0m\n     4  \033[31merror\033[0m \033[2msuperseded-lead\033[0m\n")
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.chdir(faulty.root)
    assert shown() == re.sub(r"\033\[[0-9;]*m", "", coloured)
    assert re.sub(r"\033\[[0-9;]*m", "", coloured) == (
        f"{PAGE}\n"
        "     4  error superseded-lead\n"
        "        LABOFF is now MOL; name the present body\n"
        "    13  error unknown-provision\n"
        "        the ICRMW has no article 94 (it has 1 to 93); did\n"
        "        you mean 93?\n"
        "    14  warning superseded-name\n"
        "        “Labour Office” is a former name since 2020-06-01;\n"
        "        write {institution}`MOL`, or {institution}`LABOFF`\n"
        "        if the former body is meant\n"
        "\n"
        "data/institutions.yaml\n"
        "    12  error invalid-data\n"
        "        the institution MFA is there twice\n"
        "\n"
        f"{COUNTS.replace('2 errors', '3 errors')}\n"
    )


def test_github(faulty: Project) -> None:
    faulty.replace("data/institutions.yaml", "aliases: [MinLabour]", "aliases: [MinLabour, 'a,b:c%']")
    faulty.write("docs/replies/q02, 100%: a.md", (faulty.root / PAGE).read_text(encoding="utf-8"))
    (faulty.root / PAGE).unlink()
    where = "file=docs/replies/q02%2C 100%25%3A a.md,line="
    assert faulty.run("check", "--gaps", "--format", "github") == (
        1,
        "::error file=docs/replies/q02%2C 100%25%3A a.md,title=misnamed-file::a name may have only letters from A to Z, digits, - and _; rename it to q02-100-a.md\n"
        f"::error {where}4,title=superseded-lead::LABOFF is now MOL; name the present body%0AWrite MOL for LABOFF\n"
        f"::error {where}13,title=unknown-provision::the ICRMW has no article 94 (it has 1 to 93); did you mean 93?"
        "%0AWrite `93` for `94`\n"
        f"::warning {where}14,title=superseded-name::{ADVICE}%0AWrite {{institution}}`MOL` for Labour Office\n"
        f"::notice {where}16,title=missing-data::has a gap for MOL to fill: Figures.\n"
        f"{COUNTS.replace('2 errors', '3 errors')}\n",
    )


def test_gitlab(faulty: Project) -> None:
    status, said = faulty.run("check", "--format", "gitlab")
    assert status == 1
    issues = json.loads(said)
    marks = [issue.pop("fingerprint") for issue in issues]
    assert len(set(marks)) == 3
    assert all(re.fullmatch("[0-9a-f]{64}", mark) for mark in marks)
    assert issues == [
        {
            "description": "LABOFF is now MOL; name the present body",
            "check_name": "superseded-lead",
            "severity": "blocker",
            "location": {"path": PAGE, "lines": {"begin": 4}},
        },
        {
            "description": "the ICRMW has no article 94 (it has 1 to 93); did you mean 93?",
            "check_name": "unknown-provision",
            "severity": "blocker",
            "location": {"path": PAGE, "lines": {"begin": 13}},
        },
        {
            "description": ADVICE,
            "check_name": "superseded-name",
            "severity": "minor",
            "location": {"path": PAGE, "lines": {"begin": 14}},
        },
    ]


def test_a_fingerprint_stays_when_lines_move(faulty: Project) -> None:
    before = faulty.run("check", "--format", "gitlab")[1]
    faulty.replace(PAGE, "# Recruitment\n", "# Recruitment\n\nOne more paragraph.\n")
    after = faulty.run("check", "--format", "gitlab")[1]
    assert before != after
    assert re.findall('"fingerprint.*', before) == re.findall('"fingerprint.*', after)


def test_findings_that_are_alike_have_fingerprints_of_their_own() -> None:
    found = [Diagnostic("r", Severity.ERROR, Place("a", line), "m") for line in (1, 2)]
    assert len(set(fingerprints(found))) == 2


def test_json(faulty: Project) -> None:
    status, said = faulty.run("check", "--format", "json")
    assert status == 1
    answer = json.loads(said)
    assert [len(one.pop("fingerprint")) for one in answer["findings"]] == [64, 64, 64, 64]
    name = {"path": PAGE, "column": 0, "rule": "superseded-name", "severity": "warning", "message": ADVICE}
    rename = {"path": PAGE, "column": 0, "old": "Labour Office", "new": "{institution}`MOL`", "certain": False}
    assert answer == {
        "version": 1,
        "report": "CMW/C/XXX/1",
        "language": "en",
        "summary": {
            "pages": 10,
            "questions": 3,
            "datasets": 2,
            "errors": 2,
            "warnings": 1,
            "gaps": 1,
            "tasks": 3,
            "accepted": 1,
            "errors_elsewhere": 0,
        },
        "findings": [
            {
                "rule": "superseded-lead",
                "severity": "error",
                "path": PAGE,
                "line": 4,
                "column": 0,
                "message": "LABOFF is now MOL; name the present body",
                "fix": {"path": PAGE, "line": 4, "column": 0, "old": "LABOFF", "new": "MOL", "certain": True},
                "accepted": None,
                "tasks": [],
            },
            {
                "rule": "unknown-provision",
                "severity": "error",
                "path": PAGE,
                "line": 13,
                "column": 0,
                "message": "the ICRMW has no article 94 (it has 1 to 93); did you mean 93?",
                "fix": {"path": PAGE, "line": 13, "column": 0, "old": "`94`", "new": "`93`", "certain": False},
                "accepted": None,
                "tasks": [],
            },
            {**name, "line": 14, "fix": {**rename, "line": 14}, "accepted": None, "tasks": []},
            {
                **name,
                "line": 22,
                "fix": {**rename, "line": 22},
                "accepted": {"path": PAGE, "line": 20, "column": 0, "reason": "it signed, 100% sure"},
                "tasks": [],
            },
        ],
    }


def test_sarif(faulty: Project) -> None:
    faulty.replace("data/datasets/placements.csv", "S01;S02", "S01;S03")
    status, said = faulty.run("check", "--format", "sarif")
    assert status == 1
    log = json.loads(said)
    assert set(log) == {"$schema", "version", "runs"}
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    assert set(run) == {"tool", "columnKind", "results"}
    assert run["columnKind"] == "unicodeCodePoints"
    driver = run["tool"]["driver"]
    assert set(driver) == {"name", "version", "rules"}
    assert [rule["id"] for rule in driver["rules"]] == sorted(RULES)
    (rule,) = (rule for rule in driver["rules"] if rule["id"] == "superseded-name")
    text = RULES["superseded-name"].documentation
    assert rule == {
        "id": "superseded-name",
        "shortDescription": {
            "text": "The prose calls an institution by its present name; a former one is marked as such."
        },
        "help": {"text": text, "markdown": text},
        "defaultConfiguration": {"level": "warning"},
    }
    for result in run["results"]:
        assert driver["rules"][result.pop("ruleIndex")]["id"] == result["ruleId"]
        assert re.fullmatch("[0-9a-f]{64}", result.pop("partialFingerprints")["finding/v1"])
    page = {"uri": PAGE, "uriBaseId": "%SRCROOT%"}
    table = {"uri": "data/datasets/placements.csv", "uriBaseId": "%SRCROOT%"}
    assert run["results"] == [
        {
            "ruleId": "unknown-citation",
            "level": "error",
            "message": {
                "text": "the bibliography has no entry S03; did you mean S02? (they stand in data/references.bib)"
            },
            "locations": [{"physicalLocation": {"artifactLocation": table, "region": {"startLine": 5}}}],
            "fixes": [_replacement(table, 5, 26, 29, "S02")],
        },
        {
            "ruleId": "superseded-lead",
            "level": "error",
            "message": {"text": "LABOFF is now MOL; name the present body"},
            "locations": [{"physicalLocation": {"artifactLocation": page, "region": {"startLine": 4}}}],
            "fixes": [_replacement(page, 4, 7, 13, "MOL")],
        },
        {
            "ruleId": "unknown-provision",
            "level": "error",
            "message": {"text": "the ICRMW has no article 94 (it has 1 to 93); did you mean 93?"},
            "locations": [{"physicalLocation": {"artifactLocation": page, "region": {"startLine": 13}}}],
            "fixes": [_replacement(page, 13, 13, 17, "`93`")],
        },
        {
            "ruleId": "superseded-name",
            "level": "warning",
            "message": {"text": ADVICE},
            "locations": [{"physicalLocation": {"artifactLocation": page, "region": {"startLine": 14}}}],
            "fixes": [_replacement(page, 14, 5, 18, "{institution}`MOL`")],
        },
        {
            "ruleId": "superseded-name",
            "level": "warning",
            "message": {"text": ADVICE},
            "locations": [{"physicalLocation": {"artifactLocation": page, "region": {"startLine": 22}}}],
            "fixes": [_replacement(page, 22, 5, 18, "{institution}`MOL`")],
            "suppressions": [
                {
                    "kind": "inSource",
                    "justification": "it signed, 100% sure",
                    "location": {"physicalLocation": {"artifactLocation": page, "region": {"startLine": 20}}},
                }
            ],
        },
    ]


def _replacement(artifact: object, line: int, start: int, end: int, text: str) -> dict[str, Any]:
    region = {"startLine": line, "startColumn": start, "endLine": line, "endColumn": end}
    replacement = {"deletedRegion": region, "insertedContent": {"text": text}}
    return {"artifactChanges": [{"artifactLocation": artifact, "replacements": [replacement]}]}


def test_what_was_accepted(faulty: Project) -> None:
    assert faulty.run("check", "--accepted", "data", PAGE) == (
        1,
        f"{PAGE}:22: accepted[superseded-name]: {ADVICE} ({PAGE}:20: it signed, 100% sure)\n1 finding accepted\n",
    )


def test_for_some_files(faulty: Project) -> None:
    counts = "10 pages, 3 questions, 2 datasets: 0 errors, 0 warnings, 0 gaps; 2 errors in other files\n"
    assert faulty.run("check", "docs/index.md", "data") == (0, counts)
    everything = faulty.run("check")
    assert faulty.run("check", "./docs/replies") == everything
    assert faulty.run("check", str(faulty.root / PAGE)) == everything
    assert faulty.run("check", ".") == everything
    assert faulty.run("check", "docs/none.md") == (2, "loipr: there is no file docs/none.md in the project\n")
    assert faulty.run("check", "../x") == (2, "loipr: there is no file ../x in the project\n")


def test_a_page_cannot_write_on_the_terminal(project: Project) -> None:
    project.replace(PAGE, "status: reviewed", 'status: "\\e[31m\\u202Ered\\n::error::x"')
    status = next(line for line in project.run("check", PAGE)[1].split("\n") if "[invalid-status]" in line)
    assert status == (
        f"{PAGE}:3: error[invalid-status]: the status is “\\x1b[31m\\u202ered\\n::error::x”; write draft, contributed, "
        "reviewed or cleared"
    )


@given(st.text())
def test_any_text_comes_through_a_workflow_command(text: str) -> None:
    for escaped in (escape_data(text), escape_property(text)):
        assert not {"\n", "\r"} & set(escaped)
        assert unquote(escaped, errors="surrogatepass") == text or "%" not in escaped
    assert not {":", ","} & set(escape_property(text))


@given(st.text())
def test_any_text_fits_on_a_line(text: str) -> None:
    shown = on_one_line(text)
    assert len(shown.splitlines()) <= 1
    assert "\033" not in shown


def test_explain_lists_the_rules(project: Project) -> None:
    status, said = project.run("explain")
    assert status == 0
    assert re.findall(r"^  ([a-z-]+) \(", said, re.MULTILINE) == list(RULES)
    assert said.startswith(
        "Rules about findings that were accepted: with a reason, and only as long as there is something to accept.\n\n"
        "  invalid-acceptance (error)\n"
        "      A finding is accepted by its rule, with the reason; an error cannot be accepted.\n"
    )
    assert said.endswith("`python -m loipr explain RULE` shows a bad and a good example.\n")


def test_json_says_who_owes_what_a_gap_asks_for(project: Project) -> None:
    project.write("data/calendar.yaml", "coordinator: MFA\n")
    project.replace(
        "docs/replies/q01-laws.md",
        "Laws give effect",
        ":::{gap} MOL, MFA\n:due: 2025-07-01\nWhat {article}`33` asks for.\n:::\n\nLaws give effect",
    )
    project.replace("docs/replies/q01-laws.md", ":::{reply} (a)", "::::{reply} (a)")
    project.replace("docs/replies/q01-laws.md", "{cite}`S01`.\n:::", "{cite}`S01`.\n::::")
    status, said = project.run("check", "--format", "json", "--gaps")
    (finding,) = json.loads(said)["findings"]
    assert status == 0
    assert finding["message"] == "item (a) has a gap for MOL, MFA to fill: What article 33 asks for."
    assert len({one.pop("id") for one in finding["tasks"]}) == 2
    task = {"kind": "gap", "question": 1, "item": "(a)", "text": "What article 33 asks for.", "due": "2025-07-01"}
    assert finding["tasks"] == [{**task, "institution": "MOL"}, {**task, "institution": "MFA"}]

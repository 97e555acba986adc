"""Concluding observations come into the register of recommendations; what the State wrote there stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from loipr.cli.main import main
from loipr.exchange.documents.follow_up import FollowUp, follow_up_of
from support.changes import OBSERVATIONS, REGISTER
from support.documents import read
from support.project import Project

CYCLE_1 = """\
CMW/C/XXX/CO/1
3 May 2019

Concluding observations on the initial report of Examplia

A. Introduction

1. The Committee looked at the report in the rain.

B. Mills

2. The Committee is concerned about the ovens, in spite of its recommendations.

3. The Committee recommends that the State party, in view of article 64:

(a) Mend them;

(b) Count them.

C. Bridges

4. The Committee also strongly urges the State party to paint its bridges.

D. Follow-up

5. The Committee requests the State party to provide, within two years, that is, by 1 May 2021, written information on
the implementation of the recommendations contained in paragraphs 3 (a) (oven 2) and 4 above.
"""
NEW = """\
# What the State does about each recommendation of the Committee, over the cycles. What a recommendation says stands in
# data/concluding-observations. `status`: not started, under way, done (both with `evidence`), not accepted (with a
# `note` that says why), or superseded (by a later one that `continues` this one).
recommendations:
- id: CO/1 3 (a)
  status: not started
- id: CO/1 3 (b)
  status: not started
- id: CO/1 4
  status: not started
- id: CO/1 5
  status: not started
"""


@pytest.fixture
def empty(project: Project) -> Project:
    """The small report, before it has any concluding observations."""
    (project.root / OBSERVATIONS).unlink()
    project.replace("docs/replies/q02-recruitment.md", " and {recommendation}`CO/1 2`", "")
    return project


def bring_in(project: Project, text: str, monkeypatch: pytest.MonkeyPatch, *options: str) -> tuple[int, str]:
    project.write("document.txt", text)
    monkeypatch.chdir(project.root)
    return project.run("import", "document.txt", *options)


def test_new_recommendations_come_in_as_not_started(empty: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    status, said = bring_in(empty, CYCLE_1, monkeypatch)
    assert status == 0
    assert not (empty.root / REGISTER).exists()
    status, said = bring_in(empty, CYCLE_1, monkeypatch, "--yes")
    assert status == 0
    assert said.split("\n\n")[-1].splitlines() == [
        f"{REGISTER}:",
        "  CO/1 3 (a): new, not started",
        "  CO/1 3 (b): new, not started",
        "  CO/1 4: new, not started",
        "  CO/1 5: new, not started",
        "Written: data/concluding-observations/cmw-c-xxx-co-1.yaml",
        f"Written: {REGISTER}",
    ]
    assert empty.read(REGISTER) == NEW
    head = empty.read("data/concluding-observations/cmw-c-xxx-co-1.yaml").partition("paragraphs:")[0]
    assert head == (
        "symbol: CMW/C/XXX/CO/1\nshort: CO/1\ntitle: Concluding observations on the initial report of Examplia\n"
        "issued: 2019-05-03\ncomplete: true\nfollow_up:\n- 3\n- 4\nfollow_up_within: two years\n"
        "follow_up_by: 2021-05-01\n"
    )
    assert [one for one in empty.findings() if ": gap[" not in one] == [
        f"{REGISTER}:5: warning[overdue-recommendation]: CO/1 3 (a) was due on 2021-05-01 and is “not started”; write what "
        "was done, or a new day",
        f"{REGISTER}:7: warning[overdue-recommendation]: CO/1 3 (b) was due on 2021-05-01 and is “not started”; write what "
        "was done, or a new day",
        f"{REGISTER}:9: warning[overdue-recommendation]: CO/1 4 was due on 2021-05-01 and is “not started”; write what was "
        "done, or a new day",
    ]
    # A second time, nothing changes.
    _, said = bring_in(empty, CYCLE_1, monkeypatch, "--yes")
    assert REGISTER not in said
    assert empty.read(REGISTER) == NEW


WRITTEN = """\
# Kept by the coordinator.
recommendations:
- id: CO/1 3 (b)   # counted since 2020
  status: done
  evidence: [question 3]

  action: "All are counted: twice a year."
- id: CO/1 4
  status: under way
  lead: MOL
  evidence:
  - question 2
- id: CO/2 1
  status: not started
  continues: [CO/1 4, CO/1 3 (b)]
"""


def test_what_the_state_wrote_stays_and_follows_its_number(empty: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    bring_in(empty, CYCLE_1, monkeypatch, "--yes")
    empty.write(REGISTER, WRITTEN)
    # The Committee adds a paragraph and a letter, and takes the first letter away.
    changed = CYCLE_1.replace("(a) Mend them;\n\n(b) Count them.", "(a) Count them;\n\n(b) Light the lanterns.")
    changed = changed.replace("4. The Committee also", "4. The snow was deep in the harbour.\n\n5. The Committee also")
    changed = changed.replace("5. The Committee requests", "6. The Committee requests").replace(
        "and 4 above", "and 5 above"
    )
    status, said = bring_in(empty, changed, monkeypatch, "--yes")
    assert status == 0
    assert (
        empty.read(REGISTER)
        == """\
# Kept by the coordinator.
recommendations:
- id: CO/1 3 (a)   # counted since 2020
  status: done
  evidence: [question 3]

  action: "All are counted: twice a year."
- id: CO/1 3 (b)
  status: not started
- id: CO/1 5
  status: under way
  lead: MOL
  evidence:
  - question 2
- id: CO/1 6
  status: not started
- id: CO/2 1
  status: not started
  continues:
  - CO/1 5
  - CO/1 3 (a)
"""
    )
    assert "  CO/1 3 (b): is now CO/1 3 (a)\n  CO/1 4: is now CO/1 5\n  CO/1 3 (b): new, not started\n" in said


def test_what_is_gone_is_marked_and_not_lost(empty: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    bring_in(empty, CYCLE_1, monkeypatch, "--yes")
    empty.write(REGISTER, WRITTEN)
    gone = CYCLE_1.replace(
        "C. Bridges\n\n4. The Committee also strongly urges the State party to paint its bridges.\n\n", ""
    )
    gone = gone.replace("5. The Committee requests", "4. The Committee requests")
    status, said = bring_in(empty, gone, monkeypatch, "--yes")
    assert status == 0
    assert "  CO/1 4: no longer in the document; what was written stays\n" in said
    assert "- id: CO/1 formerly 4\n  status: under way\n  lead: MOL\n" in empty.read(REGISTER)
    (fault,) = [one for one in empty.findings() if "formerly" in one and "`id`" in one]
    assert fault.endswith(
        "error[invalid-data]: `id` is “CO/1 formerly 4”; write the document and the paragraph, as CO/1 24 or CO/1 24 (b)"
    )


def test_a_whole_paragraph_on_record_stands_for_its_letters(empty: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    empty.write(REGISTER, "recommendations:\n- id: CO/1 3\n  status: not accepted\n  note: Too costly.\n")
    bring_in(empty, CYCLE_1, monkeypatch, "--yes")
    assert "CO/1 3 (" not in empty.read(REGISTER)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("recommendations: [{id: CO/1 3}]\n", "data/register.yaml:1: write each field on its own line here"),
        ("recommendations:\r- id: CO/1 3\r", "data/register.yaml: its lines end in different ways"),
        ("recommendations:\r\n- id: CO/1 3\n  status: done\n", "data/register.yaml: its lines end in different ways"),
        ("recommendations:\n- id: CO/1 3\u2028\n", "(line separator), which is invisible; delete it"),
        ("recommendations:\n- id: [\n", "data/register.yaml: this is not valid YAML"),
    ],
)
def test_a_register_that_cannot_be_changed_stops_the_import(
    empty: Project, monkeypatch: pytest.MonkeyPatch, text: str, told: str
) -> None:
    empty.write(REGISTER, text)
    status, said = bring_in(empty, CYCLE_1, monkeypatch, "--yes")
    assert status == 1
    assert told in said
    assert said.endswith("Nothing was written.\n")
    assert empty.read(REGISTER) == text
    assert not (empty.root / "data/concluding-observations/cmw-c-xxx-co-1.yaml").exists()


def test_a_register_elsewhere_is_not_written(empty: Project, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.yaml"
    elsewhere.write_text("recommendations:\n", encoding="utf-8")
    (empty.root / REGISTER).symlink_to(elsewhere)
    status, said = bring_in(empty, CYCLE_1, monkeypatch, "--yes")
    assert status == 1
    assert "this is a link to another file" in said
    assert elsewhere.read_text(encoding="utf-8") == "recommendations:\n"


@pytest.mark.parametrize(
    ("title", "asked", "expected"),
    [
        (
            "Observations finales concernant le rapport initial de l’Examplie",
            "Le Comité demande à l’État partie de fournir, dans un délai de deux ans, des renseignements sur l’application "
            "des recommandations formulées aux paragraphes 1, 2 et 99 ci-dessus.",
            FollowUp((1, 2), "deux ans"),
        ),
        (
            "Observaciones finales sobre el informe inicial de Examplia",
            "El Comité solicita al Estado parte que facilite, en el plazo de un año, información sobre la aplicación de las "
            "recomendaciones que figuran en los párrafos 1 a 2.",
            FollowUp((1, 2), "un año"),
        ),
        (
            "Concluding observations on the initial report of Examplia",
            "The Committee requests information on the implementation of the recommendations in paragraphs 1 and 2.",
            FollowUp(),
        ),
    ],
)
def test_the_account_that_is_asked_for(tmp_path: Path, title: str, asked: str, expected: FollowUp) -> None:
    text = f"CMW/C/XXX/CO/1\n3 May 2019\n\n{title}\n\n1. The mills turn.\n\n2. The ovens smoke.\n\n3. {asked}\n"
    assert follow_up_of(read(tmp_path, "document.txt", text)) == expected


def test_a_list_of_issues_does_not_touch_the_register(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.write(REGISTER, "recommendations: []\n")
    monkeypatch.chdir(project.root)
    text = (
        "CMW/C/XXX/QPR/1\n10 January 2025\n\nList of issues\n\nA. General information\n\n1. Please provide the laws; the "
        "Committee recommends this.\n"
    )
    project.write("list.txt", text)
    assert main(["import", "list.txt", "--yes", "--replace"]) == 0
    assert project.read(REGISTER) == "recommendations: []\n"

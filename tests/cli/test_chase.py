"""``loipr chase``: what is written for whom, and what is said."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from support.changes import CALENDAR
from support.project import Project

PLAN = "coordinator: MFA\nmilestones:\n- {id: in, title: In, date: 2025-07-11}\ndue: {reply: in}\n"
OF_BOTH = ["due.ics", "letter-en.docx", "letter-id.docx", "list.xlsx", "mail-en.txt", "mail-id.txt"]


@pytest.fixture
def owing(project: Project) -> Project:
    """The small report, in which MFA and MOL each owe a reply by 11 July 2025."""
    project.replace("conf.py", "loipr_notice", 'loipr_coordinator_address = "report@example.org"\nloipr_notice')
    project.replace("conf.py", "loipr_notice", 'loipr_working_language = "id"\nloipr_notice')
    project.write(CALENDAR, PLAN)
    return project


def files(folder: Path) -> list[str]:
    return sorted(one.relative_to(folder).as_posix() for one in folder.rglob("*") if one.is_file())


def test_each_institution_has_a_folder(owing: Project) -> None:
    assert owing.run("chase", "--today", "2025-07-12") == (
        0,
        "MFA: 1 masukan ditunggu, 1 lewat tenggat (_build/chase/MFA)\n"
        "MOL: 1 masukan ditunggu, 1 lewat tenggat (_build/chase/MOL)\n"
        "2 masukan ditunggu dari 2 instansi, 2 lewat tenggat\n",
    )
    folder = owing.root / "_build/chase"
    assert files(folder) == [f"{name}/{file}" for name in ("MFA", "MOL") for file in OF_BOTH]
    book = load_workbook(folder / "MOL/list.xlsx")
    assert {sheet.title: [cell.value for cell in sheet[1]] for sheet in book} == {
        "id": ["No.", "Urgensi", "Pertanyaan", "Yang ditanyakan", "Masukan yang ditunggu", "Tenggat", "Sisa hari"],
        "en": ["No.", "Urgency", "Question", "What is asked", "What is awaited", "Due", "Days left"],
    }
    assert (folder / "MOL/mail-en.txt").read_text(encoding="utf-8").startswith("Subject: CMW/C/XXX/1: 1 contribution")
    assert b"UID:2025-07-11-MOL@CMW/C/XXX/1\r\n" in (folder / "MOL/due.ics").read_bytes()
    before = {name: (folder / name).read_bytes() for name in files(folder)}
    owing.run("chase", "--today", "2025-07-12")
    assert {name: (folder / name).read_bytes() for name in files(folder)} == before


def test_who_owes_nothing_now_has_no_letter_left(owing: Project) -> None:
    folder = owing.root / "_build/chase"
    owing.run("chase", "--today", "2025-07-12")
    owing.write("_build/chase/MFA/notes.txt", "By hand.")
    owing.replace("docs/replies/q01-laws.md", "status: draft", "status: cleared")
    owing.replace("docs/replies/q02-recruitment.md", "status: reviewed", "status: cleared")
    assert owing.run("chase", "--today", "2025-07-12", "--institution", "MFA", "--language", "en") == (
        0,
        "MFA owes nothing to the report\n",
    )
    assert files(folder) == ["MFA/notes.txt", *(f"MOL/{name}" for name in OF_BOTH)]
    assert owing.run("chase", "--exit-code") == (0, "Tidak ada masukan yang masih ditunggu dari instansi mana pun\n")
    assert files(folder) == ["MFA/notes.txt"]
    assert not (folder / "MOL").exists()


def test_a_report_in_english_alone(owing: Project) -> None:
    owing.run("chase", "--today", "2025-07-12")
    owing.replace("conf.py", 'loipr_working_language = "id"\n', "")
    assert owing.run("chase", "--today", "2025-07-12", "--institution", "MinLabour") == (
        0,
        "MOL: 1 contribution awaited, 1 overdue (_build/chase/MOL)\n",
    )
    assert files(owing.root / "_build/chase/MOL") == ["due.ics", "letter-en.docx", "list.xlsx", "mail-en.txt"]


def test_the_answer_for_programs(owing: Project) -> None:
    status, said = owing.run(
        "chase", "--today", "2025-07-10", "--format", "json", "--institution", "MOL", "--exit-code"
    )
    assert status == 0
    found = json.loads(said)
    text = found["institutions"][0].pop("text")
    assert found == {
        "version": 1,
        "report": "CMW/C/XXX/1",
        "today": "2025-07-10",
        "language": "id",
        "summary": {"institutions": 1, "tasks": 1, "overdue": 0},
        "institutions": [
            {
                "id": "MOL",
                "name": "Ministry of Labour",
                "vernacular": "",
                "alert": "7",
                "overdue": 0,
                "subject": "1 masukan ditunggu, yang pertama paling lambat 11 Juli 2025 (1 hari lagi)",
                "folder": "_build/chase/MOL",
                "files": OF_BOTH,
                "tasks": [
                    {
                        "id": found["institutions"][0]["tasks"][0]["id"],
                        "kind": "reply",
                        "question": 2,
                        "item": "",
                        "dataset": "",
                        "text": "Jawaban sudah ditelaah, tetapi belum disetujui.",
                        "others": [],
                        "due": "2025-07-11",
                        "days_left": 1,
                        "alert": "7",
                        "path": "docs/replies/q02-recruitment.md",
                        "line": 3,
                        "page": "replies/q02-recruitment",
                    }
                ],
            }
        ],
    }
    assert text.startswith("**Yth. Pimpinan Ministry of Labour (MOL)**\n")
    later = owing.run("chase", "--today", "2025-07-12", "--format", "json", "--exit-code")
    assert later[0] == 1
    assert json.loads(later[1])["summary"] == {"institutions": 2, "tasks": 2, "overdue": 2}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--institution", ""], "an institution of data/institutions.yaml must be named here"),
        (["--institution", "MOLL"], "there is no institution MOLL; did you mean MOL? (they stand in data/institutions.yaml)"),
        (["--institution", "LABOFF"], "LABOFF is now MOL"),
        (["--institution", "\x1b[2J"], "there is no institution \\x1b[2J (they stand in data/institutions.yaml)"),
    ],
)  # fmt: skip
def test_an_institution_that_there_is_not(owing: Project, arguments: list[str], said: str) -> None:
    assert owing.run("chase", *arguments) == (2, f"loipr: {said}\n")
    assert not (owing.root / "_build").exists()


@pytest.mark.parametrize("day", ["2025-02-30", "tomorrow", "", "2025-07-11T00:00"])
def test_a_day_that_there_is_not(owing: Project, day: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        owing.run("chase", "--today", day)
    assert stopped.value.code == 2


def test_what_must_be_there_first(owing: Project) -> None:
    owing.replace("conf.py", "loipr_coordinator_address", "address")
    assert owing.run("chase") == (
        2,
        "loipr: conf.py: loipr_coordinator_address is missing; write the mail address to which institutions answer\n",
    )
    owing.replace("conf.py", "address", "loipr_coordinator_address")
    owing.write("data/datasets/placements.csv", "\x00")
    assert owing.run("chase") == (
        2,
        "loipr: nothing was written: run `check` and mend what keeps placements from being read\n",
    )
    assert not (owing.root / "_build").exists()


def test_a_folder_that_cannot_be_written(owing: Project) -> None:
    owing.write("taken", "A file.")
    assert owing.run("chase", "--out", "taken") == (2, "loipr: taken cannot be written: Not a directory\n")


def test_what_nobody_is_named_for_is_said(owing: Project) -> None:
    (owing.root / CALENDAR).unlink()
    owing.replace("docs/replies/q02-recruitment.md", "lead: MOL\n", "")
    assert owing.run("chase", "--language", "en") == (
        0,
        "MFA: 1 contribution awaited (_build/chase/MFA)\n"
        "1 contribution awaited from 1 institution, 0 overdue\n"
        "1 more is on nobody's list: name a coordinator in data/calendar.yaml, or a lead on the page\n",
    )


def test_names_make_safe_folders(owing: Project) -> None:
    """Wherever a name goes, the files stay below the folder that was asked for."""
    for old, new in {"id: MFA": "id: ../../MFA", "id: MOL": "id: mol", "id: LABOFF": "id: ..-MOL"}.items():
        owing.replace("data/institutions.yaml", old, new)
    for name in ("q01-laws", "q02-recruitment"):
        text = (
            owing.read(f"docs/replies/{name}.md")
            .replace("lead: MFA", "lead: ../../MFA")
            .replace("lead: MOL", "lead: mol")
        )
        owing.write(f"docs/replies/{name}.md", text)
    owing.replace(CALENDAR, "coordinator: MFA", "coordinator: ../../MFA")
    owing.run("chase", "--out", "below/letters")
    folders = {one.partition("/")[0] for one in files(owing.root / "below/letters")}
    assert folders == {"MFA", "mol"}

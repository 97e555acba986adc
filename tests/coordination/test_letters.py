"""Letters that remind institutions: as mail, as Markdown, as a sheet and as entries of a calendar."""

from __future__ import annotations

import datetime
import re

import pytest

from loipr.coordination.chasing import Debt, debts
from loipr.coordination.icalendar import Entry
from loipr.coordination.letter_sheet import due_days, list_sheet
from loipr.coordination.letter_text import as_mail, as_markdown
from loipr.coordination.letters import Letter, letter_to
from loipr.coordination.sheet import plain
from loipr.report import Report
from loipr.wording.languages import language_of
from support.changes import CALENDAR, DESCRIPTOR, RECRUITMENT
from support.project import Project

PLAN = """\
coordinator: MFA
deadline: 2025-07-31
milestones:
- {id: data-in, title: Data in, days_before: 20}
- {id: cleared, title: Cleared, date: 2025-07-25}
due: {gap: data-in, reply: cleared, breakdown: data-in}
"""


@pytest.fixture
def owing(project: Project) -> Project:
    """The small report, in which MOL owes a reply, a gap and a breakdown."""
    project.replace("conf.py", "loipr_notice", 'loipr_coordinator_address = "report@example.org"\nloipr_notice')
    project.write(CALENDAR, PLAN)
    project.replace(DESCRIPTOR, '"owner": "MOL",', '"owner": "MOL", "disaggregation": {"asked": ["sex", "age"]},')
    project.append(
        "docs/replies/q01-laws.md", "\n:::{reply} (b)\n:::{gap} MOL, MFA\nThe *text* of the agreement.\n:::\n:::\n"
    )
    return project


def written(report: Report, name: str, tag: str, today: str) -> tuple[Letter, Debt]:
    debt = next(one for one in debts(report, datetime.date.fromisoformat(today)) if one.institution.id == name)
    return letter_to(debt, report, language_of(tag), f"{name}.xlsx"), debt


def test_the_whole_mail(owing: Project) -> None:
    letter, _ = written(owing.load(), "MOL", "en", "2025-07-12")
    assert (
        as_mail(letter)
        == """\
Subject: CMW/C/XXX/1: 3 contributions awaited, 2 overdue

To: Ministry of Labour (MOL)

Dear colleagues,

The report CMW/C/XXX/1 replies to the list of issues CMW/C/XXX/QPR/1. On 12
July 2025 it still awaits from MOL: 1 gap, 1 reply to be cleared and 1
breakdown missing.

The report is to be submitted on 31 July 2025.

Overdue (2)

1. Question 1 (b): Laws
   Agreements.
   Gap: The *text* of the agreement. (with MFA)
   11 July 2025 – 1 day overdue

2. Data: Placements
   Breakdown missing: Placements: figures by sex and age.
   11 July 2025 – 1 day overdue

Due within 14 days (1)

3. Question 2: Recruitment
   Reply to be cleared: The reply is reviewed, not yet cleared.
   25 July 2025 – 13 days left

Please write the answers, each with its source, into the workbook MOL.xlsx,
and send it to report@example.org.

If something is not known, or is for another institution to answer, please
say so in the same place; the report then states it openly.

Thank you for your cooperation.

Ministry of Foreign Affairs
Coordinator of the report CMW/C/XXX/1
"""
    )


def test_the_whole_mail_in_bahasa_indonesia(owing: Project) -> None:
    """The institution has its name in that language; what the report says is quoted as it stands there."""
    owing.write("docs/institutions.md", "# Institutions\n\n:::{institution-list}\n:::\n")
    owing.replace("conf.py", "loipr_notice", 'html_baseurl = "https://example.org/report"\nloipr_notice')
    letter, _ = written(owing.load(), "MFA", "id", "2025-08-01")
    assert (
        as_mail(letter)
        == """\
Hal: CMW/C/XXX/1: 2 masukan ditunggu, 2 lewat tenggat

Yth. Pimpinan Kementerian Luar Negeri (MFA)

Dengan hormat,

Laporan CMW/C/XXX/1 merupakan jawaban atas daftar isu CMW/C/XXX/QPR/1. Per 1
Agustus 2025, masukan yang masih ditunggu dari MFA adalah 1 kekosongan dan 1
jawaban yang belum disetujui.

Laporan seharusnya sudah disampaikan pada tanggal 31 Juli 2025.

Rumusan dalam daftar dikutip dari laporan, yang ditulis dalam bahasa
Inggris.

Lewat tenggat (2)

1. Pertanyaan 1 (b): Laws
   Agreements.
   Kekosongan: The *text* of the agreement. (bersama MOL)
   11 Juli 2025 – terlambat 21 hari

2. Pertanyaan 1: Laws
   Jawaban yang belum disetujui: Jawaban masih berupa draf.
   25 Juli 2025 – terlambat 7 hari

Mohon menuliskan jawaban, masing-masing beserta sumbernya, dalam buku kerja
MFA.xlsx, lalu mengirimkannya ke report@example.org.

Daftar yang sama, dengan tautan ke setiap bagian, tersedia pada halaman
berikut di situs penelaahan:
https://example.org/report/coordination/institutions/mfa.html

Apabila ada hal yang tidak diketahui, atau seharusnya dijawab oleh instansi
lain, mohon dinyatakan di tempat yang sama; laporan akan menyebutkannya
secara terbuka.

Atas perhatian dan kerja sama Saudara, kami ucapkan terima kasih.

Kementerian Luar Negeri
Koordinator laporan CMW/C/XXX/1
"""
    )


def test_markdown_leads_to_each_place_and_calls_nobody(owing: Project) -> None:
    owing.replace("conf.py", "loipr_notice", 'html_baseurl = "https://example.org/report/"\nloipr_notice')
    owing.append(RECRUITMENT, "\n:::{gap} MOL\n- @team <b>x</b> [a](b) #7 `c` org/repo#8\n:::\n")
    letter, _ = written(owing.load(), "MOL", "en", "2025-07-12")
    text = as_markdown(letter)
    assert "### Overdue (3)" in text
    assert (
        "1. **[Question 1 (b): Laws](<https://example.org/report/replies/q01-laws.html#q01-laws-gap-1>)**  \n"
        "   Agreements.  \n"
        "   Gap: The \\*text\\* of the agreement. (with MFA)  \n"
        "   *11 July 2025 – 1 day overdue*"
    ) in text
    assert "Gap: - @\u200bteam \\<b\\>x\\</b\\> \\[a\\](b) #\u200b7 \\`c\\` org/repo#\u200b8" in text
    assert "send it to report@example.org." in text


def test_markdown_keeps_within_the_room_of_an_issue(owing: Project) -> None:
    for _ in range(36):
        owing.append(RECRUITMENT, f"\n:::{{gap}} MOL\n{'A long text. ' * 200}\n:::\n")
    letter, _ = written(owing.load(), "MOL", "en", "2025-07-12")
    text = as_markdown(letter)
    assert 57_000 < len(text) < 65_536
    shown = len(re.findall(r"^\d+\. ", text, re.MULTILINE))
    assert f"\n\n… and {39 - shown} more\n\nPlease write" in text


def test_no_text_breaks_a_line_of_its_own(owing: Project) -> None:
    """Names and titles come from files that anybody may propose to change."""
    owing.replace("data/institutions.yaml", "name: Ministry of Labour", 'name: "Labour\\nBcc: x@example.org\\u202e"')
    owing.replace("data/lists-of-issues/cmw-c-xxx-qpr-1.yaml", "subject: Recruitment", 'subject: "A\\r\\nB"')
    owing.append(RECRUITMENT, f"\n:::{{gap}} MOL\n{'x' * 3000}\n:::\n")
    letter, debt = written(owing.load(), "MOL", "en", "2025-07-12")
    mail = as_mail(letter)
    assert "To: Labour Bcc: x@example.org\\u202e (MOL)\n" in mail
    assert "Question 2: A B\n" in mail
    assert max(map(len, mail.splitlines())) < 998
    assert all(mark == "\n" or mark.isprintable() for mark in mail)
    assert all("\n" not in line for line in as_markdown(letter).split("\n\n")[0])
    assert [entry.title for entry in due_days(letter, debt, owing.load())] == [
        "CMW/C/XXX/1: 3 contributions of MOL due",
        "CMW/C/XXX/1: 1 contribution of MOL due",
    ]


def test_the_list_as_a_sheet(owing: Project) -> None:
    letter, debt = written(owing.load(), "MOL", "id", "2025-07-12")
    sheet = list_sheet(letter, debt)
    assert sheet.name == "id"
    assert [column.head for column in sheet.columns] == [
        *("No.", "Urgensi", "Pertanyaan", "Yang ditanyakan", "Masukan yang ditunggu", "Tenggat", "Sisa hari")
    ]
    assert [[plain(cell) for cell in row] for row in sheet.rows] == [
        ["1", "Lewat tenggat", "Pertanyaan 1 (b): Laws", "Agreements.", "Kekosongan: The *text* of the agreement. (bersama MFA)", "2025-07-11", "-1"],
        ["2", "Lewat tenggat", "Data: Placements", "", "Rincian data yang belum ada: Placements: angka menurut jenis kelamin dan usia.", "2025-07-11", "-1"],
        ["3", "Jatuh tempo dalam 14 hari", "Pertanyaan 2: Recruitment", "", "Jawaban yang belum disetujui: Jawaban sudah ditelaah, tetapi belum disetujui.", "2025-07-25", "13"],
    ]  # fmt: skip


def test_the_days_on_which_something_is_due(owing: Project) -> None:
    report = owing.load()
    letter, debt = written(report, "MOL", "id", "2025-07-12")
    words = "Pertanyaan 1 (b): Laws\nData: Placements\nreport@example.org"
    assert due_days(letter, debt, report) == [
        Entry(
            "2025-07-11-MOL@CMW/C/XXX/1",
            datetime.date(2025, 7, 11),
            "CMW/C/XXX/1: tenggat 2 masukan MOL",
            words,
            (21, 14, 7),
        ),
        Entry(
            "2025-07-25-MOL@CMW/C/XXX/1",
            datetime.date(2025, 7, 25),
            "CMW/C/XXX/1: tenggat 1 masukan MOL",
            "Pertanyaan 2: Recruitment\nreport@example.org",
            (21, 14, 7),
        ),
    ]


def test_without_a_plan_nothing_has_a_day(owing: Project) -> None:
    (owing.root / CALENDAR).unlink()
    report = owing.load()
    letter, debt = written(report, "MOL", "en", "2025-07-12")
    assert letter.subject == "CMW/C/XXX/1: 3 contributions awaited"
    assert [part.level for part in letter.parts] == ["Without a due day"]
    assert "   no due day\n" in as_mail(letter)
    assert due_days(letter, debt, report) == []


@pytest.mark.parametrize(
    ("today", "subject"),
    [
        ("2025-06-01", "CMW/C/XXX/1: 3 contributions awaited, the first by 11 July 2025"),
        ("2025-07-01", "CMW/C/XXX/1: 3 contributions awaited, the first by 11 July 2025 (10 days left)"),
        ("2025-07-11", "CMW/C/XXX/1: 3 contributions awaited, the first by 11 July 2025 (due today)"),
        ("2025-07-12", "CMW/C/XXX/1: 3 contributions awaited, 2 overdue"),
    ],
)
def test_the_subject_says_how_urgent_it_is(owing: Project, today: str, subject: str) -> None:
    assert written(owing.load(), "MOL", "en", today)[0].subject == subject

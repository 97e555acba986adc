"""A letter as a Word file."""

from __future__ import annotations

import datetime
import zipfile
from pathlib import Path

from defusedxml.ElementTree import fromstring
from openxml_audit import OpenXmlValidator

from loipr.coordination.letters import Letter, Line, Part
from loipr.editions.word.letter import write_letter
from support.project import Project

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DAY = datetime.date(2025, 7, 12)
LINES = (
    Line(1, "Pertanyaan 1 (b): Laws", "Agreements.", "Kekosongan: A & <b>", "11 Juli 2025", "terlambat 1 hari", ""),
    Line(2, "Data: Placements", "", "Rincian\x00 data", "", "tanpa tenggat", ""),
)
LETTER = Letter(
    language="id",
    sender="Kementerian Luar Negeri",
    role="Koordinator laporan CMW/C/XXX/1",
    date="12 Juli 2025",
    addressee="Yth. Pimpinan Kementerian Ketenagakerjaan (MOL)",
    subject="CMW/C/XXX/1: 2 masukan ditunggu",
    salutation="Dengan hormat,",
    before=("Laporan …",),
    levels=("Lewat tenggat: 2",),
    after=("Terima kasih.",),
    list_title="Masukan yang ditunggu",
    parts=(Part("Lewat tenggat", LINES),),
)


def test_the_whole_letter(project: Project, tmp_path: Path) -> None:
    file = tmp_path / "letter.docx"
    write_letter(LETTER, file, project.load().settings, DAY)
    # Word writes these two parts into each file, but does not need them.
    lacking = [f"A required relationship type '{_R}/{part}' is missing." for part in ("fontTable", "theme")]
    assert [one.description for one in OpenXmlValidator(max_errors=0).validate(file).errors] == lacking
    with zipfile.ZipFile(file) as archive:
        document = fromstring(archive.read("word/document.xml"))
        styles = archive.read("word/styles.xml").decode()
        about = archive.read("docProps/core.xml").decode()
        names = archive.namelist()
    assert [_text(one) for one in document[0].findall(f"{_W}p")] == [
        "Kementerian Luar Negeri",
        "12 Juli 2025",
        "Nomor: ",
        "Lampiran: Masukan yang ditunggu",
        "Hal: CMW/C/XXX/1: 2 masukan ditunggu",
        "Yth. Pimpinan Kementerian Ketenagakerjaan (MOL)",
        "Dengan hormat,",
        "Laporan …",
        "Lewat tenggat: 2",
        "Terima kasih.",
        "Koordinator laporan CMW/C/XXX/1",
        "",
        "Masukan yang ditunggu",
        "Lewat tenggat",
        "",
    ]
    assert [[_text(cell) for cell in row.findall(f"{_W}tc")] for row in document.iter(f"{_W}tr")] == [
        ["No.", "Pertanyaan", "Masukan yang ditunggu", "Tenggat", "Sisa waktu"],
        ["1", "Pertanyaan 1 (b): LawsAgreements.", "Kekosongan: A & <b>", "11 Juli 2025", "terlambat 1 hari"],
        ["2", "Data: Placements", "Rincian data", "", "tanpa tenggat"],
    ]
    assert 'w:lang w:val="id-ID"' in styles
    assert "<dc:title>CMW/C/XXX/1: 2 masukan ditunggu</dc:title>" in about
    assert "2025-07-12T00:00:00Z" in about
    assert all("@" not in text for text in (styles, about))
    used = {one.get(f"{_W}val") for one in document.iter(f"{_W}pStyle")} | {"LetterTable"}
    assert [name for name in used if f'w:styleId="{name}"' not in styles] == []
    assert "word/footer.xml" in names


def test_the_same_letter_makes_the_same_bytes(project: Project, tmp_path: Path) -> None:
    files = [tmp_path / "one.docx", tmp_path / "two.docx"]
    for file in files:
        write_letter(LETTER, file, project.load().settings, DAY)
    assert files[0].read_bytes() == files[1].read_bytes()


def _text(element: object) -> str:
    return "".join(one.text or "" for one in element.iter(f"{_W}t"))  # type: ignore[attr-defined]

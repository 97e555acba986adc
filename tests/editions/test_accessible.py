"""The accessible PDF: its tags, links and bytes. That it says what the other editions say: `test_same_text.py`."""

from __future__ import annotations

import itertools
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pdfua
import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader

from changes import hold
from everything import write_everything
from loipr.__main__ import main
from project import REPOSITORY, Project, make_project, needs_print
from tagged import Tagged

pytestmark = needs_print

CHART = """
:::{data-chart} placements
:caption: Placements
:columns: period, total, women
:where: period = 2022 | 2023
:::

A note[^a] and a list:

1. first
   1. below
2. second

[^a]: The words of the note, of page 3.
"""
NAMES = "\nNames: محمد علي, Đặng; 50% of $5 & #3_a^b ~ {c} \\\\ <b>.[^a]\n\n[^a]: The note of page 2.\n"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The small report with a chart, footnotes and lists, as LaTeX's and as the accessible PDF."""
    project = make_project(tmp_path_factory.mktemp("accessible"))
    project.append("docs/replies/q03-statistics.md", CHART)
    project.append("docs/replies/q02-recruitment.md", NAMES)
    project.append("docs/replies/q02-recruitment.md", "\nFees (*biaya penempatan*), *prima facie*.\n")
    project.append("conf.py", 'loipr_national_dictionary = "id_ID"\nloipr_title_notes = ["Not edited."]\n')
    hold(project, "misspelt-word", "  dictionary: en_GB\n")
    project.write("data/words.txt", "Đặng\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(project.root)
        assert main(["build", "accessible"]) == 0
    return project


@pytest.fixture(scope="module", params=["the small report", "everything an author can write"])
def any_report(request: pytest.FixtureRequest, built: Project, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Whatever stands in it, the rules of the format are kept."""
    if request.param == "the small report":
        return built
    project = make_project(tmp_path_factory.mktemp("everything"))
    write_everything(project)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(project.root)
        assert main(["build", "accessible"]) == 0
    return project


def reader(project: Project, ending: str) -> PdfReader:
    return PdfReader(project.root / f"_build/pdf/CMW-C-XXX-1{ending}.pdf")


def elements(project: Project) -> Iterator[Any]:
    """Yield the elements of the structure tree, in the order of reading."""

    def walk(found: Any) -> Iterator[Any]:
        found = found.get_object()
        if isinstance(found, list):
            for one in found:
                yield from walk(one) if not isinstance(one, int) else ()
        elif hasattr(found, "get"):
            if "/S" in found:
                yield found
            below = found.get("/K", [])
            for one in below if isinstance(below, list) else [below]:
                yield from walk(one) if not isinstance(one, int) else ()

    yield from walk(reader(project, "-accessible").root_object["/StructTreeRoot"])


def test_the_rules_that_a_program_can_check_are_kept(any_report: Project) -> None:
    found = pdfua.validate(str(any_report.root / "_build/pdf/CMW-C-XXX-1-accessible.pdf"))
    assert [(one.rule_id, one.message) for one in found.findings] == []


def test_it_is_tagged_and_has_title_and_language(built: Project) -> None:
    file = reader(built, "-accessible")
    root: Any = file.root_object
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"], root["/ViewerPreferences"]["/DisplayDocTitle"]) == (
        "en",
        True,
        True,
    )
    assert b'pdfuaid:part="1"' in root["/Metadata"].get_data() or b"pdfuaid:part>1<" in root["/Metadata"].get_data()
    assert file.metadata is not None
    assert (file.metadata.title, file.metadata.subject) == ("Report for tests", "CMW/C/XXX/1")


def test_headings_go_down_by_one_level(any_report: Project) -> None:
    levels = [int(one["/S"][2:]) for one in elements(any_report) if re.fullmatch(r"/H[1-6]", one["/S"])]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert [after for before, after in itertools.pairwise(levels) if after > before + 1] == []


def test_pictures_have_words_and_heads_of_tables_their_columns(built: Project) -> None:
    kinds: dict[str, list[Any]] = {}
    for one in elements(built):
        kinds.setdefault(one["/S"], []).append(one)
    assert [one["/Alt"] for one in kinds["/Figure"]] == [
        "Bar chart. Placements (persons). 2022: Total 200,761, Women 122,147; 2023: Total 274,965, Women 167,863."
    ]
    assert len(kinds["/TH"]) > 8
    assert {one["/A"]["/Scope"] for one in kinds["/TH"]} == {"/Column"}


def test_passages_in_the_language_of_the_state_say_so(built: Project) -> None:
    file = Tagged(built.root / "_build/pdf/CMW-C-XXX-1-accessible.pdf")
    said = [(one["/Lang"], file.words_of(one)) for one in elements(built) if "/Lang" in one]
    assert said == [("id", "biayapenempatan"), ("id", "KementerianLuarNegeri")]


def test_marks_of_notes_are_references_and_notes_begin_with_their_labels(built: Project) -> None:
    file = Tagged(built.root / "_build/pdf/CMW-C-XXX-1-accessible.pdf")
    referring = [one for one in elements(built) if one["/S"] == "/Reference"]
    assert {one["/S"] for outer in referring for one in inside(outer)} == {"/Link"}
    assert [words for one in referring if (words := file.words_of(one)).startswith("[")] == ["[1]", "[2]"]
    notes = [one for one in elements(built) if one["/S"] == "/Note"]
    begins = [(one["/S"], file.words_of(one)) for note in notes[1:] for one in inside(note)[:1]]
    assert begins == [("/Lbl", "[1]"), ("/Lbl", "[2]")]


def test_notes_are_notes_and_every_name_is_in_the_list_of_names(built: Project) -> None:
    notes = [one for one in elements(built) if one["/S"] == "/Note"]
    assert len(notes) == 3
    names = [str(one["/ID"]) for one in elements(built) if "/ID" in one]
    assert len(set(names)) == len(names)
    root: Any = reader(built, "-accessible").root_object["/StructTreeRoot"]
    listed = root["/IDTree"]["/Names"]
    assert sorted(names) == [str(name) for name in listed[::2]]
    assert [str(one.get_object()["/ID"]) for one in listed[1::2]] == [str(name) for name in listed[::2]]


#: What may stand in what (ISO 32000-1, 14.8.4); of other elements nothing is said.
NESTING = {
    "/TOC": {"/TOC", "/TOCI", "/Caption"},
    "/TOCI": {"/Lbl", "/Reference", "/NonStruct", "/P", "/TOC"},
    "/L": {"/LI", "/L", "/Caption"},
    "/LI": {"/Lbl", "/LBody"},
    "/Table": {"/TR", "/THead", "/TBody", "/TFoot", "/Caption"},
    "/THead": {"/TR"},
    "/TBody": {"/TR"},
    "/TR": {"/TH", "/TD"},
}
#: What stands only in these.
ONLY_IN = {
    "/TOCI": {"/TOC"},
    "/LI": {"/L"},
    "/LBody": {"/LI"},
    "/TR": {"/Table", "/THead", "/TBody"},
    "/TD": {"/TR"},
    "/TH": {"/TR"},
    "/Lbl": {"/LI", "/Note"},
}


def inside(element: Any) -> list[Any]:
    """Return what is in *element*: elements, marks of words, and references to annotations."""
    below = element.get("/K", [])
    below = below.get_object() if hasattr(below, "get_object") else below
    return [one.get_object() for one in (below if isinstance(below, list) else [below])]


def test_elements_stand_where_they_belong(any_report: Project) -> None:
    wrong = []
    for outer in elements(any_report):
        kind = outer["/S"]
        for one in inside(outer):
            below = "words" if isinstance(one, int) else one.get("/S", "link")
            if below not in NESTING.get(kind, {below}) or kind not in ONLY_IN.get(below, {kind}):
                wrong.append((kind, below))
    assert wrong == []


def test_no_paragraph_is_empty_but_in_cells(any_report: Project) -> None:
    parts = [one for outer in elements(any_report) if outer["/S"] != "/TD" for one in inside(outer)]
    assert [one for one in parts if not isinstance(one, int) and one.get("/S") == "/P" and not inside(one)] == []


def test_the_contents_are_contents(built: Project) -> None:
    file = Tagged(built.root / "_build/pdf/CMW-C-XXX-1-accessible.pdf")
    contents = next(one for one in elements(built) if one["/S"] == "/TOC")
    entries = [re.sub(r"\d+$", "", file.words_of(one)) for one in inside(contents) if one["/S"] == "/TOCI"]
    assert entries[1:] == [
        "II.Articles3Replytoparagraph3ofthelistofissues:Statistics",
        "III.TheConvention",
        "Annex10Placements10Money",
        "IV.Abbreviations",
        "V.Sources",
    ]


def test_each_link_is_one_annotation_and_says_its_words(any_report: Project) -> None:
    file = Tagged(any_report.root / "_build/pdf/CMW-C-XXX-1-accessible.pdf")
    tagged = []
    for one in elements(any_report):
        for below in inside(one):
            if not isinstance(below, int) and below.get("/Type") == "/OBJR":
                assert one["/S"] == "/Link"
                tagged.append(below["/Obj"])
                said = re.sub(r"\s+", "", below["/Obj"]["/Contents"])
                # Of a link that goes on on the next line, or is followed by the number of its page, a part.
                words = file.words_of(one)
                assert words in said or words.startswith(said)
    pages = [
        annotation.get_object()
        for page in reader(any_report, "-accessible").pages
        for annotation in page.get("/Annots", [])
    ]
    assert len(tagged) == len(pages) > 50
    assert len({one.get_object()["/StructParent"] for one in pages}) == len(pages)


def test_heads_and_feet_are_no_text(built: Project) -> None:
    drawn = reader(built, "-accessible").pages[2].get_contents()
    assert drawn is not None
    marks = re.findall(rb"/Type/Pagination/Subtype/(\w+)", re.sub(rb"\s", b"", drawn.get_data()))
    # The symbol and the word DRAFT above; below, the number of the page.
    assert marks == [b"Header", b"Header", b"Footer"]


def test_every_link_of_the_page_leads_somewhere(built: Project) -> None:
    page = BeautifulSoup((built.root / "_build/.workshop/accessible/edition.html").read_bytes(), "html.parser")
    ids = [str(tag["id"]) for tag in page.find_all(id=True)]
    assert len(ids) == len(set(ids))
    targets = {str(link["href"]) for link in page.find_all("a", href=True)}
    assert {target for target in targets if target.startswith("#") and target[1:] not in ids} == set()
    assert {target.split("/")[2] for target in targets if not target.startswith("#")} == {"example.org"}
    notes = [(note["href"], page.find(id=str(note["href"])[1:])) for note in page.select("a.footnote-reference")]
    assert [(str(target)[:10], note.get_text(" ", strip=True) if note else "") for target, note in notes] == [
        ("#replies-q", "[ 1 ] The note of page 2."),
        ("#replies-q", "[ 2 ] The words of the note, of page 3."),
    ]


def test_the_letters_of_charts_come_with_the_report(tmp_path: Path) -> None:
    """Also on a machine that has no others than those of the text."""
    project = make_project(tmp_path / "report")
    project.append("docs/replies/q03-statistics.md", CHART)
    letters = "<dir>/usr/share/fonts/opentype/freefont</dir>"
    project.write("fonts.conf", f"<fontconfig>{letters}<cachedir>{tmp_path}/cache</cachedir></fontconfig>")
    environment = {
        **os.environ,
        "FONTCONFIG_FILE": str(project.root / "fonts.conf"),
        "PYTHONPATH": str(REPOSITORY / "ext"),
    }
    command = [sys.executable, "-m", "loipr", "build", "accessible"]
    subprocess.run(command, check=True, cwd=project.root, env=environment, capture_output=True)
    fonts_of_pages = [page["/Resources"]["/Font"] for page in reader(project, "-accessible").pages]  # type: ignore[index]
    names = {str(font["/BaseFont"]).partition("+")[2] for found in fonts_of_pages for font in found.values()}
    assert names == {"FreeSerif", "FreeSerif-Bold", "FreeSerif-Italic", "DejaVu-Sans"}


def test_two_builds_are_the_same_bytes(built: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    file = built.root / "_build/pdf/CMW-C-XXX-1-accessible.pdf"
    first = file.read_bytes()
    (built.root / "_build/.workshop/accessible.stamp").unlink(missing_ok=True)
    monkeypatch.chdir(built.root)
    assert main(["build", "accessible"]) == 0
    assert file.read_bytes() == first

"""The accessible PDF: its tags, links and bytes. `test_same_text.py` tests that its text is that of other editions."""

from __future__ import annotations

import gc
import itertools
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from string import ascii_lowercase
from typing import Any

import pdfua
import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader

from loipr.cli.main import main
from loipr.editions.accessible.run_weasyprint import WeasyPrintError, make_accessible_pdf
from support.changes import hold
from support.everything import write_everything
from support.project import REPOSITORY, Project, make_project, needs_print
from support.tagged import Tagged, point

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
NAMES = "\nNames: محمد علي, Đặng; 50% of $5 & #3_a^b ~ c \\\\ 1 < 2.[^a]\n\n[^a]: The note of page 2.\n"


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
    """Several reports: the rules of the format are kept, whatever is in a report."""
    if request.param == "the small report":
        return built
    project = make_project(tmp_path_factory.mktemp("everything"))
    write_everything(project)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(project.root)
        assert main(["build", "accessible"]) == 0
    return project


LINES = "\nA line of the reply.\n"
TABLE = """
:::{data-table} placements
:caption: Placements of each of the years for which figures were published, by sex, as counted in the year
:columns: period, total, women
:observations: all
:top: 16
:::
"""
#: With so many tables, some meet the foot of a page, wherever they begin.
TABLES = 5
LATER = "".join(f"\n## Heading {'x' * number}\n\n{'Words of it. ' * number * 7}\n" for number in range(1, 30))


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The small report with much content that does not fit on the page where it begins."""
    project = make_project(tmp_path_factory.mktemp("crowded"))
    items = "".join(f"    - label: ({letter})\n      summary: Point {letter}.\n" for letter in ascii_lowercase)
    replies = "".join(f"\n:::{{reply}} ({letter})\n{LINES.strip()}\n:::\n" for letter in ascii_lowercase)
    project.replace(
        "data/lists-of-issues/cmw-c-xxx-qpr-1.yaml", "Asks for figures.\n", f"Asks for figures.\n    items:\n{items}"
    )
    # A second address would come between a heading and the section around it.
    project.replace("docs/sections/b.md", "# Articles", "(articles)=\n# Articles")
    project.append("docs/replies/q02-recruitment.md", LINES * 42)
    rows = "".join(f"{year},100{year},{year},2023-03,S01,yes,\n" for year in range(2005, 2022))
    project.append("data/datasets/placements.csv", rows)
    project.append("docs/replies/q03-statistics.md", TABLE * TABLES + LATER + replies)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(project.root)
        assert main(["build", "accessible"]) == 0
    return project


def reader(project: Project, ending: str) -> PdfReader:
    return PdfReader(project.root / f"_build/pdf/CMW-C-XXX-1{ending}.pdf")


def elements(project: Project) -> Iterator[Any]:
    """Yield the elements of the structure tree, in reading order."""

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


def drawn(page: Any) -> list[tuple[str, float, float]]:
    """Return the words that are drawn on *page*, in the order in which they are drawn, and where each begins."""
    found: list[tuple[str, float, float]] = []

    def keep(words: str, matrix: Any, text_matrix: Any, *_: object) -> None:
        if words.strip():
            found.append((words.strip(), *point(matrix, text_matrix)))

    page.extract_text(visitor_text=keep)
    return found


def pages_of(project: Project) -> dict[int, int]:
    """Return the number of each page, by the number of its object in the file."""
    pages = reader(project, "-accessible").pages
    return {page.indirect_reference.idnum: number for number, page in enumerate(pages, 1) if page.indirect_reference}


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


def test_pictures_have_words_and_a_place_on_their_page(built: Project) -> None:
    pictures = [one for one in elements(built) if one["/S"] == "/Figure"]
    assert [one["/Alt"] for one in pictures] == [
        "Bar chart. Placements (persons). 2022: Total 200,761, Women 122,147; 2023: Total 274,965, Women 167,863."
    ]
    left, bottom, right, top = (float(side) for side in pictures[0]["/A"]["/BBox"])
    # The numbers are points: from the margin, in its own size, so that its letters are as large as those of the text;
    # and between the table's note and the caption.
    assert (round(left), round(right)) == (113, 481)
    places = drawn(reader(built, "-accessible").pages[3])
    above = next(y for words, _, y in places if words.startswith("Chosen among"))
    below = next(y for words, _, y in places if words == "Figure 1.")
    assert below < bottom < top < above


def test_heads_of_tables_say_of_what(built: Project) -> None:
    file = Tagged(built.root / "_build/pdf/CMW-C-XXX-1-accessible.pdf")
    heads = [(one["/A"]["/Scope"], file.words_of(one)) for one in elements(built) if one["/S"] == "/TH"]
    overview, reply, below_chart = ("No. Question Text Lead Status Gaps", "Period Total", "Period Total Women")
    placements, money = ("Period Total Women Asof Source", "Period Measure Value")
    columns = " ".join((overview, reply, below_chart, placements, money))
    assert [words for scope, words in heads if scope == "/Column"] == columns.split()
    rows = "1 2 3 2024 2023 2022 Total 2022 2023 2022 2023 2023 2024 2022 2023"
    assert [words for scope, words in heads if scope == "/Row"] == rows.split()


def test_marks_do_not_move_figures(built: Project) -> None:
    places = drawn(reader(built, "-accessible").pages[3])
    table = places[: places.index(next(place for place in places if place[0] == "Figure 1."))]
    figures = [place for place in table if re.fullmatch(r"\d{3},\d{3}", place[0])]
    assert [words for words, *_ in figures] == ["297,434", "274,965", "200,761", "773,160"]
    assert len({x for _, x, _ in figures}) == 1
    heights = [y for _, _, y in figures]
    assert [y for words, _, y in table if words in ("2024", "2023", "2022", "Total")][1:] == heights


def test_figures_look_like_figures_and_links_like_links(built: Project) -> None:
    colours: dict[str, str] = {}
    colour = ""

    def note(operator: bytes, operands: Any, *_: object) -> None:
        nonlocal colour
        if operator == b"rg":
            colour = " ".join(f"{float(part):.2f}" for part in operands)

    def keep(words: str, *_: object) -> None:
        colours.setdefault(words.strip().replace("\xa0", " "), colour)

    reader(built, "-accessible").pages[2].extract_text(visitor_operand_before=note, visitor_text=keep)
    figures, links = ("274,965", "61.0 per cent"), ("para. 2", "S01")
    assert [colours[words] for words in figures] == ["0.00 0.00 0.00"] * 2
    assert [colours[words] for words in links] == ["0.04 0.30 0.48"] * 2


def test_passages_in_the_language_of_the_state_say_so(built: Project) -> None:
    file = Tagged(built.root / "_build/pdf/CMW-C-XXX-1-accessible.pdf")
    said = [(one["/S"], one["/Lang"], file.words_of(one)) for one in elements(built) if "/Lang" in one]
    assert said == [("/Span", "id", "biayapenempatan"), ("/Span", "id", "KementerianLuarNegeri")]


def test_marks_of_notes_are_references_and_notes_begin_with_their_labels(built: Project) -> None:
    file = Tagged(built.root / "_build/pdf/CMW-C-XXX-1-accessible.pdf")
    referring = [one for one in elements(built) if one["/S"] == "/Reference"]
    assert {one["/S"] for outer in referring for one in inside(outer)} == {"/Link", "/Span"}
    links = [file.words_of(one) for one in referring if inside(one)[0]["/S"] == "/Link"]
    assert [words for words in links if words.startswith("[")] == ["[1]", "[2]"]
    assert [words for one in referring if inside(one)[0]["/S"] == "/Span" and (words := file.words_of(one))] == [
        *("a", "a", "a", "†b")
    ]
    notes = [one for one in elements(built) if one["/S"] == "/Note"]
    begins = [(one["/S"], file.words_of(one)) for note in notes[1:] for one in inside(note)[:1]]
    assert begins == [*(("/Lbl", "[1]"), ("/Lbl", "a"), ("/Lbl", "a"), ("/Lbl", "[2]"), ("/Lbl", "a"), ("/Lbl", "b"))]


def test_notes_are_notes_and_every_name_is_in_the_list_of_names(built: Project) -> None:
    notes = [one for one in elements(built) if one["/S"] == "/Note"]
    assert len(notes) == 7
    names = [str(one["/ID"]) for one in elements(built) if "/ID" in one]
    assert len(set(names)) == len(names)
    root: Any = reader(built, "-accessible").root_object["/StructTreeRoot"]
    listed = root["/IDTree"]["/Names"]
    assert sorted(names) == [str(name) for name in listed[::2]]
    assert [str(one.get_object()["/ID"]) for one in listed[1::2]] == [str(name) for name in listed[::2]]


#: The elements that may be inside each element (ISO 32000-1, 14.8.4); the standard says nothing about others.
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
#: The elements that may only be inside these elements.
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
    """Return the content of *element*: elements, marks of words, and references to annotations."""
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


def test_terms_items_and_sources_are_lists_with_labels(built: Project) -> None:
    file = Tagged(built.root / "_build/pdf/CMW-C-XXX-1-accessible.pdf")
    items = [inside(one) for one in elements(built) if one["/S"] == "/LI"]
    assert {tuple(one["/S"] for one in parts) for parts in items} == {("/Lbl", "/LBody")}
    said = [tuple(file.words_of(one)[:24] for one in parts) for parts in items]
    assert said[:6] == [
        ("(a)", "Lawsadopted."),
        ("(b)", "Agreements.(i)Theirscope"),
        ("(i)", "Theirscope."),
        ("(ii)", "Theirresults."),
        ("(a)", "first"),
        ("(i)", "below"),
    ]
    assert ("Article33.Righttoinforma", "Citedinreplytoparagraph1") in said
    assert said[-4:] == [
        ("MFA", "MinistryofForeignAffairs"),
        ("MOL", "MinistryofLabour"),
        ("[S01]", "StatisticsOffice.Annuald"),
        ("[S02]", "Anewspaper.Pressreport.2"),
    ]


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


def test_the_contents_and_links_lead_to_the_pages_of_headings(crowded: Project) -> None:
    file = Tagged(crowded.root / "_build/pdf/CMW-C-XXX-1-accessible.pdf")
    pages = pages_of(crowded)
    headings = [one for one in elements(crowded) if re.fullmatch(r"/H[2-6]", one["/S"])]
    standing = {file.words_of(one): pages[one.raw_get("/Pg").idnum] for one in headings}
    parts = [inside(outer)[0] for outer in elements(crowded) if outer["/S"] == "/Reference"]
    entries = [one for one in parts if one["/S"] == "/Link"]
    targets = reader(crowded, "-accessible").named_destinations
    said, led = {}, {}
    for link in entries:
        annotation, *_, number = inside(link)
        title = re.sub(r"\s", "", annotation["/Obj"]["/Contents"])
        said[title] = int(file.words_of(number))
        target: Any = targets[annotation["/Obj"]["/Dest"]]
        led[title] = pages[target.page.idnum]
    assert len(said) > 30
    assert said == {title: standing[title] for title in said}
    assert led == said


def test_long_questions_and_tables_go_on_on_the_next_page(crowded: Project) -> None:
    file = Tagged(crowded.root / "_build/pdf/CMW-C-XXX-1-accessible.pdf")
    pages = pages_of(crowded)
    placed = {file.words_of(one): pages[one.raw_get("/Pg").idnum] for one in elements(crowded) if "/Pg" in one}
    heading = placed["Replytoparagraph3ofthelistofissues:Statistics"]
    assert [placed[words] for words in ("Question3.Asksforfigures.", "Pointa.", "Pointz.")] == [
        heading,
        heading,
        heading + 1,
    ]
    captions = [one for one in elements(crowded) if one["/S"] == "/Caption" and "eachoftheyears" in file.words_of(one)]
    assert len(captions) == TABLES
    heads = [
        one for one in elements(crowded) if one["/S"] == "/THead" and file.words_of(one).endswith("PeriodTotalWomen")
    ]
    assert len(heads) > TABLES


def test_captions_take_the_whole_line(crowded: Project) -> None:
    file = Tagged(crowded.root / "_build/pdf/CMW-C-XXX-1-accessible.pdf")
    caption = next(one for one in elements(crowded) if one["/S"] == "/Caption" and "eachofthe" in file.words_of(one))
    number, *words = inside(caption)
    assert file.words_of(number) == "Table2"
    # The number has a line of its own.
    title = "Placementsofeachoftheyearsforwhichfigureswerepublished,bysex,ascountedintheyear"
    assert [text for one in words if not isinstance(one, int) and (text := file.words_of(one))] == [title, "(persons)"]


def test_bookmarks_are_headings_and_no_labels_of_items(crowded: Project) -> None:
    def titles(found: Any) -> Iterator[str]:
        for one in found:
            yield from titles(one) if isinstance(one, list) else [str(one["/Title"])]

    marked = list(titles(reader(crowded, "-accessible").outline))
    assert marked[:7] == [
        "Report for tests",
        "Contents",
        "I. General information",
        "Reply to paragraph 1 of the list of issues: Laws",
        "Reply to paragraph 2 of the list of issues: Recruitment",
        "II. Articles",
        "Reply to paragraph 3 of the list of issues: Statistics",
    ]
    assert marked[7:9] == ["Heading x", "Heading xx"]


def test_each_link_is_one_annotation_and_says_its_words(any_report: Project) -> None:
    file = Tagged(any_report.root / "_build/pdf/CMW-C-XXX-1-accessible.pdf")
    tagged = []
    for one in elements(any_report):
        for below in inside(one):
            if not isinstance(below, int) and below.get("/Type") == "/OBJR":
                assert one["/S"] == "/Link"
                tagged.append(below["/Obj"])
                said = re.sub(r"\s+", "", below["/Obj"]["/Contents"])
                # It is only a part if the link continues on the next line, or if the number of its page follows.
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
    # At the top the symbol and the word DRAFT, at the foot the number of the page.
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


def test_nothing_is_made_that_nobody_sees(built: Project) -> None:
    """It would take as much time as what is seen."""
    # Without Pango, these imports fail.
    from weasyprint.html import UA

    from loipr.editions.accessible.write_pdf import _without_idle_rules

    page = BeautifulSoup((built.root / "_build/.workshop/accessible/edition.html").read_bytes(), "html.parser")
    assert page.select("[title], a.reference > span, td > p:only-child, th > p:only-child, span.bibtex-citation") == []
    assert re.findall("^::.*", _without_idle_rules(UA), flags=re.MULTILINE) == []


def test_a_page_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(WeasyPrintError, match=r"^WeasyPrint failed: FileNotFoundError: .*edition\.html"):
        make_accessible_pdf(tmp_path, tmp_path / "report.pdf")


def test_the_layout_is_forgotten_before_the_pages_are_written(tmp_path: Path) -> None:
    """A drawn picture would keep the boxes from which the pages were made: nearly half of the memory."""
    from weasyprint.formatting_structure.boxes import BlockBox

    from loipr.editions.accessible import write_pdf

    drawn = "background: url(\"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E\")"
    page = f"<style>@page {{ {drawn} }}</style>" + "<p id='a'>One.</p><a href='#a'>Two.</a>" * 3
    pictures: dict[str, Any] = {}
    document = write_pdf._Page(string=page).render(cache=pictures)
    write_pdf._forget_layout(pictures)
    alive = sum(isinstance(one, BlockBox) for one in gc.get_objects())
    shown = sum(isinstance(box, BlockBox) for one in document.pages for box in one._page_box.descendants())
    assert alive == shown


def test_the_letters_of_charts_come_with_the_report(tmp_path: Path) -> None:
    """This is also true on a machine that has no fonts except those of the text."""
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


def test_a_table_that_goes_on_says_so_on_the_next_page_and_only_there(crowded: Project) -> None:
    pages = [page.extract_text() for page in reader(crowded, "-accessible").pages]
    captions = re.compile(r"^Table (\d+) ?\nPlacements of each of", re.MULTILINE)
    placed = {found[1]: number for number, text in enumerate(pages) for found in captions.finditer(text)}
    goes_on = [
        (found[1], number)
        for number, text in enumerate(pages)
        for found in re.finditer(r"^Table (\d+) \(continued\)\nPeriod", text, re.MULTILINE)
    ]
    assert goes_on != []
    assert [placed[table] + 1 for table, _ in goes_on] == [number for _, number in goes_on]


def test_each_object_is_found_at_its_place_in_its_stream(built: Project) -> None:
    """Programs other than the one of these tests do not search the stream: the title would be lost for them."""
    file = reader(built, "-accessible")
    streams: dict[int, list[int]] = {}
    for number, (stream, place) in file.xref_objStm.items():
        if stream not in streams:
            found: Any = file.get_object(stream)
            streams[stream] = [int(one) for one in found.get_data()[: found["/First"]].split()[::2]]
        assert streams[stream][place] == number


def test_abbreviations_say_what_they_stand_for(built: Project) -> None:
    file = Tagged(built.root / "_build/pdf/CMW-C-XXX-1-accessible.pdf")
    expanded = {file.words_of(one): one["/E"] for one in elements(built) if "/E" in one}
    assert expanded == {"MFA": "Ministry of Foreign Affairs", "MOL": "Ministry of Labour"}


def test_links_are_printed_as_they_are_seen(any_report: Project) -> None:
    links = [link for page in reader(any_report, "-accessible").pages for link in page.annotations or ()]
    assert {link.get_object().get("/F") for link in links} == {4}

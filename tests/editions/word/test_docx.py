"""The Word edition: every note, link, number and cell is as in the doctree, and all that Word needs is there."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from docutils import nodes
from sphinx import addnodes

from loipr.cli.main import main
from loipr.editions.word.builder import WordBuilder
from loipr.markup.nodes import NUMBERED, aggregate, chart, dataset_download, footnote_mark, paragraph_number
from support.changes import LIST, hold
from support.everything import write_everything
from support.flat import Flat
from support.project import REPOSITORY, Project, make_project
from support.word import Word
from support.word_package import check_package

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class Source:
    """Flattens a doctree as :class:`word.Word` does a Word file."""

    def __init__(self, document: nodes.document, numbers: dict[str, dict[str, dict[str, tuple[int, ...]]]]) -> None:
        self.found = Flat()
        self._numbers = numbers
        self._begins: dict[int, int] = {}
        self._title: nodes.Node | None = next(document.findall(nodes.section))[0]
        self.page = document["docname"]
        self._notes = {
            (page, note["ids"][0]): note
            for page, note in pages(document, self.page)
            if isinstance(note, nodes.footnote)
        }
        self.walk(document, 0, ())

    def walk(self, node: nodes.Node, depth: int, lists: tuple[nodes.Element, ...]) -> None:
        if isinstance(node, nodes.Text):
            self.found.add(node.astext())
            return
        assert isinstance(node, nodes.Element)
        around = self.page
        if isinstance(node, addnodes.start_of_file):
            self.page = node["docname"]
            self.found.places[self.page, ""] = len(self.found.text)
        for name in node["ids"]:
            here = len(self.found.text)
            # It makes no difference whether a place is before or after the number of a paragraph.
            self.found.places.setdefault((self.page, name), self._begins.get(here, here))
        self._open(node, depth, lists)
        self.page = around

    def _open(self, node: nodes.Element, depth: int, lists: tuple[nodes.Element, ...]) -> None:
        hidden = (nodes.comment, nodes.footnote, addnodes.toctree, aggregate, dataset_download, paragraph_number)
        if isinstance(node, hidden) or node is self._title:
            return
        if isinstance(node, nodes.footnote_reference):
            self.found.add("⟦")
            for child in self._notes[self.page, node["refid"]][1:]:
                self.walk(child, depth, ())
            self.found.add("⟧")
        elif isinstance(node, nodes.reference):
            before = len(self.found.text)
            self._below(node, depth, lists)
            self._link(node, self.found.text[before:])
        elif isinstance(node, nodes.label):
            self.found.add(f"[{node.astext()}]")
        elif isinstance(node, footnote_mark):
            self.found.add(node["letters"])
        elif isinstance(node, chart):
            self.found.pictures.append(node["alt"])
        else:
            self._before(node, depth, lists)
            inside = depth + isinstance(node, nodes.section)
            is_list = isinstance(node, nodes.bullet_list | nodes.enumerated_list)
            self._below(node, inside, (*lists, node) if is_list else lists)

    def _below(self, node: nodes.Element, depth: int, lists: tuple[nodes.Element, ...]) -> None:
        for child in node.children:
            if isinstance(child, nodes.list_item) and isinstance(node, nodes.enumerated_list):
                number = node.get("start", 1) + node.children.index(child)
                letters = {"loweralpha": chr(96 + number), "lowerroman": "i" * number}.get(
                    node["enumtype"], str(number)
                )
                self.found.add(f"{node['prefix']}{letters}{node['suffix']}")
            elif isinstance(child, nodes.list_item) and "loipr-items" not in node["classes"]:
                self.found.add("•–"[(len(lists) - 1) % 2])
            elif isinstance(node, nodes.figure) and isinstance(child, nodes.caption):
                self.found.add(self._counted("Figure", node))
            elif isinstance(node, nodes.table) and isinstance(child, nodes.title):
                self.found.add(self._counted("Table", node))
            self.walk(child, depth, lists)

    def _counted(self, word: str, node: nodes.Element) -> str:
        number = self._numbers[self.page][word.lower()][node["ids"][0]][0]
        # References repeat the number, so they lead to it.
        self.found.places |= {(self.page, name): len(self.found.text) + len(word) for name in node["ids"]}
        # The number of a table stands above its title.
        return f"{word} {number} " if word == "Table" else f"{word} {number}. "

    def _before(self, node: nodes.Element, depth: int, lists: tuple[nodes.Element, ...]) -> None:
        if isinstance(node, nodes.title) and depth > 1 and not isinstance(node.parent, nodes.admonition | nodes.table):
            self.found.add("#" * (depth - 1))
        elif isinstance(node, nodes.row):
            self.found.add("‖")
        elif isinstance(node, nodes.entry):
            self.found.add("|")
        elif isinstance(node, nodes.paragraph) and "address" in node:
            number = next(child for child in node.children if isinstance(child, paragraph_number))["number"]
            before = len(self.found.text)
            self.found.add(f"{number}.")
            self._begins[len(self.found.text)] = before

    def _link(self, node: nodes.reference, words: str) -> None:
        if "refid" in node:
            target: object = (self.page, node["refid"])
        elif node["refuri"].startswith("%"):
            page, _, name = node["refuri"][1:].partition("#")
            target = (page, name)
        else:
            target = node["refuri"]
        if NUMBERED in node:
            words = re.findall(r"\d+", words)[-1]
        self.found.links.append((words, target))


def pages(node: nodes.Element, page: str) -> Iterator[tuple[str, nodes.Element]]:
    page = node["docname"] if isinstance(node, addnodes.start_of_file) else page
    yield page, node
    for child in node.children:
        if isinstance(child, nodes.Element):
            yield from pages(child, page)


def build(root: Path) -> tuple[Word, Source]:
    """Build the Word edition of the report in *root*; return it and the doctree from which it was made."""
    kept: list[Source] = []
    assembled = WordBuilder._assembled

    def keep(self: WordBuilder) -> nodes.document:
        document = assembled(self)
        kept.append(Source(document, self.env.toc_fignumbers))
        return document

    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        patch.setattr(WordBuilder, "_assembled", keep)
        assert main(["build", "docx"]) == 0
    file = next((root / "_build/docx").glob("*.docx"))
    return Word(file), kept[0]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The small report with notes, lists, names in many scripts, long paragraphs and long cells."""
    made = make_project(tmp_path_factory.mktemp("word"))
    write_everything(made)
    made.append("conf.py", 'loipr_national_dictionary = "id_ID"\n')
    return made


@pytest.fixture(scope="module")
def built(project: Project) -> tuple[Word, Source]:
    return build(project.root)


def compare(word: Word, source: Source) -> None:
    found, wanted = word.flat(), source.found
    for start in range(0, len(wanted.text), 200):
        assert found.text[start : start + 200] == wanted.text[start : start + 200]
    assert found.text == wanted.text
    assert found.resolved() == wanted.resolved()
    assert found.pictures == wanted.pictures


def test_it_says_what_the_doctree_says(built: tuple[Word, Source]) -> None:
    """Every word, note, number, cell and link is at its place."""
    compare(*built)


def test_it_says_what_the_pages_say(built: tuple[Word, Source]) -> None:
    """These are a few of them, written by hand."""
    text = built[0].flat().text
    note = "⟦Thewordsofthenote,witharticle33(1)(a).Asecondparagraphofit.⟧"
    other = "⟦Anothernote:محمد.⟧"
    assert (
        f"5.Anoteinthetext{note}andthesameagain{note},andanother{other}.(a)first(i)below(ii)belowagain{other}(b)second"
        "6.Thenalistanew:(a)anew(b)andsoon•apoint–belowit7.Seeparagraph5,thepageoflawsand"
        "https://example.org/a_bc?x=1&y=2.Whatsomebodysaid.‖|Name|Remark‖|محمدعلي|"
    ) in text
    assert "3.In2023therewere274,965placements,61.0percentofthemofwomen," in text
    assert "In2025more⟦Thenoteofthepageofrecruitment.⟧." in text
    assert "‖|Period|Total‖|2024|297,434‖|2023|274,965a‖|2022|200,761‖|Total|773,160Sources:[S01],[S02]." in text
    assert "Backslash\\and&%$#_{}~^<>“‘inTürkiye" in text
    assert "‖|王小明|ꦗꦮandĐặng" in text


def test_the_report_that_is_shipped(tmp_path: Path) -> None:
    for name in ("docs", "data"):
        shutil.copytree(REPOSITORY / name, tmp_path / name)
    shutil.copy(REPOSITORY / "conf.py", tmp_path)
    word, source = build(tmp_path)
    compare(word, source)
    check_package(word)


def test_word_opens_it_without_mending(built: tuple[Word, Source]) -> None:
    check_package(built[0])


def test_what_the_file_says_of_itself(built: tuple[Word, Source]) -> None:
    word = built[0]
    about = {one.tag.partition("}")[2]: one.text for one in word.xml("docProps/core.xml")}
    assert about["title"] == "Report for tests"
    assert (about["subject"], about["creator"], about["language"], about["modified"]) == (
        "CMW/C/XXX/1, in reply to CMW/C/XXX/QPR/1",
        "Nobody",
        "en-GB",
        "2025-07-31T00:00:00Z",
    )
    languages = [tuple(one.attrib.values()) for one in word.xml("word/document.xml").iter(f"{W}lang")]
    assert {("ar-SA",), ("zh-CN",), ("jv-Java",), ("id-ID",)} == set(languages)
    head = "".join(word.xml("word/header.xml").itertext()).split("\n")
    assert {"CMW/C/XXX/1", "Draft – not for submission"} <= {line.strip() for line in head}
    front = ["".join(one.itertext()) for one in list(word.body)[:12]]
    assert "Distr.: General" in front[1]
    assert "A report for tests." in front
    contents = ["".join(one.itertext()) for one in word.body if word.style(one).startswith("TOC")]
    assert contents[0].startswith(' TOC \\o "1-4" \\h \\z \\u I. General information')
    assert "Reply to paragraph 1 of the list of issues: Laws PAGEREF _Toc000002 \\h " in contents
    # Word asks nothing when it opens the file.
    assert not any(b"w:dirty" in part or b"updateFields" in part for part in word.parts.values())


def test_two_builds_are_the_same_bytes(
    project: Project, built: tuple[Word, Source], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project.root)
    file = project.root / "_build/docx/CMW-C-XXX-1.docx"
    first = file.read_bytes()
    shutil.rmtree(project.root / "_build")
    assert main(["build", "docx"]) == 0
    assert file.read_bytes() == first
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert main(["build", "docx"]) == 0
    core = Word(file).xml("docProps/core.xml")
    assert [one.text for one in core if one.tag.endswith("}created")] == ["2023-11-14T22:13:20Z"]


def test_the_official_edition_is_no_draft(project: Project) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(project.root)
        made = make_project(project.root / "official")
        patch.chdir(made.root)
        made.clear()
        assert main(["build", "docx", "--official"]) == 0
    word = Word(made.root / "_build/docx/CMW-C-XXX-1.docx")
    assert not any(b"draft" in part.lower() for name, part in word.parts.items() if not name.startswith("word/media"))
    assert "A report for tests." not in "".join(word.body.itertext())


def test_what_is_too_wide_is_turned_or_divided(project: Project) -> None:
    made = make_project(project.root / "wide")
    names = [f"Column{number:02}" for number in range(40)]
    cells = [f"{number}·{row}" for row in range(2) for number in range(40)]
    rows = "\n".join(f"| {' | '.join(line)} |" for line in (names, ["---"] * 40, cells[:40], cells[40:]))
    turned = "\n".join(f"| {' | '.join(line)} |" for line in (names[:14], ["---"] * 14, cells[:14]))
    made.append("docs/replies/q02-recruitment.md", f"\n{rows}\n\nBetween.\n\n{turned}\n\nAfter.\n")
    word, _ = build(made.root)
    check_package(word)
    tables = [
        [["".join(cell.itertext()) for cell in row.findall(f"{W}tc")] for row in table.findall(f"{W}tr")]
        for table in word.body.iter(f"{W}tbl")
    ]
    parts = [table for table in tables if table[0][0] == "Column00"]
    assert [len(part[0]) for part in parts] == [10, 10, 10, 10, 4, 14]
    assert [name for part in parts[:5] for name in part[0][1:]] == names[1:]
    assert [cell for part in parts[:5] for cell in part[2][1:]] == cells[41:]
    forms = [form.find(f"{W}pgSz") for form in word.body.iter(f"{W}sectPr")]
    assert [form is not None and f"{W}orient" in form.attrib for form in forms] == [False, True, False]


def test_bad_input(project: Project) -> None:
    """Pages, data and settings may contain what XML and Word do not allow; it is written in another way."""
    made = make_project(project.root / "bad")
    made.replace("docs/replies/q02-recruitment.md", "# Recruitment", "# Recruitment[^h] & 5 < 6 agencies")
    made.replace("conf.py", 'author = "Nobody"', 'author = "N & <O> \\x07 \\"B\\""')
    made.replace("data/references.bib", "https://example.org/a_b%20c", "https://example.org/a b<c\\x01%zz")
    made.append(
        "docs/replies/q02-recruitment.md",
        f"\nA sign < of > two & more. [odd](http://a:b/c)\n\n[^h]: A note of a heading, {'very ' * 50}long.\n",
    )
    word, _ = build(made.root)
    check_package(word)
    text = word.flat().text
    assert "##Replytoparagraph2ofthelistofissues:Recruitment⟦Anoteofaheading," in text
    assert "⟧&5<6agencies" in text
    contents = ["".join(one.itertext()) for one in word.body if word.style(one).startswith("TOC")]
    assert any(": Recruitment & 5 < 6 agencies PAGEREF" in line for line in contents)
    assert "Asign<of>two&more.odd" in text


def test_a_picture_has_its_words(project: Project) -> None:
    made = make_project(project.root / "picture")
    shutil.copy(REPOSITORY / "docs/guides/review-website.png", made.root / "docs/replies/site.png")
    made.append("docs/replies/q02-recruitment.md", "\n![The website](site.png)\n")
    word, _ = build(made.root)
    check_package(word)
    assert word.flat().pictures == ["The website"]
    assert (REPOSITORY / "docs/guides/review-website.png").read_bytes() in word.parts.values()


def test_in_print_an_outline_is_called_so_and_no_more_is_said_of_it(project: Project) -> None:
    made = make_project(project.root / "outline")
    made.replace(LIST, "slug: statistics\n    standing: known", "slug: statistics\n    standing: outline")
    word, _ = build(made.root)
    panel = word.flat().text.partition("Question(workingoutline)3.")[2]
    assert panel
    assert "notathand" not in panel


def test_annexes_count_by_their_style(project: Project) -> None:
    """A new paragraph in this style continues the numbers of its annex; the report and the next annex do not change."""
    made = make_project(project.root / "annexes")
    for name in ("I", "II"):
        text = f"First of {name}.\n\n1. lettered\n   1. roman\n\nSecond of {name}.\n\n1. anew\n"
        made.write(f"docs/annexes/{name.lower()}.md", f"# Annex {name}. Notes\n\n{text}")
    made.replace("docs/index.md", "\nsources\n", "\nannexes/i\nsources\nannexes/ii\n")
    made.append("docs/sources.md", "\nAfter the annex.\n")
    word, source = build(made.root)
    compare(word, source)
    check_package(word)
    text = word.flat().text
    for name in ("I", "II"):
        assert f"1.Firstof{name}.(a)lettered(i)roman2.Secondof{name}.(a)anew" in text
    assert "4.Aftertheannex." in text
    forms = [one.find(f"{W}pPr") for one in word.body.iter(f"{W}p") if word.style(one) == "AnnexParagraph"]
    assert [form is not None and form.find(f"{W}numPr") is None for form in forms] == [True] * 6
    # No page is turned, so there are no heads and feet for turned pages.
    assert [name for name in word.parts if "turned" in name] == []


def test_a_question_goes_on_on_the_next_page(project: Project) -> None:
    """It is short, so it is never divided."""
    made = make_project(project.root / "question")
    made.append("docs/replies/q02-recruitment.md", "\nFees (*biaya penempatan*).\n")
    made.append("conf.py", 'loipr_national_dictionary = "id_ID"\n')
    hold(made, "misspelt-word", "  dictionary: en_GB\n")
    word, _ = build(made.root)
    blocks = list(word.body)
    start = next(number for number, one in enumerate(blocks) if word.style(one) == "Question")
    panel = blocks[start : start + 8]
    found = [
        (
            word.style(one),
            one.find(f"{W}pPr/{W}keepNext") is not None,
            "".join("\t" if part.tag == f"{W}tab" else part.text or "" for part in one.iter())[:18],
        )
        for one in panel
    ]
    assert found == [
        ("Question", True, "Question 1. Asks f"),
        ("QuestionItem", True, "(a)\tLaws adopted."),
        ("QuestionItem", True, "(b)\tAgreements."),
        ("QuestionSubitem", True, "(i)\tTheir scope."),
        ("QuestionSubitem", True, "(ii)\tTheir results"),
        ("QuestionDetail", True, "Provisions: articl"),
        ("QuestionDetail", True, "Status: draft, bei"),
        ("QuestionDetail", True, "Lead: Ministry of "),
    ]
    assert word.style(blocks[start + 8]) == "QuestionEnd"
    form = next(style for style in word.xml("word/styles.xml") if style.get(f"{W}styleId") == "ItemLabel")
    assert form.find(f"{W}pPr/{W}outlineLvl") is None
    styles = {
        "".join(one.itertext()): {mark.get(f"{W}val") for mark in one.iter(f"{W}rStyle")}
        for one in word.body.iter(f"{W}hyperlink")
    }
    # Figures are links that look like the figures beside them.
    assert [styles[words] for words in ("274,965", "61.0\xa0per\xa0cent", "33 (1) (a)".replace(" ", "\xa0"))] == [
        set(),
        set(),
        {"Hyperlink"},
    ]
    (passage,) = (run for run in word.body.iter(f"{W}r") if "biaya" in "".join(run.itertext()))
    assert [one.get(f"{W}val") for one in passage.iter(f"{W}lang")] == ["id-ID"]


def test_tables_of_figures(project: Project) -> None:
    """Digits stay aligned beside letters of notes, and keep a gap from words; a long code may break."""
    made = make_project(project.root / "figures")
    made.replace("data/datasets/placements.csv", "2022,200761,122147,2023-03,S01", "2022,200761,122147,2023-03,S02")
    made.replace("data/datasets/placements.csv", "breakdowns rest on it", "breakdowns (KP2MI/BP2MI) rest on it")
    word, _ = build(made.root)
    check_package(word)
    tables = ["".join(table.itertext()) for table in word.body.iter(f"{W}tbl")]
    (annex,) = (table for table in word.body.iter(f"{W}tbl") if "†" in "".join(table.itertext()))
    assert any(".." in table for table in tables)
    rows = annex.findall(f"{W}tr")
    indents = [
        [
            int(one.attrib[f"{W}right"]) if (one := cell.find(f"{W}p/{W}pPr/{W}ind")) is not None else None
            for cell in row.findall(f"{W}tc")
        ]
        for row in rows
    ]
    # Period, Total, Women, As of, Source: a dagger and a letter (107 twentieths of a point wide) have room after the
    # figure, and a letter alone has half of it.
    assert indents == [
        [None, 107, 125, None, None],
        [None, 107, 125, None, None],
        [None, 54, 125, None, None],
        [None, None, 125, None, None],
        [None, 107, 125, None, None],
    ]


def kept(row: Element) -> bool:
    """Whether a row is kept on the same page as the next one."""
    return all(one.find(f"{W}pPr/{W}keepNext") is not None for one in row.iter(f"{W}p"))


def test_tables_that_go_on_on_the_next_page(project: Project) -> None:
    """Three rows stay together at the start of a table and at its end; one of fewer than fifteen rows stays whole."""
    made = make_project(project.root / "long")
    head = "\n| Town | Workers |\n| --- | --- |\n"
    row = "| Town | 3 |\n"
    made.append("docs/replies/q02-recruitment.md", f"\n## Below\n\nAbove.\n{head}{row * 15}{head}{row * 14}")
    word, _ = build(made.root)
    blocks = list(word.body)
    long, short = (
        number
        for number, block in enumerate(blocks)
        if block.tag == f"{W}tbl" and "TownWorkers" in "".join(block.itertext())
    )
    rows = blocks[long].findall(f"{W}tr")
    assert [kept(row) for row in rows] == [True] * 3 + [False] * 10 + [True] * 2 + [False]
    assert [kept(row) for row in blocks[short].findall(f"{W}tr")] == [True] * 14 + [False]


def test_a_row_that_no_page_may_hold_is_divided(project: Project) -> None:
    """Such a row may break across pages, and is not kept with the next row; a row of a few lines stays whole."""
    made = make_project(project.root / "tall")
    made.replace(
        "data/datasets/placements.csv", "297434,,2025-01,S01;S02,yes,", f"297434,,,S01,yes,{'word ' * 600}".rstrip()
    )
    made.append(
        "docs/replies/q02-recruitment.md",
        f"\n| Town | Law |\n| --- | --- |\n| Bonn | Short. |\n| Rome | {'word ' * 600} |\n| Oslo | {'word ' * 60} |\n\n"
        ":::{data-table} placements\n:columns: period, reason\n:where: period = 2024\n:::\n",
    )
    word, _ = build(made.root)
    check_package(word)
    tables = {
        "".join(table.itertext())[:7]: table.findall(f"{W}tr")
        for table in word.body.iter(f"{W}tbl")
        if "word word" in "".join(table.itertext())
    }
    assert {
        name: [(row.find(f"{W}trPr/{W}cantSplit") is not None, kept(row)) for row in rows]
        for name, rows in tables.items()
        if not name.startswith("PeriodT")
    } == {
        "TownLaw": [(True, True), (True, False), (False, False), (True, False)],
        "PeriodR": [(True, True), (False, False)],
    }


def test_what_stands_around_a_wide_table_begins_where_it_does(project: Project) -> None:
    made = make_project(project.root / "broad")
    made.replace("data/datasets/placements.csv", "breakdowns rest on it", f"breakdowns {'rest on it; ' * 20}also here")
    options = ":columns: period, total, women, reason\n:caption: Broad\n:observations: all"
    made.append("docs/replies/q02-recruitment.md", f"\n:::{{data-table}} placements\n{options}\n\nOne.\n\nLast.\n:::\n")
    word, _ = build(made.root)
    check_package(word)
    texts = ["".join(block.itertext()) for block in word.body]
    caption = next(number for number, text in enumerate(texts) if "Broad (persons)" in text)
    last = texts.index("Last.")
    around = [word.body[number] for number in (caption, *range(caption + 2, last + 1))]
    assert word.body[caption + 1].tag == f"{W}tbl"
    assert len(around) == 5
    for paragraph in around:
        sides = paragraph.find(f"{W}pPr/{W}ind")
        assert sides is not None
        assert (sides.attrib[f"{W}left"], sides.attrib[f"{W}right"]) == ("0", "0")
    # Sources and notes stay on one page with the end of the table.
    assert kept(word.body[caption + 1].findall(f"{W}tr")[-1])
    assert [kept(paragraph) for paragraph in around] == [True] * 4 + [False]


def test_the_facts_of_a_dataset_are_written_on_its_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = make_project(tmp_path)
    monkeypatch.chdir(tmp_path)
    project.write("docs/data/money.md", "# Money\n\n:::{dataset} money\n:::\n")
    project.write("docs/data/placements.md", "# Placements\n\n:::{dataset} placements\n:::\n")
    project.replace("docs/index.md", "\nannex\n", "\nannex\ndata/money\ndata/placements\n")
    status, said = project.run("build", "docx")
    assert (status, said.splitlines()[1:]) == (0, ["docx: _build/docx/CMW-C-XXX-1.docx"])
    text = Word(project.root / "_build/docx/CMW-C-XXX-1.docx").flat().text
    assert "Usedinnoreply" in text
    assert "Usedintherepliestoparagraphs2and3" in text

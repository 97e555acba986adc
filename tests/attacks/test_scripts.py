"""HTML and scripts in every text that data and pages hold: printed as they stand, and run nowhere.

Stands for the class of HTML in the words of a report.
"""

from __future__ import annotations

import json

import pytest
from bs4 import BeautifulSoup

from support.changes import CALENDAR, LIST, REGISTER
from support.measured import INDICATORS, MEASURES
from support.pictures import PNG
from support.project import FILES, Project, make_project
from support.views import add_views
from support.word import Word

EVIL = "<script>alert({})</script><img src=x onerror=alert(1)>\"'><b>"


def evil(place: str) -> str:
    """Return a text that would run on a careless site, and that says where it was put."""
    return EVIL.format(place)


def in_yaml(place: str) -> str:
    return json.dumps(evil(place))


def make_evil(project: Project) -> list[str]:
    """Put such a text into every place that holds one; return the places."""
    describe = json.loads(FILES["data/datapackage.json"])
    placements = describe["resources"][0]
    placements |= {"title": evil("title"), "description": evil("description")}
    placements["licenses"] = [{"title": evil("licence")}]
    placements["changes"] = [{"date": "2024-01-01", "what": evil("change")}]
    placements["schema"]["fields"][1]["title"] = evil("heading")
    for column in placements["schema"]["fields"][1:3]:
        column["unit"] = evil("unit")
    project.write("data/datapackage.json", json.dumps(describe))
    cell = '"' + evil("reason").replace('"', '""') + '"'
    project.replace("data/datasets/placements.csv", "restated later", cell)
    project.write("data/datasets/money.csv", f"period,measure,value\n2022,{cell.replace('reason', 'key')},9.71\n")
    for old, place in (
        ("summary: Asks for the laws.", "question"),
        ("summary: Laws adopted.", "item"),
        ("subject: Laws", "subject"),
        ("heading: A. General information", "section"),
        ("title: List of issues", "list"),
        ("state: Examplia", "state"),
    ):
        project.replace(LIST, old, f"{old.partition(':')[0]}: {in_yaml(place)}")
    project.replace("data/institutions.yaml", "name: Ministry of Labour", f"name: {in_yaml('ministry')}")
    project.replace("data/institutions.yaml", "name: Labour Office", f"name: {in_yaml('predecessor')}")
    project.replace("data/concluding-observations/co-1.yaml", "Positive aspects", in_yaml("recommendation"))
    project.write("data/abbreviations.yaml", f"- abbreviation: ABC\n  meaning: {in_yaml('abbreviation')}\n")
    for old, place in (("Annual data", "source"), ("Statistics Office", "author"), ("Press report", "press")):
        project.replace("data/references.bib", old, evil(place))
    project.replace("data/references.bib", "year = {2024}", f"year = {{2024}}, note = {{{evil('note')}}}")
    project.replace("docs/replies/q02-recruitment.md", "In 2023", f"{evil('prose')} ABC {{cite}}`S02` In 2023")
    project.replace("docs/replies/q01-laws.md", "# Laws", f"# Laws {evil('heading-of-page')}")
    project.replace("docs/index.md", "# Report", f"# Report {evil('first')}")
    project.replace("docs/sections/a.md", "# General information", f"# General information {evil('section')}")
    project.replace("docs/replies/q03-statistics.md", "Placements by year", evil("caption"))
    project.replace("docs/replies/q03-statistics.md", "status: cleared", "status: reviewed")  # it has a gap now
    project.append(
        "docs/replies/q03-statistics.md",
        f"\n:::{{data-chart}} placements\n:caption: {evil('chart')}\n:columns: period, total\n\n{evil('below')}\n:::\n\n"
        f":::{{admonition}} {evil('box')}\nText.\n:::\n\n:::{{table}} {evil('table')}\n\n| a |\n|---|\n| {evil('cell')} |\n:::\n\n"
        f":::{{figure}} map.png\n:alt: {evil('alt')}\n\n{evil('legend')}\n:::\n\n`{evil('code')}` ![{evil('picture')}](map.png)\n\n"
        f":::{{gap}} MOL\n{evil('gap')}\n:::\n",
    )
    project.write("docs/replies/map.png", PNG)
    project.write("docs/placements.md", "# Data\n\n:::{dataset} placements\n:::\n")
    project.replace("docs/index.md", "\nannex\n", "\nannex\nplacements\nscorecard\n")
    project.write(INDICATORS, MEASURES.removeprefix("targets: targets\n"))
    for old, place in (
        ("name: Workers placed", "indicator"),
        ("group: Complaints", "group"),
        ("definition: Workers placed abroad in a year.", "definition"),
        ("unit: persons", "unit-of-indicator"),
        ("note: Neither more nor less of it is better.", "why"),
    ):
        project.replace(INDICATORS, old, f"{old.partition(':')[0]}: {in_yaml(place)}")
    project.write("docs/scorecard.md", "# Scorecard\n\n:::{scorecard}\n:::\n\n:::{freshness}\n:::\n")
    add_views(project)
    project.write(
        CALENDAR,
        f"coordinator: MFA\nnote: {in_yaml('plan')}\nmilestones:\n- id: data-in\n  title: {in_yaml('milestone')}\n"
        f"  vernacular: {in_yaml('vernacular')}\n  what: {in_yaml('aim')}\n  date: 2025-07-01\n"
        f"events:\n- date: 2025-01\n  what: {in_yaml('event')}\n  others: {in_yaml('others')}\n  source: [S01]\n",
    )
    project.write(
        REGISTER,
        f"recommendations:\n- id: CO/1 1\n  subject: {in_yaml('register')}\n  action: {in_yaml('action')}\n"
        f"  note: {in_yaml('remark')}\n  status: not started\n  due: 2026-01-01\n  questions: [1]\n",
    )
    # The machinery has these from conf.py alone; a title is the report's.
    return [
        *(
            "title",
            "description",
            "licence",
            "change",
            "heading",
            "unit",
            "reason",
            "key",
            "question",
            "item",
            "subject",
        ),
        *("ministry", "recommendation", "source", "author", "press", "note", "prose", "heading-of-page"),
        *("first", "section", "indicator", "group", "definition", "unit-of-indicator", "why"),
        *("register", "action", "remark"),
        *("plan", "milestone", "vernacular", "aim", "event", "others"),
        *("caption", "chart", "below", "box", "table", "cell", "alt", "legend", "code", "picture", "gap"),
    ]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, list[str]]:
    project = make_project(tmp_path_factory.mktemp("evil"))
    places = make_evil(project)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(project.root)
        # Each such text is named, for it would be printed with its tags; and should one be built nevertheless:
        found = {one.partition("]")[0].partition("[")[2] for one in project.findings()}
        assert found == {"literal-markup", "missing-data", "dataset-without-page", "unanswered-recommendation"}
        project.build()
    return project, places


def test_every_text_is_printed_as_it_stands(site: tuple[Project, list[str]]) -> None:
    project, places = site
    shown = ""
    for file in sorted((project.root / "out/html").rglob("*.html")):
        page = BeautifulSoup(file.read_text("utf-8"), "html.parser")
        shown += page.get_text() + "".join(str(value) for tag in page.find_all(True) for value in tag.attrs.values())
    assert [
        place for place in places if f"<script>alert({place})</script><img src=x onerror=alert(1)>" not in shown
    ] == []


def test_no_page_has_a_tag_from_a_text(site: tuple[Project, list[str]]) -> None:
    project, _ = site
    for file in sorted((project.root / "out/html").rglob("*.html")):
        page = BeautifulSoup(file.read_text("utf-8"), "html.parser")
        # What is told to programs is no script: a browser does not run it, and nothing in it ends it.
        told = page.find_all("script", type="application/ld+json")
        assert [str(tag) for tag in told if set("<>&") & set(tag.get_text())] == []
        assert [str(tag) for tag in page.find_all("script") if "alert" in str(tag) and tag not in told] == []
        assert [str(tag) for tag in page.find_all("img") if tag.get("src") == "x"] == []
        assert [name for tag in page.find_all(True) for name in tag.attrs if name.startswith("on")] == []
        assert page.find(["iframe", "object", "embed", "base", "applet"]) is None


def test_the_index_for_searching_holds_text(site: tuple[Project, list[str]]) -> None:
    """It is a script that hands over data: nothing of the data ends it."""
    project, _ = site
    index = (project.root / "out/html/search-index.js").read_text("utf-8")
    assert index.startswith("const loiprPages = ")
    assert index.endswith(";\n")
    assert json.loads(index.removeprefix("const loiprPages = ").removesuffix(";\n"))
    assert "</" not in index


@pytest.mark.parametrize("builder", ["accessible", "docx"])
def test_no_other_edition_has_a_tag_from_a_text(site: tuple[Project, list[str]], builder: str) -> None:
    project, _ = site
    project.build(builder=builder)
    if builder == "accessible":
        page = BeautifulSoup((project.root / "out/accessible/edition.html").read_text("utf-8"), "html.parser")
        assert page.find("script") is None
        assert [str(tag) for tag in page.find_all("img") if tag.get("src") == "x"] == []
    else:
        (file,) = (project.root / "out/docx").glob("*.docx")
        assert "<script>alert(prose)</script>" in Word(file).flat().text

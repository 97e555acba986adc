"""The website: what readers find on its pages, and that it loads nothing from another host."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from openpyxl import load_workbook

from support.changes import LIST, RECRUITMENT, hold
from support.project import Project, make_project


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = make_project(tmp_path_factory.mktemp("site"))
    project.replace("data/institutions.yaml", "name: Labour Office", "name: Workers' Office")
    project.replace(
        "docs/replies/q01-laws.md",
        ":::{reply} (a)\n",
        ":::{gap} MFA\nFigures by sex.\n:::\n\n"
        "{institution}`LABOFF`, {article}`ICCPR 14 (3) (d)` and {article}`16 (1)-(4) and 17`\n\n:::{reply} (a)\n",
    )
    project.append(
        "docs/replies/q03-statistics.md",
        "\nSee {question}`1 (a)` and {question}`2`.\n\n"
        ":::{data-chart} placements\n:columns: period, total, women\n:where: period = 2022 | 2023\n:::\n",
    )
    assert project.build("-E", "-n", "-W") == ""
    return project


def soup(site: Project, page: str) -> Tag:
    article = BeautifulSoup(site.page(page), "html.parser").find("article")
    assert isinstance(article, Tag)
    return article


def text(tag: Tag | None) -> str:
    assert tag is not None
    return " ".join(tag.get_text().split())


def test_an_article_links_and_tells_its_subject(site: Project) -> None:
    link = soup(site, "replies/q01-laws").select_one("section.loipr-reply a.loipr-article")
    assert link is not None
    assert (text(link), link["href"], link["title"]) == (
        "33 (1) (a)",
        "../convention.html#icrmw-article-33",
        "Article 33: Right to information on Convention rights",
    )
    convention = BeautifulSoup(site.page("convention"), "html.parser")
    assert convention.find(id="icrmw-article-33") is not None


def test_the_page_of_an_outline_says_that_the_text_of_the_committee_is_not_at_hand(tmp_path: Path) -> None:
    project = make_project(tmp_path)
    project.replace(LIST, "slug: recruitment\n    standing: known", "slug: recruitment\n    standing: outline")
    assert project.build() == ""
    note = soup(project, "replies/q02-recruitment").select_one(".loipr-standing")
    assert text(note).startswith("The Committee’s text of this question is not at hand")
    assert soup(project, "replies/q01-laws").select_one(".loipr-standing") is None


def test_the_convention_tells_questions_from_replies(site: Project) -> None:
    entries = {text(term): text(term.find_next_sibling("dd")) for term in soup(site, "convention").find_all("dt")}
    found = {name.partition(".")[0]: cited for name, cited in entries.items() if cited.startswith("Cited")}
    assert found == {
        "Article 16": "Cited in reply to paragraph 1: 16 (1)–(4).",
        "Article 17": "Cited in reply to paragraph 1.",
        "Article 33": "Cited in reply to paragraph 1 (a): 33 (1) (a).",
        "Article 84": "Cited in question 1.",
    }


def test_a_treaty_that_is_not_cited_says_so(project: Project) -> None:
    project.append("docs/convention.md", "\n## Covenant\n\n:::{treaty-index} ICCPR\n:cited-only:\n:::\n")
    assert project.build("-n", "-W") == ""
    assert text(soup(project, "convention").select_one("section#covenant")) == "A. Covenant# Not cited."


def test_the_list_of_issues_is_named_once_a_page(site: Project) -> None:
    paragraph = next(p for p in soup(site, "replies/q03-statistics").find_all("p") if "See" in text(p))
    assert text(paragraph) == "5. See paragraph 1 (a) of the list of issues and paragraph 2."
    assert [link.get_text() for link in paragraph.find_all("a")[1:]] == [
        "paragraph\N{NO-BREAK SPACE}1\N{NO-BREAK SPACE}(a)",
        "paragraph\N{NO-BREAK SPACE}2",
    ]


def test_a_list_of_provisions_links_each(site: Project) -> None:
    reply = soup(site, "replies/q01-laws").select_one("section.loipr-reply")
    assert reply is not None
    paragraph = reply.find_previous("p")
    assert isinstance(paragraph, Tag)
    assert text(paragraph) == (
        "1. Workers’ Office (LABOFF), article 14 (3) (d) of the International Covenant on Civil and Political Rights (ICCPR) "
        "and articles 16 (1)–(4) and 17"
    )
    links = [(text(link), link["href"]) for link in paragraph.select("a.loipr-article")]
    assert links == [
        ("16 (1)–(4)", "../convention.html#icrmw-article-16"),
        ("17", "../convention.html#icrmw-article-17"),
    ]


def test_the_question_stands_above_its_reply(site: Project) -> None:
    article = soup(site, "replies/q01-laws")
    assert text(article.find("h1")).startswith("Reply to paragraph 1 of the list of issues: Laws")
    panel = article.select_one("aside.loipr-panel")
    assert text(panel) == (
        "Question 1. Asks for the laws. (a) Laws adopted. (b) Agreements. (i) Their scope. (ii) Their results. "
        "Provisions: article 84 Status: draft, being written Lead: Ministry of Foreign Affairs (MFA) "
        "With: Ministry of Labour (MOL)"
    )


def test_a_name_is_spelt_out_once_a_page(site: Project) -> None:
    reply = soup(site, "replies/q01-laws").select("section.loipr-reply")[1]
    assert text(reply) == "(b) 3. Agreements were made by MFA and MOL."


def test_figures_are_drawn_and_say_where_from(site: Project) -> None:
    article = soup(site, "replies/q02-recruitment")
    notes = [text(note.extract()) for note in article.select(".loipr-provenance")]
    assert text(article.find_all("p")[-1]) == (
        "4. In 2023 there were 274,965 placements, 61.0 per cent of them of women, an increase of 37.0 per cent on 2022. "
        "See paragraph 1 (a) of the list of issues and CMW/C/XXX/CO/1, para. 2."
    )
    value = article.select_one("span.loipr-value")
    assert value is not None
    assert notes[0].startswith(
        "Placements: 2023 Source: S01 – Statistics Office, “Annual data” (2025) As of: January 2024"
    )
    link = value.find("a")
    assert isinstance(link, Tag)
    assert link["href"] == "../annex.html#dataset-placements"


def test_a_table_has_caption_unit_total_source_and_file(site: Project) -> None:
    article = soup(site, "replies/q03-statistics")
    table = article.find("table")
    assert isinstance(table, Tag)
    assert text(table.find("caption")).removesuffix("#") == "Table 1 Placements by year (persons)"
    rows = [[text(cell) for cell in row.find_all(["th", "td"])] for row in table.find_all("tr")]
    assert rows == [
        ["Period", "Total"],
        ["2024", "297,434"],
        ["2023", "274,965 note a"],
        ["2022", "200,761"],
        ["Total", "773,160"],
    ]
    notes = [text(note) for note in article.select(".loipr-notes")[0].find_all("p")]
    assert notes[1:] == ["a Chosen among figures that disagree: breakdowns rest on it."]
    source = article.select_one("p.loipr-source")
    assert text(source) == "Sources: [S01], [S02]. Full dataset. CSV of placements XLSX of placements"
    download = article.select_one("a.loipr-download")
    assert download is not None
    file = site.root / "out/html/replies" / str(download["href"])
    assert file.read_bytes() == (site.root / "data/datasets/placements.csv").read_bytes()
    workbook = article.select("a.loipr-download")[1]
    sheet = load_workbook(site.root / "out/html/replies" / str(workbook["href"]))["DATA"]
    assert [cell.value for cell in sheet["B"]] == ["total", 200761, 274965, 297108, 297434]


def test_a_chart_has_its_words_and_its_table(site: Project) -> None:
    article = soup(site, "replies/q03-statistics")
    picture = article.select_one("figure div[role=img]")
    assert picture is not None
    assert picture["aria-label"] == (
        "Bar chart. Placements (persons). 2022: Total 200,761, Women 122,147; 2023: Total 274,965, Women 167,863."
    )
    assert picture.find("svg") is not None


def test_a_gap_names_who_should_fill_it(site: Project) -> None:
    gap = soup(site, "replies/q01-laws").select_one("div.loipr-gap")
    assert text(gap) == "Information not available; to be supplied by MFA Figures by sex."


def test_what_was_set_aside_is_marked_with_the_reason(site: Project) -> None:
    annex = soup(site, "annex")
    rows = [[text(cell) for cell in row.find_all(["th", "td"])] for row in annex.find_all("table")[0].find_all("tr")]
    assert rows[2:4] == [
        ["2023", "274,965 note a", "167,863", "Jan. 2024", "[S01]"],
        ["2023", "297,108 note †b", "..not available", "Feb. 2025", "[S02]"],
    ]
    notes = [text(note) for note in annex.select(".loipr-notes")[0].find_all("p")]
    assert notes[1:] == [
        "Note: Two dots (..): not available.",
        "a Chosen among figures that disagree: breakdowns rest on it.",
        "b Set aside: restated later.",
    ]


def test_a_figure_that_is_not_available_is_two_dots(site: Project) -> None:
    """The dots are explained below the table, and read out in words. A cell of words stays empty; data do not change."""
    annex = soup(site, "annex")
    placements, money = annex.select("table.loipr-table")
    cells = [[text(cell) for cell in row.find_all(["th", "td"])] for row in placements.select("tbody tr")]
    assert [row[:3] for row in cells] == [
        ["2022", "200,761", "122,147"],
        ["2023", "274,965 note a", "167,863"],
        ["2023", "297,108 note †b", "..not available"],
        ["2024", "297,434", "..not available"],
    ]
    assert str(placements.select("tbody tr")[3].find_all("td")[1].p.contents[0]) == '<span aria-hidden="true">..</span>'  # type: ignore[union-attr]
    assert text(annex).count("Two dots (..): not available.") == 1
    assert ".." not in text(money)
    assert "2024,297434,,2025-01" in next(site.root.rglob("_data/placements.csv")).read_text(encoding="utf-8")


def test_the_headings_are_those_of_the_items(site: Project) -> None:
    headings = soup(site, "replies/q01-laws").find_all(re.compile("h[1-6]"))
    assert [(heading.name, text(heading)) for heading in headings] == [
        ("h1", "Reply to paragraph 1 of the list of issues: Laws#"),
        ("h2", "(a)"),
        ("h2", "(b)"),
    ]


def test_heads_of_tables_say_of_what(site: Project) -> None:
    table = soup(site, "annex").select_one("table")
    assert table is not None
    heads = [(str(head["scope"]), text(head)) for head in table.find_all("th")]
    assert heads[:5] == [("col", name) for name in ("Period", "Total", "Women", "As of", "Source")]
    assert heads[5:] == [("row", name) for name in ("2022", "2023", "2023", "2024")]


def test_the_sidebar_is_one_landmark(site: Project) -> None:
    page = BeautifulSoup(site.page("annex"), "html.parser")
    sidebar = page.select_one("#pst-primary-sidebar")
    assert sidebar is not None
    outside = [
        tag.name for tag in sidebar.find_all(["a", "button"]) if tag.find_parent("nav", class_="loipr-nav") is None
    ]
    assert outside == []
    assert text(sidebar.select_one("a.loipr-brand")) == "Report for tests documentation"
    # The words on the button are its accessible name.
    button = sidebar.select_one("button.search-button__button")
    assert button is not None
    assert button.get("aria-label") is None


def test_the_sidebar_opens_its_first_branch_and_the_way_to_the_page(site: Project) -> None:
    def shown(name: str) -> list[str]:
        page = BeautifulSoup(site.page(name), "html.parser")
        return [text(link) for link in page.select("nav.loipr-nav ul a")]

    ends = ["III. The Convention", "Annex", "IV. Abbreviations", "V. Sources"]
    first = ["I. General information", "1. Laws", "2. Recruitment"]
    assert shown("annex") == [*first, "II. Articles", *ends]
    assert shown("replies/q03-statistics") == [*first, "II. Articles", "3. Statistics", *ends]


def test_the_sidebar_gives_contributors_one_way_in(project: Project) -> None:
    def shown(name: str) -> list[tuple[str, str]]:
        page = BeautifulSoup(project.page(name), "html.parser")
        return [(text(link), str(link["href"])) for link in page.select("nav.loipr-nav > ul.nav > li > a")]

    project.write("docs/guides/one.md", "# One guide\n\nText.\n")
    project.write("docs/guides/two.md", "# Two guides\n\nText.\n")
    contents = ":::{toctree}\n:hidden:\n:caption: For contributors\n\nguides/one\nguides/two\n:::\n"
    project.append("docs/index.md", f"\n{contents}")
    assert project.build("-W") == ""
    assert shown("annex")[-2:] == [("V. Sources", "sources.html"), ("For contributors", "guides/one.html")]
    assert shown("guides/two")[-1] == ("For contributors", "one.html")
    page = BeautifulSoup(project.page("guides/two"), "html.parser")
    within = page.select("nav.loipr-nav > ul.nav > li:last-child li a")
    assert [(text(link), link.get("aria-current")) for link in within] == [("One guide", None), ("Two guides", "page")]
    closed = BeautifulSoup(project.page("annex"), "html.parser")
    assert closed.select("nav.loipr-nav > ul.nav > li:last-child li a") == []


def way(project: Project, name: str) -> list[tuple[str, str, object]]:
    page = BeautifulSoup(project.page(name), "html.parser")
    return [(text(link), str(link["href"]), link.get("aria-current")) for link in page.select(".loipr-way a")]


def test_every_page_shows_the_way_to_it(site: Project) -> None:
    assert way(site, "index") == []
    assert way(site, "annex") == [("", "index.html", None), ("Annex", "#", "page")]
    assert way(site, "replies/q03-statistics") == [
        ("", "../index.html", None),
        ("II. Articles", "../sections/b.html", None),
        ("3. Statistics", "#", "page"),
    ]


def test_the_way_to_a_guide_goes_through_the_entrance_of_contributors(project: Project) -> None:
    project.write("docs/guides/one.md", "# One guide\n\nText.\n")
    project.write("docs/guides/id/dua.md", "# Dua\n\nTeks.\n")
    contents = ":::{toctree}\n:hidden:\n:caption: For contributors\n\nguides/one\nguides/id/dua\n:::\n"
    project.append("docs/index.md", f"\n{contents}")
    assert project.build("-W") == ""
    entrance = ("For contributors", "../one.html", None)
    assert way(project, "guides/id/dua") == [("", "../../index.html", None), entrance, ("Dua", "#", "page")]
    assert '<a href="#" lang="id" aria-current="page">Dua</a>' in project.page("guides/id/dua")


def contents(project: Project, name: str) -> list[tuple[int, str, str]]:
    """The contents beside a page: how deep each entry is, what stands there, and where it leads."""
    page = BeautifulSoup(project.page(name), "html.parser")
    links = page.select("#pst-secondary-sidebar nav a")
    return [(len(link.find_parents("ul")), text(link), str(link["href"])) for link in links]


def test_a_reply_has_its_items_as_contents(project: Project) -> None:
    long = "Agreements with other States on the recruitment and the employment of workers abroad, in force or planned."
    project.replace(LIST, "summary: Agreements.", f"summary: {long}")
    reply = ":::{reply} (b)\nAgreements were made by {institution}`MFA` and {institution}`MOL`.\n:::\n"
    parts = "::::{reply} (b)\nText.\n\n:::{reply} (b) (i) and (b) (ii)\nText.\n:::\n::::\n\n## Outlook\n\nText.\n"
    project.replace("docs/replies/q01-laws.md", reply, parts)
    project.build()
    assert contents(project, "replies/q01-laws") == [
        (1, "(a) Laws adopted", "#q01-laws-item-a"),
        (1, "(b) Agreements with other States on the recruitment and the …", "#q01-laws-item-b"),
        (2, "(b) (i) and (b) (ii)", "#q01-laws-item-b-i"),
        (1, "Outlook", "#outlook"),
    ]


def test_a_reply_without_items_has_no_contents(site: Project) -> None:
    assert contents(site, "replies/q02-recruitment") == []
    assert "secondary-toggle" not in site.page("replies/q02-recruitment")


def test_the_sources_are_a_list(site: Project) -> None:
    (sources,) = soup(site, "sources").select("div[role=list]")
    assert [child["role"] for child in sources.find_all(recursive=False)] == ["listitem", "listitem"]


def test_what_only_names_data_is_left_to_programs(project: Project) -> None:
    field = '{"name": "value", "type": "number", "title": "Value", "unit": "USD bn"}'
    about = (
        '{"name": "about", "type": "string", "title": "About"}, {"name": "remark", "type": "string", "title": "Remark"}'
    )
    project.replace("data/datapackage.json", field, f"{field}, {about}")
    cells = "period,measure,value,about,remark\n2022,total,9.71,placements[2022].total,\n2023,total,14.22,,placements rose\n"
    project.write("data/datasets/money.csv", cells)
    assert project.build("-n", "-W") == ""
    headings = [text(cell) for cell in soup(project, "annex").select("thead th")]
    assert headings[-4:] == ["Period", "Measure", "Value", "Remark"]


def test_previous_and_next_lead_through_the_replies(site: Project) -> None:
    page = BeautifulSoup(site.page("replies/q01-laws"), "html.parser")
    assert text(page.select_one("a.right-next")) == "next 2. Recruitment"
    current = page.select_one("nav.loipr-nav a[aria-current=page]")
    assert text(current) == "1. Laws"


def test_abbreviations_are_those_of_the_text(site: Project) -> None:
    terms = [text(term) for term in soup(site, "abbreviations").find_all("dt")]
    assert [term.removesuffix("#") for term in terms] == ["ICCPR", "LABOFF", "MFA", "MOL"]


def test_the_site_asks_no_other_host(site: Project) -> None:
    out = site.root / "out/html"
    asked = []
    for file in sorted(out.rglob("*.html")):
        page = BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser")
        for tag in page.find_all(["script", "link", "img", "iframe", "source", "video", "audio", "object", "embed"]):
            address = str(tag.get("src") or tag.get("href") or tag.get("data") or "")
            if re.match(r"(https?:)?//", address):
                asked.append((file.name, address))
    for file in sorted(out.rglob("*.css")):
        asked += [(file.name, url) for url in re.findall(r"url\(['\"]?((?:https?:)?//[^)]+)", file.read_text("utf-8"))]
    assert asked == []


def test_ids_stand_once_a_page(site: Project) -> None:
    for file in sorted((site.root / "out/html").rglob("*.html")):
        ids = [
            str(tag["id"]) for tag in BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser").find_all(id=True)
        ]
        assert sorted(ids) == sorted(set(ids)), file.name


def test_internal_links_lead_somewhere(site: Project) -> None:
    out = site.root / "out/html"
    pages = {file: BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser") for file in out.rglob("*.html")}
    broken = []
    for file, page in pages.items():
        for link in page.select("article a[href]"):
            address, _, anchor = str(link["href"]).partition("#")
            if re.match(r"[a-z]+:", address):
                continue
            target = Path(file.parent / address).resolve() if address else file
            if not target.exists() or (anchor and pages[target].find(id=anchor) is None):
                broken.append((file.name, str(link["href"])))
    assert broken == []


def test_what_was_accepted_stands_with_its_rule_and_nowhere_else(project: Project) -> None:
    project.write("docs/guides/rules.md", "# Rules\n\n:::{rule-list}\n:::\n")
    project.replace("docs/index.md", "\nsources\n", "\nsources\nguides/rules\n")
    project.append(
        "docs/replies/q02-recruitment.md",
        "\n% accept superseded-name: <b>quoted</b> {cite}`S01`\n\nThe Labour Office closed.\n\n"
        "- One\n\n  % accept superseded-name: in a list\n\n  The Labour Office.\n",
    )
    assert project.build("-E", "-n", "-W") == ""
    section = soup(project, "guides/rules").find(id="rule-superseded-name")
    assert isinstance(section, Tag)
    advice = (
        "“Labour Office” is a former name since 2020-06-01; write {institution}`MOL`, or {institution}`LABOFF` if the "
        "former body is meant."
    )
    assert [text(item) for item in section.find_all("li")] == [
        f"docs/replies/q02-recruitment.md:15: {advice} Reason: <b>quoted</b> {{cite}}`S01`",
        f"docs/replies/q02-recruitment.md:21: {advice} Reason: in a list",
    ]
    assert len(soup(project, "guides/rules").find_all("li")) == 2
    assert "accept" not in project.page("replies/q02-recruitment")


def test_a_guide_in_another_language_says_so_wherever_its_words_stand(project: Project) -> None:
    project.write("docs/guides/id/edit.md", "# Menyunting jawaban\n\n## Cara menulis\n\nTeks.\n")
    project.append("docs/index.md", "\n:::{toctree}\nguides/id/edit\n:::\n")
    assert project.build("-n", "-W") == ""
    own = BeautifulSoup(project.page("guides/id/edit"), "html.parser")
    assert [tag["lang"] for tag in own.select("html, body, main section[lang]")] == ["id", "en", "id"]
    in_indonesian = [(tag.name, text(tag.find("h1") or tag)) for tag in own.select('[lang="id"]')]
    assert ("section", "Menyunting jawaban#") in in_indonesian
    assert ("a", "Menyunting jawaban") in in_indonesian
    assert ("a", "Cara menulis") in in_indonesian
    before = BeautifulSoup(project.page("sources"), "html.parser")
    assert [tag.get("lang") for tag in before.select("html, body")] == ["en", None]
    assert {(tag.name, text(tag)) for tag in before.select('[lang="id"]')} == {
        ("a", "Menyunting jawaban"),
        ("span", "Menyunting jawaban"),
    }


def named(place: str, tag: str) -> str:
    return f"{place}: WARNING: “{tag}” is an HTML tag and would be printed as text; delete it [loipr.literal-markup]\n"


def printed(place: str, markup: str, text: str) -> str:
    told = f"the edition would print “{markup}” in “{text}”; write it in words, or mend the markup"
    return f"{place}: WARNING: {told} [loipr.printed-markup]\n"


def test_markup_in_a_title_is_text_wherever_the_theme_shows_it(tmp_path: Path) -> None:
    project = make_project(tmp_path)
    project.replace("docs/index.md", "# Report\n", "# \\<img src=x onerror=alert(1)\\>\n")
    project.replace("docs/replies/q01-laws.md", "# Laws\n", "# Laws \\<script\\>alert(1)\\</script\\>\n")
    # They are named, for they would be printed with their tags; the pages are built nevertheless.
    assert project.build() == "".join(
        [
            named("docs/index.md:1", "<img src=x onerror=alert(1)>"),
            "docs/replies/q01-laws.md:8: WARNING: “<script>” and “</script>” are HTML tags and would be printed as text; "
            "delete both [loipr.literal-markup]\n",
            printed("docs/index.md:1", "<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>"),
            printed("docs/replies/q01-laws.md:8", "<script>", "Laws <script>alert(1)</script>"),
        ]
    )
    for file in sorted((project.root / "out").rglob("*.html")):
        page = BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser")
        assert page.find_all("img", src="x") == []
        assert [tag for tag in page.find_all("script") if "alert(1)" in tag.get_text()] == []


def test_names_in_the_language_of_the_state_say_so(tmp_path: Path) -> None:
    project = make_project(tmp_path)
    assert project.build() == ""
    assert BeautifulSoup(project.page("abbreviations"), "html.parser").select("em[lang]") == []
    project.append("conf.py", 'loipr_national_dictionary = "id_ID"\n')
    assert project.build() == ""
    names = BeautifulSoup(project.page("abbreviations"), "html.parser").select("em[lang=id]")
    assert [text(name) for name in names] == ["Kementerian Luar Negeri"]


def test_words_in_the_language_of_the_state_say_so(tmp_path: Path) -> None:
    project = make_project(tmp_path)
    project.append("conf.py", 'loipr_national_dictionary = "id_ID"\n')
    hold(project, "misspelt-word", "  dictionary: en_GB\n")
    project.append(RECRUITMENT, "\nFees (*biaya penempatan*), *fees* and *prima facie*.\n")
    assert project.build() == ""
    shown = BeautifulSoup(project.page("replies/q02-recruitment"), "html.parser").select("em")
    assert [(text(one), one.get("lang")) for one in shown] == [
        ("biaya penempatan", "id"),
        ("fees", None),
        ("prima facie", None),
    ]

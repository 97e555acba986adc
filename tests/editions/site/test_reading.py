"""What a reader sees in a browser: marks of notes, the width of pages and tables, and where the focus is."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from support.browser import measured, needs_browser, printed
from support.project import Project, make_project

pytestmark = needs_browser
DESCRIPTOR = """\
{"name": "figures", "path": "datasets/figures.csv", "title": "Figures", "key": ["period"], "series": {"along": "period", "figure": "men"},
  "schema": {"primaryKey": ["period", "source"], "fields": [
    {"name": "period", "type": "string"}, {"name": "men", "type": "integer"}, {"name": "women", "type": "integer"},
    {"name": "basis", "type": "string"}, {"name": "source", "type": "string"},
    {"name": "confidence", "type": "string"}, {"name": "adopted", "type": "boolean"},
    {"name": "reason", "type": "string"}
  ]}
},
"""
ROWS = "period,men,women,basis,source,confidence,adopted,reason\n" + "".join(
    f"{year},586802,{year - 2023 or ''},placements,S01,inferred,yes,\n"
    f"{year},586{year - 2000},210116,cards that the agency gave out in {year} to workers and to others who had asked for one,S02,seen,no,counted otherwise in {year}\n"
    for year in range(2001, 2025)
)
LONG = """\

:::{list-table} Long words in one line
:header-rows: 1
:class: loipr-table

* - What
  - Where
* - `CMW/C/XXX/1:paragraph-of-the-report-that-nobody-divides`
  - https://example.org/a/very/long/address/that/does/not/end/before/the/line
:::
"""
CHART = """\

:::{data-chart} placements
:columns: period, total
:where: period = 2022 | 2023
:::
"""
#: The letters of notes that reach into the words or figures on their right.
OVERLAPS = """[...page.querySelectorAll("td .loipr-mark")].filter((mark) => {
  const right = (box) => { const all = page.createRange(); all.selectNodeContents(box); return all.getBoundingClientRect(); };
  const next = mark.closest("td").nextElementSibling;
  const end = right(mark).right;
  return end > mark.closest("td").getBoundingClientRect().right || (next && end > right(next).left);
}).map((mark) => mark.closest("tr").textContent)"""
MARKS = "page.querySelectorAll('td .loipr-mark').length"
SIDEWAYS = "page.documentElement.scrollWidth - page.documentElement.clientWidth"
#: How wide the text is, how wide its tables are, and how much of a table is out of sight.
WIDTHS = """[page.querySelector("article p"), ...page.querySelectorAll(".pst-scrollable-table-container")].map(
  (box) => [Math.round(box.getBoundingClientRect().width), box.scrollWidth - box.clientWidth])"""

#: How large the letters of the text are, and the smallest of each chart in sight, in pixels.
LETTERS = """[parseFloat(page.defaultView.getComputedStyle(page.querySelector("article p")).fontSize), ...[...page.querySelectorAll(".loipr-picture svg")].map((svg) => [svg, svg.getBoundingClientRect().width])
  .filter(([svg, width]) => width).map(([svg, width]) => Math.min(...[...svg.querySelectorAll("text")].map((text) =>
    parseFloat(page.defaultView.getComputedStyle(text).fontSize) * width / svg.viewBox.baseVal.width)))]"""
#: The ground below a chart and what is done to its colours.
DARK = """(page.documentElement.dataset.theme = "dark",
  [".loipr-picture", ".loipr-picture svg"].map((name) => page.querySelector(name))
  .map((box) => page.defaultView.getComputedStyle(box)).flatMap((look) => [look.backgroundColor, look.filter]))"""

#: What the arrow keys and the pointer make a chart say.
POINTS = """await (async () => {
  const picture = [...page.querySelectorAll(".loipr-picture")].at(-1), note = picture.nextElementSibling, said = {};
  const press = (name, key) => {
    picture.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
    said[name] = note.textContent;
  };
  said.before = note.textContent;
  picture.focus();
  press("first", "ArrowRight");
  press("second", "ArrowDown");
  press("end", "ArrowRight");
  press("back", "ArrowLeft");
  press("Escape", "Escape");
  const bars = [...picture.querySelectorAll(".loipr-point")].filter((bar) => bar.getClientRects().length);
  bars[1].dispatchEvent(new PointerEvent("pointerover", { bubbles: true }));
  said.pointer = note.textContent;
  const [box, around] = [note.getBoundingClientRect(), picture.parentElement.getBoundingClientRect()];
  said["in sight"] = box.width > 0 && box.left >= around.left && box.right <= around.right;
  said.name = picture.getAttribute("aria-label");
  return said;
})()"""
#: The table of a dataset after clicks on its heads, and after words are looked for.
SORTED = """(() => {
  const table = page.querySelector("table[data-view=figures]"), said = {};
  const heads = Object.fromEntries([...table.tHead.rows[0].cells].map((head) => [head.textContent, head]));
  const first = () => [0, 2].map((number) => table.tBodies[0].rows[0].cells[number].textContent);
  const sort = (name, head) => { heads[head].querySelector("button").click(); said[name] = first(); };
  sort("women, up", "women");
  sort("women, down", "women");
  said.state = [heads.women.getAttribute("aria-sort"), page.location.search];
  sort("period, up", "period");
  const count = page.querySelector(".loipr-count");
  said.rows = [count.textContent];
  const words = page.querySelector(".loipr-filter input[type=search]");
  words.value = "agency 2010";
  words.dispatchEvent(new Event("input", { bubbles: true }));
  said.rows.push(count.textContent);
  return said;
})()"""

#: The name of the phone's menu, whether it is open before and after Escape, and the look of what then has the focus.
MENU = """await (async () => {
  const button = page.querySelector(".primary-toggle"), menu = page.getElementById("pst-primary-sidebar-modal");
  const until = async (holds) => {
    for (let left = 30; left && !holds(); left -= 1) await new Promise((done) => setTimeout(done, 100));
  };
  const style = () => page.defaultView.getComputedStyle(page.activeElement);
  button.focus({ focusVisible: true });
  const seen = [menu.getAttribute("aria-label"), button.getAttribute("aria-label"), style().outlineStyle];
  await until(() => { button.click(); return menu.open; });
  seen.push(menu.open);
  page.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));
  await until(() => page.activeElement === button);
  return [...seen, menu.open, page.activeElement === button];
})()"""


#: What stands there when words are typed into the filter of the articles, and when they are taken away.
FILTER = """(() => {
  const field = page.querySelector(".loipr-filter input"), form = field.form;
  const seen = () => [form.querySelector("output").value,
    [...page.querySelectorAll("dl.loipr-articles > dt")].filter((term) => term.checkVisibility()).map((term) => term.id),
    [...page.querySelectorAll(".rubric:has(+ dl.loipr-articles)")].filter((part) => part.checkVisibility()).length];
  const typed = (words) => { field.value = words; form.dispatchEvent(new Event("input")); return seen(); };
  return [form.ariaLabel, field.labels[0].textContent, typed("33"), typed("laws RECRUIT nowhere"), typed("")[0]];
})()"""
#: The switch of the sidebar: its name, the line around it, and whether it works with the keyboard's click.
SIDEBAR = """(() => {
  const button = page.querySelector(".primary-toggle");
  button.focus({ focusVisible: true });
  const style = page.defaultView.getComputedStyle(button);
  return [button.getAttribute("aria-label"), page.activeElement === button, style.outlineStyle, style.outlineWidth];
})()"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = make_project(tmp_path_factory.mktemp("site"))
    project.replace("data/datapackage.json", '"resources": [', f'"resources": [{DESCRIPTOR}')
    project.write("data/datasets/figures.csv", ROWS)
    project.write("docs/figures.md", "# Figures\n\n:::{dataset} figures\n:::\n\nWords.\n" + LONG + CHART)
    project.replace("docs/index.md", "\nannex\n", "\nannex\nfigures\n")
    project.build("-E")
    return project


def found(site: Project, folder: Path, measure: str, width: int) -> Any:
    return measured(site.root / "out/html", folder, measure, ["figures.html"], width)["figures.html"]


@pytest.mark.parametrize("width", [360, 1366])
def test_marks_have_room_beside_their_figures(site: Project, tmp_path: Path, width: int) -> None:
    assert found(site, tmp_path, MARKS, width) > 24
    assert found(site, tmp_path, OVERLAPS, width) == []


def test_no_page_scrolls_sideways_on_a_phone(site: Project, tmp_path: Path) -> None:
    pages = ["index.html", "annex.html", "figures.html", "sources.html", "replies/q03-statistics.html"]
    assert measured(site.root / "out/html", tmp_path, SIDEWAYS, pages, 320) == dict.fromkeys(pages, 0)


@pytest.mark.parametrize("width", [320, 375, 704, 768, 1366, 1920])
def test_letters_of_charts_are_as_large_as_those_of_the_text(site: Project, tmp_path: Path, width: int) -> None:
    text, *sizes = found(site, tmp_path, LETTERS, width)
    # One chart of the data, and one of the series of the dataset.
    assert len(sizes) == 2
    assert min(sizes) >= text - 0.5


def test_arrows_and_pointer_tell_the_figures_of_a_chart(site: Project, tmp_path: Path) -> None:
    assert found(site, tmp_path, POINTS, 1366) == {
        "before": "",
        "first": "2022: 200,761",
        "second": "2023: 274,965",
        "end": "2023: 274,965",
        "back": "2022: 200,761",
        "Escape": "",
        "pointer": "2023: 274,965",
        "in sight": True,
        "name": "Bar chart. Placements (persons). 2022: 200,761; 2023: 274,965. Arrow keys go through its figures.",
    }


def test_a_table_of_a_dataset_is_sorted_and_filtered(site: Project, tmp_path: Path) -> None:
    assert found(site, tmp_path, SORTED, 1366) == {
        "women, up": ["2001", "-22 note a"],
        "women, down": ["2001", "210,116 note †b"],
        "state": ["descending", "?figures.sort=-women"],
        "period, up": ["2001", "-22 note a"],
        "rows": ["48 rows", "1 of 48 rows"],
    }


def test_charts_are_dark_on_a_dark_ground(site: Project, tmp_path: Path) -> None:
    ground, _, own, turned = found(site, tmp_path, DARK, 1366)
    assert (ground, own, turned) == ("rgb(22, 22, 22)", "rgba(0, 0, 0, 0)", "invert(1) hue-rotate(180deg)")


def test_a_wide_screen_gives_its_room_to_a_wide_table(site: Project, tmp_path: Path) -> None:
    (text, _), (table, hidden), *_ = found(site, tmp_path, WIDTHS, 1920)
    assert text <= 800 < table
    assert hidden == 0


def test_the_menu_of_a_phone_has_a_name_and_gives_the_focus_back(site: Project, tmp_path: Path) -> None:
    assert found(site, tmp_path, MENU, 360) == ["Menu", "Menu", "solid", True, False, True]


def test_the_articles_of_a_treaty_can_be_picked(site: Project, tmp_path: Path) -> None:
    name = "convention.html"
    label, words, number, none, all_of_them = measured(site.root / "out/html", tmp_path, FILTER, [name], 1366)[name]
    assert (label, words) == ("Pick articles", "Number or words")
    assert number == ["1 of 93 articles", ["icrmw-article-33"], 1]
    assert none == ["0 of 93 articles", [], 0]
    assert all_of_them == "93 articles"


@pytest.mark.parametrize("width", [360, 1366])
def test_the_switch_of_the_sidebar_shows_its_focus(site: Project, tmp_path: Path, width: int) -> None:
    assert found(site, tmp_path, SIDEBAR, width) == ["Menu", True, "solid", "2px"]


def test_a_printed_page_says_what_it_is(site: Project, tmp_path: Path) -> None:
    """The heading of the United Nations and not the short title, symbol and day; no sheet with contents alone."""
    first, *_ = printed(site.root / "out/html/replies/q01-laws.html", tmp_path)
    assert "CMW/C/XXX/1 · Draft – not for submission · As of 31 July 2025" in first
    assert "Reply to paragraph 1 of the list of issues: Laws" in first
    assert "Question 1." in first
    assert "Contents" not in first


def test_a_printed_page_says_where_it_is_from(site: Project, tmp_path: Path) -> None:
    shown = measured(
        site.root / "out/html", tmp_path, "page.querySelector('.loipr-here').textContent", ["annex.html"], 360
    )
    assert re.fullmatch(r" · http://127.0.0.1:\d+/annex.html", shown["annex.html"])

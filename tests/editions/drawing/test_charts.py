"""Charts as pictures: the same bytes everywhere, nothing drawn for missing figures, no trouble with odd words."""

from __future__ import annotations

import html
import os
import re
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from itertools import product
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from loipr.editions.drawing.chart_style import NARROW, SCREEN, WIDE, limits
from loipr.editions.drawing.charts import draw
from loipr.tables.chart import Chart, Series
from support.changes import LAWS, RECRUITMENT, STATISTICS
from support.project import REPOSITORY, Project

ODD = r"$x^2$ \frac{1}{2} <script>alert(1)</script> 100% _&# 日本 😀"


def series(name: str, *values: int | str | None) -> Series:
    numbers = tuple(None if value is None else Decimal(value) for value in values)
    return Series(name, "", numbers, tuple("" if number is None else f"{number:,}" for number in numbers))


def words(picture: bytes) -> list[str]:
    return [html.unescape(text) for text in re.findall("<text[^>]*>([^<]*)</text>", picture.decode("utf-8"))]


YEARS = ("2019", "2020", "2021", "2023")
TIMES, JOINED = (2019.0, 2020.0, 2021.0, 2023.0), (False, True, True, False)
CHARTS = {
    "bars": Chart("bar", YEARS, (series("Men", 1000, None, 0, -5), series("Women", 1, 2, 3, 4))),
    "one row": Chart("bar", ("2024",), (series("Total", 297434),)),
    "zeros": Chart("bar", ("a", "b"), (series("Total", 0, 0),)),
    "odd words": Chart("bar", (ODD, "_b"), (series(f"_{ODD}", 1, 2), series("_", "0.5", 2))),
    "many": Chart("bar", tuple(f"{'A long label of an institution ' * 3}{number}" for number in range(40)), (series("Total", *range(40)),)),
    "stacked": Chart("stacked", YEARS, (series("Men", 1000, None, 0, 5), series("Women", 1, 2, 3, 4000))),
    "line": Chart("line", YEARS, (series("Total", 10, 5, None, 30),), TIMES, JOINED),
    "one point": Chart("line", ("2024",), (series("Total", 3),), (2024.0,), (False,)),
    "lines": Chart("line", YEARS, tuple(series(f"Series {number}", number, -3, None, 7) for number in range(6)), TIMES, JOINED),
    "panels": Chart("small-multiples", YEARS, tuple(series(f"Place {number}", number, 2, None, 3) for number in range(5)), TIMES, JOINED),
    "panels of bars": Chart("small-multiples", ("a", "b"), (series("Men", 1, None), series("Women", 3, 4), series("Not known", None, None))),
}  # fmt: skip


@pytest.mark.parametrize("name", CHARTS)
def test_every_chart_is_drawn_in_every_form(name: str) -> None:
    for size in (WIDE, NARROW):
        assert draw(CHARTS[name], "svg", size).startswith(b"<?xml")
    assert draw(CHARTS[name], "pdf").startswith(b"%PDF")


def test_what_is_missing_is_said_and_not_drawn() -> None:
    assert words(draw(CHARTS["bars"], "svg")).count("no figure") == 1
    assert words(draw(CHARTS["zeros"], "svg")).count("0") == 2
    # If a part is missing, the sum is not known.
    stack = words(draw(CHARTS["stacked"], "svg"))
    assert [text for text in stack if text in ("1,001", "2", "3", "4,005", "no figure")] == [
        "1,001",
        "no figure",
        "3",
        "4,005",
    ]


def told(picture: bytes) -> list[str]:
    """Return what the bars and points of a picture say under the pointer, in the order of the file."""
    return re.findall(r'<g class="loipr-point"><title>([^<]*)</title>', picture.decode("utf-8"))


def test_every_figure_says_itself() -> None:
    men, women = (
        ["Men, 2019: 1,000", "Men, 2021: 0", "Men, 2023: -5"],
        [f"Women, {year}: {n}" for n, year in enumerate(YEARS, 1)],
    )
    assert told(draw(CHARTS["bars"], "svg")) == [*men, *women]
    assert told(draw(CHARTS["stacked"], "svg")) == [
        *("Men, 2019: 1,000", "Men, 2021: 0", "Men, 2023: 5"),
        *("Women, 2019: 1", "Women, 2021: 3", "Women, 2023: 4,000"),
    ]
    assert told(draw(CHARTS["line"], "svg")) == ["2019: 10", "2020: 5", "2023: 30"]
    first, *_, last = told(draw(CHARTS["panels"], "svg"))
    assert (first, last) == ("Place 0, 2019: 0", "Place 4, 2023: 3")
    # What an author wrote is text there, too.
    assert "&lt;script&gt;alert(1)&lt;/script&gt; 100% _&amp;#" in "".join(told(draw(CHARTS["odd words"], "svg")))
    assert b'id="told' not in draw(CHARTS["odd words"], "svg")


def test_the_ground_is_that_of_the_page() -> None:
    """A white background would cut a hole into what is behind the text."""
    for name in ("bars", "lines", "panels"):
        grounds = re.findall(rb'<g id="patch_[12]">\s*<path d="[^"]*" style="([^"]*)"', draw(CHARTS[name], "svg"))
        assert [ground for ground in grounds if b"fill: none" not in ground and b"opacity: 0" not in ground] == []
        assert grounds


def test_a_line_has_gaps() -> None:
    path = re.search(
        rb'<path d="(M[^"]*)" clip-path="[^"]*" style="fill: none; stroke: #0072b2', draw(CHARTS["line"], "svg")
    )
    assert path is not None
    # The line goes from 2019 to 2020; 2021 has no figure, and no line goes to 2023.
    assert re.findall(rb"[ML]", path[1]) == [b"M", b"L", b"M"]


def test_the_scale_begins_at_zero() -> None:
    assert limits([series("Total", 900, 1000)]) == (0.0, 1000.0)
    low, high = limits([series("Total", None, -100), series("Other", 50)])
    assert (round(low), high) == (-115, 50.0)
    assert limits([series("Total", 0, None)]) == (0.0, 1.0)


def test_words_are_words_and_nothing_else() -> None:
    picture = draw(CHARTS["odd words"], "svg", replace(WIDE, letters=200))
    assert any("$x^2$" in text for text in words(picture))
    assert any(text.strip().startswith("_$x^2$") for text in words(picture))
    assert b"<script" not in picture


def test_letters_have_one_size_in_pictures_of_each_width() -> None:
    for size, chart in product((WIDE, SCREEN, NARROW), CHARTS.values()):
        picture = draw(chart, "svg", size)
        width = re.search(rb'<svg [^>]*width="([\d.]+)pt"', picture)
        assert width is not None
        assert float(width[1]) == pytest.approx(size.width * 72)
        assert set(re.findall(rb"font-size: ([\d.]+)px", picture)) == {b"10"}


_DIGESTS = """
import hashlib, sys
sys.path[:0] = [{tests!r}, {ext!r}]
from editions.drawing.test_charts import CHARTS
from loipr.editions.drawing.chart_style import NARROW
from loipr.editions.drawing.charts import draw
for chart in list(CHARTS.values())[::{step}]:
    pictures = draw(chart, "svg"), draw(chart, "svg", NARROW), draw(chart, "pdf")
    print(*(hashlib.sha256(picture).hexdigest() for picture in pictures))
"""


def test_the_bytes_are_the_same_in_every_process() -> None:
    found = []
    for seed, step in (("1", 1), ("2", -1)):
        code = _DIGESTS.format(tests=str(REPOSITORY / "tests"), ext=str(REPOSITORY / "ext"), step=step)
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
        found.append(sorted(done.stdout.splitlines()))
    assert found[0] == found[1]
    assert len(found[0]) == len(CHARTS)


def test_the_site_has_a_picture_for_wide_and_for_narrow_screens(project: Project) -> None:
    options = ":columns: period, total, women\n:kind: line\n:name: by-year\n"
    project.append(
        "docs/replies/q03-statistics.md",
        f"\n:::{{data-chart}} placements\n{options}\nWomen since {{value}}`placements[2022].women` {{cite}}`S01`.\n:::\n",
    )
    project.append("docs/replies/q02-recruitment.md", "\nSee {ref}`the chart <by-year>`.\n")
    assert project.build("-E", "-n", "-W") == ""
    page = BeautifulSoup(project.page("replies/q03-statistics"), "html.parser")
    pictures = page.select("figure div[role=img] > svg")
    assert [picture["class"] for picture in pictures] == [["loipr-wide"], ["loipr-narrow"]]
    ids = [tag["id"] for tag in page.find_all(id=True)]
    assert len(ids) == len(set(ids))
    assert page.select("figure style") == []
    notes = page.select(".loipr-notes")[2].find_all("p")
    assert " ".join(notes[1].get_text().split()).startswith("Women since 122,147")
    # The source is under the figure. A label shows which table has the figure's data; other tables have a caption.
    (label,) = page.select("figure + .loipr-notes + .loipr-table-label")
    assert label.get_text() == "Data of the figure above"
    frame = page.select(".loipr-table-label + .pst-scrollable-table-container")[0]
    assert (frame["role"], frame["aria-label"]) == ("group", "Placements (persons)")
    assert '<a class="reference internal" href="q03-statistics.html#replies-q03-statistics-chart-1">' in project.page(
        "replies/q02-recruitment"
    )


def test_the_site_is_the_same_however_many_build_it(project: Project) -> None:
    for page in (LAWS, RECRUITMENT, STATISTICS):
        title = project.read(page).partition("\n# ")[2].partition("\n")[0]
        chart = ":::{data-chart} placements\n:columns: period, total\n:::\n"
        project.replace(page, f"# {title}\n", f"# {title}\n\n{chart}")
    pages = []
    for jobs, out in (("1", "one"), ("4", "four")):
        project.build("-E", "-j", jobs, out=out)
        folder = project.root / out / "html"
        pages.append({file.name: file.read_bytes() for file in sorted(Path(folder).rglob("*.html"))})
    assert pages[0] == pages[1]

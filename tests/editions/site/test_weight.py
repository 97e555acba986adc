"""How much a browser loads for a page: its files, counted and weighed as a server sends them; and the theme's signs."""

from __future__ import annotations

import functools
import gzip
import posixpath
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from loipr.editions.site import site_templates
from loipr.editions.site.content_security_policy import GuardedTemplates
from loipr.editions.site.page_files import UNUSED, PageFiles
from support.browser import measured, needs_browser
from support.project import Project

MOST_FILES = 10
MOST_BYTES = 400_000
#: What a page makes a browser ask for: the element and the attribute with the address.
ASKED = (("link[rel=stylesheet], link[rel=icon], link[rel=preload]", "href"), ("script[src], img[src]", "src"))
SIGN = re.compile(r"\bfa-(?!solid\b|fw\b|lg\b)[a-z-]+")


def files_of(site: Path, page: Path) -> Iterator[Path]:
    """The page itself, and each file that its HTML names."""
    yield page
    soup = BeautifulSoup(page.read_text("utf-8"), "lxml")
    for choice, attribute in ASKED:
        for element in soup.select(choice):
            address = str(element[attribute]).partition("?")[0]
            yield site / posixpath.normpath(posixpath.join(page.parent.relative_to(site).as_posix(), address))


@functools.cache
def weight(file: Path) -> int:
    return len(gzip.compress(file.read_bytes()))


def pages(site: Path) -> list[Path]:
    return sorted(file for file in site.rglob("*.html") if not {"_static", "_files"} & set(file.parts))


def test_every_page_is_light(shipped: Path) -> None:
    wrong = {}
    for page in pages(shipped):
        files = set(files_of(shipped, page))
        missing = [file for file in files if not file.is_file()]
        heavy = sum(map(weight, files - set(missing)))
        if missing or len(files) > MOST_FILES or heavy > MOST_BYTES:
            wrong[page.name] = (len(files), heavy, missing)
    assert wrong == {}


def test_a_first_page_is_a_quarter_of_what_it_may_be(shipped: Path) -> None:
    files = set(files_of(shipped, shipped / "index.html"))
    assert len(files) == 6
    assert sum(map(weight, files)) < 150_000


def test_the_annex_of_statistics_is_light(shipped: Path) -> None:
    assert weight(shipped / "annexes/statistics.html") < 200_000


def test_every_sign_is_drawn(shipped: Path) -> None:
    """A sign that is not drawn makes a browser load the theme's font."""
    drawn = set(SIGN.findall((shipped / "_static/signs.css").read_text("utf-8")))
    shown = {sign for page in pages(shipped) for sign in SIGN.findall(page.read_text("utf-8"))}
    assert {"fa-bars", "fa-list", "fa-magnifying-glass", "fa-moon"} < shown
    assert shown - drawn == set()


BUTTONS = """\
html_theme_options = {
    "use_download_button": True, "use_fullscreen_button": True, "use_edit_page_button": True, "use_issues_button": True,
    "use_source_button": True, "repository_url": "https://github.com/example/report",
}
"""


def test_the_signs_of_all_buttons_are_there(project: Project) -> None:
    """What a report can ask of the theme: those that are no company's mark are drawn, and the font has the rest."""
    project.append("conf.py", BUTTONS)
    project.build()
    page = project.page("replies/q01-laws")
    drawn = set(SIGN.findall((project.root / "out/html/_static/signs.css").read_text("utf-8")))
    shown = set(SIGN.findall(page))
    assert {"fa-download", "fa-expand", "fa-pencil-alt", "fa-lightbulb", "fa-code"} < shown
    assert shown - drawn == {"fa-brands", "fa-github"} & shown
    font = (project.root / "out/html/_static/styles/pydata-sphinx-theme.css").read_text("utf-8")
    assert [sign for sign in shown - {"fa-brands"} if f".{sign}" not in font] == []


def test_colours_of_code_are_those_of_the_theme(shipped: Path) -> None:
    """The theme writes them, for a light and for a dark ground, when all pages are there."""
    named = [file.name for file in files_of(shipped, shipped / "guides/data.html")]
    assert "pygments.css" in named
    assert 'data-theme="dark"' in (shipped / "_static/pygments.css").read_text("utf-8")


@needs_browser
def test_no_page_loads_a_font(project: Project, tmp_path: Path) -> None:
    project.build()
    loaded = '(await page.fonts.ready, [...page.fonts].filter((font) => font.status !== "unloaded").length)'
    names = ["index.html", "replies/q02-recruitment.html", "replies/q03-statistics.html", "search.html"]
    assert measured(project.root / "out/html", tmp_path, loaded, names, 1366) == dict.fromkeys(names, 0)


SWITCH = """await (async () => {
  const until = async (holds) => {
    for (let left = 30; left && !holds(); left -= 1) await new Promise((done) => setTimeout(done, 100));
  };
  const modes = [];
  for (const mode of ["dark", "light"]) {
    await until(() => {
      page.querySelector(`.theme-change-button[data-mode=${mode}]`).click();
      return page.documentElement.dataset.theme === mode;
    });
    modes.push(page.documentElement.dataset.theme);
  }
  await until(() => {
    page.querySelector(".search-button__button").click();
    return page.getElementById("pst-search-dialog").open;
  });
  return [...modes, page.getElementById("pst-search-dialog").open];
})()"""


@needs_browser
def test_the_scripts_of_the_theme_work_in_one_file(project: Project, tmp_path: Path) -> None:
    project.build()
    name = "replies/q02-recruitment.html"
    assert measured(project.root / "out/html", tmp_path, SWITCH, [name], 1366) == {name: ["dark", "light", True]}


def test_the_theme_still_has_the_scripts_that_are_left_out(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that is gone from the theme goes from the list; a new one shows in the number of files."""
    monkeypatch.setattr(site_templates.Templates, "render", GuardedTemplates.render)
    project.build()
    page = project.page("index")
    assert [name for name in UNUSED if name not in page] == []
    assert page.count('rel="stylesheet"') > 3


def test_style_sheets_become_one(tmp_path: Path) -> None:
    for name, text in {
        "_static/styles/theme.css": '@import "../basic.css";\nb {}',
        "_static/basic.css": '@charset "UTF-8"; a { background: url(file.png) }',
        "_static/styles/more.css": 'c { src: url(../fonts/f.woff2); d: url("data:image/svg+xml,(x)") }',
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    head = (
        '<link href="../_static/styles/theme.css?digest=1" rel="stylesheet" />\n'
        '<link rel="stylesheet" type="text/css" href="../_static/styles/more.css" />\n'
        '<link rel="stylesheet" href="https://example.org/x.css">\n'
    )
    page = PageFiles(tmp_path).put_together(f"<head>\n{head}</head>", "../")
    found = re.fullmatch(
        r'<head>\n<link rel="stylesheet" href="../(_static/site-\w+.css)\?v=\w+">\n'
        r'<link rel="stylesheet" href="https://example.org/x.css">\n</head>',
        page,
    )
    assert found is not None
    assert (tmp_path / found[1]).read_text("utf-8") == (
        ' a { background: url(file.png) }\nb {}\nc { src: url(fonts/f.woff2); d: url("data:image/svg+xml,(x)") }'
    )


def test_scripts_become_one_where_the_first_was(tmp_path: Path) -> None:
    (tmp_path / "_static").mkdir()
    for name in ("a.js", "b.js", "documentation_options.js", "fontawesome.js"):
        (tmp_path / "_static" / name).write_text(f"{name[0]}()\n//# sourceMappingURL={name}.map", "utf-8")
    page = PageFiles(tmp_path).put_together(
        '<script src="_static/documentation_options.js"></script><script defer src="_static/fontawesome.js"></script>'
        '<link rel="preload" as="script" href="_static/b.js"><script src="_static/a.js?v=1"></script><script>x()</script>'
        '<script src="_static/gone.js"></script><script defer src="_static/b.js"></script>',
        "",
    )
    found = re.fullmatch(
        r'<script src="_static/documentation_options.js"></script>'
        r'<script defer src="(_static/site-\w+.js)\?v=\w+"></script>\n<script>x\(\)</script>'
        r'<script src="_static/gone.js"></script>',
        page,
    )
    assert found is not None
    assert (tmp_path / found[1]).read_text("utf-8") == "a();\nb();"


def test_a_page_whose_tags_are_written_in_another_way_stays_as_it_is(tmp_path: Path) -> None:
    page = "<link href=_static/a.css rel=stylesheet><script src=_static/a.js></script>"
    assert PageFiles(tmp_path).put_together(page, "") == page

"""A page is text by strangers: nothing in it can reach outside the report, and nothing in it runs."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from support.changes import RECRUITMENT
from support.pictures import PNG
from support.project import Project

ONLY_HERE = "What only this machine knows"
OUTSIDE = "lies outside the pages of the report; put it into docs/ and write its name"
REACHING_OUT = {
    "![A picture](../../only-here.png)": f"misplaced-link]: the picture ../../only-here.png {OUTSIDE}",
    ":::{image} ../../only-here.png\n:::": f"misplaced-link]: the picture ../../only-here.png {OUTSIDE}",
    ":::{figure} /../only-here.png\nA picture\n:::": f"misplaced-link]: the picture /../only-here.png {OUTSIDE}",
    "[A file](../../only-here.txt)": f"misplaced-link]: the file ../../only-here.txt {OUTSIDE}",
    "[A file](%2e%2e/%2e%2e/only-here.txt)": f"misplaced-link]: the file ../../only-here.txt {OUTSIDE}",
    "<path:../../only-here.txt>": "misplaced-link]: a link may not begin with path:; write https:, http: or mailto:, or the name of a page",
    "<file:../../only-here.txt>": "misplaced-link]: a link may not begin with file:; write https:, http: or mailto:, or the name of a page",
    "{download}`../../only-here.txt`": "unknown-markup]: there is no role {download}",
    ":::{include} ../../only-here.txt\n:::": "unknown-markup]: there is no directive {include}",
    ":::{literalinclude} ../../only-here.txt\n:::": "unknown-markup]: there is no directive {literalinclude}",
    ":::{csv-table} Table\n:file: ../../only-here.txt\n:::": "unknown-markup]: there is no directive {csv-table}; did you mean list-table?",
    ":::{csv-table} Table\n:url: file:///etc/passwd\n:::": "unknown-markup]: there is no directive {csv-table}; did you mean list-table?",
    "```{eval-rst}\n.. include:: ../../only-here.txt\n```": "unknown-markup]: there is no directive {eval-rst}",
    "<div>\n\n:::{include} ../../only-here.txt\n:::\n\n</div>": "unknown-markup]: there is no directive {include}",
}
SCRIPTS = [
    "<script>alert(1)</script>",
    "Text <img src=x onerror=alert(1)>",
    "```{raw} html\n<script>alert(1)</script>\n```",
    "[A link](javascript:alert(1))",
    "[A link](JaVaScRiPt:alert(1))",
    "[A link](<data:text/html,<script>alert(1)</script>>)",
    "{institution}`<script>alert(1)</script>`",
    "{value}`<script>alert(1)</script>`",
    ":::{data-table} placements\n:caption: <script>alert(1)</script>\n:::",
    ":::{gap} <script>alert(1)</script>\nText.\n:::",
]
TARGETS = [
    ":::{image} inside.png\n:target: javascript:alert(1)\n:::",
    ":::{figure} inside.png\n:target: javascript:alert(1)\nText.\n:::",
]


def leaked(project: Project) -> list[str]:
    """Build in spite of all findings, and return the files of the site with content that must not be there."""
    project.build()
    out = project.root / "out/html"
    files = sorted(file for file in out.rglob("*") if file.is_file())
    return [file.relative_to(out).as_posix() for file in files if ONLY_HERE.encode() in file.read_bytes()]


def test_no_file_from_outside_the_pages_is_on_the_site(project: Project) -> None:
    project.write("only-here.png", ONLY_HERE)
    project.write("only-here.txt", ONLY_HERE)
    (project.root / "docs/replies/inside.png").symlink_to(project.root / "only-here.png")
    project.append(RECRUITMENT, "".join(f"\n{text}\n" for text in REACHING_OUT) + "\n![A link](inside.png)\n")
    assert leaked(project) == []


@pytest.mark.parametrize(("text", "expected"), REACHING_OUT.items())
def test_a_file_from_outside_the_pages_is_an_error(project: Project, text: str, expected: str) -> None:
    project.write("only-here.png", ONLY_HERE)
    project.write("only-here.txt", ONLY_HERE)
    project.append(RECRUITMENT, f"\n{text}\n")
    line = 15 if text.startswith("<div>") else 13
    found = [one for one in project.findings() if "[literal-markup]" not in one]
    assert found == [f"{RECRUITMENT}:{line}: error[{expected}"]


def test_no_folder_from_outside_is_on_the_site(project: Project) -> None:
    project.write("elsewhere/page.md", f"---\norphan: true\n---\n\n# Page\n\n{ONLY_HERE}\n")
    (project.root / "docs/linked").symlink_to(project.root / "elsewhere")
    assert leaked(project) == []


def test_a_page_that_the_rules_do_not_read_is_not_on_the_site(project: Project) -> None:
    project.write("docs/page.rst", f":orphan:\n\nPage\n====\n\n{ONLY_HERE}\n")
    assert leaked(project) == []


@pytest.mark.parametrize("texts", [SCRIPTS, TARGETS], ids=["scripts", "targets"])
def test_no_script_is_on_the_site(project: Project, texts: list[str]) -> None:
    project.write("docs/replies/inside.png", PNG)
    project.append(RECRUITMENT, "".join(f"\n{text}\n" for text in texts))
    project.build()
    page = project.page("replies/q02-recruitment").casefold()
    for forbidden in ("<script>alert", "<img src=x", 'href="javascript:', 'href="data:'):
        assert forbidden not in page


def test_a_page_sets_no_options_of_its_own(project: Project) -> None:
    options = "myst:\n  disable_syntax: []\n  enable_extensions: [substitution]\n  html_meta: {refresh: 0}\n"
    options += "  substitutions: {shout: '{{ 6 * 7 }}'}\n"
    project.write("docs/extra.md", f"---\n{options}---\n\n# Extra\n\n<b>bold</b> {{{{ shout }}}} {{{{ 6 * 7 }}}}\n")
    project.replace("docs/index.md", "\nsources\n", "\nsources\nextra\n")
    project.build()
    page = project.page("extra")
    assert "<b>bold" not in page
    assert "42" not in BeautifulSoup(page, "html.parser").get_text()
    assert "refresh" not in page
    assert [one for one in project.findings() if "[literal-markup]" not in one] == [
        "docs/extra.md:1: error[invalid-front-matter]: only a reply has front matter; delete the two --- lines and what is between them"
    ]


@pytest.mark.parametrize("text", ["![A picture](https://example.org/x.png)", ":::{figure} //example.org/x.png\n:::"])
def test_a_picture_from_another_host_is_an_error(project: Project, text: str) -> None:
    project.append(RECRUITMENT, f"\n{text}\n")
    found = project.findings()
    assert len(found) == 1
    assert found[0].startswith(f"{RECRUITMENT}:13: error[")


def test_data_is_text_and_no_markup(project: Project) -> None:
    project.replace("data/datasets/placements.csv", "restated later", "<b>{article}`1`</b> {cite}`S01` **bold**")
    project.replace("data/lists-of-issues/cmw-c-xxx-qpr-1.yaml", "Asks for the laws.", '"<b>laws</b> {article}`1`"')
    assert {one.partition("]")[0].partition("[")[2] for one in project.findings()} == {"literal-markup"}
    project.build()
    assert "&lt;b&gt;{article}`1`&lt;/b&gt; {cite}`S01` **bold**" in project.page("annex")
    assert "&lt;b&gt;laws&lt;/b&gt; {article}`1`" in project.page("replies/q01-laws")

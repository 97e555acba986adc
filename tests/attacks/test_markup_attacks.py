"""Markup that a page may not use: the rules name it, and the build does not know it, whatever way it is written.

Stands for the class of what Sphinx, docutils and MyST would do for a page and no report needs: raw text, inclusion,
templates, conditions.
"""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup, Tag

from loipr.markup import DIRECTIVES as OURS
from loipr.pages import blocks
from loipr.pages.vocabulary import DIRECTIVES
from support.changes import RECRUITMENT
from support.pictures import PNG
from support.project import Project

ONLY_HERE = "What only this machine knows"


def text_of(project: Project, name: str = "replies/q02-recruitment") -> Tag:
    """Return what a page of the site shows between navigation and foot."""
    article = BeautifulSoup(project.page(name), "html.parser").find("article")
    assert isinstance(article, Tag)
    return article


def told(message: str, line: int = 13) -> str:
    return f"{RECRUITMENT}:{line}: WARNING: {message}\n"


ROLE = 'Unknown interpreted text role "{0}". [myst.role_unknown]'
DIRECTIVE = "Unknown directive type: '{0}' [myst.directive_unknown]"
#: What is written, and the whole stream of the build; `check` says the last line.
FORBIDDEN: dict[str, str] = {
    **{
        text: told(ROLE.format(name)) + told(f"there is no role {{{name}}} [loipr.unknown-markup]")
        for name, text in {
            "math": "{math}`\\input{/etc/passwd}`",
            "raw": "{raw}`<script>alert(1)</script>`",
            "download": "{download}`/etc/passwd`",
            "eq": "{eq}`x`",
            "math:numref": "{math:numref}`x`",
            "py:func": "{py:func}`os.system`",
        }.items()
    },
    **{
        text: told(DIRECTIVE.format(name)) + told(f"there is no directive {{{name}}} [loipr.unknown-markup]")
        for name, text in {
            "math": ":::{math}\n\\href{javascript:alert(1)}{x}\\require{html}\n:::",
            "raw": "```{raw} html\n<script>alert(1)</script>\n```",
            "ifconfig": ":::{ifconfig} __import__('os').system('touch ran')\nText.\n:::",
            "only": ":::{only} __import__('os').system('touch ran')\nText.\n:::",
            "meta": ":::{meta}\n:refresh: 0;url=https://example.org\n:::",
            "container": ":::{container} x\nText.\n:::",
            "highlight": ":::{highlight} python\n:::",
            "graphviz": ":::{graphviz}\ndigraph {}\n:::",
            "autoclass": ":::{autoclass} os.path\n:::",
            "substitution": ":::{substitution} x\n:::",
        }.items()
    },
}


@pytest.mark.parametrize(("text", "stream"), FORBIDDEN.items())
def test_what_is_not_of_the_vocabulary_does_nothing(project: Project, text: str, stream: str) -> None:
    project.append(RECRUITMENT, f"\n{text}\n")
    before = {file.name for file in project.root.iterdir()}
    found = stream.splitlines()[-1].replace("WARNING", "error[unknown-markup]").removesuffix(" [loipr.unknown-markup]")
    said = project.findings()
    assert [one.partition("; did you mean")[0] for one in said] == [found]
    hint = said[0].removeprefix(found)
    assert project.build() == stream.replace(" [loipr.unknown-markup]", f"{hint} [loipr.unknown-markup]")
    article = text_of(project)
    assert article.find(["script", "iframe", "object", "embed", "link", "meta", "style"]) is None
    assert "mathjax" not in project.page("replies/q02-recruitment").lower()
    assert {file.name for file in project.root.iterdir()} == {*before, "out"}


def test_nothing_gets_in_by_way_of_restructuredtext(project: Project) -> None:
    project.write("secret.txt", ONLY_HERE)
    rst = (
        ".. include:: ../../secret.txt\n\n.. raw:: html\n\n   <script>alert(1)</script>\n\n"
        ".. role:: html(raw)\n   :format: html\n\n.. |x| date::\n\n`a link <javascript:alert(1)>`_ and :raw:`x`\n\n"
        ".. _direct: javascript:alert(1)\n\ndirect_\n"
    )
    project.append(RECRUITMENT, f"\n```{{eval-rst}}\n{rst}```\n")
    assert project.findings() == [f"{RECRUITMENT}:13: error[unknown-markup]: there is no directive {{eval-rst}}"]
    project.build()
    page = project.page("replies/q02-recruitment")
    article = text_of(project)
    assert ONLY_HERE not in page
    assert article.find("script") is None
    assert [link["href"] for link in article.find_all("a") if "javascript" in link["href"]] == []


def test_templates_and_expressions_are_text(project: Project) -> None:
    """Neither Jinja nor substitutions nor formulas between dollars: a page is read as it stands."""
    texts = [
        "{{ 6 * 7 }} {% for x in range(3) %}x{% endfor %} |today| ${x} #{y}",
        "$\\input{/etc/passwd}$ and $$\\write18{touch ran}$$",
        "\\begin{equation}\\def\\x{1}\\end{equation}",
        "{#id .cls onclick=alert(1)} [x]{.y onclick=alert(1)}",
    ]
    project.append(RECRUITMENT, "".join(f"\n{text}\n" for text in texts))
    # No text of a report has braces of this kind, and no edition prints them.
    assert {one.partition("]")[0].partition("[")[2] for one in project.findings()} == {"literal-markup"}
    project.build()
    shown = text_of(project).get_text()
    for text in (
        "{{ 6 * 7 }} {% for x in range(3) %}x{% endfor %} |today| ${x} #{y}",
        "$\\input{/etc/passwd}$ and $$\\write18{touch ran}$$",
        "\\begin{equation}\\def\\x{1}\\end{equation}",
        "{#id .cls onclick=alert(1)} [x]{.y onclick=alert(1)}",
    ):
        assert text in shown
    assert not any(name.startswith("on") for tag in text_of(project).find_all() for name in tag.attrs)


FRONT = [
    "html_theme: alabaster",
    "orphan: true",
    "nosearch: true",
    "no-search: true",
    "tocdepth: 0",
    "html_meta: {refresh: 0}",
    "math_number_all: true",
    "myst: {enable_extensions: [substitution, dollarmath, html_image, attrs_inline], substitutions: {a: '{{ 6*7 }}'}}",
    "myst: {disable_syntax: [], html_meta: {refresh: '0;url=https://example.org'}}",
    "mathjax: {tex: {packages: ['html']}}",
    "jinja: true",
    "template: layout.html",
]


@pytest.mark.parametrize("line", FRONT)
def test_a_field_that_is_none_of_ours_is_named(project: Project, line: str) -> None:
    project.replace(RECRUITMENT, "lead: MOL\n", f"lead: MOL\n{line}\n")
    name = line.partition(":")[0]
    assert project.findings() == [f"{RECRUITMENT}:5: error[invalid-front-matter]: unknown field `{name}`"]


def test_front_matter_sets_nothing(project: Project) -> None:
    """Of a field that is none of ours the build takes no notice: the page is as it was."""
    project.append(RECRUITMENT, "\n<b>bold</b> {{ a }} $x$ ![x](<y>){onclick=z}\n\n## Part\n")
    project.build()
    before = project.page("replies/q02-recruitment")
    project.replace(RECRUITMENT, "lead: MOL\n", "lead: MOL\n" + "".join(f"{line}\n" for line in FRONT))
    project.build("-E", "-a")
    assert project.page("replies/q02-recruitment") == before


def test_html_hides_nothing_from_the_check(project: Project) -> None:
    """What stands between tags is text to the build, and so it is to the rules."""
    project.append(
        RECRUITMENT,
        "\n<div>\n{article}`94`\n</div>\n\n<!--\n{article}`95`\n-->\n\n<p title='{article}`96`'>\n\n<?php {article}`97` ?>\n",
    )
    assert [one for one in project.findings() if "[literal-markup]" not in one] == [
        f"{RECRUITMENT}:{line}: error[unknown-provision]: the ICRMW has no article {number} (it has 1 to 93); did you mean 93?"
        for line, number in ((14, 94), (18, 95), (21, 96), (23, 97))
    ]
    project.build()
    article = text_of(project)
    assert "<!– 95 –>" in " ".join(article.get_text().split())
    assert article.find("p", title=True) is None


def test_the_vocabulary_knows_the_options_that_there_are() -> None:
    """A directive of ours takes the options that the vocabulary says, no more and no fewer."""
    for name, directive in OURS.items():
        assert set(DIRECTIVES[name]) == set(directive.option_spec or {}), name


def test_the_check_knows_what_each_block_takes() -> None:
    """What it lets pass as an argument or a body, the directive takes."""
    for name, directive in OURS.items():
        assert (name in blocks.BODILESS) == (not directive.has_content), name
        assert (name in blocks.WITHOUT_ARGUMENT) == (not directive.required_arguments), name


@pytest.mark.parametrize(
    "block",
    [
        "---\ntarget: javascript:alert(1)\n---",
        ":target: 'javascript:alert(1)'",
        ":target: >\n:  javascript:alert(1)",
        ':"target": javascript:alert(1)',
        ":target: java\tscript:alert(1)",
    ],
)
def test_an_option_cannot_be_hidden(project: Project, block: str) -> None:
    project.write("docs/replies/map.png", PNG)
    project.append(RECRUITMENT, f"\n:::{{figure}} map.png\n{block}\n\nA map.\n:::\n")
    found = project.findings()
    assert found
    assert all(
        one.startswith((f"{RECRUITMENT}:13: error[", f"{RECRUITMENT}:14: error[", f"{RECRUITMENT}:15: error["))
        for one in found
    )
    project.build()
    assert [link for link in text_of(project).find_all("a") if "script" in link["href"]] == []

"""Where an edition depends on the insides of a library, a change there stops the build: nothing is lost silently."""

from __future__ import annotations

import pytest
from docutils import nodes
from pydata_sphinx_theme.translator import BootstrapHTML5TranslatorMixin
from sphinx.config import Config
from sphinx.errors import ConfigError, ExtensionError
from sphinx.writers.html5 import HTML5Translator

from loipr.domain.configuration import settle
from loipr.editions.accessible.pdf_tags import more_telling_tags
from loipr.editions.latex import latex
from loipr.editions.site import content_security_policy
from support.project import Project, needs_print

TABLE = "\n:::{data-table} placements\n:::\n"
PAGE = "docs/replies/q02-recruitment.md"


def test_a_frame_of_tables_that_the_theme_no_longer_writes(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.append(PAGE, TABLE)
    visited = BootstrapHTML5TranslatorMixin.visit_table

    def unframed(self: HTML5Translator, node: nodes.table) -> None:
        visited(self, node)
        self.body.insert(-1, "<p>")

    monkeypatch.setattr(BootstrapHTML5TranslatorMixin, "visit_table", unframed)
    status, said = project.run("build", "html")
    assert status == 1
    assert "the page has '<p>' where <div> was expected, and role would be lost" in said


class Otherwise:
    """The templates of a Sphinx that writes the head of a continued table in another way."""

    def render(self, name: str, variables: dict[str, object]) -> str:
        return r"\begin{longtable}\multicolumn{2}{c}{\continued{\tablename}}\end{longtable}"


def test_a_template_of_tables_that_says_otherwise_that_they_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(latex, "_renderer", Otherwise)
    translator = latex.ReportTranslator.__new__(latex.ReportTranslator)
    with pytest.raises(ExtensionError, match=r"^longtable.tex.jinja of Sphinx says otherwise"):
        translator.render("longtable.tex.jinja", {})
    assert translator.render("tabular.tex.jinja", {}) == Otherwise().render("", {})


def test_a_script_that_is_not_found_in_the_templates(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(content_security_policy.GuardedTemplates, "_scripts", [])
    status, said = project.run("build", "html")
    assert status == 1
    assert "the browser will refuse a script that is none of the theme's: " in said


@needs_print
def test_tags_that_the_library_makes_elsewhere() -> None:
    with (
        pytest.raises(RuntimeError, match="no longer calls _build_box_tree, add_links, marked, page_references: its"),
        more_telling_tags(),
    ):
        pass  # the library would make its PDF here without a call of the replaced functions


def test_a_setting_that_is_gone() -> None:
    with pytest.raises(ConfigError, match=r"^html_fancy is no setting of this Sphinx"):
        settle(Config(), html_fancy=True)

"""No edition prints markup: an edition with leftover markup is refused, with page and line."""

from __future__ import annotations

import pytest

from support.changes import LIST, PLACEMENTS, RECRUITMENT
from support.project import Project

ADVICE = "write it in words, or mend the markup [loipr.printed-markup]"
PAGE = (
    f"{RECRUITMENT}:7: WARNING: the edition would print “{{value}}” in “Asks for {{value}}`x`.”; {ADVICE}\n"
    f"{RECRUITMENT}:13: WARNING: the edition would print “<b>” in “Some <b>bold</b>.”; {ADVICE}\n"
    f"{RECRUITMENT}:15: WARNING: the edition would print “[S02, S01]” in “See [S02, S01].”; {ADVICE}\n"
    f"{RECRUITMENT}:17: WARNING: the edition would print “:::” in “::: Text.”; {ADVICE}\n"
)
ANNEX = f"docs/annex.md:3: WARNING: the edition would print “`” in “Set aside: `restated` later.”; {ADVICE}\n"


@pytest.mark.parametrize("builder", ["html", "latex", "accessible", "docx"])
def test_no_edition_prints_markup(project: Project, builder: str) -> None:
    """This holds even if the check does not see it. Code, and brackets that name no source, are no leftover markup."""
    project.append("conf.py", "\nloipr_log_findings = False\n")
    project.replace(PLACEMENTS, "restated later", "`restated` later")
    project.replace(LIST, "Asks for the agencies.", "'Asks for {value}`x`.'")
    project.append(
        RECRUITMENT,
        "\nSome <b>bold</b>.\n\n- See \\[S02, S01\\].\n\n\\::: Text.\n\n`{value}` is code, [sic] 1 < 2 > 1 and \\\\input{x}.\n",
    )
    said = project.build(builder=builder)
    assert said == (ANNEX + PAGE if builder == "html" else PAGE + ANNEX)


def test_an_edition_with_markup_is_not_put_in_place(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("loipr.cli.build.check", lambda report: [])
    monkeypatch.chdir(project.root)
    project.append(RECRUITMENT, "\nSome <b>bold</b>.\n")
    status, said = project.run("build", "html")
    assert status == 1
    assert f"{RECRUITMENT}:13: WARNING: the edition would print “<b>” in “Some <b>bold</b>.”" in said
    assert not (project.root / "_build/html").exists()

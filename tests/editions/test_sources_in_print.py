"""How the official edition in print says its sources: in keys, in notes or not at all; and the words of each."""

from __future__ import annotations

from pathlib import Path

import pytest

from loipr.cli.main import main
from loipr.length.word_count import word_counts
from support.project import Project, make_project
from support.word import Word

RECRUITMENT, STATISTICS = "replies/q02-recruitment", "replies/q03-statistics"
MORE = """
As was told {cite}`S01,S02`, and told again {cite}`S01`; so it is[^a].

[^a]: In a note {cite}`S02`.
"""
S01, S02 = "StatisticsOffice,“Annualdata”(2025)", "Anewspaper,“Pressreport”(2024)"
FIGURES = "Sourcesofthefigures:Placements(annex,table2):2023–asofJanuary2024"


def project_with(root: Path, form: str) -> Project:
    project = make_project(root)
    project.clear()
    project.append("conf.py", f'\nloipr_sources = "{form}"\n')
    project.append(f"docs/{RECRUITMENT}.md", MORE)
    return project


def paragraphs(root: Path) -> list[str]:
    """Return the paragraphs of the Word edition, without spaces; notes stand between ⟦ and ⟧ at each of their marks."""
    found = Word(root / "_build/docx/CMW-C-XXX-1.docx").flat()
    ends = [*found.begins[1:], len(found.text)]
    return [found.text[start:end] for start, end in zip(found.begins, ends, strict=True)]


@pytest.mark.parametrize(
    ("form", "wanted"),
    [
        (
            "keys",
            [
                "1.Lawsgiveeffecttoarticle33(1)(a)[S01].",
                "4.Aswastold[S01,S02],andtoldagain[S01];soitis⟦Inanote[S02].⟧.",
                f"{FIGURES}[S01].2022–asofMarch2023[S01].",
                "Sources:[S01],[S02].Fulltable:annex,table2.",
            ],
        ),
        (
            "notes",
            [
                f"1.Lawsgiveeffecttoarticle33(1)(a).⟦{S01}.⟧",
                f"4.Aswastold,⟦{S01}.⟧⟦{S02}.⟧andtoldagain;⟦{S01}.⟧soitis⟦Inanote{S02}.⟧.",
                f"{FIGURES}.⟦{S01}.⟧2022–asofMarch2023.⟦{S01}.⟧",
                f"Sources:{S01};{S02}.Fulltable:annex,table2.",
            ],
        ),
        (
            "none",
            [
                "1.Lawsgiveeffecttoarticle33(1)(a).",
                "4.Aswastold,andtoldagain;soitis⟦Inanote.⟧.",
                "Fulltable:annex,table2.",
            ],
        ),
    ],
)
def test_the_official_edition_says_them_as_the_settings_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str, wanted: list[str]
) -> None:
    project_with(tmp_path, form)
    monkeypatch.chdir(tmp_path)
    assert main(["build", "docx", "--official"]) == 0
    begin = ("1.Laws", "4.", "Sourcesof", "Sources:", "Fulltable")
    official = paragraphs(tmp_path)
    assert [one for one in official if one.startswith(begin)] == wanted
    # In the annexes the keys lead to the list of sources.
    (row,) = [one for one in official if one.startswith("‖|2022|200,761|122,147")]
    assert "[S01]" in row
    assert f"[S01]{'StatisticsOffice.Annualdata.2025.'}" in "".join(official)


def test_a_draft_has_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project_with(tmp_path, "notes")
    monkeypatch.chdir(tmp_path)
    assert main(["build", "docx"]) == 0
    assert "1.Lawsgiveeffecttoarticle33(1)(a)[S01]." in paragraphs(tmp_path)


def test_their_words_count(tmp_path: Path) -> None:
    counts = {form: word_counts(project_with(tmp_path / form, form).load()) for form in ("keys", "notes", "none")}
    more = {
        form: [counts[form][page] - counts["keys"][page] for page in (RECRUITMENT, STATISTICS)]
        for form in ("notes", "none")
    }
    # Six words are keys. The notes of two sources have five words each, and so has the source within the note.
    # Without sources, the eighteen words of where the figures come from are gone, too.
    # Below the table, the head and two keys become the head and ten words, or nothing.
    assert more == {"notes": [9, 8], "none": [-24, -3]}


def test_the_words_of_each_form_are_told(project: Project) -> None:
    status, said = project.run("words")
    total = sum(word_counts(project.load()).values())
    assert status == 0
    assert said.splitlines()[-1] == (
        f"with sources as keys it has {total} words, with notes {total + 15}, with none {total - 24}; the official "
        "edition prints them as loipr_sources in conf.py says: keys"
    )


def test_another_form_is_refused(project: Project) -> None:
    project.append("conf.py", '\nloipr_sources = "footnotes"\n')
    status, said = project.run("check")
    assert (status, said.strip()) == (2, "loipr: conf.py: loipr_sources is “footnotes”; write keys, notes or none")

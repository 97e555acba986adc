"""What makes printing fail elsewhere: very wide and very long things, and every character that LaTeX takes for itself."""

from __future__ import annotations

import json
import re

import pytest
from pypdf import PdfReader

from loipr.__main__ import main
from project import FILES, Project, make_project, needs_print

pytestmark = needs_print

NASTY = r"\input{x} $a_b^c$ 50% & #1 {y} ~ <b>'\"` \write18 ^^41 |"
COLUMNS = 40


def make_nasty(project: Project) -> None:
    """Fill every field with what LaTeX takes for itself, and add the largest things that may come."""
    package = json.loads(FILES["data/datapackage.json"])
    package["resources"][0].update(title=f"Title {NASTY}", description=f"Description {NASTY}")
    package["resources"][0]["schema"]["fields"][1].update(title=f"Total {NASTY}", unit=f"persons {NASTY}")
    names = [f"c{number}" for number in range(COLUMNS)]
    fields = [{"name": "period", "type": "string", "title": "Period"}]
    fields += [{"name": name, "type": "integer", "title": f"Column {name}"} for name in names]
    fields.append({"name": "words", "type": "string", "title": "Words"})
    package["resources"].append(
        {
            "name": "wide",
            "path": "datasets/wide.csv",
            "title": "Wide",
            "key": ["period"],
            "schema": {"fields": fields, "primaryKey": ["period"]},
        }
    )
    project.write("data/datapackage.json", json.dumps(package))
    values = ",".join(str(1000 + number) for number in range(COLUMNS))
    project.write("data/datasets/wide.csv", f"period,{','.join(names)},words\n2023,{values},{'cellword ' * 500}\n")
    project.replace("data/datasets/placements.csv", "breakdowns rest on it", NASTY.replace('"', ""))
    project.replace("data/institutions.yaml", "Ministry of Labour", f"Ministry {NASTY}".replace("\\", "/"))
    project.replace("data/references.bib", "{Annual data}", "{Annual \\\\ 50\\% \\& \\#1 \\$x\\$}")
    project.replace("docs/replies/q02-recruitment.md", "# Recruitment", "# Recruitment " + escaped(NASTY))
    project.append(
        "docs/replies/q02-recruitment.md",
        f"\n## A heading with a note[^n]\n\n{escaped(NASTY)}\n\n[^n]: The note {escaped(NASTY)}\n\n{'longword ' * 3000}\n",
    )
    project.append(
        "docs/replies/q03-statistics.md",
        "\n:::{data-table} wide\n:caption: Wide "
        + NASTY.replace("`", "").replace(" #", "#")
        + "\n:::\n\n:::{data-chart} placements\n:caption: Chart\n:columns: period, total\n:where: period = 2022 | 2023\n:::\n",
    )
    project.replace(
        "conf.py", "A report for tests.", "A report \\\\ " + NASTY.replace("\\", "\\\\").replace('"', '\\"')
    )


def escaped(text: str) -> str:
    """Return *text* as Markdown that prints it."""
    return re.sub(r"([\\`*_{}\[\]<>()#+.!|$&~^-])", r"\\\1", text)


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The words of LaTeX's PDF and of the accessible one, without spaces and hyphens."""
    project = make_project(tmp_path_factory.mktemp("nasty"))
    make_nasty(project)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(project.root)
        assert main(["build", "pdf", "accessible"]) == 0
    readers = [PdfReader(file) for file in sorted((project.root / "_build/pdf").glob("*.pdf"))]
    assert len(readers) == 2
    return [bare("".join(page.extract_text() for page in reader.pages)) for reader in readers]


def bare(text: str) -> str:
    return re.sub(r"[\s\u00ad\u2010-]+", "", text).translate(str.maketrans("‘’“”ﬀﬁﬂ", "''\"\"???"))


def test_every_character_is_printed(printed: list[str]) -> None:
    for text in printed:
        for field in ("Title", "Ministry", "Recruitment", "Thenote"):
            after = text[text.index(field) :]
            assert "$a_b^c$50%&#1{y}~<b>" in after


def test_wide_tables_and_long_cells_lose_nothing(printed: list[str]) -> None:
    for text in printed:
        assert [number for number in range(COLUMNS) if bare(f"{1000 + number:,}") not in text] == []
        assert text.count("cellword") >= 500
        assert text.count("longword") == 3000

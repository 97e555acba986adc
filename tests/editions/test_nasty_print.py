"""What often makes printing fail: very wide and very long content, and every character with a meaning in LaTeX.

It is tested in all editions, also on the site and in Word.
"""

from __future__ import annotations

import json
import re

import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader

from loipr.cli.main import main
from support.project import FILES, Project, make_project, needs_print
from support.word import Word

pytestmark = needs_print

NASTY = r"\input{ x } $a_b^c 50% & #1 { y } ~ < b >'\" \write18 ^^41 |"
COLUMNS = 40


def make_nasty(project: Project) -> None:
    """Fill every field with characters that have a meaning in LaTeX, and add the largest content that may come."""
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
    project.write(
        "data/datasets/wide.csv", f"period,{','.join(names)},words\n2023,{values},{' '.join(['cellword'] * 500)}\n"
    )
    project.replace("data/datasets/placements.csv", "breakdowns rest on it", NASTY.replace('"', ""))
    project.replace("data/institutions.yaml", "Ministry of Labour", quoted(f"Ministry {NASTY}"))
    project.replace("data/references.bib", "{Annual data}", "{Annual 50\\% \\& \\#1 \\$x\\$}")
    # Only figures of a unit that is known add up.
    project.replace("docs/replies/q03-statistics.md", ":total:\n", "")
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
    # The title in the UN's words, and a note on it.
    plain = NASTY.partition("< b >")[0] + "< b >"
    plain = plain.removeprefix(r"\input{ x } ")
    project.append(
        "conf.py",
        f'\nloipr_title = "Title of the report {plain}"\nloipr_title_notes = ["A note on the title {plain}"]\n'
        f'author = "Nobody {plain}"\n',
    )
    project.replace(
        "conf.py", "A report for tests.", "A report \\\\ " + NASTY.replace("\\", "\\\\").replace('"', '\\"')
    )


def quoted(text: str) -> str:
    """Return *text* as a string of YAML."""
    return "'" + text.replace("'", "''") + "'"


def escaped(text: str) -> str:
    """Return *text* as Markdown that prints exactly this text."""
    return re.sub(r"([\\`*_{}\[\]<>()#+.!|$&~^-])", r"\\\1", text)


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The words of each edition, without spaces and hyphens."""
    project = make_project(tmp_path_factory.mktemp("nasty"))
    make_nasty(project)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(project.root)
        assert main(["build"]) == 0
    built = project.root / "_build"
    site = [BeautifulSoup(file.read_bytes(), "html.parser") for file in sorted(built.glob("html/[!_]*/*.html"))]
    site += [BeautifulSoup(file.read_bytes(), "html.parser") for file in sorted(built.glob("html/*.html"))]
    word = Word(built / "docx/CMW-C-XXX-1.docx")
    parts = [word.xml(f"word/{name}.xml") for name in ("document", "footnotes")]
    texts = {
        "site": "".join(page.get_text() for page in site),
        "word": "".join(text.text or "" for part in parts for text in part.iter() if text.tag.endswith("}t")),
    }
    for name, ending in (("latex", ""), ("accessible", "-accessible")):
        reader = PdfReader(built / f"pdf/CMW-C-XXX-1{ending}.pdf")
        texts[name] = "".join(page.extract_text() for page in reader.pages)
        assert reader.metadata is not None
        assert bare(str(reader.metadata.title)).startswith(bare("Title of the report $a_b^c 50% & #1 {y} ~ <b>"))
    return {name: bare(text) for name, text in texts.items()}


def bare(text: str) -> str:
    return re.sub(r"[\s\u00ad\u2010-]+", "", text).translate(str.maketrans("‘’“”ﬀﬁﬂ", "''\"\"???"))


def test_every_character_is_printed(printed: dict[str, str]) -> None:
    for edition, text in printed.items():
        for field in ("Title", "Description", "Total", "persons", "Ministry", "Recruitment", "Thenote", "Annual"):
            wanted = r"\input{x}$a_b^c50%&#1{y}~<b>" if field != "Annual" else "50%&#1$x$"
            assert f"{field}{wanted}" in text, (edition, field)
        if edition != "site":
            # These are on the first page, which the site does not have.
            for field in ("Titleofthereport", "Anoteonthetitle", "Areport\\"):
                assert "$a_b^c50%&#1{y}~<b>" in text[text.index(field) :][:80], (edition, field)


def test_wide_tables_and_long_cells_lose_nothing(printed: dict[str, str]) -> None:
    for edition, text in printed.items():
        assert [number for number in range(COLUMNS) if bare(f"{1000 + number:,}") not in text] == [], edition
        assert text.count("cellword") >= 500, edition
        assert text.count("longword") == 3000, edition


def test_a_note_in_a_heading_is_printed(printed: dict[str, str]) -> None:
    for edition, text in printed.items():
        assert re.search(r"Aheadingwithanote\[?\d?", text), edition
        assert "Thenote" in text, edition

"""A small report, complete and without faults, which tests change in one place."""

from __future__ import annotations

import io
import re
import shutil
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest
from sphinx.cmd.build import build_main

from loipr.cli.main import main
from loipr.editions.accessible import run_weasyprint
from loipr.editions.latex import run_xelatex
from loipr.facts.settings import Settings
from loipr.report import Report, load_report
from loipr.rules import check

REPOSITORY = Path(__file__).parent.parent.parent

needs_tex = pytest.mark.skipif(bool(run_xelatex.missing_files()), reason="TeX is not installed")
needs_print = pytest.mark.skipif(
    bool(run_xelatex.missing_files() or run_weasyprint.missing_libraries()), reason="TeX or Pango is not installed"
)

FILES = {
    "conf.py": f"""\
import sys

sys.path.insert(0, {str(REPOSITORY / "ext")!r})
loipr_symbol = "CMW/C/XXX/1"
loipr_list_of_issues = "CMW/C/XXX/QPR/1"
loipr_treaty = "ICRMW"
loipr_reference_date = "2025-07-31"
loipr_notice = "A report for tests."
project = "Report for tests"
author = "Nobody"
extensions = ["loipr"]
primary_domain = "loipr"
html_theme = "sphinx_book_theme"
""",
    "data/lists-of-issues/cmw-c-xxx-qpr-1.yaml": """\
symbol: CMW/C/XXX/QPR/1
title: List of issues
treaty: ICRMW
state: Examplia
dated: 2025-01-10
number_of_questions: 3
sections:
- id: a
  heading: A. General information
  questions:
  - number: 1
    subject: Laws
    slug: laws
    standing: known
    source: [S01]
    provisions: "84"
    lead: MFA
    summary: Asks for the laws.
    items:
    - label: (a)
      summary: Laws adopted.
    - label: (b)
      summary: Agreements.
      items:
      - label: (i)
        summary: Their scope.
      - label: (ii)
        summary: Their results.
  - number: 2
    subject: Recruitment
    slug: recruitment
    standing: known
    summary: Asks for the agencies.
- id: b
  heading: B. Articles
  questions:
  - number: 3
    subject: Statistics
    slug: statistics
    standing: known
    summary: Asks for figures.
""",
    "data/institutions.yaml": """\
- id: MFA
  name: Ministry of Foreign Affairs
  vernacular: Kementerian Luar Negeri
- id: MOL
  name: Ministry of Labour
  aliases: [MinLabour]
  since: 2020
  predecessors:
  - id: LABOFF
    name: Labour Office
    until: 2020-06-01
""",
    "data/concluding-observations/co-1.yaml": """\
symbol: CMW/C/XXX/CO/1
short: CO/1
complete: true
paragraphs:
- number: 1
  subject: The dialogue
- number: 2
  subject: Positive aspects
""",
    "data/references.bib": """\
@misc{S01,
  title = {Annual data},
  author = {{Statistics Office}},
  year = {2025},
  url = {https://example.org/a_b%20c}
}

@misc{S02,
  title = {Press report},
  author = {{A newspaper}},
  year = {2024}
}
""",
    "data/datapackage.json": """\
{
  "name": "test",
  "resources": [
    {
      "name": "placements",
      "path": "datasets/placements.csv",
      "title": "Placements",
      "description": "Workers placed",
      "key": ["period"],
      "owner": "MOL",
      "schema": {
        "fields": [
          {"name": "period", "type": "string", "title": "Period", "constraints": {"required": true}},
          {"name": "total", "type": "integer", "title": "Total", "unit": "persons"},
          {"name": "women", "type": "integer", "title": "Women", "unit": "persons"},
          {"name": "as_of", "type": "string", "title": "As of"},
          {"name": "source", "type": "string", "title": "Source"},
          {"name": "adopted", "type": "boolean", "title": "Adopted", "constraints": {"required": true}},
          {"name": "reason", "type": "string", "title": "Reason"}
        ],
        "primaryKey": ["period", "source"]
      }
    },
    {
      "name": "money",
      "path": "datasets/money.csv",
      "title": "Money",
      "key": ["period", "measure"],
      "schema": {
        "fields": [
          {"name": "period", "type": "string", "title": "Period"},
          {"name": "measure", "type": "string", "title": "Measure"},
          {"name": "value", "type": "number", "title": "Value", "unit": "USD bn"}
        ],
        "primaryKey": ["period", "measure"]
      }
    }
  ]
}
""",
    "data/datasets/placements.csv": """\
period,total,women,as_of,source,adopted,reason
2022,200761,122147,2023-03,S01,yes,
2023,274965,167863,2024-01,S01,yes,breakdowns rest on it
2023,297108,,2025-02,S02,no,restated later
2024,297434,,2025-01,S01;S02,yes,
""",
    "data/datasets/money.csv": """\
period,measure,value
2022,total,9.71
2023,total,14.22
""",
    "docs/index.md": """\
# Report

:::{overview}
:::

:::{toctree}

sections/a
sections/b
convention
annex
abbreviations
sources
:::
""",
    "docs/sections/a.md": "# General information\n\n:::{question-list} a\n:::\n",
    "docs/sections/b.md": "# Articles\n\n:::{question-list} b\n:::\n",
    "docs/convention.md": "# The Convention\n\n:::{treaty-index} ICRMW\n:::\n\n:::{recommendation-index}\n:::\n",
    "docs/annex.md": "# Annex\n\n:::{dataset-annex}\n:::\n",
    "docs/abbreviations.md": "# Abbreviations\n\n:::{abbreviation-list}\n:::\n",
    "docs/sources.md": "# Sources\n\n:::{bibliography}\n:::\n",
    "docs/replies/q01-laws.md": """\
---
question: 1
status: draft
lead: MFA
contributors: [MOL]
---

# Laws

:::{reply} (a)
Laws give effect to {article}`33 (1) (a)` {cite}`S01`.
:::

:::{reply} (b)
Agreements were made by {institution}`MFA` and {institution}`MOL`.
:::
""",
    "docs/replies/q02-recruitment.md": """\
---
question: 2
status: reviewed
lead: MOL
---

# Recruitment

In 2023 there were {value}`placements[2023].total` placements, {share}`placements[2023].women of placements[2023].total`
of them of women, {change}`placements[2022].total to placements[2023].total` on 2022.
See {question}`1 (a)` and {recommendation}`CO/1 2`.
""",
    "docs/replies/q03-statistics.md": """\
---
question: 3
status: cleared
lead: MOL
---

# Statistics

:::{data-table} placements
:caption: Placements by year
:columns: period, total
:sort: total desc
:total:
:::
""",
}


@dataclass
class Project:
    """The small report in its own folder."""

    root: Path

    def write(self, path: str, text: str | bytes) -> None:
        """Write a file of the report, and make its folder if needed."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))

    def replace(self, path: str, old: str, new: str) -> None:
        """Replace *old*, which must stand in the file, by *new*."""
        text = (self.root / path).read_text(encoding="utf-8")
        assert old in text
        self.write(path, text.replace(old, new, 1))

    def read(self, path: str) -> str:
        return (self.root / path).read_bytes().decode("utf-8")

    def append(self, path: str, text: str) -> None:
        self.write(path, (self.root / path).read_text(encoding="utf-8") + text)

    def clear(self) -> None:
        """Clear every reply for submission."""
        for file in sorted((self.root / "docs/replies").glob("*.md")):
            text = file.read_text(encoding="utf-8")
            self.write(
                f"docs/replies/{file.name}", re.sub(r"^status: \w+$", "status: cleared", text, flags=re.MULTILINE)
            )

    def load(self) -> Report:
        return load_report(self.root, Settings.read(self.root))

    def findings(self) -> list[str]:
        """Return the findings of the rules, each as one line."""
        return [str(found) for found in check(self.load())]

    def run(self, *arguments: str) -> tuple[int, str]:
        """Run ``python -m loipr`` in the folder; return its exit status and everything it printed."""
        stream = io.StringIO()
        with redirect_stdout(stream), redirect_stderr(stream):
            status = main(list(arguments))
        return status, stream.getvalue()

    def build(self, *options: str, builder: str = "html", out: str = "out") -> str:
        """Build with Sphinx, and return its whole stream of warnings."""
        stream = io.StringIO()
        folder = self.root / out
        arguments = ["-q", "-b", builder, "-c", str(self.root), "-d", str(folder / "doctrees"), *options]
        with redirect_stderr(stream), redirect_stdout(io.StringIO()):
            build_main([*arguments, str(self.root / "docs"), str(folder / builder)])
        return stream.getvalue().replace(f"{self.root}/", "")

    def page(self, name: str, out: str = "out") -> str:
        return (self.root / out / "html" / f"{name}.html").read_text(encoding="utf-8")


def make_project(root: Path) -> Project:
    """Write the small report below *root*, with the Convention's real structure."""
    project = Project(root)
    for path, text in FILES.items():
        project.write(path, text)
    (root / "data/treaties").mkdir(exist_ok=True)
    for name in ("icrmw", "iccpr"):
        shutil.copy(REPOSITORY / f"data/treaties/{name}.yaml", root / "data/treaties")
    return project

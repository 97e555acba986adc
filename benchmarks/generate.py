"""Makes a report with any number of questions, and the same content as a plain Sphinx project.

For each question, both have four sources and a page with the question, 400 words in two items, six references to
articles, two citations and a table of 12 rows. Both have annexes with the articles of the treaties, the abbreviations
and the sources. Nothing in them is random. Both leave out the annex with all datasets in full: plain Sphinx takes
longer for the cells of that one page than for fifty replies, so the comparison would only measure this page.

The plain project is what people would write without this extension: every page in one table of contents, tables from
files with Sphinx's own ``csv-table``, articles as ``{ref}`` to labels in an annex, and the question copied above its
reply. It has the same theme and bibliography as the report.
"""

from __future__ import annotations

import csv
import json
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

import yaml

PROJECT = Path(__file__).resolve().parent.parent
#: Files that `run.py` changes: a page, a dataset.
PAGE, DATASET = "docs/replies/q0001-subject.md", "data/datasets/table_01.csv"

_PARAGRAPHS, _SENTENCES = 10, 2
_SECTION, _DATASETS, _SOURCES = 20, 18, 4
_PERIODS = ("2023", "2024")
_SYMBOL = "CMW/C/XYZ/QPR/1"
_TITLE = "Second periodic report of a State under the Convention on migrant workers"
_PROVISIONS = (
    *("7", "8 (1)", "9", "10", "11 (2)", "12 (1)", "13 (3)", "14", "16 (4)", "17 (2)", "18 (3) (a)", "20 (1)"),
    *("21", "22 (5)", "23", "25 (1) (a)", "26 (1)", "27 (2)", "28", "30", "31 (1)", "33 (1) (a)", "37", "40 (1)"),
    *("41 (1)", "43 (1) (b)", "44 (2)", "47 (1)", "54 (1) (c)", "64 (1)", "65 (1) (a)", "66 (1)", "67 (2)", "68 (1)"),
)
_PROVISIONS_ELSEWHERE = ("ICCPR 14 (3) (d)", "ICCPR 7", "CEDAW 11 (1)", "CRC 3 (1)", "CAT 3 (1)", "ICESCR 7")
_INSTITUTIONS = {
    "MOL": "Ministry of Labour",
    "MFA": "Ministry of Foreign Affairs",
    "MOJ": "Ministry of Justice",
    "MOH": "Ministry of Health",
    "MOE": "Ministry of Education",
    "NSO": "National Statistics Office",
    "NHRC": "National Human Rights Commission",
    "DGI": "Directorate General of Immigration",
}
#: How many institutions a report with views has: as many as a State may name.
_MANY = 46
_VIEWS = ("tasks", "institutions", "calendar", "matrix", "articles", "changes", "freshness", "readiness", "meetings")
_CALENDAR = """\
coordinator: MOL
deadline: 2025-07-31
milestones:
- {id: data-in, title: Data in, days_before: 20}
- {id: filing, title: Filing, days_before: 0}
due: {gap: data-in, reply: filing}
"""
_SUBJECTS = (
    *("The ministry in charge", "Each consular post abroad", "The national employment service", "A village office"),
    *("The labour inspectorate", "Every licensed recruitment agency", "The regional government", "The task force"),
    *("The immigration authority", "A civil society organization", "The social security fund"),
)
_VERBS = ("records", "reviews", "publishes", "coordinates", "supervises", "finances", "reports on", "has extended")
_OBJECTS = (
    *("the complaints of migrant workers and members of their families", "the contracts and wages of seafarers"),
    *("the training and information given before departure", "the return of workers whose rights were violated"),
    *("legal assistance in the courts of the State of employment", "the registration of workers abroad"),
    *("the access of children to schools", "the transfer of earnings and savings to the State of origin"),
    *("the placement fees that agencies may charge", "the conditions in shelters and places of detention"),
)
_ENDS = (
    *("in every province since the last report.", "together with the authorities of other States concerned."),
    *("under the law on the protection of migrant workers.", "and publishes the results once a year."),
    *("with funds from the regular budget of the State.", "on the basis of a written agreement with partners."),
    *("as the Committee recommended in its concluding observations.", "without distinction of any kind."),
    *("within a period of thirty days.", "and informs the workers in a language that they understand."),
)
_PLACES = (
    *("Northport", "Eastfield", "Southbridge", "Westlake", "Highmoor", "Lowland", "Riverside", "Old Harbour"),
    *("New Harbour", "Stonegate", "Longshore", "Greenhill"),
)


class Row(NamedTuple):
    """A row of a dataset, in the order of its columns."""

    period: str
    place: str
    total: int
    women: int
    as_of: str
    source: str


class Dialect(Protocol):
    """How a kind of project (report or plain) writes what both kinds say."""

    def article(self, provision: str) -> str: ...
    def opening(self, number: int) -> str: ...
    def item(self, label: str, text: str) -> str: ...
    def table(self, dataset: int) -> str: ...


def write_report(folder: Path, questions: int) -> None:
    """Write a report with so many *questions* to *folder*."""
    _write_common(folder, questions, _Report())
    shutil.copytree(PROJECT / "data/treaties", folder / "data/treaties")
    _write(folder, f"data/lists-of-issues/{_SYMBOL.replace('/', '-').lower()}.yaml", _list_of_issues(questions))
    _write_institutions(folder, _INSTITUTIONS)
    resources = [_resource(number) for number in range(1, _DATASETS + 1)]
    _write(folder, "data/datapackage.json", json.dumps({"name": "benchmark", "resources": resources}, indent=2))
    sections = [f"s{start}" for start in range(1, questions + 1, _SECTION)]
    for section in sections:
        _write(folder, f"docs/sections/{section}.md", f"# Section {section}\n\n:::{{question-list}} {section}\n:::\n")
    others = sorted({provision.split()[0] for provision in _PROVISIONS_ELSEWHERE})
    indexes = (f"## {name}\n\n:::{{treaty-index}} {name}\n:cited-only:\n:::\n\n" for name in others)
    _write_annexes(
        folder,
        convention=":::{treaty-index} ICRMW\n:::\n",
        treaties="".join(indexes),
        abbreviations=":::{abbreviation-list}\n:::\n",
    )
    contents = ["introduction", *(f"sections/{name}" for name in sections), *_ANNEXES]
    _write(folder, "docs/report.md", "# The report\n\n" + _toctree(contents))
    _write(folder, "docs/index.md", f"# {_TITLE}\n\n:::{{overview}}\n:::\n\n" + _toctree(["report"], hidden=True))
    _write(folder, "conf.py", _CONF + _CONF_REPORT.format(path=str(PROJECT / "ext"), symbol=_SYMBOL))


def add_figures(folder: Path, rows: int, figures: int) -> None:
    """Add a dataset with so many *rows* to a report, and spread so many *figures* from it over its replies."""
    descriptor = folder / "data/datapackage.json"
    package = json.loads(descriptor.read_text(encoding="utf-8"))
    long = {**_resource(1), "name": "long", "path": "datasets/long.csv", "title": "A long table"}
    package["resources"].append(long)
    descriptor.write_text(json.dumps(package, indent=2), encoding="utf-8")
    lines = ([f"{number}", "Northport", 1000 + number, number % 700, "2024-03", "S001"] for number in range(rows))
    _write_csv(folder / "data/datasets/long.csv", list(Row._fields), lines)
    pages = sorted((folder / "docs/replies").glob("*.md"))
    for index, page in enumerate(pages):
        drawn = range(index * figures // len(pages), (index + 1) * figures // len(pages))
        said = [f"There were {{value}}`long[{number * 37 % rows}, Northport].total` workers." for number in drawn]
        _add_to_reply(page, "\n".join(said) + "\n")


def add_gaps(folder: Path) -> None:
    """Add a calendar and more institutions to a report, and three gaps to each reply, each for two institutions."""
    more = {f"OFF{number:02}": f"Office of the State, number {number}" for number in range(len(_INSTITUTIONS), _MANY)}
    institutions = _INSTITUTIONS | more
    names = list(institutions)
    _write_institutions(folder, institutions)
    _write(folder, "data/calendar.yaml", _CALENDAR)
    for number, page in enumerate(sorted((folder / "docs/replies").glob("*.md"))):
        for gap in range(3):
            owners = (names[(number + gap) % len(names)], names[(number + gap + 1) % len(names)])
            _add_to_reply(page, f":::{{gap}} {', '.join(owners)}\nFigures on subject {gap} by sex and age.\n:::\n")


def _write_institutions(folder: Path, institutions: Mapping[str, str]) -> None:
    entries = (f"- id: {short}\n  name: {name}\n" for short, name in institutions.items())
    _write(folder, "data/institutions.yaml", "".join(entries))


def _add_to_reply(page: Path, text: str) -> None:
    """Add *text* at the end of the last reply of *page*."""
    before, fence, after = page.read_text(encoding="utf-8").rpartition("::::\n")
    page.write_text(f"{before}\n{text}{fence}{after}", encoding="utf-8")


def add_views(folder: Path) -> None:
    """Add the pages for those who run the process to a report: this project's own, without the scorecard."""
    for name in _VIEWS:
        text = (PROJECT / f"docs/coordination/{name}.md").read_text(encoding="utf-8")
        # The report of the benchmark has no guides.
        _write(folder, f"docs/coordination/{name}.md", re.sub(r"\[([^\]]*)\]\(\.\./guides/[^)]*\)", r"\1", text))
    pages = _toctree(["report", *(f"coordination/{name}" for name in _VIEWS)], hidden=True)
    _write(folder, "docs/index.md", f"# {_TITLE}\n\n:::{{overview}}\n:::\n\n{pages}")


def write_plain(folder: Path, questions: int, *, furnished: bool = True) -> None:
    """Write the same content for Sphinx with its own directives.

    It has the report's theme if it is *furnished*, or else Sphinx's plainest theme.
    """
    _write_common(folder, questions, _Plain())
    for number in range(1, _DATASETS + 1):
        shown = [(place, f"{total:,}", f"{women:,}") for _, place, total, women, *_ in _rows(number, _PERIODS[-1:])]
        _write_csv(folder / f"data/tables/table_{number:02}.csv", _HEADINGS, shown)
    others = sorted({provision.split()[0] for provision in _PROVISIONS_ELSEWHERE})
    _write_annexes(
        folder,
        convention=_articles("ICRMW"),
        treaties="\n".join(f"## {name}\n\n{_articles(name)}" for name in others),
        abbreviations="\n".join(f"{short}\n: {name}\n" for short, name in _INSTITUTIONS.items()),
    )
    replies = [f"replies/{_page_name(number)}" for number in range(1, questions + 1)]
    contents = _toctree(["introduction", *replies, *_ANNEXES])
    _write(folder, "docs/index.md", f"# {_TITLE}\n\n{questions} questions; replies: {questions} draft.\n\n{contents}")
    _write(folder, "conf.py", _CONF + _CONF_PLAIN + (_CONF_FURNISHED if furnished else _CONF_BASIC))


def drawing_on(dataset: int, questions: int) -> set[str]:
    """Return the names of the pages of the report that use the dataset number *dataset*."""
    return {f"replies/{_page_name(number)}" for number in range(1, questions + 1) if _dataset_of(number) == dataset}


class _Report:
    def article(self, provision: str) -> str:
        return f"{{article}}`{provision}`"

    def opening(self, number: int) -> str:
        front = f"---\nquestion: {number}\nstatus: draft\nlead: {_lead(number)}\n---\n\n"
        return f"{front}# {_subject(number)}\n\n"

    def item(self, label: str, text: str) -> str:
        return f"::::{{reply}} {label}\n{text}::::\n\n"

    def table(self, dataset: int) -> str:
        options = (
            f":caption: Placements, table {dataset}\n:columns: place, total, women\n:where: period = {_PERIODS[-1]}"
        )
        return f":::{{data-table}} table_{dataset:02}\n{options}\n:::\n"


class _Plain:
    def article(self, provision: str) -> str:
        treaty, numbers = _split(provision)
        of = "" if treaty == "ICRMW" else f" of the {treaty}"
        return f"{{ref}}`article {numbers} <{treaty.lower()}-{numbers.split()[0]}>`{of}"

    def opening(self, number: int) -> str:
        items = "".join(f"- **{label}** {summary}\n" for label, summary in _ITEMS.items())
        lead = _lead(number)
        lines = (
            f"**Question {number}.** {_SUMMARY}\n\n{items}",
            f"**Provisions:** {self.article(_provision(number, 0))}\n",
            "**Status:** draft, being written\n",
            f"**Lead:** {_INSTITUTIONS[lead]} ({lead})\n",
        )
        panel = ":::{admonition} The question\n" + "\n".join(lines) + ":::\n\n"
        return f"# Reply to paragraph {number}: {_subject(number)}\n\n{panel}"

    def item(self, label: str, text: str) -> str:
        return f"**{label}**\n\n{text}\n"

    def table(self, dataset: int) -> str:
        options = f":file: ../../data/tables/table_{dataset:02}.csv\n:header-rows: 1"
        download = f"{{download}}`CSV <../../{_dataset_path(dataset)}>`"
        return (
            f":::{{csv-table}} Placements, table {dataset}\n{options}\n:::\n\n"
            f"*Source:* {{cite}}`{_source(dataset)}`. {download}\n"
        )


_HEADINGS = ["Place", "Total (persons)", "Women (persons)"]
_ITEMS = {
    "(a)": "The laws and policies adopted since the last report, and how they are carried out.",
    "(b)": "Statistics for the last two years, and what they show of the effect of these measures.",
}
_SUMMARY = "Asks for the measures taken since the last report, and for the results that they have had for workers."
_ANNEXES = tuple(f"annexes/{name}" for name in ("convention", "treaties", "abbreviations", "bibliography"))


def _write_common(folder: Path, questions: int, dialect: Dialect) -> None:
    """Write the files that both kinds of project have: replies, introduction, datasets, sources."""
    for number in range(1, questions + 1):
        _write(folder, f"docs/replies/{_page_name(number)}.md", _reply(number, dialect))
    _write(folder, "docs/introduction.md", "# Introduction\n\n" + "\n\n".join(_paragraphs(0)) + "\n")
    for number in range(1, _DATASETS + 1):
        _write_csv(folder / _dataset_path(number), Row._fields, _rows(number, _PERIODS))
    entries = (
        f"@misc{{S{number:03},\n  title = {{{{Source {number} on labour migration}}}},\n"
        f"  author = {{{{Office {number % 9}}}}},\n  year = {{{2015 + number % 10}}},\n"
        f"  url = {{https://example.org/sources/{number}}}\n}}\n\n"
        for number in range(1, max(questions * _SOURCES, _DATASETS) + 1)
    )
    _write(folder, "data/references.bib", "".join(entries))


def _reply(number: int, dialect: Dialect) -> str:
    """Return the page that answers question *number*."""
    paragraphs = _paragraphs(number)
    places = {0: 1, 1: 2, 3: 3, 5: 4, 6: 5, 8: 6}
    for paragraph, reference in places.items():
        paragraphs[paragraph] += f" This follows from {dialect.article(_provision(number, reference))}."
    for paragraph, shift in ((2, 0), (7, 1)):
        paragraphs[paragraph] += f" See {{cite}}`S{2 * number + shift + 1:03}`."
    table = dialect.table(_dataset_of(number))
    first, second = (
        "\n\n".join(paragraphs[start : start + _PARAGRAPHS // 2]) + "\n" for start in (0, _PARAGRAPHS // 2)
    )
    items = dialect.item("(a)", first) + dialect.item("(b)", f"{second}\n{table}")
    return dialect.opening(number) + items


def _paragraphs(seed: int) -> list[str]:
    """Return about 400 words in ten paragraphs; each *seed* gives other words."""
    return [
        " ".join(_sentence(seed * 7919 + paragraph * _SENTENCES + number) for number in range(_SENTENCES))
        for paragraph in range(_PARAGRAPHS)
    ]


def _sentence(seed: int) -> str:
    chosen = ((_SUBJECTS, 3), (_VERBS, 5), (_OBJECTS, 7), (_ENDS, 9))
    return " ".join(words[(seed * factor + seed // len(words)) % len(words)] for words, factor in chosen)


def _page_name(number: int) -> str:
    return f"q{number:04}-subject"


def _subject(number: int) -> str:
    """Return a subject that no other question has, in letters: a figure in a heading would need its source."""
    return f"Subject {''.join(chr(ord('a') + int(digit)) for digit in str(number))} of the dialogue"


def _lead(number: int) -> str:
    return list(_INSTITUTIONS)[number % len(_INSTITUTIONS)]


def _provision(number: int, reference: int) -> str:
    """Return the provision of a reference on page *number*; each sixth reference cites another treaty."""
    choice = _PROVISIONS_ELSEWHERE if reference == 6 else _PROVISIONS
    return choice[(number * 5 + reference * 7) % len(choice)]


def _split(provision: str) -> tuple[str, str]:
    name, _, rest = provision.partition(" ")
    return (name, rest) if name.isalpha() else ("ICRMW", provision)


def _dataset_of(number: int) -> int:
    return (number - 1) % _DATASETS + 1


def _dataset_path(number: int) -> str:
    return f"data/datasets/table_{number:02}.csv"


def _source(dataset: int) -> str:
    return f"S{dataset:03}"


def _rows(dataset: int, periods: Sequence[str]) -> Iterator[Row]:
    for period in periods:
        for index, place in enumerate(_PLACES):
            total = 1000 + (dataset * 7919 + int(period) * 104_729 + index * 1299) % 90_000
            yield Row(period, place, total, total * (30 + index) // 100, f"{int(period) + 1}-03", _source(dataset))


def _resource(number: int) -> dict[str, object]:
    figure = {"type": "integer", "unit": "persons"}
    fields: list[dict[str, str]] = [
        {"name": "period", "title": "Period", "type": "string"},
        {"name": "place", "title": "Place", "type": "string"},
        {"name": "total", "title": "Total", **figure},
        {"name": "women", "title": "Women", **figure},
        {"name": "as_of", "title": "As of", "type": "string"},
        {"name": "source", "title": "Source", "type": "string"},
    ]
    return {
        "name": f"table_{number:02}",
        "title": f"Placements, table {number}",
        "description": "Workers placed abroad.",
        "path": f"datasets/table_{number:02}.csv",
        "key": ["period", "place"],
        "owner": "MOL",
        "schema": {"fields": fields, "primaryKey": ["period", "place"]},
    }


def _list_of_issues(questions: int) -> str:
    items = "".join(f'    - label: "{label}"\n      summary: {summary}\n' for label, summary in _ITEMS.items())
    lines = [f"symbol: {_SYMBOL}\ntitle: List of issues\ntreaty: ICRMW\nstate: XYZ\ndated: 2025-01-10\nsections:\n"]
    for number in range(1, questions + 1):
        if number % _SECTION == 1:
            lines.append(f"- id: s{number}\n  heading: Section {number}\n  questions:\n")
        lines.append(
            f"  - number: {number}\n    subject: {_subject(number)}\n    slug: subject\n    standing: known\n"
            f"    lead: {_lead(number)}\n    provisions: {_provision(number, 0)}\n    summary: {_SUMMARY}\n"
            f"    items:\n{items}"
        )
    return "".join(lines)


def _articles(treaty: str) -> str:
    """Return the articles of a treaty, each with a label."""
    data = yaml.safe_load((PROJECT / f"data/treaties/{treaty.lower()}.yaml").read_text(encoding="utf-8"))
    entries = ((entry["article"], entry["subject"]) for entry in data["articles"])
    return "\n".join(f"({treaty.lower()}-{number})=\n**Article {number}.** {subject}\n" for number, subject in entries)


def _write_annexes(folder: Path, **annexes: str) -> None:
    for name, text in {**annexes, "bibliography": ":::{bibliography}\n:::\n"}.items():
        _write(folder, f"docs/annexes/{name}.md", f"# Annex: {name}\n\n{text}")


def _toctree(entries: Sequence[str], *, hidden: bool = False) -> str:
    options = ":hidden:\n" if hidden else ""
    return f":::{{toctree}}\n{options}\n" + "\n".join(entries) + "\n:::\n"


def _write(folder: Path, path: str, text: str) -> None:
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def _write_csv(file: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


_CONF = f"""
project = "{_TITLE}"
author = "Benchmark"
language = "en"
nitpicky = True
html_title = "Benchmark"
"""
_CONF_REPORT = """
import sys

sys.path.insert(0, {path!r})
extensions = ["loipr"]
html_theme = "sphinx_book_theme"
primary_domain = "loipr"
loipr_symbol = "CMW/C/XYZ/1"
loipr_list_of_issues = {symbol!r}
loipr_treaty = "ICRMW"
loipr_reference_date = "2025-07-31"
loipr_notice = "Made for measuring."
"""
_CONF_PLAIN = """
extensions = ["myst_parser", "sphinxcontrib.bibtex"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_disable_syntax = ["html_block", "html_inline"]
myst_heading_anchors = 3
bibtex_bibfiles = ["data/references.bib"]
html_copy_source = False
html_show_sphinx = False
"""
_CONF_BASIC = """
html_theme = "basic"
"""
# The theme has the same settings, except for the navigation, so both sites have the same parts around their text.
_CONF_FURNISHED = """
html_theme = "sphinx_book_theme"
html_theme_options = {
    "announcement": "Draft. Made for measuring.",
    "use_download_button": False,
    "use_fullscreen_button": False,
    "show_toc_level": 2,
    "navbar_persistent": [],
    "footer_content_items": [],
}
"""

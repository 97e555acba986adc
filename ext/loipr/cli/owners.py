"""``loipr owners``: from the data, write which institution must agree to a change of each page and dataset.

GitHub and GitLab read the same lines, each in its own folder. For both, the last line that names a file decides.
"""

from __future__ import annotations

import argparse
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from loipr.cli.common import CommandError, load
from loipr.report import Report
from loipr.wording.sentences import listed

HELP = "write who must agree to a change of which page and dataset, from the data"

PATHS = (".github/CODEOWNERS", ".gitlab/CODEOWNERS")
#: Files and folders that are not treated as code.
_OPEN = (
    "docs/",
    "data/datasets/",
    "data/datapackage.json",
    "data/references.bib",
    "data/abbreviations.yaml",
    "data/calendar.yaml",
    "data/meetings/",
    "data/comments.yaml",
    "data/register.yaml",
    "data/accepted.yaml",
)
#: Files that an institution can own. Other names could have a character that stands for any file; such files stay with
#: the coordinators.
_OWNED = re.compile(r"(docs/replies|docs/data|data/datasets)/[\w-]+\.(md|csv)", re.ASCII)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `owners`."""
    parser.add_argument("--check", action="store_true", help="write nothing, and end with 1 where the files differ")


def run(root: Path, options: argparse.Namespace) -> int:
    """Write the owners files, or only compare them; return and raise what :func:`write_owners` does."""
    return write_owners(root, only_check=options.check)


def write_owners(root: Path, *, only_check: bool = False) -> int:
    """Write the owners files of the report in *root*, or only compare them with *only_check*.

    Return 0, or 1 when compared files differ.

    :raises CommandError: when something that they are made from is missing.
    """
    try:
        text = owners_file(load(root))
    except ValueError as error:
        raise CommandError(str(error)) from None
    differ = False
    for path in PATHS:
        file = root / path
        present = file.read_text(encoding="utf-8") if file.is_file() else ""
        if present == text:
            print(f"{path} is as the data have it")
        elif only_check:
            differ = True
            print(f"{path} is not as the data have it; a maintainer runs `python -m loipr owners`, which makes it so:")
            print("\n".join(_differences(present, text)))
        else:
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, encoding="utf-8")
            print(f"{path} was written")
    return 1 if differ else 0


def owners_file(report: Report) -> str:
    """Return the text of the owners files.

    :raises ValueError: when the organisation is not known, a dataset cannot be read, or two institutions would have the
        same team.
    """
    organisation = report.settings.organisation
    if not organisation:
        raise ValueError("conf.py: loipr_organisation is missing; write the name that stands before the teams there")
    if report.unread_datasets:
        unread = listed(sorted(report.unread_datasets))
        raise ValueError(f"run `check` first and mend what keeps {unread} from being read")
    teams = _teams(report)
    lines = (
        "# Who must agree to a change. Made by `python -m loipr owners` from the data: not to be edited.",
        "# The last line that names a file decides.",
        "",
        "# What no line below names is treated as code: the machinery, its tests and workflows, and the data that",
        "# decide what is right (treaties, lists of issues, institutions, rules of form).",
        _line("*", f"{organisation}/maintainers"),
        "",
        "# The pages, the figures and their sources.",
        *(_line(f"/{path}", f"{organisation}/coordinators") for path in _OPEN),
        "",
        "# Each reply: its lead institution and, so that none clears its own reply alone, the coordinators.",
        *(
            _line(f"/{path}", f"{organisation}/{teams[who]}", f"{organisation}/coordinators")
            for path, who in _replies(report)
        ),
        "",
        "# Each dataset, and the page that tells of it: the institution that answers for its figures.",
        *(_line(f"/{path}", f"{organisation}/{teams[who]}") for path, who in _datasets(report)),
    )
    return "\n".join(lines) + "\n"


def _line(pattern: str, *owners: str) -> str:
    return " ".join((pattern, *(f"@{team}" for team in owners)))


def _replies(report: Report) -> Iterator[tuple[str, str]]:
    """Yield the path of each reply, and the id of its lead institution."""
    for page in report.pages:
        lead = report.institutions.find(page.lead)
        if page.is_reply and lead is not None and _OWNED.fullmatch(page.path):
            yield page.path, lead.id


def _datasets(report: Report) -> Iterator[tuple[str, str]]:
    """Yield the paths of each dataset and of its page, each with the id of the institution that owns the dataset."""
    pages = {one.argument: page.path for page in report.pages for one in page.directives if one.name == "dataset"}
    for dataset in report.datasets.values():
        owner = report.institutions.find(dataset.owner)
        for path in (dataset.path, pages.get(dataset.name, "")):
            if owner is not None and _OWNED.fullmatch(path):
                yield path, owner.id


def _teams(report: Report) -> dict[str, str]:
    """Return the name of each institution's team, by the institution's id: the id in small letters, with hyphens.

    :raises ValueError: when two institutions would have the same team, and each could agree to changes of the other.
    """
    teams: dict[str, str] = {}
    for name in report.institutions.by_id:
        plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
        team = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
        other = next((one for one, known in teams.items() if known == team), None)
        if other is not None or not team:
            raise ValueError(f"{listed([other or 'nobody', name])} would have one team, {team}; change an abbreviation")
        teams[name] = team
    return teams


def _differences(present: str, wanted: str) -> Iterator[str]:
    there, asked = present.splitlines(), wanted.splitlines()
    yield from (f"  goes: {line}" for line in there if line not in asked)
    yield from (f"  comes: {line}" for line in asked if line not in there)

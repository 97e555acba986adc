"""The report for programs: it keeps to its schema, and says what the site says."""

from __future__ import annotations

import json
import shutil
from typing import Any

import jsonschema  # type: ignore[import-untyped]  # it comes with check-jsonschema
from bs4 import BeautifulSoup

from support.project import Project

LAWS, RECRUITMENT = "docs/replies/q01-laws.md", "docs/replies/q02-recruitment.md"


def read(project: Project) -> dict[str, Any]:
    """Return the report, held to its schema."""
    site = project.root / "out/html"
    found = json.loads((site / "report.json").read_text("utf-8"))
    schema = json.loads((site / found["$schema"]).read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(found)
    assert isinstance(found, dict)
    return found


def test_it_has_questions_gaps_and_figures(project: Project) -> None:
    project.append(
        RECRUITMENT, "\nIn 2023, {value}`placements[2023].total` left.\n\n:::{gap} MFA, MOL\nMore\nfigures.\n:::\n"
    )
    project.build()
    found = read(project)
    assert [found[name] for name in ("symbol", "list_of_issues", "treaty", "as_of", "draft")] == [
        *("CMW/C/XXX/1", "CMW/C/XXX/QPR/1", "ICRMW", "2025-07-31", True),
    ]
    first, second, third = found["questions"]
    assert [item["label"] for item in first["items"]] == ["(a)", "(b)"]
    assert [item["label"] for item in first["items"][1]["items"]] == ["(b) (i)", "(b) (ii)"]
    assert (second["subject"], second["text"], second["page"]) == (
        *("Recruitment", "Asks for the agencies.", "replies/q02-recruitment.html"),
    )
    assert third["number"] == 3
    assert [gap for gap in found["gaps"] if gap["page"] == second["page"]] == [
        {
            "page": "replies/q02-recruitment.html",
            "item": "",
            "institutions": ["MFA", "MOL"],
            "due": None,
            "text": "More figures.",
        }
    ]
    figure = [one for one in found["figures"] if one["page"] == second["page"]][-1]
    assert (figure["kind"], figure["text"]) == ("value", "274,965")
    (observation,) = figure["observations"]
    assert (observation["dataset"], observation["key"], observation["sources"]) == ("placements", ["2023"], ["S01"])
    assert observation["provenance"][0] == "Placements: 2023"
    assert [one["subject"] for one in found["recommendations"]] == ["The dialogue", "Positive aspects"]
    assert {one["treaty"] for one in found["articles"]} >= {"ICRMW", "ICCPR"}
    assert [(one["name"], one["csv"]) for one in found["datasets"]] == [
        ("placements", "_data/placements.csv"),
        ("money", "_data/money.csv"),
    ]


def test_its_paragraphs_are_those_of_the_site(project: Project) -> None:
    project.append(RECRUITMENT, "\nOne more, “with quotes”.\n\nAnd [a link](https://example.org/x).\n")
    project.build()
    site = project.root / "out/html"
    paragraphs = read(project)["paragraphs"]
    assert paragraphs
    for paragraph in paragraphs:
        page, anchor = paragraph["address"].split("#")
        place = BeautifulSoup((site / page).read_text("utf-8"), "html.parser").find(id=anchor)
        assert place is not None
        for aside in place.select(".loipr-provenance"):
            aside.extract()
        number = paragraph["name"].rpartition("paragraph ")[2]
        assert " ".join(place.get_text().split()) == f"{number}. {paragraph['text']}"


def test_it_is_the_same_in_each_build(project: Project) -> None:
    file = project.root / "out/html/report.json"
    project.build()
    project.append(LAWS, "\n:::{reply} (a)\nOne paragraph more.\n:::\n")
    project.build()
    incremental = file.read_bytes()
    shutil.rmtree(project.root / "out")
    project.build("-j4")
    assert file.read_bytes() == incremental

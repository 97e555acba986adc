"""Where figures come from: notes under figures, pages of datasets, and the page of disagreements."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup, Tag

from support.project import Project, make_project

DATA_INDEX = """\
# Data

:::{dataset-list}
:::

:::{series-overview}
:::

:::{disagreement-list}
:::

:::{toctree}

placements
money
:::
"""

OUT_OF_DATE = (
    "data/datapackage.json:5: WARNING: the newest figure of placements is of 31 December 2024 and was good until "
    "30 June 2025; MOL should supply a newer one [loipr.stale-dataset]\n"
    "docs/replies/q03-statistics.md:3: WARNING: the reply is cleared, and the newest figure of placements is too old; "
    "set it back to reviewed until then [loipr.cleared-too-soon]\n"
)


def add_data_pages(project: Project) -> None:
    project.write("docs/data/index.md", DATA_INDEX)
    for name in ("placements", "money"):
        project.write(f"docs/data/{name}.md", f"# {name.title()}\n\nHow it is counted.\n\n:::{{dataset}} {name}\n:::\n")
    project.replace("docs/index.md", "\nsources\n", "\nsources\ndata/index\n")
    properties = (
        '"owner": "MOL", "licenses": [{"name": "other", "title": "Free to use"}], "good_for_months": 6, '
        '"disaggregation": {"has": ["sex"], "asked": ["sex", "age"]}, '
        '"series": {"along": "period", "figure": "total"}, '
        '"changes": [{"date": "2025-01-02", "what": "Begun."}],'
    )
    project.replace("data/datapackage.json", '"owner": "MOL",', properties)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = make_project(tmp_path_factory.mktemp("data"))
    add_data_pages(project)
    assert project.build("-E", "-n") == OUT_OF_DATE
    return project


def soup(site: Project, page: str) -> Tag:
    article = BeautifulSoup(site.page(page), "html.parser").find("article")
    assert isinstance(article, Tag)
    return article


def text(tag: Tag | None) -> str:
    assert tag is not None
    return " ".join(tag.get_text().split())


def test_a_figure_tells_where_it_comes_from(site: Project) -> None:
    figure = soup(site, "replies/q02-recruitment").select_one(".loipr-value")
    assert figure is not None
    link, note = figure.find("a"), figure.select_one("[role=tooltip]")
    assert isinstance(link, Tag)
    assert note is not None
    assert (text(link), link["href"], link["aria-describedby"]) == (
        "274,965",
        "../data/placements.html#data-placements",
        note["id"],
    )
    assert [text(line) for line in note.select(".loipr-line")] == [
        "Placements: 2023",
        "Source: S01 – Statistics Office, “Annual data” (2025)",
        "As of: January 2024",
        "Adopted among others: breakdowns rest on it",
    ]


def test_a_share_tells_of_both_its_observations(site: Project) -> None:
    share = soup(site, "replies/q02-recruitment").select(".loipr-value")[1]
    assert text(share.find("a")) == "61.0 per cent"
    assert len(share.select(".loipr-observation")) == 2


def test_ids_on_a_page_are_its_own(site: Project) -> None:
    for page in ("replies/q02-recruitment", "data/index", "data/placements"):
        ids = [tag["id"] for tag in BeautifulSoup(site.page(page), "html.parser").find_all(id=True)]
        assert len(ids) == len(set(ids))


def test_the_page_of_a_dataset(site: Project) -> None:
    page = soup(site, "data/placements")
    fields = {text(name).rstrip(":"): text(name.find_next_sibling("dd")) for name in page.select("dl.field-list dt")}
    assert fields == {
        "Broken down by": "sex",
        "Missing": "the Committee asks for these figures by age too",
        "Good for": "6 months; the newest is of 31 December 2024, good until 30 June 2025: out of date at 31 July 2025, "
        "the report’s date of reference",
        "Terms": "Free to use",
        "Sources": "[S01], [S02]",
        "Used in": "the replies to paragraphs 2 and 3",
    }
    assert "2 January 2025: Begun." in text(page)
    assert "297,108 note †" in text(page)
    picture = page.select_one(".loipr-picture")
    assert picture is not None
    assert picture["aria-label"] == (
        "Placements over time; from 2022 (200,761) to 2024 (297,434); the least is 200,761 (2022), the most 297,434 "
        "(2024); 1 observation set aside; nothing after 31 December 2024."
    )


def test_the_list_of_datasets_and_disagreements(site: Project) -> None:
    tables = soup(site, "data/index").find_all("table")
    lines = [line for table in tables for line in table.select("tbody tr")]
    rows = [[text(cell) for cell in line.find_all(["th", "td"])] for line in lines]
    assert [row for row in rows if row] == [
        ["Placements", "MOL", "4", "1", "31 December 2024, out of date"],
        ["Money", "", "2", "", "31 December 2023"],
        ["2023", "274,965", "January 2024", "", "[S01]", "adopted: breakdowns rest on it"],
        ["", "297,108", "February 2025", "", "[S02]", "set aside: restated later"],
    ]


def test_a_dataset_without_its_page_is_found(site: Project, project: Project) -> None:
    add_data_pages(project)
    (project.root / "docs/data/money.md").unlink()
    project.replace("docs/data/index.md", "money\n", "")
    assert [line for line in project.findings() if "error[" in line] == [
        "data/datapackage.json:25: error[dataset-without-page]: no page describes money; "
        "add docs/data/money.md with :::{dataset} money"
    ]


def test_a_page_drawn_from_a_dataset_is_told_on_the_page_of_the_dataset(project: Project) -> None:
    add_data_pages(project)
    project.build()
    project.append("docs/replies/q01-laws.md", "\n{value}`placements[2024].total`\n")
    project.build()
    assert "the replies to paragraphs 1, 2 and 3" in text(soup(project, "data/placements"))


def test_a_long_dataset_is_shown_in_part(project: Project) -> None:
    rows = "".join(f"{year},total,{year}.5\n" for year in range(1000, 1600))
    project.write("data/datasets/money.csv", "period,measure,value\n2022,total,9.71\n2023,total,14.22\n" + rows)
    assert project.build() == ""
    annex = soup(project, "annex")
    assert len(annex.find_all("table")[1].find_all("tr")) == 501
    assert "The first 500 of 602 rows; the file has them all." in text(annex)

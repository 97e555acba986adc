"""What programs read of the site: descriptions, the words of schema.org, the list of pages, the page for none."""

from __future__ import annotations

import json
from xml.etree import ElementTree

from bs4 import BeautifulSoup, Tag

from support.project import Project

ADDRESS = "https://example.org/report/"
PUBLISHED = f'\nhtml_baseurl = "{ADDRESS}"\nloipr_title = "A <report> & more"\n'


def head(project: Project, page: str) -> tuple[str, dict[str, object] | None]:
    """The description of a page, and its subject."""
    found = BeautifulSoup(project.page(page), "html.parser").head
    assert isinstance(found, Tag)
    (description,) = [str(tag["content"]) for tag in found.select("meta[name=description]")]
    subject = found.find("script", type="application/ld+json")
    return description, json.loads(subject.get_text()) if subject is not None else None


def test_each_page_says_what_it_is(project: Project) -> None:
    project.append("conf.py", PUBLISHED)
    project.replace("docs/index.md", "# Report\n", "# Report\n\nAnswers “all” <questions>.\n")
    project.write("docs/data.md", f"# Placements\n\n{'Counted with care. ' * 20}\n\n:::{{dataset}} placements\n:::\n")
    project.replace("docs/index.md", "\nannex\n", "\nannex\ndata\n")
    project.build()
    description, report = head(project, "index")
    assert description == "Answers “all” <questions>."
    assert report == {
        "@context": "https://schema.org",
        "@type": "Report",
        "name": "A <report> & more",
        "reportNumber": "CMW/C/XXX/1",
        "abstract": "A report for tests.",
        "datePublished": "2025-07-31",
        "inLanguage": "en",
        "about": "List of issues",
        "spatialCoverage": "Examplia",
        "url": ADDRESS,
    }
    description, dataset = head(project, "data")
    assert (description[:19], description[-2:]) == ("Counted with care. ", " …")
    assert len(description) <= 161
    assert dataset is not None
    assert (dataset["@type"], dataset["name"], dataset["identifier"]) == ("Dataset", "Placements", "placements")
    assert dataset["variableMeasured"] == ["Total", "Women"]
    assert dataset["distribution"] == [
        {"@type": "DataDownload", "encodingFormat": "text/csv", "contentUrl": f"{ADDRESS}_data/placements.csv"},
        {
            "@type": "DataDownload",
            "encodingFormat": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "contentUrl": f"{ADDRESS}_data/placements.xlsx",
        },
    ]
    assert head(project, "replies/q02-recruitment")[1] is None


def test_all_pages_are_listed_in_each_build(project: Project) -> None:
    project.append("conf.py", PUBLISHED)
    project.build()
    file = project.root / "out/html/sitemap.xml"
    whole = file.read_bytes()
    places = [element.text or "" for element in ElementTree.fromstring(whole).findall(".//{*}loc")]  # noqa: S314  # our own file
    assert f"{ADDRESS}replies/q02-recruitment.html" in places
    assert places == sorted(places)
    site = project.root / "out/html"
    assert {str(site / place.removeprefix(ADDRESS)) for place in places} == {
        str(page)
        for page in site.rglob("*.html")
        if page.name not in ("search.html", "404.html") and "_" not in str(page.relative_to(site).parts[0])
    }
    project.append("docs/replies/q02-recruitment.md", "\nMore.\n")
    project.build()
    assert file.read_bytes() == whole


def test_a_site_without_an_address_has_no_list_and_no_page_for_none(project: Project) -> None:
    project.build()
    site = project.root / "out/html"
    assert [name for name in ("sitemap.xml", "404.html") if (site / name).exists()] == []
    assert (site / "_static/favicon.svg").exists()
    assert 'rel="icon"' in project.page("index")


def test_the_page_for_none_leads_back_from_every_address(project: Project) -> None:
    project.append("conf.py", PUBLISHED)
    project.build()
    page = BeautifulSoup(project.page("404"), "html.parser")
    addresses = [str(tag.get("href") or tag.get("action")) for tag in page.find_all(["a", "form"])]
    assert addresses == [ADDRESS, f"{ADDRESS}search.html"]
    assert page.find(["img", "link"]) is None
    assert page.find("script") is None

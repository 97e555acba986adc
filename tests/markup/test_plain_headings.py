"""Names, articles and questions in a heading: printed in it, and in the contents and the navigation made of it."""

from __future__ import annotations

from bs4 import BeautifulSoup

from support.changes import RECRUITMENT
from support.project import Project


def test_what_stands_in_a_heading_is_printed(project: Project) -> None:
    project.append(
        RECRUITMENT,
        "\n## The part of {institution}`MOL`\n\nText.\n\n## On {question}`1` and {article}`ICCPR 14`\n\nText.\n",
    )
    assert project.findings() == []
    assert project.build("-n", "-W") == ""
    page = BeautifulSoup(project.page("replies/q02-recruitment"), "html.parser")
    wanted = ["The part of MOL", "On paragraph 1 and article 14 of the ICCPR"]
    found = [" ".join(one.get_text().replace("#", "").split()) for one in page.select("article h2")]
    assert found == wanted
    contents = [" ".join(one.get_text().split()) for one in page.select(".bd-sidebar-secondary a, .page-toc a")]
    assert [one for one in wanted if one not in contents] == []

"""A reader's comment on a paragraph, table or figure: where it begins, and what stands in it already."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag

from loipr.editions.site.remarks import address_for_comments
from support.browser import needs_browser, opened
from support.project import Project

MAIL = 'loipr_coordinator_address = "desk@example.org"\n'
PUBLISHED = 'html_baseurl = "https://example.org/report/"\n'
#: What a code host, an address or a script could take for its own, as a page writes it, and as it must come out.
HOSTILE = r'The {body} of <i> & "x"? $& #1 @all, 100% +1; !\[p\](q) \*\*é\*\* 😀 &title=x and more words, /close it.'
AS_IT_STANDS = (
    "    The {body} of <i> & “x”? $& #1 @all, 100% +1; ![p](q) **é** 😀 &title=x",
    "    and more words, /close it.",
)


def hosted(address: str, **more: str) -> str:
    return f"html_theme_options = { ({'repository_url': address} | more)!r}\n"


GITHUB, GITLAB = hosted("https://github.com/o/r"), hosted("https://gitlab.com/group/part/r")
OWN = hosted("https://code.example.org/o/r", repository_provider="gitlab")
GITHUB_FORM = "https://github.com/o/r/issues/new?title={title}&body={body}"
GITLAB_FORM = "-/issues/new?issue%5Btitle%5D={title}&issue%5Bdescription%5D={body}"
MAIL_FORM = "mailto:desk@example.org?subject={title}&body={body}"


@pytest.mark.parametrize(
    ("conf", "form"),
    [
        ("", ""),
        (MAIL, MAIL_FORM),
        (GITHUB, GITHUB_FORM),
        (GITHUB + MAIL, GITHUB_FORM),
        (GITLAB + MAIL, f"https://gitlab.com/group/part/r/{GITLAB_FORM}"),
        (OWN, f"https://code.example.org/o/r/{GITLAB_FORM}"),
        (hosted("https://bitbucket.org/o/r") + MAIL, MAIL_FORM),
    ],
    ids=["nowhere", "mail", "github", "github and mail", "gitlab", "own gitlab", "bitbucket"],
)
def test_where_a_comment_goes(project: Project, conf: str, form: str) -> None:
    project.append("conf.py", conf)
    project.build()
    foot = BeautifulSoup(project.page("replies/q02-recruitment"), "html.parser").select_one("[data-loipr-symbol]")
    assert foot is not None
    assert (foot["data-loipr-comments"], foot["data-loipr-lead"]) == (form, "MOL")


def test_what_a_page_says_stays_in_its_attribute(project: Project) -> None:
    lead, address = '"><b>&amp;', 'https://github.com/o/"><b>'
    project.append("conf.py", hosted(address))
    project.replace("docs/replies/q02-recruitment.md", "lead: MOL", f"lead: '{lead}'")
    project.build()
    foot = BeautifulSoup(project.page("replies/q02-recruitment"), "html.parser").select_one("[data-loipr-symbol]")
    assert foot is not None
    assert foot["data-loipr-lead"] == lead
    assert foot["data-loipr-comments"] == f"{address}/issues/new?title={{title}}&body={{body}}"


def test_a_host_that_only_the_theme_is_told_of() -> None:
    assert address_for_comments({"github_user": "o", "github_repo": "r"}, "") == GITHUB_FORM


def test_a_mail_address_is_one_address() -> None:
    assert address_for_comments({}, "a?cc=b&c@example.org") == (
        "mailto:a%3Fcc%3Db%26c@example.org?subject={title}&body={body}"
    )


def begun(project: Project, folder: Path, address: str, *, revision: str = "") -> list[Tag]:
    """Build, and open *address* of the site; return what is offered beside the place."""
    project.build()
    page, _, place = address.partition("#")
    file = project.root / "out/html" / page
    mark = '<span class="loipr-revision-here">'
    file.write_text(file.read_text("utf-8").replace(mark, f"{mark}{revision}", 1), "utf-8")
    shown, _, asked = opened(f"{file.as_uri()}#{place}", folder)
    assert not {host for host in asked if "git" in host or "example" in host}
    return list(BeautifulSoup(shown, "html.parser").select(".loipr-cite"))


def words(link: Tag) -> dict[str, str]:
    """Return what stands in the comment that the *link* begins."""
    assert len(str(link["href"])) < 2000
    return dict(parse_qsl(urlsplit(str(link["href"])).query, strict_parsing=True))


@needs_browser
@pytest.mark.parametrize(
    ("conf", "begin", "title", "body"),
    [
        (GITHUB, "https://github.com/o/r/issues/new?", "title", "body"),
        (GITLAB, "https://gitlab.com/group/part/r/-/issues/new?", "issue[title]", "issue[description]"),
        (MAIL, "mailto:desk@example.org?", "subject", "body"),
    ],
    ids=["github", "gitlab", "mail"],
)
def test_a_comment_begins_with_its_place(
    project: Project, tmp_path: Path, conf: str, begin: str, title: str, body: str
) -> None:
    project.append("conf.py", conf + PUBLISHED)
    project.append("docs/replies/q02-recruitment.md", f"\n{HOSTILE}\n")
    offered = begun(project, tmp_path, "replies/q02-recruitment.html#paragraph-2-2", revision=". Revision abc1234")
    assert [(one.name, one.get_text()) for one in offered] == [("button", "Copy reference"), ("a", "Comment")]
    assert str(offered[1]["href"]).startswith(begin)
    found = words(offered[1])
    assert list(found) == [title, body]
    assert found[title] == "CMW/C/XXX/1, para. 4"
    lines = found[body].split("\r\n")
    assert lines[:4] == [
        "CMW/C/XXX/1, para. 4 (as of 31 July 2025, revision abc1234)",
        "https://example.org/report/replies/q02-recruitment.html#paragraph-2-2",
        "Lead: MOL",
        "",
    ]
    assert lines[4:] == [*AS_IT_STANDS, "", ""]


@needs_browser
def test_a_comment_has_the_text_without_what_only_the_site_adds(project: Project, tmp_path: Path) -> None:
    project.append("conf.py", GITHUB)
    _, link = begun(project, tmp_path, "replies/q02-recruitment.html#paragraph-2-1")
    # The site has no address, and where the file lies is not told.
    assert words(link)["body"].split("\r\n") == [
        "CMW/C/XXX/1, para. 3 (as of 31 July 2025)",
        "Lead: MOL",
        "",
        "    In 2023 there were 274,965 placements, 61.0 per cent of them of women,",
        "    an increase of 37.0 per cent on 2022. See paragraph 1 (a) of the list of",
        "    issues and CMW/C/XXX/CO/1, para. 2.",
        *("", ""),
    ]


@needs_browser
def test_a_long_text_is_cut(project: Project, tmp_path: Path) -> None:
    project.append("conf.py", GITHUB)
    project.append("docs/replies/q02-recruitment.md", f"\nBegin {'long émotion 😀 ' * 2000}end.\n")
    _, link = begun(project, tmp_path, "replies/q02-recruitment.html#paragraph-2-2")
    assert len(str(link["href"])) > 1800
    text = " ".join(words(link)["body"].split())
    assert "Begin long émotion 😀 long émotion 😀" in text
    assert text.endswith("…")


@needs_browser
def test_a_table_is_named_by_its_caption(project: Project, tmp_path: Path) -> None:
    project.append("conf.py", MAIL)
    project.build()
    table = BeautifulSoup(project.page("replies/q03-statistics"), "html.parser").select_one("table[id]")
    assert table is not None
    _, link = begun(project, tmp_path, f"replies/q03-statistics.html#{table['id']}")
    assert words(link)["body"].split("\r\n")[1:] == ["Lead: MOL", "", "    Placements by year (persons)", "", ""]


@needs_browser
def test_without_a_host_and_an_address_only_the_reference_is_offered(project: Project, tmp_path: Path) -> None:
    (button,) = begun(project, tmp_path, "replies/q02-recruitment.html#paragraph-2-1")
    assert button.get_text() == "Copy reference"

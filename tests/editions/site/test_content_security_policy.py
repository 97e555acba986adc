"""The Content-Security-Policy of the site."""

from __future__ import annotations

from bs4 import BeautifulSoup
from jinja2 import DictLoader, Environment

from loipr.editions.site.content_security_policy import GuardedTemplates, policy_for
from support.project import Project


def policy_of(page: str) -> str:
    (meta,) = BeautifulSoup(page, "html.parser").find_all("meta", {"http-equiv": "Content-Security-Policy"})
    return str(meta["content"])


def test_a_script_is_allowed_by_its_digest() -> None:
    # echo -n 'alert(1)' | openssl dgst -sha256 -binary | base64
    assert policy_for(["alert(1)"]) == (
        "default-src 'none'; script-src 'self' 'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='; "
        "style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; "
        "form-action 'self'; base-uri 'none'"
    )


def test_every_page_has_its_policy_first_of_all(project: Project) -> None:
    project.build()
    for name in ("index", "replies/q02-recruitment", "search"):
        page = project.page(name)
        assert page.index("Content-Security-Policy") < page.index("<script")
        assert "default-src 'none'" in policy_of(page)


def test_a_script_in_a_text_of_the_report_is_not_allowed() -> None:
    templates = GuardedTemplates()
    shell = "<html><head></head><body><script>theme('{{ mode }}')</script><h1>{{ title }}</h1>{{ body }}</body></html>"
    templates.loaders = [DictLoader({"page.html": shell})]  # type: ignore[list-item]
    templates.environment = Environment(loader=templates.loaders[0], autoescape=False)  # type: ignore[assignment]  # noqa: S701
    texts = {"title": "<script>title()</script>", "body": "<script>theirs()</script>", "mode": "dark"}
    page = templates.render("page.html", texts)
    assert "<script>title()</script>" in page
    assert policy_of(page) == policy_for(["theme('dark')"])


def test_all_inline_scripts_of_a_site_are_the_themes(project: Project) -> None:
    project.build()
    for name in ("index", "replies/q02-recruitment", "search"):
        found = BeautifulSoup(project.page(name), "html.parser").find_all("script", src=False)
        assert policy_of(project.page(name)) == policy_for({script.get_text() for script in found})

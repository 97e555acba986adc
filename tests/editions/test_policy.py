"""The Content-Security-Policy of the site."""

from __future__ import annotations

from bs4 import BeautifulSoup
from jinja2 import DictLoader, Environment

from loipr.editions.policy import Templates, policy_for
from project import Project


def policy_of(page: str) -> str:
    (meta,) = BeautifulSoup(page, "html.parser").find_all("meta", {"http-equiv": "Content-Security-Policy"})
    return str(meta["content"])


def test_a_script_is_allowed_by_its_digest() -> None:
    # echo -n 'alert(1)' | openssl dgst -sha256 -binary | base64
    assert policy_for("<script data-x>alert(1)</script><script src='a.js'></script>") == (
        "default-src 'none'; script-src 'self' 'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='; "
        "style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'"
    )


def test_every_page_has_its_policy_first_of_all(project: Project) -> None:
    project.build()
    for name in ("index", "replies/q02-recruitment", "search"):
        page = project.page(name)
        assert page.index("Content-Security-Policy") < page.index("<script")
        assert "default-src 'none'" in policy_of(page)


def test_a_script_in_the_text_of_a_page_is_not_allowed() -> None:
    templates = Templates()
    shell = "<html><head></head><body><script>theme()</script>{{ body }}</body></html>"
    templates.environment = Environment(loader=DictLoader({"page.html": shell}), autoescape=False)  # type: ignore[assignment]  # noqa: S701
    page = templates.render("page.html", {"body": "<script>theirs()</script>"})
    assert policy_of(page) == policy_for("<script>theme()</script>")

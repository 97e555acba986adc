"""Sites where a source is not at home: sites for tests, sites with what others upload, and collections of copies.

A reader cannot tell there who wrote a text and whether it is whole, and it may be gone any day. Archives of the web and
of libraries are not among them: they say what they copied, and when.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

TEST, UPLOADED, COLLECTED, PASSED_ON = "test site", "uploaded copy", "collected copy", "copy passed on"
_HOSTS: Mapping[str, tuple[str, ...]] = {
    UPLOADED: (
        *("123dok.com", "adoc.pub", "adoc.tips", "coursehero.com", "docplayer.info", "docplayer.net", "docsbay.net"),
        *("docsity.com", "docslide.net", "dokumen.pub", "dokumen.tips", "doku.pub", "edoc.pub", "edoc.tips"),
        *("fdocuments.in", "fdocuments.net", "fdokumen.com", "fdokumen.id", "idoc.pub", "idoc.tips", "kupdf.net"),
        *(
            "lawsdocbox.com",
            "nanopdf.com",
            "pdfcoffee.com",
            "pdfslide.net",
            "scribd.com",
            "silo.tips",
            "slideplayer.com",
        ),
        *("slideplayer.info", "slideserve.com", "slideshare.net", "studocu.com"),
        *("vdocuments.mx", "vdocuments.net", "vdokumen.com"),
    ),
    COLLECTED: (
        *("exbulletin.com", "flipboard.com", "miragenews.com", "msn.com", "news.google.com", "newsbreak.com"),
        *("smartnews.com"),
    ),
    PASSED_ON: ("cdn.ampproject.org", "translate.goog", "translate.google.com", "webcache.googleusercontent.com"),
}
_KINDS = {host: kind for kind, hosts in _HOSTS.items() for host in hosts}
#: Names of machines that are for tests. The last two names of a host are those of its owner.
_FOR_TESTS = frozenset({"test", "testing", "staging", "stage", "stg", "dev", "development", "uat", "qa", "preprod"})
_OWN_ENDINGS = (".test", ".local", ".localhost", ".internal", ".invalid")
_NUMBERS = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}", re.ASCII)


def host_of(url: str) -> str:
    """Return the host in *url*, without “www.”; empty if it has none."""
    try:
        return (urlsplit(url.strip()).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def kind_of_copy(url: str) -> str:
    """Return what the site at *url* has instead of the original, as “uploaded copy”; empty if there is no doubt."""
    host = host_of(url)
    names = host.split(".")
    found = next((kind for at in range(len(names)) if (kind := _KINDS.get(".".join(names[at:])))), "")
    if found:
        return found
    parts = {part for name in names[:-2] for part in name.split("-")}
    is_test = parts & _FOR_TESTS or host == "localhost" or host.endswith(_OWN_ENDINGS) or _NUMBERS.fullmatch(host)
    return TEST if is_test else ""

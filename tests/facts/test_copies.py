"""Which addresses are those of a copy, and which are not."""

import pytest

from loipr.facts.copies import kind_of_copy


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://docplayer.info/123-Report.html", "uploaded copy"),
        ("https://id.scribd.com/doc/1", "uploaded copy"),
        ("HTTPS://WWW.SlideShare.net:443/x", "uploaded copy"),
        ("https://news.google.com/articles/1", "collected copy"),
        ("https://example-org.translate.goog/a", "copy passed on"),
        ("https://web.test.ohchr.un-icc.cloud/a", "test site"),
        ("https://api-staging.example.org/a", "test site"),
        ("http://localhost:8000/a", "test site"),
        ("http://10.0.0.1/a", "test site"),
        ("http://office.internal/a", "test site"),
        # The original, or an archive that says what it copied.
        ("https://web.archive.org/web/2020/https://docplayer.info/1", ""),
        ("https://example.org/staging/scribd.com", ""),
        ("https://notscribd.com/1", ""),
        ("https://test.com/1", ""),
        ("https://attest.example.org/1", ""),
        ("https://google.com/1", ""),
        ("https://web.dev/1", ""),
        ("", ""),
        ("https://[broken", ""),
        ("mailto:x@scribd.com", ""),
    ],
)
def test_what_an_address_leads_to(url: str, kind: str) -> None:
    assert kind_of_copy(url) == kind

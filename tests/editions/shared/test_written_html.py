"""Code that depends on the HTML of Sphinx and its theme raises an error if that HTML is written in another way."""

from __future__ import annotations

import pytest
from sphinx.errors import ExtensionError

from loipr.editions.shared.written_html import add_attributes


def test_attributes_are_added_to_the_tag() -> None:
    body = ["<p>", '<td class="a"><th>']
    add_attributes(body, -1, "th", 'scope="row"')
    assert body == ["<p>", '<td class="a"><th scope="row">']


def test_a_tag_that_is_not_there_stops_the_build() -> None:
    body = ["<section>\n"]
    with pytest.raises(
        ExtensionError, match=r"^the page has '<section>' where <div> was expected, and role would be lost: this Sphinx"
    ):
        add_attributes(body, 0, "div", 'role="group"')
    assert body == ["<section>\n"]

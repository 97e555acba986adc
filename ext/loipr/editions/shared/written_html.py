"""Changes to HTML that Sphinx or its theme has just written, or an error if that HTML is not as expected."""

from __future__ import annotations

from sphinx.errors import ExtensionError


def add_attributes(body: list[str], at: int, tag: str, attributes: str) -> None:
    """Add *attributes* to the opening *tag* that stands in ``body[at]``.

    :raises ExtensionError: when the tag is not there, for example after a change in Sphinx or in the theme.
    """
    start = f"<{tag}"
    if start not in body[at]:
        lost = attributes.partition("=")[0]
        raise ExtensionError(
            f"the page has {body[at].strip()!r} where <{tag}> was expected, and {lost} would be lost: "
            "this Sphinx, or this theme, writes it in another way"
        )
    body[at] = body[at].replace(start, f"{start} {attributes}", 1)

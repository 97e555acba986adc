"""Changes of HTML that Sphinx or its theme has just written: made where it is as expected, and said where it is not."""

from __future__ import annotations

from sphinx.errors import ExtensionError


def add_attributes(body: list[str], at: int, tag: str, attributes: str) -> None:
    """Add *attributes* to the opening *tag* that stands in ``body[at]``.

    :raises ExtensionError: when it does not stand there, as after a change of Sphinx or of the theme.
    """
    start = f"<{tag}"
    if start not in body[at]:
        lost = attributes.partition("=")[0]
        raise ExtensionError(
            f"the page has {body[at].strip()!r} where <{tag}> was expected, and {lost} would be lost: "
            "this Sphinx, or this theme, writes it in another way"
        )
    body[at] = body[at].replace(start, f"{start} {attributes}", 1)

"""Addresses that a reader may be sent to."""

from __future__ import annotations

import re

from loipr.wording.sentences import listed

#: Schemes of addresses that a link may have. A picture may have none of them: the report needs nothing from elsewhere.
_ADDRESSES = ("https:", "http:", "mailto:")
SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")


def address_fault(target: str) -> str | None:
    """Return why no link may lead to the address *target*, or None; a text that is not an address has no fault."""
    # Browsers ignore such characters, even within the name of a scheme.
    scheme = SCHEME.match(re.sub(r"[\x00-\x20\x7f]", "", target))
    if scheme is None or scheme[0].lower() in _ADDRESSES:
        return None
    return f"a link may not begin with {scheme[0]}; write {listed(_ADDRESSES, 'or')}"

"""Addresses that a reader may be sent to."""

from __future__ import annotations

import re

from loipr.wording.languages import _
from loipr.wording.sentences import listed

#: Schemes of addresses that a link may have. A picture may have none of them: the report needs nothing from elsewhere.
_ADDRESSES = ("https:", "http:", "mailto:")
#: An address with something after its scheme: a computer, or somebody at one.
_WHOLE = re.compile(r"https?://[^/?#]|mailto:[^@?]+@[^@?]", re.IGNORECASE)
SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")


def address_fault(target: str) -> str | None:
    """Return why no link may lead to the address *target*, or None; a text that is not an address has no fault."""
    # Browsers ignore such characters, even within the name of a scheme.
    plain = re.sub(r"[\x00-\x20\x7f]", "", target)
    scheme = SCHEME.match(plain)
    if scheme is not None and scheme[0].lower() in _ADDRESSES and not _WHOLE.match(plain):
        return _("the address {target} ends too early; write all of it").format(target=target)
    if scheme is None or scheme[0].lower() in _ADDRESSES:
        return None
    return _("a link may not begin with {scheme}; write {names}").format(
        scheme=scheme[0], names=listed(_ADDRESSES, "or")
    )

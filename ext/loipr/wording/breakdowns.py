"""The names of breakdowns that committees ask for most, so that they can be said in other languages."""

from __future__ import annotations

from loipr.wording.languages import _

_NAMES = {
    "sex": _("sex"),
    "gender": _("gender"),
    "age": _("age"),
    "nationality": _("nationality"),
    "sector": _("sector"),
    "occupation": _("occupation"),
    "status": _("status"),
    "disability": _("disability"),
    "region": _("region"),
}


def breakdown(name: str) -> str:
    """Return the *name* of a breakdown, as a message where it is a common one."""
    return _NAMES.get(name, name)

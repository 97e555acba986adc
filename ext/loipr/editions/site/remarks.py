"""Where a reader's comment goes: to a new issue on the code host, or in a mail to the coordinator."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

#: For each code host whose issues can begin with a text: its address, and how an issue begins there.
_HOSTS = {
    "github": ("https://github.com", "issues/new?title={title}&body={body}"),
    "gitlab": ("https://gitlab.com", "-/issues/new?issue%5Btitle%5D={title}&issue%5Bdescription%5D={body}"),
}


def address_for_comments(theme: Mapping[str, object], mail: str) -> str:
    """Return the address at which a comment begins, with ``{title}`` and ``{body}`` where its words go.

    *theme* has what the theme knows of the code host, for its pencil. Without a host, the address is that of the
    coordinator's *mail*; without both, it is empty.
    """
    for host, (usual, form) in _HOSTS.items():
        user, repository = theme.get(f"{host}_user"), theme.get(f"{host}_repo")
        if user and repository:
            return f"{theme.get(f'{host}_url') or usual}/{user}/{repository}/{form}"
    return f"mailto:{quote(mail, safe='@')}?subject={{title}}&body={{body}}" if mail else ""

"""How every writer of HTML and LaTeX leaves a node out, or closes one that it has already written."""

from __future__ import annotations

from docutils import nodes


def leave_out(self: nodes.NodeVisitor, node: nodes.Element) -> None:
    """Write nothing of *node*, nor of what is in it.

    :raises docutils.nodes.SkipNode: always; that is how a writer is told.
    """
    raise nodes.SkipNode


def add_nothing(self: nodes.NodeVisitor, node: nodes.Element) -> None:
    """Write nothing of *node* itself, here."""

"""Visitors for every writer of HTML and LaTeX: one leaves a node out, the other adds nothing to it."""

from __future__ import annotations

from docutils import nodes


def leave_out(self: nodes.NodeVisitor, node: nodes.Element) -> None:
    """Write nothing of *node* and of its contents.

    :raises docutils.nodes.SkipNode: always; this tells the writer to pass over the node.
    """
    raise nodes.SkipNode


def add_nothing(self: nodes.NodeVisitor, node: nodes.Element) -> None:
    """Write nothing here for *node* itself; its contents are written."""

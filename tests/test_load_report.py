"""The report is read in steps, each with its own line: no order of fields or arguments decides what is read or told."""

from __future__ import annotations

import ast
import inspect

from loipr import report


def test_no_field_of_the_report_is_read_while_the_record_is_made() -> None:
    """An argument that reads a file would note its problems, or not, by its place among the others."""
    tree = ast.parse(inspect.getsource(report.load_report))
    (record,) = (
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Report"
    )
    named = {
        one.arg: {node.id for node in ast.walk(one.value) if isinstance(node, ast.Name)} for one in record.keywords
    }
    assert record.args == []
    assert [field for field, names in named.items() if "problems" in names] == ["problems"]
    assert [field for field, names in named.items() if any(name.startswith("load_") for name in names)] == []

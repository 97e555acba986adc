"""What a program must know to read a dataset's CSV file, in the words of “CSV on the Web” of the W3C.

It stands beside the file, under the name by which programs look for it. It says what the descriptor says, as far as
that vocabulary can; the Data Package has the rest.
"""

from __future__ import annotations

import json
import re
from decimal import Decimal

from loipr.datasets.dataset import NUMBER_FORMS, SOURCE, Column, Dataset
from loipr.editions.edition import file_name
from loipr.report import Report

#: What the name of a CSV file gets at its end.
ENDING = "-metadata.json"
_LANGUAGE = "en"
_BASES = {"integer": "integer", "number": "decimal"}
#: What means something in a regular expression.
_SIGNS = re.compile(r"[\\^$.|?*+()\[\]{}/]")


def metadata(report: Report, dataset: Dataset, csv: str) -> str:
    """Return what is to be known of the file *csv* of *dataset*, which stands in the same folder."""
    settings, owner = report.settings, report.institutions.find(dataset.owner)
    facts = {
        "dc:identifier": dataset.name,
        "dc:title": dataset.title,
        "dc:description": dataset.description,
        "dc:creator": owner.name if owner else dataset.owner,
        "dc:rights": "; ".join(dataset.terms),
        "dc:isPartOf": settings.symbol,
        "dc:modified": max((change.date for change in dataset.changes), default=""),
    }
    whole = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": _LANGUAGE}],
        "url": csv,
        **{name: fact for name, fact in facts.items() if fact},
        "tableSchema": {
            "columns": [_column(column, file_name(settings.symbol)) for column in dataset.columns],
            "primaryKey": [_name(column) for column in dataset.primary_key],
        },
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _name(column: str) -> str:
    # There, no name begins with this sign as it is.
    return f"%5F{column[1:]}" if column.startswith("_") else column


def _column(column: Column, report: str) -> dict[str, object]:
    facts: dict[str, object] = {
        "name": _name(column.name),
        # The first is what stands in the file.
        "titles": list(dict.fromkeys((column.name, column.title))),
        "datatype": _datatype(column),
        "required": column.required,
    }
    if column.unit:
        facts["schema:unitText"] = column.unit
    if column.name == SOURCE:
        # As a list, as the vocabulary would have it, they could not be part of the primary key.
        facts["dc:description"] = f"Keys of the bibliography of {report}, with ; between them"
    return facts


def _datatype(column: Column) -> dict[str, object]:
    if column.type == "boolean":
        return {"base": "boolean", "format": "|".join(column.options)}
    facts: dict[str, object] = {"base": _BASES.get(column.type, "string")}
    (least, most), (shortest, longest) = column.bounds, column.lengths
    limits = {"minimum": least, "maximum": most, "minLength": shortest, "maxLength": longest}
    if column.type not in NUMBER_FORMS:
        form = "|".join(_SIGNS.sub(r"\\\g<0>", option) for option in column.options) or column.pattern
        facts |= {"format": f"^(?:{form})$"} if form else {}
    return facts | {name: _plain(limit) for name, limit in limits.items() if limit is not None}


def _plain(limit: Decimal | int) -> int | float:
    return int(limit) if limit == int(limit) else float(limit)

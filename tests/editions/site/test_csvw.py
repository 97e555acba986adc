"""What programs read beside each CSV file: they find it, understand it, and read the rows as they are meant."""

from __future__ import annotations

import json
import warnings
from decimal import Decimal
from pathlib import Path

import csvw  # type: ignore[import-untyped]
import pytest

from loipr.editions.site.downloads import write_metadata
from support.project import REPOSITORY, Project

MORE = """\
,
    {
      "name": "odd",
      "path": "datasets/odd.csv",
      "title": "Odd",
      "key": ["_id"],
      "licenses": [{"name": "cc", "title": "As the source says"}],
      "changes": [{"date": "2025-01-02", "what": "Begun."}, {"date": "2024-01-02", "what": "Planned."}],
      "schema": {
        "fields": [
          {"name": "_id", "type": "string", "constraints": {"required": true, "minLength": 1, "maxLength": 3}},
          {"name": "form", "type": "string", "constraints": {"pattern": "\\\\d{4}", "required": true}},
          {"name": "kind", "type": "string", "constraints": {"enum": ["a (b)", "1.5|2"]}},
          {"name": "share", "type": "number", "unit": "per cent", "constraints": {"minimum": 0.5, "maximum": 100}}
        ],
        "primaryKey": ["_id"]
      }
    }
  ]
}
"""


def read(file: Path) -> csvw.CSVW:
    """Return the table that stands beside its description, after another program has found no fault in the two."""
    with warnings.catch_warnings():
        # It tells of faults by warnings, and takes each for a fault.
        warnings.simplefilter("always", UserWarning)
        warnings.simplefilter("ignore", DeprecationWarning)
        found = csvw.CSVW(str(file), validate=True)
        assert found.is_valid, [str(one.message) for one in found.warnings]
    return found


def test_another_program_reads_the_rows_as_they_are_meant(project: Project) -> None:
    project.replace("data/datapackage.json", "\n  ]\n}\n", MORE)
    project.write("data/datasets/odd.csv", '_id,form,kind,share\nA,2024,a (b),0.50\nB,2025,1.5|2,\nC,2023,"",100\n')
    assert project.findings() == []
    project.build()
    folder = project.root / "out/html/_data"
    found = read(folder / "odd.csv-metadata.json")
    assert found.common_props == {
        "dc:identifier": "odd",
        "dc:title": "Odd",
        "dc:rights": "As the source says",
        "dc:isPartOf": "CMW/C/XXX/1",
        "dc:modified": "2025-01-02",
    }
    (table,) = found.tables
    assert [list(row.values()) for row in table.iterdicts()] == [
        ["A", "2024", "a (b)", Decimal("0.50")],
        ["B", "2025", "1.5|2", None],
        ["C", "2023", None, Decimal(100)],
    ]
    placements = list(read(folder / "placements.csv-metadata.json").tables[0].iterdicts())
    assert placements[-1] == {
        "period": "2024",
        "total": 297434,
        "women": None,
        "as_of": "2025-01",
        "source": "S01;S02",
        "adopted": True,
        "reason": None,
    }


@pytest.mark.parametrize(
    "row",
    [
        "ABCD,2024,,1",  # too long
        "A,24,,1",  # another form
        "A,2024,a,1",  # another kind
        "A,2024,,0.4",  # too small
        "A,2024,,101",  # too large
        "A,2024,,many",  # no number
        "A,,,1",  # nothing where something must be
        "B,2024,,1",  # there twice
    ],
)
def test_another_program_refuses_what_the_descriptor_refuses(project: Project, row: str) -> None:
    project.replace("data/datapackage.json", "\n  ]\n}\n", MORE)
    project.write("data/datasets/odd.csv", "_id,form,kind,share\nB,2025,a (b),1\n")
    write_metadata(project.load(), project.root)
    file = project.root / "odd.csv"
    file.write_text(f"_id,form,kind,share\nB,2025,a (b),1\n{row}\n", "utf-8")
    with pytest.raises((AssertionError, ValueError), match=r"Invalid column value|duplicate primary key"):
        read(project.root / "odd.csv-metadata.json")


def test_the_shipped_datasets_are_described(tmp_path: Path) -> None:
    report = Project(REPOSITORY).load()
    write_metadata(report, tmp_path)
    for dataset in report.datasets.values():
        file = tmp_path / Path(dataset.path).name
        file.write_bytes((REPOSITORY / dataset.path).read_bytes())
        (table,) = read(tmp_path / f"{file.name}-metadata.json").tables
        assert [len(list(table.iterdicts())), table.common_props["dc:title"]] == [len(dataset.rows), dataset.title]
        told = json.loads((tmp_path / f"{file.name}-metadata.json").read_text("utf-8"))["tableSchema"]["columns"]
        assert [one.get("schema:unitText", "") for one in told] == [column.unit for column in dataset.columns]

"""Indicators and targets for the small report: targets of its placements, and indicators that nobody measures."""

from __future__ import annotations

from support.changes import DESCRIPTOR
from support.project import Project

INDICATORS = "data/indicators.yaml"
TARGETS = "data/datasets/targets.csv"
MEASURES = """\
targets: targets
indicators:
- id: placed
  name: Workers placed
  group: Placement
  kind: outcome
  definition: Workers placed abroad in a year.
  unit: persons
  direction: up
  threshold: 90
  good_for_months: 12
  frequency: yearly
  owner: MOL
  question: 1 (a)
  article: 65 (1)
  sdg_target: "10.7"
  baseline: placements[2022].total
  observed: {dataset: placements, figure: total}
- id: women-placed
  name: Women placed
  group: Placement
  kind: outcome
  definition: Women placed abroad in a year.
  unit: persons
  direction: none
  frequency: yearly
  owner: MOL
  observed: {dataset: placements, figure: women}
  note: Neither more nor less of it is better.
- id: settled
  name: Complaints settled
  group: Complaints
  kind: process
  definition: Complaints settled in a year.
  unit: per cent
  direction: up
  frequency: yearly
  owner: MFA
"""
AIMS = """\
indicator,period,value,unit,set_by,set_on,replaces,source
placed,2024,425000,persons,the minister,2023-12-01,,S01
placed,2024,259144,persons,the ministry,2024-12-18,2023-12-01,S02
placed,2025,500000,persons,the minister,2024-11-28,,S01
"""
_RESOURCE = """\
    {
      "name": "targets",
      "path": "datasets/targets.csv",
      "title": "Targets",
      "key": ["indicator", "period", "set_on"],
      "schema": {
        "fields": [
          {"name": "indicator", "type": "string", "constraints": {"required": true}},
          {"name": "period", "type": "string", "title": "Target of", "constraints": {"required": true}},
          {"name": "value", "type": "number", "title": "Target", "constraints": {"required": true}},
          {"name": "unit", "type": "string", "title": "Unit"},
          {"name": "set_by", "type": "string", "title": "Set by"},
          {"name": "set_on", "type": "string", "title": "Set on"},
          {"name": "replaces", "type": "string", "title": "In place of that of"},
          {"name": "source", "type": "string", "title": "Source"}
        ],
        "primaryKey": ["indicator", "period", "set_on"]
      }
    }
"""


def measure(project: Project) -> None:
    """Define three indicators, and three targets for one of them; one target replaces another."""
    project.write(INDICATORS, MEASURES)
    project.write(TARGETS, AIMS)
    project.replace(DESCRIPTOR, "    }\n  ]\n}\n", f"    }},\n{_RESOURCE}  ]\n}}\n")

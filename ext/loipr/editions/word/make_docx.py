"""The Word file is the file that the builder wrote."""

from __future__ import annotations

from pathlib import Path

from loipr.editions.making.new_file import put_in_place
from loipr.editions.making.system_packages import Machine, Needs
from loipr.report import Report

NEEDS: Needs | None = None


def make(report: Report, made: Path, target: Path, machine: Machine) -> None:
    """Put the Word file from the folder *made* at *target*."""
    put_in_place(made / target.name, target)

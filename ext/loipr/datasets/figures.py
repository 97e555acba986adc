"""Figures in the prose: one observation, its share of another, or the change from one to another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal

from loipr.datasets.dataset import AS_OF, TIMES, Column, Dataset
from loipr.datasets.observations import Observation, ObservationError, observe
from loipr.wording.languages import _
from loipr.wording.period_words import in_short, in_words
from loipr.wording.typography import in_print

#: Enough digits for the share of the largest number in the smallest that a dataset may hold.
_LARGE = Context(prec=200)
#: The roles that print a figure, and the word between the two observations that the last two need.
COMPUTED: Mapping[str, str] = {"value": "", "share": " of ", "change": " to "}


@dataclass(frozen=True, slots=True)
class Figure:
    """The words to print, and the observations they come from; ``number`` is the figure as programs read it.

    A change has the sign of its direction, and a text has no number: it is empty.
    """

    text: str
    observations: tuple[Observation, ...]
    number: str


def observations_of(role: str, text: str, datasets: Mapping[str, Dataset]) -> tuple[Observation, ...]:
    """Return the observations that a figure comes from: one for ``value``, two for ``share`` and ``change``.

    :raises ObservationError: when the text has another form, names no observation, or cannot be computed.
    """
    separator = COMPUTED[role]
    if not separator:
        return (observe(text, datasets),)
    parts = text.split(separator)
    if len(parts) != 2:
        example = "a[2023].female of a[2023].total" if role == "share" else "a[2022].total to a[2023].total"
        raise ObservationError(
            "malformed-value",
            _("a {role} needs two observations with “{sign}” between: {example}").format(
                role=role, sign=separator.strip(), example=example
            ),
        )
    first, second = (observe(part, datasets) for part in parts)
    for observation in (first, second):
        if not observation.column.is_figure:
            raise ObservationError(
                "malformed-value",
                _("{name} is text, so no {role} can be computed").format(name=observation.column.name, role=role),
            )
    if (second if role == "share" else first).amount == 0:
        raise ObservationError(
            "malformed-value", _("the {role} cannot be computed: it would divide by zero").format(role=role)
        )
    return first, second


def figure(role: str, text: str, datasets: Mapping[str, Dataset]) -> Figure:
    """Return what the role *role* prints for *text*.

    :raises ObservationError: in the cases of :func:`observations_of`.
    """
    observations = observations_of(role, text, datasets)
    if role == "value":
        value, column = observations[0].value, observations[0].column
        return Figure(format_cell(value, column), observations, value if column.is_figure else "")
    first, second = (observation.amount for observation in observations)
    if role == "share":
        share = first / second * 100
        return Figure(per_cent(share), observations, str(rounded(share, 1)))
    change = (second - first) / abs(first) * 100
    if change == 0:
        return Figure("no change", observations, "0")
    text = f"{'an increase' if change > 0 else 'a decrease'} of {per_cent(abs(change))}"
    return Figure(text, observations, str(rounded(change, 1)))


def per_cent(value: Decimal) -> str:
    """Return *value* with one decimal and “per cent” in words (rule of form F34)."""
    return f"{rounded(value, 1):,} per cent"


def rounded(value: Decimal, decimals: int) -> Decimal:
    """Return *value* with *decimals* decimals, rounded half away from zero, however large it is."""
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, _LARGE)


def format_cell(value: str, column: Column) -> str:
    """Return a cell as it is printed: figures with a comma for thousands (rule of form F34), days and months in words.

    A value with a label in the descriptor is printed as its label.
    """
    if not value:
        return value
    if column.is_figure:
        return f"{Decimal(value):,}"
    if column.name == AS_OF:
        return in_short(value)
    return in_words(value) if column.name in TIMES else in_print(column.label(value))


def printed_key(dataset: Dataset, row: int) -> tuple[str, ...]:
    """Return the key of a row as it is printed."""
    columns = (column for name in dataset.key if (column := dataset.column(name)))
    return tuple(format_cell(dataset.cells[column.name][row], column) for column in columns)


#: The column with the unit of each row, in datasets whose rows have different units.
UNIT = "unit"


def unit_in_print(dataset: Dataset, unit: str) -> str:
    """Return a *unit* from the dataset's column of units as it is printed."""
    column = dataset.column(UNIT)
    return format_cell(unit, column) if column is not None else unit

"""All measures of a few programmes, how far their mentees came, and the four questions."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from evaluation.portfolio import phrases
from evaluation.portfolio.entries import Entry
from evaluation.portfolio.sheet import Told
from programmes.measures import Measure
from training.fresh.enums import Question

STEPS = ("asked", "took_part", "trained", "matched", "met", "completed", "graduated")


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one place of a table, and beneath whose name."""

    column: str
    figure: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: what it is about, with the key where that leads on to a page."""

    title: str
    cells: tuple[Cell, ...]
    key: str = ""


def measure_rows(entries: Sequence[Entry], measures: Sequence[Measure]) -> list[Row]:
    """Return a row for each measure with a cell for each programme."""
    titles = phrases.titles(measures)
    return [
        Row(
            titles[measure.key],
            tuple(
                Cell(
                    entry.name,
                    phrases.figure(entry.told(measure.key), measure)
                    if entry.sheet
                    else _("not read yet"),
                    _note(entry.told(measure.key)),
                )
                for entry in entries
            ),
            measure.key,
        )
        for measure in measures
    ]


def step_rows(entries: Sequence[Entry]) -> tuple[list[str], list[Row]]:
    """Return the steps that any programme knows, and a row for each programme that knows some."""
    known = [entry for entry in entries if entry.sheet and entry.sheet.steps]
    found = {step.key for entry in known if entry.sheet for step in entry.sheet.steps}
    keys = [key for key in STEPS if key in found]
    labels = step_labels()
    rows = [
        Row(entry.name, tuple(Cell(labels[key], _step(entry, key)) for key in keys))
        for entry in known
    ]
    return [labels[key] for key in keys], rows


def fresh_rows(entries: Sequence[Entry]) -> tuple[list[str], list[Row]]:
    """Return the four questions and the open lessons as columns, and a row for each programme."""
    columns = [str(label) for label in fresh_labels().values()] + [_("Open recommendations")]
    rows = [
        Row(
            entry.name,
            (
                *(
                    _fresh_cell(label, (entry.sheet.fresh or {}).get(key))
                    for key, label in fresh_labels().items()
                ),
                Cell(columns[-1], str(entry.sheet.open_lessons)),
            ),
        )
        for entry in entries
        if entry.sheet
    ]
    return columns, rows


def step_labels() -> dict[str, str]:
    """Call each step of mentees by a few words."""
    return {
        "asked": _("Were invited or applied"),
        "took_part": _("Took part"),
        "trained": _("Were trained"),
        "matched": _("Had a mentor"),
        "met": _("Met three times or more"),
        "completed": _("Finished"),
        "graduated": _("Graduated with a mentor"),
    }


def fresh_labels() -> dict[str, str]:
    """Call the figure of each of the four questions by a few words."""
    return {
        str(Question.SKILLS): _("Mentors in date"),
        str(Question.STAYING): _("Mentors back for the latest cohort"),
        str(Question.STEPPING_UP): _("Mentees who stepped up"),
        str(Question.SUPPORT): _("Becoming mentors, and supported"),
    }


def _step(entry: Entry, key: str) -> str:
    """Return how many came so far, in words."""
    steps = {step.key: step.count for step in entry.sheet.steps} if entry.sheet else {}
    return str(steps[key]) if key in steps else _("not recorded")


def _fresh_cell(label: str, told: Told | None) -> Cell:
    """Return the figure of one question."""
    if told is None:
        return Cell(label, _("nobody yet"))
    if told.value is None:
        return Cell(label, _("too few to show"))
    return Cell(label, f"{phrases.digits(told.value, told.kind)}%", phrases.behind(told))


def _note(told: Told | None) -> str:
    """Return how many are behind a figure, and its interval."""
    span = phrases.span(told)
    if not span:
        return phrases.behind(told)
    return _("%(behind)s; 95%% interval %(span)s") % {"behind": phrases.behind(told), "span": span}

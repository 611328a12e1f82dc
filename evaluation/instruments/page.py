"""What the page of one version shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from evaluation.enums import ItemKind, Layout
from evaluation.instruments.changes import changes_since
from evaluation.instruments.lint import Problem, problems_of, seconds_of
from evaluation.instruments.script import Script, ScriptItem
from evaluation.instruments.stored import areas_of, script_before, script_item, script_of
from evaluation.instruments.words import (
    change_in_words,
    condition_in_words,
    language_in_words,
    problem_in_words,
)
from evaluation.models import Instrument, Item, Section

MINUTE = 60


@dataclass(frozen=True, slots=True)
class Line:
    """A question with what is said of it; `notes` are short, in the order of showing."""

    item: Item
    number: int
    kind: str
    answers: str
    condition: str
    notes: tuple[str, ...]
    is_first: bool
    is_last: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A section with its questions; `section` is None before the first heading."""

    section: Section | None
    lines: tuple[Line, ...]
    is_table: bool


@dataclass(frozen=True, slots=True)
class Note:
    """A problem in words, and the question it is about."""

    sentence: str
    item: Item | None


@dataclass(frozen=True, slots=True)
class InstrumentPage:
    """A version as it is built and read."""

    parts: tuple[Part, ...]
    missing: tuple[Note, ...]
    advice: tuple[Note, ...]
    changes: tuple[str, ...]
    number: int
    seconds: int
    own_language: str
    languages: tuple[tuple[str, str], ...]

    @property
    def has_sections(self) -> bool:
        """Tell whether there is a heading."""
        return any(part.section for part in self.parts)


def page_of(instrument: Instrument) -> InstrumentPage:
    """Return what the page of a version shows, in a constant number of queries."""
    prefetch_related_objects([instrument], "sections", "items")
    script = script_of(instrument)
    before, areas = script_before(instrument), areas_of(instrument)
    problems = problems_of(script, before=before, areas=areas)
    items = {item.key: item for item in instrument.items.all()}
    lines = _lines(instrument, script, areas)
    others = sorted(set(script.translations) - {script.language})
    return InstrumentPage(
        parts=_parts(instrument, lines),
        missing=_notes([each for each in problems if each.stops], items),
        advice=_notes([each for each in problems if not each.stops], items),
        changes=tuple(map(change_in_words, changes_since(script, before) if before else ())),
        number=len(items),
        seconds=seconds_of(script),
        own_language=language_in_words(script.language),
        languages=tuple((code, language_in_words(code)) for code in others),
    )


def _parts(instrument: Instrument, lines: dict[Any, list[Line]]) -> tuple[Part, ...]:
    """Return the sections, and before them what stands under no heading."""
    sections: list[Section | None] = list(instrument.sections.all())
    if lines[None] or not sections:
        sections.insert(0, None)
    return tuple(
        Part(
            section,
            tuple(lines[section.pk if section else None]),
            is_table=bool(section and section.layout == Layout.MATRIX),
        )
        for section in sections
    )


def _lines(instrument: Instrument, script: Script, areas: dict[str, str]) -> dict[Any, list[Line]]:
    """Return the questions by the id of their section, counted in the order of asking."""
    held = {item.key: item for item in instrument.items.all()}
    order = list(script.in_order())
    lines: dict[Any, list[Line]] = {None: []}
    lines |= {section.pk: [] for section in instrument.sections.all()}
    last_part = list(lines)[-1]
    for number, said in enumerate(order, start=1):
        item = held[said.key]
        line = Line(
            item=item,
            number=number,
            kind=str(ItemKind(said.kind).label),
            answers=answers_in_words(said),
            condition=condition_in_words(said, order),
            notes=_notes_of(said, areas),
            is_first=number == 1,
            # Below the last question an empty section may still wait for it.
            is_last=number == len(order) and item.section_id == last_part,
        )
        lines[item.section_id].append(line)
    return lines


def answers_in_words(item: ScriptItem) -> str:
    """Return what one can answer, on one line."""
    if item.kind == ItemKind.SCALE:
        words = _("%(low)d “%(worst)s” to %(high)d “%(best)s”")
        ends = {"worst": item.low_anchor or "?", "best": item.high_anchor or "?"}
        return words % {"low": item.low, "high": item.high, **ends}
    return " · ".join(label for _value, label in item.options)


def _notes_of(item: ScriptItem, areas: dict[str, str]) -> tuple[str, ...]:
    """Return what else is to know of a question."""
    notes = []
    if item.subscale:
        name = areas.get(item.subscale, item.subscale)
        notes.append(_("Subscale: %(name)s") % {"name": name})
    if item.is_reversed:
        notes.append(_("a low mark is good"))
    if item.is_required:
        notes.append(_("must be answered"))
    if not item.is_core:
        notes.append(_("may be left out when time is short"))
    return tuple(notes)


def _notes(problems: Sequence[Problem], items: dict[str, Item]) -> tuple[Note, ...]:
    """Return problems in words."""
    return tuple(Note(problem_in_words(each), items.get(each.key)) for each in problems)


def deciding_before(instrument: Instrument, item: Item) -> list[ScriptItem]:
    """Return the questions asked before one, on whose answers it can hang."""
    before: list[ScriptItem] = []
    for each in script_of(instrument).in_order():
        if each.key == item.key:
            return before
        if each.kind != ItemKind.TEXT:
            before.append(each)
    return before


def last_scale(instrument: Instrument) -> ScriptItem | None:
    """Return the last question with a scale, whose scale the next one will most likely have."""
    item = instrument.items.filter(kind=ItemKind.SCALE).last()
    return script_item(item) if item else None

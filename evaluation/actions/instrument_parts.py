"""Writing the sections and questions of a draft, and putting them in order.

Each step holds the draft, so that its parts change singly. An order or an answer that leaves a
condition hanging is kept: the page says so, and the version cannot be asked before it is put right.
"""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db import transaction

from evaluation.actions.instrument_versions import open_draft
from evaluation.instruments.naming import key_for
from evaluation.instruments.script import MOST_ITEMS, MOST_SECTIONS, ScriptItem
from evaluation.instruments.stored import script_item
from evaluation.models import Instrument, Item, Section
from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from mentorship.common.lifecycle import GoneMeanwhileError
from programmes.meanwhile import check_unchanged


class InstrumentFullError(Exception):
    """There are as many sections or questions as anybody would answer; nothing was changed."""


@transaction.atomic
def add_section(
    instrument: Instrument,
    *,
    pk: UUID,
    title: str,
    introduction: str,
    layout: str,
    by: Person | None,
) -> Section:
    """Add a section at the end; recorded. `pk` comes with the page, so that twice is once.

    Raises IllegalTransitionError, and InstrumentFullError.
    """
    draft = open_draft(instrument)
    sections = list(draft.sections.all())
    again = next((each for each in sections if each.pk == pk), None)
    if again is not None:
        return again
    if len(sections) >= MOST_SECTIONS:
        raise InstrumentFullError
    section = Section.objects.create(
        pk=pk,
        instrument=draft,
        position=max((each.position for each in sections), default=0) + 1,
        title=title,
        introduction=introduction,
        layout=layout,
    )
    _record("instrument_section.added", section, draft, by)
    return section


@transaction.atomic
def change_section(section: Section, *, by: Person | None, seen: str = "", **wanted: str) -> None:
    """Give a section another heading, first words or layout; recorded.

    Raises IllegalTransitionError, and ChangedMeanwhileError.
    """
    draft = open_draft(section.instrument)
    stored = _stored_section(section, draft)
    now = section_values(stored)
    kinds = ("instrument_section.added", "instrument_section.changed")
    check_unchanged(seen, stored=now, wanted=wanted, about=section, kinds=kinds)
    if now == wanted:
        return
    for name, value in wanted.items():
        setattr(stored, name, value)
    stored.save(update_fields=tuple(wanted))
    _record("instrument_section.changed", stored, draft, by)


@transaction.atomic
def move_section(section: Section, *, step: int, by: Person | None) -> None:
    """Move a section up (-1) or down (1) with its questions; recorded when it moved."""
    draft = open_draft(section.instrument)
    stored = _stored_section(section, draft)
    order = list(draft.sections.all())
    place = order.index(stored)
    if not 0 <= place + step < len(order):
        return
    order[place], order[place + step] = order[place + step], order[place]
    for position, each in enumerate(order, start=1):
        each.position = position
    Section.objects.bulk_update(order, ["position"])
    _number(_within(draft))
    _record("instrument_section.moved", stored, draft, by, step=step)


@transaction.atomic
def remove_section(section: Section, *, by: Person | None) -> None:
    """Take a section out with its questions; recorded."""
    draft = open_draft(section.instrument)
    stored = _stored_section(section, draft)
    count = stored.items.count()
    _record("instrument_section.removed", stored, draft, by, questions=count)
    stored.delete()


@transaction.atomic
def add_item(
    instrument: Instrument,
    *,
    pk: UUID,
    item: ScriptItem,
    section: Section | None,
    by: Person | None,
) -> Item:
    """Add a question at the end of a section, under a key made from its words; recorded.

    `pk` comes with the page on which it was written, so that pressed twice it is there once.
    Raises IllegalTransitionError, and InstrumentFullError.
    """
    draft = open_draft(instrument)
    items = list(draft.items.all())
    again = next((each for each in items if each.pk == pk), None)
    if again is not None:
        return again
    if len(items) >= MOST_ITEMS:
        raise InstrumentFullError
    keys = keys_in_use(draft)
    key = key_for(item.text, keys, otherwise="question")
    position = max((each.position for each in items), default=0) + 1
    new = Item(pk=pk, instrument=draft, position=position)
    _put(new, replace(item, key=key))
    new.section = _stored_section(section, draft) if section else None
    new.save(force_insert=True)
    _number(_within(draft))
    _record("instrument_item.added", new, draft, by, answered_by=item.kind)
    return new


@transaction.atomic
def change_item(
    item: Item, *, wanted: ScriptItem, section: Section | None, by: Person | None, seen: str = ""
) -> None:
    """Put a question otherwise; it keeps its key, and in another section it comes last. Recorded.

    Raises IllegalTransitionError, and ChangedMeanwhileError.
    """
    draft = open_draft(item.instrument)
    stored = _stored_item(item, draft)
    target = _stored_section(section, draft) if section else None
    now = item_values(script_item(stored), stored.section_id)
    then = item_values(replace(wanted, key=stored.key), target.pk if target else None)
    kinds = ("instrument_item.added", "instrument_item.changed", "instrument_item.moved")
    check_unchanged(seen, stored=now, wanted=then, about=item, kinds=kinds)
    if now == then:
        return
    if target != stored.section:
        stored.position = max(each.position for each in draft.items.all()) + 1
    _put(stored, replace(wanted, key=stored.key))
    stored.section = target
    stored.save()
    _number(_within(draft))
    _record("instrument_item.changed", stored, draft, by, answered_by=wanted.kind)


@transaction.atomic
def move_item(item: Item, *, step: int, by: Person | None) -> None:
    """Move a question up (-1) or down (1); recorded when it moved.

    Beyond the first or the last of its section it goes over to the neighbouring one.
    """
    draft = open_draft(item.instrument)
    sections: list[Section | None] = list(draft.sections.all())
    within = _within(draft)
    if not sections or within[None]:
        sections.insert(0, None)
    stored = _stored_item(item, draft)
    mine = within[stored.section_id]
    place = mine.index(stored)
    here = [_id_of(each) for each in sections].index(stored.section_id)
    if 0 <= place + step < len(mine):
        mine[place], mine[place + step] = mine[place + step], mine[place]
    elif 0 <= here + step < len(sections):
        beside = sections[here + step]
        moved = mine.pop(place)
        moved.section = beside
        there = within[_id_of(beside)]
        there.insert(0 if step > 0 else len(there), moved)
    else:
        return
    _number(within)
    _record("instrument_item.moved", stored, draft, by, step=step)


@transaction.atomic
def remove_item(item: Item, *, by: Person | None) -> None:
    """Take a question out of a draft; recorded."""
    draft = open_draft(item.instrument)
    stored = _stored_item(item, draft)
    _record("instrument_item.removed", stored, draft, by, answered_by=stored.kind)
    stored.delete()


def keys_in_use(instrument: Instrument) -> set[str]:
    """Return the keys of questions of all versions: a new question has a past of its own."""
    return set(
        Item.objects.filter(
            instrument__organisation_id=instrument.organisation_id, instrument__key=instrument.key
        ).values_list("key", flat=True)
    )


def section_values(section: Section) -> dict[str, Any]:
    """Return what a form about a section begins with."""
    return {name: getattr(section, name) for name in ("title", "introduction", "layout")}


def item_values(item: ScriptItem, section_id: UUID | None) -> dict[str, Any]:
    """Return all that is said of a question, and where it stands."""
    names = tuple(ScriptItem.__dataclass_fields__)
    return {name: getattr(item, name) for name in names} | {"section": str(section_id or "")}


def _within(draft: Instrument) -> dict[UUID | None, list[Item]]:
    """Return the questions by the id of their section, those before the first heading first."""
    within: dict[UUID | None, list[Item]] = {None: []}
    within |= {section.pk: [] for section in draft.sections.all()}
    for item in draft.items.all():
        within[item.section_id].append(item)
    return within


def _number(within: dict[UUID | None, list[Item]]) -> None:
    """Count the questions through in the order of asking."""
    order = [item for items in within.values() for item in items]
    for position, item in enumerate(order, start=1):
        item.position = position
    Item.objects.bulk_update(order, ["position", "section"])


def _put(item: Item, said: ScriptItem) -> None:
    """Put into a question what is said of it; it is not stored yet."""
    for name in ScriptItem.__dataclass_fields__:
        setattr(item, name, getattr(said, name))


def _id_of(section: Section | None) -> UUID | None:
    """Return the id of a section; None stands before the first heading."""
    return section.pk if section else None


def _stored_section(section: Section, draft: Instrument) -> Section:
    """Return a section of the draft as stored; raises GoneMeanwhileError."""
    stored = draft.sections.filter(pk=section.pk).first()
    if stored is None:
        raise GoneMeanwhileError
    return stored


def _stored_item(item: Item, draft: Instrument) -> Item:
    """Return a question of the draft as stored; raises GoneMeanwhileError."""
    stored = draft.items.filter(pk=item.pk).first()
    if stored is None:
        raise GoneMeanwhileError
    return stored


def _record(
    kind: str, row: Section | Item, draft: Instrument, by: Person | None, **changes: object
) -> None:
    """Record under the organisation whose survey it is."""
    record(kind, row, by=by, organisation_id=draft.organisation_id, changes=changes)

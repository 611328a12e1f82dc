"""Instruments as they are stored, as plain data, and counted for the list of them."""

from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Subquery
from django.db.models.functions import Coalesce

from evaluation.enums import InstrumentState
from evaluation.instruments.lint import Problem, problems_of
from evaluation.instruments.script import Script, ScriptItem, ScriptSection
from evaluation.models import Instrument, Item, Section
from evaluation.models.instrument import USABLE, InstrumentQuerySet
from programmes.enums import ParticipantRole
from training.models import Competency

_ITEM = tuple(each.name for each in fields(ScriptItem))
_SECTION = ("title", "introduction", "layout", "translations")
_SCRIPT = tuple(each.name for each in fields(Script) if each.name not in {"items", "sections"})


def script_of(instrument: Instrument) -> Script:
    """Return a stored instrument as plain data; two queries, or none where rows are prefetched."""
    groups: dict[Any, list[ScriptItem]] = {}
    for item in instrument.items.all():
        groups.setdefault(item.section_id, []).append(script_item(item))
    return Script(
        **{name: getattr(instrument, name) for name in _SCRIPT},
        items=tuple(groups.get(None, ())),
        sections=tuple(
            ScriptSection(
                **{name: getattr(section, name) for name in _SECTION},
                items=tuple(groups.get(section.pk, ())),
            )
            for section in instrument.sections.all()
        ),
    )


def script_item(item: Item) -> ScriptItem:
    """Return a stored question as plain data."""
    values = {name: getattr(item, name) for name in _ITEM}
    values["options"] = tuple((value, label) for value, label in item.options)
    values["asked_if_values"] = tuple(item.asked_if_values)
    return ScriptItem(**values)


def rows_of(script: Script, instrument: Instrument) -> tuple[list[Section], list[Item]]:
    """Return plain data as sections and items of an instrument, not yet stored."""
    sections: list[Section] = []
    items: list[tuple[Section | None, ScriptItem]] = [(None, item) for item in script.items]
    for position, each in enumerate(script.sections, start=1):
        told = {name: getattr(each, name) for name in _SECTION}
        section = Section(instrument=instrument, position=position, **told)
        sections.append(section)
        items += [(section, item) for item in each.items]
    return sections, [
        Item(
            instrument=instrument,
            section=section,
            position=position,
            **{name: getattr(item, name) for name in _ITEM},
        )
        for position, (section, item) in enumerate(items, start=1)
    ]


def values_of(script: Script) -> dict[str, Any]:
    """Return what an instrument says beside its questions."""
    return {name: getattr(script, name) for name in _SCRIPT}


def problems_in(instrument: Instrument) -> list[Problem]:
    """Return what a version lacks, in the light of the last one that was asked."""
    areas = areas_of(instrument)
    return problems_of(script_of(instrument), before=script_before(instrument), areas=areas)


def script_before(instrument: Instrument) -> Script | None:
    """Return the last version before this one that people were asked, if there is one."""
    if instrument.version == 1:
        return None
    asked = Instrument.objects.filter(
        organisation_id=instrument.organisation_id,
        key=instrument.key,
        version__lt=instrument.version,
        waves__isnull=False,
    )
    before = asked.order_by("-version").first()
    return script_of(before) if before else None


def areas_of(instrument: Instrument) -> dict[str, str]:
    """Return the names of the competencies of an instrument's organisation, by their keys."""
    competencies = Competency.objects.filter(organisation_id=instrument.organisation_id)
    asked_of_mentors = competencies.in_use().for_role(ParticipantRole.MENTOR)
    return dict(asked_of_mentors.values_list("key", "name"))


def for_list(instruments: InstrumentQuerySet) -> InstrumentQuerySet:
    """Return the newest version of each, with counts of questions, versions and times asked.

    `used_version` is the version that can be asked now, and `is_drafted` says whether a newer one
    is being written.
    """
    same = Instrument.objects.filter(organisation=OuterRef("organisation"), key=OuterRef("key"))
    newest = same.order_by("-version").values("pk")[:1]
    usable = same.filter(state__in=USABLE).order_by("-version").values("version")[:1]
    asked = same.order_by().values("key").annotate(number=Count("waves")).values("number")
    return instruments.filter(pk=Subquery(newest)).annotate(
        question_count=Count("items"),
        used_version=Subquery(usable),
        wave_count=Coalesce(Subquery(asked), 0),
        is_drafted=Exists(same.filter(state=InstrumentState.DRAFT)),
    )


def versions_of(instrument: Instrument, among: InstrumentQuerySet) -> Iterable[Instrument]:
    """Return all versions of an instrument, the newest first, with how often each was asked."""
    same = among.filter(organisation_id=instrument.organisation_id, key=instrument.key)
    return same.annotate(wave_count=Count("waves")).order_by(F("version").desc())

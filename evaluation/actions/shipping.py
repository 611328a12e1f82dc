"""Bringing ready-made surveys into an organisation."""

from django.db import transaction

from evaluation.models import Instrument, Item, Section
from evaluation.shipped import SHIPPED, Part, Question, Shipped
from mentorship.accounts.models import Organisation, Person
from mentorship.audit.actions import record


def add_shipped_instruments(organisation: Organisation, *, by: Person | None) -> list[Instrument]:
    """Give the organisation the ready-made surveys it does not have yet; return those added.

    A survey whose key is known in any version is left as it is: it may have been reworded.
    """
    with transaction.atomic():
        # Of two presses at once, the second waits and finds everything there.
        Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
        known = set(organisation.instruments.values_list("key", flat=True))
        return [
            _add(organisation, shipped, by=by) for shipped in SHIPPED if shipped.key not in known
        ]


def _add(organisation: Organisation, shipped: Shipped, *, by: Person | None) -> Instrument:
    """Store one ready-made survey with its parts and questions."""
    instrument = Instrument.objects.create(
        organisation=organisation,
        key=shipped.key,
        title=str(shipped.title),
        introduction=str(shipped.introduction),
        purpose=shipped.purpose,
        audience=shipped.audience,
        subject=shipped.subject,
        candour=shipped.candour,
        minutes=shipped.minutes,
    )
    sections = [
        _section(instrument, part, position) for position, part in enumerate(shipped.parts, start=1)
    ]
    Section.objects.bulk_create(section for section in sections if section)
    asked = [
        (section, question)
        for section, part in zip(sections, shipped.parts, strict=True)
        for question in part.questions
    ]
    Item.objects.bulk_create(
        _item(instrument, section, question, position)
        for position, (section, question) in enumerate(asked, start=1)
    )
    record("instrument.added", instrument, by=by, changes={"key": shipped.key})
    return instrument


def _section(instrument: Instrument, part: Part, position: int) -> Section | None:
    """Return a part as a section, not yet stored; None where it has no heading."""
    if not part.title:
        return None
    return Section(
        instrument=instrument,
        position=position,
        title=str(part.title),
        introduction=str(part.introduction),
        layout=part.layout,
    )


def _item(
    instrument: Instrument, section: Section | None, question: Question, position: int
) -> Item:
    """Return a question as an item, not yet stored."""
    low, high, low_anchor, high_anchor = question.scale or (None, None, "", "")
    return Item(
        instrument=instrument,
        section=section,
        position=position,
        key=question.key,
        kind=question.kind,
        text=str(question.text),
        low=low,
        high=high,
        low_anchor=str(low_anchor),
        high_anchor=str(high_anchor),
        options=[[value, str(label)] for value, label in question.options],
        is_required=question.is_required,
        is_reversed=question.is_reversed,
        is_core=question.is_core,
        subscale=question.subscale,
        asked_if_key=question.only_if,
        asked_if_values=list(question.values),
    )

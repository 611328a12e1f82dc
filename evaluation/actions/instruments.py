"""Bringing ready-made surveys into an organisation."""

from django.db import transaction

from evaluation.enums import InstrumentState
from evaluation.models import Instrument, Item
from evaluation.shipped import SHIPPED, Question, Shipped
from mentorship.accounts.models import Organisation, Person
from mentorship.audit.actions import record


def add_shipped_instruments(organisation: Organisation, *, by: Person | None) -> list[Instrument]:
    """Give the organisation the ready-made surveys it does not have yet; return those added."""
    known = set(organisation.instruments.values_list("key", flat=True))
    with transaction.atomic():
        return [
            _add(organisation, shipped, by=by) for shipped in SHIPPED if shipped.key not in known
        ]


def freeze(instrument: Instrument) -> None:
    """Keep a version as it is from now on: somebody is asked it, whatever its state was."""
    written = (InstrumentState.DRAFT, InstrumentState.READY)
    Instrument.objects.filter(pk=instrument.pk, state__in=written).update(
        state=InstrumentState.FROZEN
    )


def _add(organisation: Organisation, shipped: Shipped, *, by: Person | None) -> Instrument:
    """Store one ready-made survey with its questions, in the organisation's language."""
    instrument = Instrument.objects.create(
        organisation=organisation,
        key=shipped.key,
        title=str(shipped.title),
        introduction=str(shipped.introduction),
        audience=shipped.audience,
        candour=shipped.candour,
        minutes=shipped.minutes,
    )
    Item.objects.bulk_create(
        _item(instrument, question, position)
        for position, question in enumerate(shipped.questions, start=1)
    )
    record("instrument.added", instrument, by=by, changes={"key": shipped.key})
    return instrument


def _item(instrument: Instrument, question: Question, position: int) -> Item:
    """Return a question as an item, not yet stored."""
    low, high, low_anchor, high_anchor = question.scale or (None, None, "", "")
    return Item(
        instrument=instrument,
        position=position,
        key=question.key,
        kind=question.kind,
        text=str(question.text),
        low=low,
        high=high,
        low_anchor=low_anchor,
        high_anchor=high_anchor,
        options=question.options,
        is_required=question.is_required,
    )

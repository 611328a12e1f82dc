"""What this app puts on a participant's home: the surveys that wait for their answer."""

from collections.abc import Iterator, Sequence

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluation.burden.minutes import minutes_by_instrument
from evaluation.instruments.worded import language_for
from evaluation.models import Call, Wave
from evaluation.models.call import CallQuerySet
from mentorship.accounts.models import Person
from mentorship.common.statements import NOW
from programmes.cards import Card

SURVEY = 40


def cards_of_evaluation(person: Person, waiting: Sequence[Call]) -> Iterator[Card]:
    """Yield the open surveys that ask the person and that they have not answered.

    Those that are answered in one go share a card. One query, for how long they take.
    """
    goes: dict[object, list[Call]] = {}
    for call in waiting:
        goes.setdefault(call.wave.merged_into_id or call.wave_id, []).append(call)
    lengths = minutes_by_instrument(call.wave.instrument for call in waiting)
    for root, calls in goes.items():
        first = next((call for call in calls if call.wave_id == root), calls[0])
        yield Card(
            key=f"evaluation.call.{first.pk}",
            title=_title(first, person),
            text=_text(calls, sum(lengths[call.wave.instrument_id][0] for call in calls)),
            action=_("Go on") if hasattr(first, "draft") else _("Answer"),
            url=reverse("evaluation:answer", args=(first.pk,)),
            order=SURVEY,
            headline=_("How is it going?"),
        )


def waiting_calls(person: Person) -> CallQuerySet:
    """Return the calls to somebody that can be answered now, those that close first in front."""
    return (
        Call.objects.visible_to(person)
        .unanswered()
        .filter(wave__in=Wave.objects.open(), wave__closes_at__gt=NOW)
        .select_related("wave__instrument", "about__person", "draft")
        .order_by("wave__closes_at", "about__person__name", "pk")
    )


def _title(call: Call, person: Person) -> str:
    """Return the survey's title in the person's language, with whom it is about."""
    instrument = call.wave.instrument
    told = instrument.translations.get(language_for(instrument, person.language)) or {}
    title: str = told.get("title") or instrument.title
    if call.about is None:
        return title
    return _("%(name)s: %(title)s") % {"name": call.about.person.name, "title": title}


def _text(calls: list[Call], minutes: int) -> str:
    """Say how long it takes, until when, and in how many parts."""
    closes_at = min(call.wave.closes_at for call in calls)
    text = ngettext(
        "%(minutes)d minute, until %(day)s.", "%(minutes)d minutes, until %(day)s.", minutes
    ) % {"minutes": minutes, "day": date_format(timezone.localtime(closes_at), "l j F")}
    if len(calls) == 1:
        return text
    parts = _("%(count)d short parts, one after the other.") % {"count": len(calls)}
    return f"{text} {parts}"

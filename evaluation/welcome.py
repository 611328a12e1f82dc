"""What this app puts on a participant's home: the surveys that wait for their answer."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluation.models import Call, Wave
from mentorship.accounts.models import Person
from programmes.cards import Card

SURVEY = 40


def cards_of_evaluation(person: Person) -> Iterator[Card]:
    """Yield the open surveys that ask the person and that they have not answered."""
    calls = (
        Call.objects.visible_to(person)
        .unanswered()
        .filter(wave__in=Wave.objects.open(), wave__closes_at__gt=timezone.now())
        .select_related("wave__instrument", "about__person")
        .order_by("wave__closes_at", "pk")
    )
    for call in calls:
        wave = call.wave
        minutes = wave.instrument.minutes
        day = date_format(timezone.localtime(wave.closes_at), "l j F")
        yield Card(
            key=f"evaluation.call.{call.pk}",
            title=wave.instrument.title,
            text=ngettext(
                "%(minutes)d minute, until %(day)s.", "%(minutes)d minutes, until %(day)s.", minutes
            )
            % {"minutes": minutes, "day": day},
            action=_("Answer"),
            url=reverse("evaluation:answer", args=(call.pk,)),
            order=SURVEY,
            headline=_("How is it going?"),
        )

"""What this app puts on a participant's home: the surveys that wait for their answer."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluation.models import Wave
from mentorship.accounts.models import Person
from programmes.cards import Card

SURVEY = 40


def cards_of_evaluation(person: Person) -> Iterator[Card]:
    """Yield the open surveys that ask the person and that they have not answered."""
    waves = (
        Wave.objects.asking(person)
        .open()
        .unanswered_by(person)
        .filter(closes_at__gt=timezone.now())
        .select_related("instrument")
        .order_by("closes_at", "pk")
    )
    for wave in waves:
        minutes = wave.instrument.minutes
        day = date_format(timezone.localtime(wave.closes_at), "l j F")
        yield Card(
            key=f"evaluation.wave.{wave.pk}",
            title=wave.instrument.title,
            text=ngettext(
                "%(minutes)d minute, until %(day)s.", "%(minutes)d minutes, until %(day)s.", minutes
            )
            % {"minutes": minutes, "day": day},
            action=_("Answer"),
            url=reverse("evaluation:answer", args=(wave.pk,)),
            order=SURVEY,
            headline=_("How is it going?"),
        )

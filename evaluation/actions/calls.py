"""Calling people to answer a wave."""

from datetime import date

from django.db import transaction

from evaluation.callees import callees_of
from evaluation.models import Call, Wave


@transaction.atomic
def call_people(wave: Wave, *, on: date) -> int:
    """Call everybody whose time has come on that day, once; return how many calls there are.

    Whoever joins the cohort while the wave is open is called too; nobody's call is taken back.
    """
    Call.objects.bulk_create(
        [
            Call(wave=wave, person_id=person, place_id=place, about_id=about, called_on=on)
            for person, place, about in callees_of(wave, on=on)
        ],
        ignore_conflicts=True,
    )
    asked = wave.calls.count()
    Wave.objects.filter(pk=wave.pk).update(invited=asked)
    return asked

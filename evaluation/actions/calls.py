"""Calling people to answer a wave."""

import secrets
from datetime import date

from django.db import transaction

from evaluation.burden.forms import FEWEST_FORMS, balanced
from evaluation.callees import callees_of
from evaluation.enums import Candour
from evaluation.models import Call, Wave


@transaction.atomic
def call_people(wave: Wave, *, on: date) -> int:
    """Call everybody whose time has come on that day, once; return how many calls there are.

    Whoever joins the cohort while the wave is open is called too; nobody's call is taken back.
    """
    known = set(wave.calls.values_list("person_id", "about_id"))
    fresh = [
        Call(wave=wave, person_id=person, place_id=place, about_id=about, called_on=on)
        for person, place, about in callees_of(wave, on=on)
        if (person, about) not in known
    ]
    _deal_forms(wave, fresh)
    Call.objects.bulk_create(fresh, ignore_conflicts=True)
    asked = wave.calls.count() if fresh else len(known)
    if asked != wave.invited:
        Wave.objects.filter(pk=wave.pk).update(invited=asked)
        wave.invited = asked
    return asked


def _deal_forms(wave: Wave, calls: list[Call]) -> None:
    """Give each call the form of its items, evenly and by chance, where answers are linked.

    Of an anonymous wave the form is drawn as it is shown: kept with the person, it would narrow
    down which answer is theirs.
    """
    if wave.forms < FEWEST_FORMS or wave.instrument.candour == Candour.ANONYMOUS:
        return
    forms = balanced(len(calls), wave.forms)
    secrets.SystemRandom().shuffle(forms)
    for call, form in zip(calls, forms, strict=True):
        call.form = form

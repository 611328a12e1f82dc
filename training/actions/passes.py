"""The pass of somebody who lapsed for want of mentees alone: one match, which can restore it.

It is named by what matching calls the match and the mentor in it. Practice in that match is named
by the same words and more, separated by a colon: so it is known when the match has brought its
mentee into the activity, and the pass is free again.
"""

from datetime import date

from django.db import transaction

from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from programmes.models import Programme
from training.models import ActivityPass
from training.queries.passes import passes_in_use


class PassUsedError(Exception):
    """Another match has the pass, and has not yet brought its mentee into the activity."""


@transaction.atomic
def use_activity_pass(
    *, person: Person, programme: Programme, on: date, occasion_key: str
) -> ActivityPass:
    """Give a mentor's pass to a match; recorded. Raises PassUsedError.

    Of two matches at once one gets it. Told twice of the same match, it is used once.
    """
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    known = ActivityPass.objects.filter(occasion_key=occasion_key).first()
    if known is not None and known.returned_on is None:
        return known
    if passes_in_use(programme.organisation_id, [person.pk]):
        raise PassUsedError
    given, _is_new = ActivityPass.objects.update_or_create(
        occasion_key=occasion_key,
        defaults={
            "person": person,
            "programme": programme,
            "given_on": on,
            "returned_on": None,
        },
    )
    record("pass.used", given, by=None, organisation_id=programme.organisation_id)
    return given


@transaction.atomic
def return_activity_pass(occasion_key: str, *, on: date) -> None:
    """Give the pass back, since its match came to nothing or has ended; recorded.

    Nothing happens where the match had none.
    """
    given = ActivityPass.objects.filter(occasion_key=occasion_key, returned_on__isnull=True)
    for each in given.select_related("programme"):
        if ActivityPass.objects.filter(pk=each.pk, returned_on__isnull=True).update(returned_on=on):
            record("pass.returned", each, by=None, organisation_id=each.programme.organisation_id)

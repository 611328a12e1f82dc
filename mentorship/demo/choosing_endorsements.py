"""What the line managers of the demo's mentees answer, or do not answer yet."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from mentorship.accounts.models import Person
from mentorship.demo.cast import Cast
from mentorship.demo.choosing_forms import days_before
from mentorship.demo.programmes import noon
from programmes.intake.enums import EndorsementState
from programmes.models import Application, Endorsement, Profile

HOURS = Decimal(3)
# An application, how many days ago it was handed in, and what came of asking.
Asked = tuple[Application, int, EndorsementState | None, str]


def endorse(asked: Iterable[Asked], cast: Cast, today: date) -> None:
    """Let line managers answer, or not yet."""
    managers = _line_managers(cast)
    endorsements = []
    for application, days, state, words in asked:
        if state is None:
            continue
        is_open = state == EndorsementState.OPEN
        asked_on = days_before(today, days)
        endorsements.append(
            Endorsement(
                application=application,
                endorser=managers[application.person_id],
                state=state,
                asked_at=noon(asked_on),
                expires_at=noon(asked_on + timedelta(days=14)),
                answered_at=None if is_open else noon(asked_on + timedelta(days=3)),
                hours_a_month=HOURS if state == EndorsementState.ENDORSED else None,
                words=words,
            )
        )
    Endorsement.objects.bulk_create(endorsements)


def _line_managers(cast: Cast) -> dict[object, Person]:
    """Return the line manager of each junior, as the profiles name them."""
    by_address = {person.email: person for person in cast.seniors}
    profiles = Profile.objects.filter(membership__person__in=cast.juniors)
    rows = profiles.values_list("membership__person", "line_manager_email")
    return {pk: by_address.get(email, cast.seniors[3]) for pk, email in rows}

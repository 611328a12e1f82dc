"""Which sessions surveys ask about, so that training's own question steps back."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from evaluation.enums import Trigger
from evaluation.models import Instrument, WavePlan
from mentorship.accounts.models import Person
from programmes.models import Participant
from training.enums import SessionKind
from training.models import Session


def sessions_asked_about(person: Person, sessions: Sequence[Session]) -> Iterable[UUID]:
    """Return those of the sessions about which a plan asks the person; three queries.

    A plan asks those who take part in an open cohort in the role that its survey is for.
    """
    plans = WavePlan.objects.active().filter(
        trigger=Trigger.AFTER_SESSION, programme__in={each.programme_id for each in sessions}
    )
    asking = list(plans.select_related("programme"))
    if not asking:
        return set()
    roles = _roles_of(asking)
    places = Participant.objects.of(person).to_look_after()
    own = list(places.values_list("cohort__programme_id", "cohort_id", "role", "state"))
    return {
        session.pk
        for session in sessions
        for plan in asking
        for programme, cohort, role, state in own
        if session.kind != SessionKind.MODULE
        and plan.programme_id == session.programme_id == programme
        and session.cohort_id in {None, cohort}
        and role == roles.get((plan.programme.organisation_id, plan.instrument_key))
        and (not plan.states or state in plan.states)
    }


def _roles_of(plans: Sequence[WavePlan]) -> dict[tuple[UUID, str], str]:
    """Return whom the surveys of some plans are for, by organisation and key; one query."""
    usable = Instrument.objects.usable().filter(
        organisation__in={plan.programme.organisation_id for plan in plans},
        key__in={plan.instrument_key for plan in plans},
    )
    return {(row.organisation_id, row.key): row.audience for row in usable}

"""What a coordinator does for somebody on the pathway: steps by hand, a place, a supporter."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from mentorship.accounts.models import Person
from mentorship.common.lifecycle import IllegalTransitionError
from mentorship.notifications.reminders import Reconciled, reconcile
from programmes.actions.participants import add_participant
from programmes.enums import ParticipantRole, ParticipantState
from programmes.models import Cohort, Participant
from training.actions.pathway import lock_pathway, reach, record_event, today_of
from training.currency import Status
from training.enums import CourseKind
from training.models import Pathway, Session
from training.pathway import emails
from training.pathway.enums import PathwayState
from training.pathway.reminders import half_way_plans
from training.queries.currency import currencies_of, policy_for
from training.queries.sessions import local_day


@transaction.atomic
def note_step(
    pathway: Pathway,
    step: PathwayState | str,
    *,
    on: date,
    by: Person,
    note: str = "",
    is_left_out: bool = False,
) -> None:
    """Write down by hand that a step was reached, or is left out and why; recorded.

    Raises ValueError for a day to come, and where a step left out has no reason;
    IllegalTransitionError where they are there already, further along, or have left.
    """
    locked = lock_pathway(pathway)
    if on > today_of(locked):
        raise ValueError("A step cannot be reached before its day.")
    if is_left_out and not note.strip():
        raise ValueError("A step that is left out needs a reason.")
    if locked.has_left:
        raise IllegalTransitionError(pathway, str(step))
    reach(locked, step, on=on, by=by, note=note.strip(), is_left_out=is_left_out)


@transaction.atomic
def choose_supporter(pathway: Pathway, supporter: Person, *, by: Person) -> None:
    """Put an experienced mentor at somebody's side, and introduce them by e-mail; recorded.

    Choosing the same again does nothing. Raises ValueError for the person themselves.
    """
    locked = lock_pathway(pathway)
    if supporter.pk == locked.person_id:
        raise ValueError("Nobody supports themselves.")
    if locked.supporter_id == supporter.pk:
        return
    locked.supporter = supporter
    locked.save(update_fields=["supporter"])
    record_event("pathway.supporter_chosen", locked, by=by)
    emails.post_supporter(locked)


@transaction.atomic
def give_mentor_place(pathway: Pathway, cohort: Cohort, *, by: Person) -> Participant:
    """Give somebody on the pathway a mentor's place in a cohort of the programme; recorded.

    Their transition training counts as what a mentor learns first. Raises ValueError for a cohort
    of another programme, IllegalTransitionError for who left, CohortClosedError and
    AlreadyTakesPartError.
    """
    locked = lock_pathway(pathway)
    if cohort.programme_id != locked.programme_id:
        raise ValueError("The cohort belongs to another programme.")
    if locked.has_left:
        raise IllegalTransitionError(pathway, ParticipantState.ACCEPTED)
    record_event("pathway.place_given", locked, by=by, changes={"cohort": cohort.number})
    return add_participant(
        cohort=cohort,
        person=locked.person,
        role=ParticipantRole.MENTOR,
        state=ParticipantState.ACCEPTED,
        by=by,
    )


def follow_transition(session: Session, people: Collection[UUID], *, by: Person | None) -> None:
    """Move on who was at a session of transition training and now has what a mentor learns first.

    Called with who was there, once their hours are in the ledger.
    """
    if session.course is None or session.course.kind != CourseKind.TRANSITION:
        return
    waiting = Pathway.objects.filter(
        programme=session.programme_id,
        person__in=people,
        state__in=(PathwayState.INTERESTED, PathwayState.READY),
    )
    rows = {row.person_id: row for row in waiting.order_by("pk")}
    if not rows:
        return
    day = local_day(session)
    policy = policy_for(session.programme, ParticipantRole.MENTOR)
    for person, current in currencies_of(rows.keys(), policy, timezone.localdate()).items():
        locked = lock_pathway(rows[person])
        if current.status is not Status.IN_TRAINING and not locked.is_past(PathwayState.TRAINED):
            reach(locked, PathwayState.TRAINED, on=day, by=by, occasion_key=f"session {session.pk}")


def establish_mentors(now: date | None = None) -> int:
    """Move on whose first year on their own is over, and thank both by e-mail; return how many."""
    day = now or timezone.localdate()
    over = Pathway.objects.filter(state=PathwayState.SOLO, supported_until__lte=day)
    return sum(_establish(pathway) for pathway in over.order_by("pk"))


def keep_supporting() -> Reconciled:
    """Keep the one reminder of each supporter, half-way through the year, as it should be."""
    return reconcile(emails.SUPPORT_HALF_WAY, half_way_plans(timezone.now()))


@transaction.atomic
def _establish(pathway: Pathway) -> bool:
    """Move one on, unless somebody was quicker or where they are it is the day before."""
    locked = lock_pathway(pathway)
    until = locked.supported_until
    if locked.state != PathwayState.SOLO or until is None or until > today_of(locked):
        return False
    reach(locked, PathwayState.ESTABLISHED, on=until, by=None)
    emails.post_established(locked)
    return True

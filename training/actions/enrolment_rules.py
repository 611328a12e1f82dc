"""Giving places without being asked: to everybody a rule fits, until the session begins."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from training.actions.enrolments import NotForThemError, SessionClosedError, enrol
from training.actions.sessions import lock_session
from training.emails import How
from training.enums import EnrolmentWhom, SessionState
from training.models import Enrolment, EnrolmentRule, Session
from training.queries.rules import people_by_rule


@transaction.atomic
def set_rule(session: Session, whom: EnrolmentWhom | str, *, by: Person) -> int:
    """Give places to whom a rule fits, now and later, and return to how many now; recorded.

    Another rule of the session is replaced. Raises SessionClosedError when it has begun or is off,
    ValueError for members of a community where it is of none.
    """
    locked = lock_session(session)
    if locked.state != SessionState.PLANNED or locked.has_begun:
        raise SessionClosedError
    if whom == EnrolmentWhom.COMMUNITY and locked.community_id is None:
        raise ValueError("The session is of no community.")
    rule, _is_new = EnrolmentRule.objects.update_or_create(
        session=locked,
        defaults={"whom": EnrolmentWhom(whom), "made_at": timezone.now(), "made_by": by},
    )
    _record("enrolment_rule.set", rule, by=by, changes={"whom": str(whom)})
    return apply_rule(rule)


@transaction.atomic
def take_off_rule(session: Session, *, by: Person) -> bool:
    """Let a session's rule give no further places; recorded. Tell whether there was one."""
    locked = lock_session(session)
    rule = EnrolmentRule.objects.filter(session=locked).first()
    if rule is None:
        return False
    _record("enrolment_rule.taken_off", rule, by=by, changes={"whom": rule.whom})
    rule.delete()
    return True


@transaction.atomic
def apply_rule(rule: EnrolmentRule) -> int:
    """Give a place, or a place in line, to whom a rule newly fits; return to how many.

    Does nothing once the session has begun, was held or is off, or the rule was taken off.
    """
    session = lock_session(rule.session)
    still = EnrolmentRule.objects.filter(session=session).first()
    if still is None or session.state != SessionState.PLANNED or session.has_begun:
        return 0
    people = people_by_rule(session, still.whom)
    return len(enrol_several(session, people, by=None, how=How.RULE))


def apply_rules() -> int:
    """Apply the rules of all sessions to come, each by itself; return to how many places it led."""
    coming = Session.objects.upcoming()
    rules = EnrolmentRule.objects.filter(session__in=coming.order_by()).order_by("made_at", "pk")
    return sum(apply_rule(rule) for rule in rules.select_related("session"))


@transaction.atomic
def enrol_several(
    session: Session, people: Iterable[Person], *, by: Person | None, how: How = How.GIVEN
) -> list[Enrolment]:
    """Give people places in the order given, then places in line; return those that are new.

    Whom the session is not for, and who has a place or waits, is passed over. Raises
    SessionClosedError.
    """
    locked = lock_session(session)
    standing = set(locked.enrolments.standing().values_list("person_id", flat=True))
    made = []
    for person in people:
        if person.pk in standing:
            continue
        standing.add(person.pk)
        try:
            made.append(enrol(locked, person, by=by, how=how))
        except NotForThemError:
            continue
    return made


def _record(kind: str, rule: EnrolmentRule, *, by: Person, changes: dict[str, object]) -> None:
    """Record under the organisation that the programme belongs to."""
    organisation_id = rule.session.programme.organisation_id
    record(kind, rule.session, by=by, organisation_id=organisation_id, changes=changes)

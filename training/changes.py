"""What a change of a session would do to those who have, or wait for, a place."""

from collections import defaultdict
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from uuid import UUID

from training.actions.sessions import SessionPlan, apply_plan, is_news
from training.models import Enrolment, Session


@dataclass(frozen=True, slots=True)
class Effects:
    """A session as it would be, who would get a place, and who would be told of the change."""

    would_be: Session
    promoted: tuple[Enrolment, ...]
    told: tuple[Enrolment, ...]

    @property
    def mails(self) -> int:
        """Return how many mails would leave."""
        return len(self.promoted) + len(self.told)


def effects_of(session: Session, plan: SessionPlan) -> Effects:
    """Return what a change would do; one query. Nothing is stored."""
    return effects_of_all([(session, plan)])[0]


def effects_of_all(changes: Sequence[tuple[Session, SessionPlan]]) -> list[Effects]:
    """Return what each of these changes would do; one query, however many they are."""
    sessions = [session for session, _plan in changes]
    rows = Enrolment.objects.standing().filter(session__in=sessions).select_related("person")
    standing: defaultdict[UUID, list[Enrolment]] = defaultdict(list)
    for row in rows.order_by("enrolled_at", "pk"):
        standing[row.session_id].append(row)
    return [_effects(session, plan, standing[session.pk]) for session, plan in changes]


def _effects(session: Session, plan: SessionPlan, standing: Sequence[Enrolment]) -> Effects:
    """Return what a change would do to those who have, or wait for, a place."""
    would_be = copy(session)
    apply_plan(would_be, plan)
    free = max(0, would_be.capacity - sum(row.has_place for row in standing))
    waiting = [row for row in standing if not row.has_place]
    promoted = () if would_be.has_begun else tuple(waiting[:free])
    told = standing if is_news(session, would_be) else ()
    return Effects(would_be, promoted, tuple(row for row in told if row not in promoted))

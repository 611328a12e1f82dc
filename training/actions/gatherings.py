"""Gatherings of a community: planning one, and what is written about it."""

from django.db import transaction

from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from training.actions.communities import CommunityClosedError, lock_community
from training.actions.sessions import SessionPlan, lock_session, plan_session
from training.models import Community, Session


@transaction.atomic
def plan_gathering(community: Community, plan: SessionPlan, *, by: Person | None) -> Session:
    """Put a gathering of a community into the calendar; recorded. Raises CommunityClosedError."""
    locked = lock_community(community)
    if not locked.is_alive:
        raise CommunityClosedError
    return plan_session(locked.programme, plan, by=by)


@transaction.atomic
def write_up_session(
    session: Session, *, agenda: str, notes: str, recording_url: str, by: Person | None
) -> None:
    """Keep the agenda of a session, what was noted, and where its recording is; recorded."""
    locked = lock_session(session)
    values = {"agenda": agenda, "notes": notes, "recording_url": recording_url}
    changed = sorted(name for name, value in values.items() if getattr(locked, name) != value)
    if not changed:
        return
    for name, value in values.items():
        setattr(locked, name, value)
        setattr(session, name, value)
    locked.save(update_fields=changed)
    record(
        "session.written_up",
        locked,
        by=by,
        organisation_id=locked.programme.organisation_id,
        changes={"fields": changed},
    )

"""What sessions that are near need: somebody to lead them, and another date for who waits."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from programmes.gates import NOW, later
from programmes.models import Programme
from programmes.needs import Need, Urgency, tells_needs
from training import wording
from training.enums import EnrolmentState, SessionKind, SessionState
from training.models import Enrolment, Session

# A session without anybody to lead it is told of a week ahead, a waiting list a fortnight.
LEADERLESS = timedelta(days=7)
CROWDED = timedelta(days=14)


def _led() -> Exists:
    """Tell of a session whether somebody leads it."""
    return Exists(Session.facilitators.through.objects.filter(session=OuterRef("pk")))


def _gate() -> Q:
    """Tell of a programme whether a session to come has no leader, or a line."""
    coming = Session.objects.filter(
        programme=OuterRef("pk"), state=SessionState.PLANNED, starts_at__gte=NOW
    )
    in_line = Enrolment.objects.filter(session=OuterRef("pk"), state=EnrolmentState.WAITING)
    is_alone = ~_led() & ~Q(kind=SessionKind.MODULE)
    soon = Q(is_alone, starts_at__lte=later(NOW, LEADERLESS))
    crowded = Q(Exists(in_line), starts_at__lte=later(NOW, CROWDED))
    return Q(Exists(coming.filter(soon | crowded)))


@tells_needs(Permission.MANAGE_TRAINING, gate=_gate)
def needs_of_sessions(programme: Programme, _person: Person) -> Iterator[Need]:
    """Yield what sessions to come need; one query, however many there are."""
    coming = list(
        Session.objects.filter(programme=programme).upcoming().with_seats().annotate(is_led=_led())
    )
    yield from _without_leader(programme, coming)
    yield from _with_a_line(programme, coming)


def _without_leader(programme: Programme, coming: Sequence[Any]) -> Iterator[Need]:
    """Yield sessions of the coming week that nobody leads; a module needs nobody."""
    until = timezone.now() + LEADERLESS
    for session in coming:
        if session.is_led or session.starts_at > until or session.kind == SessionKind.MODULE:
            continue
        yield Need(
            key=f"training.leaderless.{session.starts_at:%Y%m%d}.{session.pk}",
            title=_("Nobody leads “%(title)s” yet") % {"title": session.title},
            reason=_("It is %(day)s") % {"day": _day(session)},
            action=_("Say who leads it"),
            url=reverse("training:session-edit", args=(programme.slug, session.pk)),
            urgency=Urgency.NOW,
        )


def _with_a_line(programme: Programme, coming: Sequence[Session]) -> Iterator[Need]:
    """Yield sessions soon for which people wait in line while another one like it has places."""
    until = timezone.now() + CROWDED
    for session in coming:
        if not session.waiting or session.starts_at > until:
            continue
        other = next((row for row in coming if row.free_places and _is_like(row, session)), None)
        if other is None:
            continue
        people = ngettext(
            "%(count)s person waits for “%(title)s”",
            "%(count)s people wait for “%(title)s”",
            session.waiting,
        )
        facts = {"count": wording.number(session.waiting), "title": session.title}
        address = reverse("training:session-people", args=(programme.slug, other.pk))
        yield Need(
            key=f"training.line.{session.starts_at:%Y%m%d}.{session.pk}",
            title=people % facts,
            reason=_("“%(title)s” %(day)s has free places")
            % {"title": other.title, "day": _day(other)},
            action=_("Offer them the other date"),
            url=f"{address}?who=line",
            urgency=Urgency.SOON,
        )


def _is_like(other: Session, session: Session) -> bool:
    """Tell whether another session would do as well: the same course or, without one, kind."""
    if other.pk == session.pk or other.cohort_id not in {None, session.cohort_id}:
        return False
    if session.course_id is None:
        return other.course_id is None and other.kind == session.kind
    return other.course_id == session.course_id


def _day(session: Session) -> str:
    """Say when a session is: “on Tuesday”, “on 3 March”."""
    return wording.on_day(timezone.localdate(session.starts_at), timezone.localdate(timezone.now()))

"""What sessions that are near need: somebody to lead them, and another date for who waits."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programmes.models import Programme
from programmes.needs import Need, Urgency
from training import wording
from training.enums import SessionKind
from training.models import Session
from training.models.session import SessionQuerySet

# A session without anybody to lead it is told of a week ahead, a waiting list a fortnight.
LEADERLESS = timedelta(days=7)
CROWDED = timedelta(days=14)


def needs_of_sessions(programme: Programme) -> Iterator[Need]:
    """Yield what sessions to come need; two queries, however many there are."""
    coming = Session.objects.filter(programme=programme).upcoming()
    yield from _without_leader(programme, coming)
    yield from _with_a_line(programme, list(coming.with_seats()))


def _without_leader(programme: Programme, coming: SessionQuerySet) -> Iterator[Need]:
    """Yield sessions of the coming week that nobody leads; a module needs nobody."""
    led = Session.facilitators.through.objects.filter(session=OuterRef("pk"))
    soon = coming.filter(~Exists(led), starts_at__lte=timezone.now() + LEADERLESS)
    for session in soon.exclude(kind=SessionKind.MODULE):
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

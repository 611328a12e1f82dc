"""What Home shows around a session: its list to who leads it, and a minute for who was there."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from mentorship.common.statements import NOW
from programmes.cards import Card
from programmes.permissions import allowed_in
from training.attending.asking import asked_elsewhere
from training.enums import SessionState
from training.models import Attendance, Session, SessionFeedback
from training.models.session import FEEDBACK_TIME, SessionQuerySet
from training.queries.attending import LONGEST

FEEDBACK, LEADING = 55, 12
# From an hour before a session to a day after it, whoever leads it finds the list on Home.
BEFORE, AFTER = timedelta(hours=1), timedelta(days=1)
# As many cards as somebody answers in a sitting.
MOST_CARDS = 3


def sessions_led(person: Person) -> SessionQuerySet:
    """Return the sessions that somebody leads about now."""
    led = Session.objects.filter(
        facilitators=person,
        state__in=(SessionState.PLANNED, SessionState.HELD),
        starts_at__gte=NOW - LONGEST - AFTER,
        starts_at__lte=NOW + BEFORE,
    )
    return led.select_related("programme").order_by("starts_at")


def sessions_attended(person: Person) -> SessionQuerySet:
    """Return the sessions of about two weeks at which somebody was, and said nothing of."""
    there = Attendance.objects.filter(session=OuterRef("pk"), person=person, is_present=True)
    given = SessionFeedback.objects.filter(session=OuterRef("pk"), person=person)
    recent = Session.objects.filter(
        Exists(there), ~Exists(given), starts_at__gte=NOW - 2 * FEEDBACK_TIME, starts_at__lte=NOW
    )
    return recent.order_by("-starts_at")


def cards_of_leading(person: Person, led: Sequence[Session]) -> Iterator[Card]:
    """Yield the list of each session that somebody leads, where they may tick; one query."""
    now = timezone.now()
    visible = Session.objects.visible_to(person).filter(pk__in=[session.pk for session in led])
    seen = set(visible.values_list("pk", flat=True))
    for session in led:
        if session.pk not in seen:
            continue
        is_over = session.ends_at < now - AFTER
        if is_over or not allowed_in(person, Permission.RECORD_ATTENDANCE, session.programme):
            continue
        sentence = _("You lead “%(title)s”") % {"title": session.title}
        yield Card(
            key=f"training.leading.{session.pk}",
            headline=sentence,
            title=sentence,
            text=session.place,
            action=_("Who is here?"),
            url=reverse("training:attendance", args=(session.programme.slug, session.pk)),
            order=LEADING,
        )


def cards_after_sessions(person: Person, attended: Sequence[Session]) -> Iterator[Card]:
    """Yield a card for each session that the person was at lately, and has not answered."""
    asked = [session for session in attended if session.takes_feedback]
    elsewhere = asked_elsewhere(person, asked)
    for session in [each for each in asked if each.pk not in elsewhere][:MOST_CARDS]:
        question = _("How was “%(title)s”?") % {"title": session.title}
        yield Card(
            key=f"training.feedback.{session.pk}",
            headline=question,
            title=question,
            text=_("Two questions, one minute. Nobody sees who said what."),
            action=_("Answer"),
            url=reverse("training:feedback", args=(session.pk,)),
            order=FEEDBACK,
        )

"""What a participant’s home shows after a session: a minute for what they thought of it."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from mentorship.accounts.models import Person
from programmes.cards import Card
from training.models import Attendance, Session, SessionFeedback
from training.models.session import FEEDBACK_TIME

FEEDBACK = 55
# As many cards as somebody answers in a sitting.
MOST_CARDS = 3


def cards_after_sessions(person: Person) -> Iterator[Card]:
    """Yield a card for each session of the last two weeks that the person has not answered."""
    now = timezone.now()
    there = Attendance.objects.filter(session=OuterRef("pk"), person=person, is_present=True)
    given = SessionFeedback.objects.filter(session=OuterRef("pk"), person=person)
    sessions = Session.objects.filter(
        Exists(there), ~Exists(given), starts_at__range=(now - 2 * FEEDBACK_TIME, now)
    )
    asked = [session for session in sessions.order_by("-starts_at") if session.takes_feedback]
    for session in asked[:MOST_CARDS]:
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

"""What a mentor's home says of the Mirror, for some weeks after a survey has filled it."""

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluation.enums import Purpose, WaveState
from evaluation.models import Answer
from mentorship.accounts.models import Person
from programmes.cards import Card

# After what waits for an answer, before what can be read any time.
MIRROR = 60
SHOWN_FOR = timedelta(days=21)


def cards_of_mirror(person: Person) -> Iterator[Card]:
    """Yield that the Mirror can be looked at, once a survey that the mentor answered has closed."""
    answered = Answer.objects.filter(
        participant__person=person,
        wave__state=WaveState.CLOSED,
        wave__closed_at__gte=timezone.now() - SHOWN_FOR,
        wave__instrument__purpose=Purpose.COMPETENCY_SELF,
    )
    if answered.exists():
        yield Card(
            key="evaluation.mirror",
            title=_("Your Mirror"),
            text=_("How you see your mentoring, and how your mentees see it. Only for you."),
            action=_("Look"),
            url=reverse("evaluation:my-mirror"),
            order=MIRROR,
        )

"""What a mentor's home says of the Mirror, for some weeks after a survey has filled it."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from evaluation.enums import Purpose, WaveState
from evaluation.models import Answer
from mentorship.accounts.models import Person
from mentorship.common.statements import NOW
from programmes.cards import Card

# After what waits for an answer, before what can be read any time.
MIRROR = 60
SHOWN_FOR = timedelta(days=21)


def answer_in_mirror(person: Person) -> QuerySet[Answer, UUID]:
    """Return an answer of a mentor's in a survey that closed lately and fills the Mirror."""
    answered = Answer.objects.filter(
        participant__person=person,
        wave__state=WaveState.CLOSED,
        wave__closed_at__gte=NOW - SHOWN_FOR,
        wave__instrument__purpose=Purpose.COMPETENCY_SELF,
    )
    return answered.order_by().values_list("pk", flat=True)[:1]


def cards_of_mirror(_person: Person, _answered: Sequence[UUID]) -> Iterator[Card]:
    """Yield that the Mirror can be looked at, once a survey that the mentor answered has closed."""
    yield Card(
        key="evaluation.mirror",
        title=_("Your Mirror"),
        text=_("How you see your mentoring, and how your mentees see it. Only for you."),
        action=_("Look"),
        url=reverse("evaluation:my-mirror"),
        order=MIRROR,
    )

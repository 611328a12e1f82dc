"""What training learns from concerns: a category, and nothing else.

A concern to the programme's named person counts at once; an agenda speaks of reasons only where
five were given in a year. A concern of which no coordinator is to know would show by its mere
number, so those count when they are settled, five at a time and on one day.
"""

from django.utils import timezone

from matching.concerns.enums import Channel, ConcernState
from matching.models import Concern
from training.actions.evidence import note_raised
from training.agenda.enums import RaisedKind

TOGETHER = 5


def note_for_training(concern: Concern) -> None:
    """Note the category of a concern to the programme's named person, once."""
    if concern.channel == Channel.COORDINATORS:
        _note(concern)


def note_hidden_for_training(concern: Concern) -> None:
    """Note the categories of settled hidden concerns of a programme, in whole fives."""
    if concern.channel != Channel.CONTACT:
        return
    settled = Concern.objects.filter(
        programme=concern.programme_id, channel=Channel.CONTACT, state=ConcernState.SETTLED
    ).order_by("settled_at", "pk")
    rows = list(settled.select_related("programme"))
    for each in rows[: len(rows) // TOGETHER * TOGETHER]:
        _note(each)


def _note(concern: Concern) -> None:
    """Note one category, as of today; telling it again changes nothing."""
    note_raised(
        concern.programme,
        kind=RaisedKind.CONCERN,
        category=concern.category,
        on=timezone.localdate(),
        occasion_key=f"matching.concern:{concern.pk}",
    )

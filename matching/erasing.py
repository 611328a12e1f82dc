"""What of matching stands in the way of erasing somebody, and what declarations cannot say."""

from collections.abc import Iterator, Sequence

from django.db.models import Q
from django.utils.translation import gettext as _

from matching.concerns.enums import ConcernState
from matching.enums import CURRENT_STATES
from matching.models import Concern, DraftChange, Match
from mentorship.accounts.models import Person
from mentorship.accounts.privacy.erasing.marks import CUT
from mentorship.accounts.privacy.erasing.registry import (
    Gone,
    Obstacle,
    Taken,
    register_eraser,
    register_obstacles,
)
from programmes.models import Participant


def register() -> None:
    """Put this app's part into erasing."""
    register_obstacles(obstacles_of_matching)
    register_eraser(take_reasons_of_drafts)


def obstacles_of_matching(people: Sequence[Person]) -> Iterator[Obstacle]:
    """Yield running matches, and that something is open in confidence, without saying what."""
    running = Match.objects.filter(
        members__participant__person__in=people, state__in=CURRENT_STATES
    ).distinct()
    for match in running.select_related("cohort"):
        yield Obstacle(
            _("Has a match under way in %(cohort)s: end it, or find somebody else, first.")
            % {"cohort": match.cohort.name}
        )
    touching = Q(raised_by__in=people) | Q(match__members__participant__person__in=people)
    touching |= Q(handler__in=people) | Q(escalated_to__in=people)
    if Concern.objects.filter(touching).exclude(state=ConcernState.SETTLED).exists():
        yield Obstacle(
            _("Something in confidence has to be settled first. Please look again later.")
        )


def take_reasons_of_drafts(gone: Gone, taken: Taken) -> None:
    """Take facts and typed reasons about the person out of what drafts were like before."""
    places = set(Participant.objects.filter(person__in=gone.pks).values_list("pk", flat=True))
    marks = {str(pk) for pk in places}
    drafts = Q(draft__round__cohort__participants__in=places)
    changes = DraftChange.objects.filter(drafts).distinct()
    for change in changes.iterator(chunk_size=200):
        before = [_without_facts(row, marks) for row in change.before]
        after = [_without_facts(row, marks) for row in change.after]
        if (before, after) != (change.before, change.after):
            DraftChange.objects.filter(pk=change.pk).update(before=before, after=after)
            taken.add("matching.draftchange", 1)


def _without_facts(row: dict[str, object], marks: set[str]) -> dict[str, object]:
    """Return a kept row without what was known of the two, where it is about one of the marked."""
    if marks.isdisjoint({str(row.get("mentee")), str(row.get("mentor"))}):
        return row
    words = {key: CUT for key in ("override_reason", "reason") if row.get(key)}
    return row | words | ({"facts": []} if "facts" in row else {})

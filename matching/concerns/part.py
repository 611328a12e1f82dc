"""Help, as the last part of a pair's page: calm, and never who raised what."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from matching.models import Match
from matching.pair_page import PairPart
from mentorship.accounts.models import Person

ORDER = 90


def part_of_concerns(match: Match, _viewer: Person) -> Iterator[PairPart]:
    """Yield where to turn when something is not right; no query."""
    yield PairPart(
        key="concerns",
        title=_("Something is not right?"),
        text=_("You see who would be told before anything is sent."),
        url=f"{reverse('matching:my-concern-add')}?match={match.pk}",
        order=ORDER,
        icon="lifebuoy",
    )

"""What the console's timeline says of the fit: that people were asked, and how many answered."""

from collections.abc import Iterator

from django.db.models import Count, Min
from django.utils.translation import gettext as _

from matching.models import FitCheck, Match
from matching.timeline import CourseFact


def facts_of_fit(match: Match) -> Iterator[CourseFact]:
    """Yield that the match was asked whether it fits; one query. Never what anybody answered."""
    asked = FitCheck.objects.filter(member__match=match, turn=1).aggregate(
        at=Min("asked_at"), asked=Count("pk"), answered=Count("answered_at")
    )
    if asked["at"] is None:
        return
    counts = {"answered": asked["answered"], "asked": asked["asked"]}
    yield CourseFact(
        at=asked["at"],
        title=_("Asked whether the two fit"),
        text=_("%(answered)d of %(asked)d have answered") % counts,
        icon="heart",
    )

"""What the console's timeline says of the fit: that people were asked, and how many answered."""

from django.db.models import Count, Min
from django.utils.translation import gettext as _

from matching.models import FitCheck, Match
from matching.timeline import CourseFact
from mentorship.common.together import Reads, Telling


def facts_of_fit(match: Match) -> Telling[CourseFact]:
    """Yield that the match was asked whether it fits. Never what anybody answered."""
    checks = FitCheck.objects.filter(member__match=match, turn=1).order_by()
    counts = checks.values("member__match").annotate(
        at=Min("asked_at"), asked=Count("pk"), answered=Count("answered_at")
    )
    yield Reads(counts)
    for asked in counts:
        yield CourseFact(
            at=asked["at"],
            title=_("Asked whether the two fit"),
            text=_("%(answered)d of %(asked)d have answered") % asked,
            icon="heart",
        )

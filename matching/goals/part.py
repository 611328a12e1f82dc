"""Goals on the portal's page of a match: how they stand, in a line."""

from collections.abc import Iterator, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from matching.enums import ENDED_STATES, MatchState
from matching.goals.pages import is_writable
from matching.goals.wording import how_many
from matching.models import Match
from matching.pair_page import PairPart
from matching.wording import short_names
from mentorship.accounts.models import Person

ORDER = 20


def part_of_goals(
    match: Match, viewer: Person, counted: Sequence[tuple[str, int]]
) -> Iterator[PairPart]:
    """Yield how the goals stand that the viewer reads; nothing before a match begins."""
    can_write = is_writable(match)
    if not can_write and match.state not in ENDED_STATES:
        return
    states, is_own = dict(counted), viewer in match.mentees
    text = how_many(states)
    if not text:
        text = _("What would you like to reach? Examples help you begin.")
        if not is_own:
            text = _("%(names)s: no goal yet") % {"names": short_names(match.mentees)}
        if not can_write:
            text = _("No goals were set.")
    elif not can_write:
        text = _("The goals stay here for you to read")
    wants_you = is_own and not states and match.state == MatchState.ACTIVE
    yield PairPart(
        key="goals",
        title=_("Goals"),
        text=text,
        url=reverse("matching:my-goals", args=(match.pk,)),
        order=ORDER,
        icon="flag",
        wants_you=wants_you,
        action=_("Set a goal") if wants_you else "",
    )

"""How the agreement stands, in a line of the pair's page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from matching.agreeing.lines import every_weeks_in_words
from matching.agreeing.queries import (
    AGREEING_STATES,
    AgreementStanding,
    Version,
    standing_of,
    today_of,
)
from matching.booking.part import Counted
from matching.enums import ENDED_STATES
from matching.models import Agreement, Match
from matching.pair_page import PairPart
from matching.wording import short_names
from mentorship.accounts.models import Person

ORDER = 10
PAIR = 2


@dataclass(frozen=True, slots=True)
class _Said:
    """A line about the agreement, and what is asked of the reader, if anything."""

    text: str
    action: str = ""


def part_of_agreement(
    match: Match, viewer: Person, versions: Sequence[Agreement], meetings: Sequence[Counted]
) -> Iterator[PairPart]:
    """Yield how the agreement stands, once all have said yes."""
    if match.state not in {*AGREEING_STATES, *ENDED_STATES}:
        return
    standing = standing_of(match, versions)
    if match.state in ENDED_STATES:
        said = _ended(standing)
    else:
        said = _going(match, viewer, standing, meets=bool(meetings))
    if said is not None:
        yield PairPart(
            key="agreement",
            title=_("Agreement"),
            text=said.text,
            url=reverse("matching:my-agreement", args=(match.pk,)),
            order=ORDER,
            icon="document-check",
            wants_you=bool(said.action),
            action=said.action,
        )


def _going(match: Match, viewer: Person, standing: AgreementStanding, *, meets: bool) -> _Said:
    """Say how it stands while the match is under way."""
    waiting, in_force = standing.waiting, standing.in_force
    if waiting is not None and standing.waits_for(viewer):
        words = {"name": waiting.agreement.written_by.short_name}
        text = (
            _("%(name)s suggests a change: it waits for your signature")
            if in_force
            else _("%(name)s wrote one: it waits for your signature")
        )
        return _Said(text % words, _("Read and sign"))
    if waiting is not None:
        return _Said(_("Waits for %(names)s to sign") % {"names": short_names(waiting.unsigned)})
    if in_force is None:
        text = _("Five lines on how you work together. Two minutes, and both of you are clear.")
        if len(match.people) > PAIR:
            text = _("Five lines on how you work together. Two minutes, and all of you are clear.")
        return _Said(text, _("Write it down") if meets else "")
    if in_force.is_over(today_of(match)):
        day = date_format(in_force.agreement.ends_on, "j F Y")
        return _Said(_("Its last day was %(day)s") % {"day": day}, _("Agree on a new day"))
    return _Said(_in_force(in_force))


def _in_force(version: Version) -> str:
    """Say what counts, as coordinators see it too."""
    return _("Signed by everybody: you meet %(how_often)s, until %(day)s") % {
        "how_often": every_weeks_in_words(version.agreement.every_weeks),
        "day": date_format(version.agreement.ends_on, "j F Y"),
    }


def _ended(standing: AgreementStanding) -> _Said | None:
    """Say what stays after the end; nothing where there was no agreement."""
    if standing.in_force is None:
        return None
    return _Said(_("What you agreed stays here for you to read"))

"""What this app shows on a participant's page in the console: whom they meet, and since when."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from matching.care.wording import level_in_words
from matching.enums import ENDED_STATES, MatchState
from matching.models import Match
from matching.queries import Relationship, in_order_of_care, relationships
from matching.queries.relationships import rows_of_weeks
from matching.tables import tone_of
from matching.wording import full_names, last_met
from mentorship.accounts.models import Person
from mentorship.common.together import Reads, Telling
from programmes.models import Participant
from programmes.person_facts import Fact, Moment, Section

ORDER = 30


def facts_of_matches(participant: Participant, viewer: Person) -> Telling[Section | Moment]:
    """Yield the matches of a participant and how they went, as far as the viewer may see them."""
    visible = Match.objects.visible_to(viewer).filter(members__participant=participant)
    matches = in_order_of_care(visible).with_people()
    yield Reads(matches)
    if not matches:
        return
    for match in matches:
        if match.cohort_id == participant.cohort_id:
            match.cohort = participant.cohort
    weeks = rows_of_weeks([match.pk for match in matches], timezone.localdate())
    yield Reads(weeks)
    found = relationships(list(matches), weeks)
    yield Section(
        "matching.matches",
        _("Matches"),
        ORDER,
        tuple(_fact(relationship, participant) for relationship in found),
        tone=tone_of(found[0]),
        word=_word(found[0]),
    )
    for match in matches:
        yield from _moments(match, participant)


def _fact(relationship: Relationship, participant: Participant) -> Fact:
    """Return whom they meet, and how that stands."""
    match = relationship.match
    state = match.get_state_display()
    is_telling = relationship.is_going_on or relationship.last_met_on is not None
    return Fact(
        full_names(match.others_than(participant.person)) or _("Nobody"),
        f"{state}. {last_met(relationship.last_met_on)}." if is_telling else state,
        url=reverse("matching:match", args=(match.cohort.programme.slug, match.pk)),
        action=_("Open"),
    )


def _word(relationship: Relationship) -> str:
    """Return how a match fares where it may need help, else its state."""
    if relationship.health.needs_somebody:
        return level_in_words(relationship.health)[1]
    return str(relationship.match.get_state_display())


def _moments(match: Match, participant: Participant) -> Iterator[Moment]:
    """Yield when a match of the participant began, ended or was declined."""
    names = {"names": full_names(match.others_than(participant.person))}
    url = reverse("matching:match", args=(match.cohort.programme.slug, match.pk))
    yield Moment(
        timezone.localtime(match.proposed_at),
        _("Match with %(names)s proposed") % names,
        url=url,
        icon="sparkles",
    )
    if match.started_on:
        title = _("Began to meet %(names)s") % names
        yield Moment(match.started_on, title, url=url, icon="users")
    if match.ended_on and match.state in ENDED_STATES:
        is_early = match.state == MatchState.ENDED_EARLY
        title = (
            _("Match with %(names)s ended early") if is_early else _("Match with %(names)s closed")
        )
        yield Moment(match.ended_on, title % names, url=url, icon="flag")

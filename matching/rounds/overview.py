"""How a round stands at a glance, and which cohorts could begin one."""

from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching.actions.proposals import MATCHABLE
from matching.drafts.enums import DraftState
from matching.enums import CURRENT_STATES
from matching.models import Draft, MatchMember, Round
from matching.models.round import RoundQuerySet
from matching.publishing.enums import SendingState
from matching.rounds.enums import MatchingWay
from programmes.enums import CohortState
from programmes.models import Cohort, Participant, Programme

# Drafts that lead nowhere any more.
OVER = (DraftState.FAILED, DraftState.CANCELLED, DraftState.DISCARDED)


@dataclass(frozen=True, slots=True)
class Standing:
    """A round with how many people it has, how many are matched, and how far it is."""

    round: Round
    mentees: int
    mentors: int
    matched: int
    drafts: int
    latest: Draft | None
    was_sent: bool

    @property
    def sentence(self) -> str:
        """Say how many mentees wait, and for how many mentors."""
        waiting = self.mentees - self.matched
        if not self.mentees:
            return _("Nobody can be matched yet")
        if waiting <= 0:
            return _("Every mentee is matched, or has been asked")
        return ngettext(
            "%(count)d mentee waits for a mentor", "%(count)d mentees wait for a mentor", waiting
        ) % {"count": waiting}


class Step(NamedTuple):
    """What comes next in a round: what its button says, and the name of the page it opens."""

    label: str
    address: str
    pk: UUID


def next_step(standing: Standing, *, manages: bool) -> Step:
    """Return what comes next: the answers, the draft, a first draft, or the rules to read."""
    chosen = standing.round
    if chosen.way == MatchingWay.ASKING:
        return Step(_("See who asked whom"), "matching:request-list", chosen.pk)
    if standing.was_sent:
        return Step(_("See the answers"), "matching:sending-answers", chosen.pk)
    if standing.latest is not None:
        label = _("Open %(draft)s") % {"draft": str(standing.latest)}
        return Step(label, "matching:draft", standing.latest.pk)
    if not manages:
        return Step(_("See the rules"), "matching:rule-list", chosen.pk)
    if not chosen.rules.exists():
        return Step(_("Set the rules"), "matching:rule-list", chosen.pk)
    return Step(_("Draw up a draft"), "matching:draft-run", chosen.pk)


def cohorts_to_match(programme: Programme) -> list[Cohort]:
    """Return the cohorts in which a round could begin, the one in its matching step first."""
    is_open: RoundQuerySet = Round.objects.filter(cohort=OuterRef("pk")).open()
    rows = programme.cohorts.exclude(state=CohortState.CLOSED).exclude(Exists(is_open))
    steps = (CohortState.MATCHING, CohortState.RECRUITING, CohortState.RUNNING)
    order = {state: place for place, state in enumerate((*steps, CohortState.DESIGNING))}
    return sorted(
        rows.newest_first(), key=lambda cohort: order.get(CohortState(cohort.state), len(order))
    )


def standing_of(chosen: Round) -> Standing:
    """Return how a round stands; six queries."""
    ready = Participant.objects.filter(cohort=chosen.cohort_id, state__in=MATCHABLE)
    placed = MatchMember.objects.filter(participant=OuterRef("pk"), match__state__in=CURRENT_STATES)
    return Standing(
        round=chosen,
        mentees=ready.mentees().count(),
        mentors=ready.mentors().count(),
        matched=ready.mentees().filter(Exists(placed)).count(),
        drafts=chosen.drafts.filter(state=DraftState.READY).count(),
        latest=chosen.drafts.exclude(state__in=OVER).order_by("-number").first(),
        was_sent=chosen.sendings.filter(state=SendingState.SENT).exists(),
    )

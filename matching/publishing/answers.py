"""How the mentees of a round stand once they were asked: placed, waiting, free again, told."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Case, Count, Exists, OuterRef, QuerySet, Value, When
from django.db.models.functions import Lower
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from matching.actions.proposals import MATCHABLE
from matching.enums import DeclineReason, MatchState
from matching.models import Match, MatchMember, Round, SendingPair
from matching.publishing.emails import NO_MATCH_YET
from matching.publishing.enums import LineState, SendingState
from mentorship.notifications.actions.posting import about_key
from mentorship.notifications.models import Message
from programmes.enums import ParticipantRole
from programmes.models import Participant

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

PLACED_STATES = (MatchState.ACCEPTED, MatchState.ACTIVE, MatchState.PAUSED)


class Standing(StrEnum):
    """How a mentee stands; in the order in which they need somebody."""

    FREE_AGAIN = "free"
    NOBODY = "nobody"
    WAITING = "waiting"
    TOLD = "told"
    PLACED = "placed"


WORDS: "dict[str, _StrPromise]" = {
    Standing.FREE_AGAIN: gettext_lazy("Free again"),
    Standing.NOBODY: gettext_lazy("Not asked yet"),
    Standing.WAITING: gettext_lazy("Waiting for an answer"),
    Standing.TOLD: gettext_lazy("Told why not"),
    Standing.PLACED: gettext_lazy("Placed"),
}


@dataclass(frozen=True, slots=True)
class Answer:
    """A mentee of a round, and what was heard about their last proposal."""

    mentee: Participant
    standing: Standing
    match: Match | None
    news: tuple[str, ...] = ()

    @property
    def standing_in_words(self) -> str:
        """Return how they stand, in words."""
        return str(WORDS[self.standing])

    @property
    def needs_somebody(self) -> bool:
        """Tell whether somebody should do something for them."""
        return self.standing in {Standing.FREE_AGAIN, Standing.NOBODY}

    @property
    def is_waiting(self) -> bool:
        """Tell whether an answer is still to come."""
        return self.standing == Standing.WAITING


def mentees_of(chosen: Round) -> "QuerySet[Any]":
    """Return the mentees of a round's cohort with their `standing`, by who needs somebody."""
    own = MatchMember.objects.filter(participant=OuterRef("pk"))
    told = Message.objects.filter(
        kind=NO_MATCH_YET.name, recipient=OuterRef("person"), about=about_key(chosen)
    )
    standing = Case(
        When(Exists(own.filter(match__state__in=PLACED_STATES)), then=Value(Standing.PLACED)),
        When(Exists(own.filter(match__state=MatchState.PROPOSED)), then=Value(Standing.WAITING)),
        When(Exists(told), then=Value(Standing.TOLD)),
        When(Exists(own), then=Value(Standing.FREE_AGAIN)),
        default=Value(Standing.NOBODY),
    )
    rows = Participant.objects.filter(cohort=chosen.cohort_id, role=ParticipantRole.MENTEE)
    places = {each: place for place, each in enumerate(Standing)}
    order = Case(*[When(standing=each, then=Value(place)) for each, place in places.items()])
    return (
        rows.in_states(MATCHABLE)
        .select_related("person")
        .annotate(standing=standing)
        .annotate(turn=order)
        .order_by("turn", Lower("person__name"), "pk")
    )


def counts_of(chosen: Round) -> dict[Standing, int]:
    """Return how many mentees stand how; one query."""
    rows = mentees_of(chosen).order_by().values_list("standing").annotate(n=Count("pk"))
    return dict.fromkeys(Standing, 0) | {Standing(name): number for name, number in rows}


def is_still_leaving(chosen: Round) -> bool:
    """Tell whether pairs of a sending wait for their mails; one query."""
    lines = SendingPair.objects.filter(sending__round=chosen, state=LineState.IN)
    return lines.filter(sending__state=SendingState.SENT).exists()


def headline(counts: dict[Standing, int]) -> str:
    """Return the sentence that opens the page of answers."""
    total = sum(counts.values())
    if not total:
        return _("This cohort has no mentees to match yet")
    if counts[Standing.NOBODY] == total:
        return _("Nobody has been asked yet")
    unsettled = counts[Standing.FREE_AGAIN] + counts[Standing.NOBODY] + counts[Standing.WAITING]
    if not unsettled:
        sentence = (
            _("All %(total)d are placed")
            if not counts[Standing.TOLD]
            else _("All %(total)d are placed or told why not")
        )
        return sentence % {"total": total}
    placed = counts[Standing.PLACED]
    said = ngettext(
        "%(placed)d of %(total)d is placed", "%(placed)d of %(total)d are placed", placed
    )
    return said % {"placed": placed, "total": total}


def lead_of(counts: dict[Standing, int]) -> str:
    """Return what is still open: “15 wait for an answer, 2 are free again, 1 was not asked”."""
    waiting, free, nobody, told = (
        counts[each]
        for each in (Standing.WAITING, Standing.FREE_AGAIN, Standing.NOBODY, Standing.TOLD)
    )
    parts = [
        ngettext("%(n)d waits for an answer", "%(n)d wait for an answer", waiting) % {"n": waiting}
        if waiting
        else "",
        ngettext("%(n)d is free again", "%(n)d are free again", free) % {"n": free} if free else "",
        ngettext("%(n)d has nobody yet", "%(n)d have nobody yet", nobody) % {"n": nobody}
        if nobody
        else "",
        ngettext("%(n)d was told why not", "%(n)d were told why not", told) % {"n": told}
        if told
        else "",
    ]
    said = "; ".join(part for part in parts if part)
    return f"{said}." if said else ""


def answers_of(mentees: Collection[Any]) -> list[Answer]:
    """Return each mentee with their latest proposal, and what was heard of it; two queries."""
    latest = _latest(mentees)
    answers = []
    for mentee in mentees:
        match = latest.get(mentee.pk)
        standing = Standing(mentee.standing)
        answers.append(Answer(mentee, standing, match, tuple(_news(match)) if match else ()))
    return answers


def silent_in(match: Match) -> list[str]:
    """Return the names of those who have not answered yet."""
    return [member.person.name for member in match.members.all() if not member.has_answered]


def _latest(mentees: Collection[Participant]) -> dict[UUID, Match]:
    """Return the latest match of each mentee; two queries."""
    matches = (
        Match.objects.filter(members__participant__in=mentees)
        .with_people()
        .order_by("proposed_at", "pk")
        .distinct()
    )
    found: defaultdict[UUID, list[Match]] = defaultdict(list)
    for match in matches:
        for member in match.members.all():
            found[member.participant_id].append(match)
    is_open = {MatchState.PROPOSED, *PLACED_STATES}
    return {
        pk: next((each for each in reversed(theirs) if each.state in is_open), theirs[-1])
        for pk, theirs in found.items()
    }


def _news(match: Match) -> list[str]:
    """Return, a sentence each, what its people said to a proposal."""
    mentors = ", ".join(person.name for person in match.mentors)
    if match.state == MatchState.DECLINED:
        return [
            _("%(name)s declined: %(reason)s.")
            % {
                "name": member.person.name,
                "reason": DeclineReason(member.declined_reason).label,
            }
            for member in match.members.all()
            if member.declined_at
        ]
    if match.state == MatchState.EXPIRED:
        silent = silent_in(match)
        words = {"names": ", ".join(silent), "mentors": mentors}
        if silent and match.answer_by:
            return [
                _("The time ran out: nothing was heard of %(names)s. Asked with %(mentors)s.")
                % words
            ]
        return [_("The proposal with %(mentors)s was taken back.") % words]
    if match.state == MatchState.PROPOSED:
        said = [member.person.name for member in match.members.all() if member.accepted_at]
        news = [_("With %(mentors)s.") % {"mentors": mentors}]
        if said:
            news.append(_("%(names)s said yes.") % {"names": ", ".join(said)})
        return [
            *news,
            _("Not answered yet: %(names)s.") % {"names": ", ".join(silent_in(match))},
        ]
    return [_("With %(mentors)s.") % {"mentors": mentors}]

"""What this app puts on Today: proposals nobody answers, and the pairs that need somebody most."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching.care.enums import HealthReason
from matching.care.wording import draft_for, is_fresh, reason_in_words, step_in_words
from matching.enums import MatchState
from matching.models import Match
from matching.queries import in_order_of_care
from matching.queries.relationships import (
    because_of,
    health_of,
    last_step_of,
    needing_somebody,
)
from matching.wording import last_met, short_names
from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from programmes.models import Cohort, Programme
from programmes.needs import Need, Urgency
from programmes.permissions import allowed_in

# People have a week to answer, and to say whether they met, before a coordinator hears of it.
PATIENCE = timedelta(days=7)
MOST_PAIRS_NAMED = 5
MOST_NAMES = 3
MOST_REASONS = 3


def needs_of_matches(programme: Programme, person: Person) -> Iterator[Need]:
    """Yield what needs somebody who looks after the programme's matches; two queries."""
    if not allowed_in(person, Permission.MANAGE_MATCHES, programme):
        return
    wanting = _wanting(programme)
    yield from _unanswered(programme, [m for m in wanting if m.state == MatchState.PROPOSED])
    yield from _needing(programme, [m for m in wanting if health_of(m).needs_somebody])
    yield from _unsaid(programme, [match for match in wanting if _meetings_unsaid(match)])


def _wanting(programme: Programme) -> list[Any]:
    """Return the matches that may need somebody, with what is needed to say why."""
    matches = Match.objects.filter(cohort__in=Cohort.objects.open().filter(programme=programme))
    # A proposal with an end is reminded of, and ended, by itself.
    waits = Q(
        state=MatchState.PROPOSED,
        answer_by=None,
        proposed_at__date__lt=timezone.localdate() - PATIENCE,
    )
    unsaid = because_of(HealthReason.UNSAID) & Q(health__snoozed_until=None)
    wanted = in_order_of_care(matches).filter(waits | needing_somebody() | unsaid)
    return list(wanted.with_people())


def _unanswered(programme: Programme, proposed: Iterable[Match]) -> Iterator[Need]:
    """Yield proposals that have waited for more than a week, the longest first."""
    for match in proposed:
        silent = [member.person for member in match.members.all() if not member.has_answered]
        days = (timezone.localdate() - timezone.localdate(match.proposed_at)).days
        yield Need(
            key=f"matching.proposed.{match.proposed_at:%Y%m%d}.{match.pk}",
            title=ngettext(
                "%(names)s has not answered the proposal",
                "%(names)s have not answered the proposal",
                len(silent),
            )
            % {"names": short_names(silent)},
            reason=ngettext(
                "They were asked %(count)d day ago, on %(day)s",
                "They were asked %(count)d days ago, on %(day)s",
                days,
            )
            % {"count": days, "day": date_format(timezone.localtime(match.proposed_at), "j F")},
            action=_("See the proposal"),
            url=_url(programme, match),
            urgency=Urgency.SOON,
            participants=_participants([match]),
        )


def _needing(programme: Programme, matches: Sequence[Any]) -> Iterator[Need]:
    """Yield the pairs that need somebody most by name, and the others as one."""
    for place, match in enumerate(matches[:MOST_PAIRS_NAMED]):
        yield _pair(programme, match, place)
    if more := matches[MOST_PAIRS_NAMED:]:
        yield Need(
            key="matching.quiet.more",
            title=ngettext(
                "%(count)d more pair may need a word from you",
                "%(count)d more pairs may need a word from you",
                len(more),
            )
            % {"count": len(more)},
            reason=_("The list of relationships begins with them"),
            action=_("See them"),
            url=f"{reverse('matching:match-list', args=(programme.slug,))}?level=help",
            urgency=Urgency.SOON,
        )


def _pair(programme: Programme, match: Any, place: int) -> Need:
    """Say why one pair may need somebody, and who has just done something about it."""
    health, step = health_of(match), last_step_of(match)
    gravest, *others = [reason_in_words(reason) for reason in health.reasons[:MOST_REASONS]]
    said = [*others, last_met(match.last_met_on)]
    if step is not None:
        said.append(step_in_words(step))
    is_in_hand = is_fresh(step)
    return Need(
        key=f"matching.quiet.{place}",
        title=_("%(names)s: %(reason)s")
        % {"names": _names(match), "reason": gravest[:1].lower() + gravest[1:]},
        reason=". ".join(said),
        action=_("See how it goes") if is_in_hand else str(draft_for(health.reasons).action),
        url=_url(programme, match)
        if is_in_hand
        else reverse("matching:care-nudge", args=(programme.slug, match.pk)),
        urgency=Urgency.WHEN_READY if is_in_hand else Urgency.NOW,
        participants=_participants([match]),
    )


def _meetings_unsaid(match: Match) -> int:
    """Return of how many of a match's meetings nobody said in a week whether they happened."""
    return sum(reason.get("count", 0) for reason in health_of(match).reasons)


def _unsaid(programme: Programme, matches: Sequence[Any]) -> Iterator[Need]:
    """Yield one need for all meetings of which nobody said in a week whether they happened."""
    if not matches:
        return
    number = sum(_meetings_unsaid(match) for match in matches)
    named = [_names(match) for match in matches[:MOST_NAMES]]
    is_one = len(matches) == 1
    if len(matches) > MOST_NAMES:
        named.append(_("others"))
    yield Need(
        key="matching.unlogged",
        title=ngettext(
            "%(count)d meeting waits for a word", "%(count)d meetings wait for a word", number
        )
        % {"count": number},
        reason=_("Nobody has said whether it happened: %(names)s") % {"names": "; ".join(named)},
        action=_("See the relationship") if is_one else _("See relationships"),
        url=_url(programme, matches[0])
        if is_one
        else f"{reverse('matching:match-list', args=(programme.slug,))}?reason=unsaid",
        urgency=Urgency.WHEN_READY,
        participants=_participants(matches),
    )


def _participants(matches: Iterable[Match]) -> frozenset[UUID]:
    """Return who is in the matches, so that Today knows whose caseload they are in."""
    return frozenset(member.participant_id for match in matches for member in match.members.all())


def _names(match: Match) -> str:
    """Return the first names of everybody in a match, mentors first."""
    return short_names([*match.mentors, *match.mentees])


def _url(programme: Programme, match: Match) -> str:
    """Return the page of a relationship."""
    return reverse("matching:match", args=(programme.slug, match.pk))

"""What this app puts on Today: proposals, wishes for somebody else, pairs that need somebody."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching.actions.proposals import MATCHABLE
from matching.care.enums import HealthReason
from matching.care.wording import draft_for, is_fresh, reason_in_words, step_in_words
from matching.enums import CURRENT_STATES, MENTORED_SIDES, MatchOrigin, MatchState
from matching.models import Match, MatchMember, RematchWish
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
from programmes.needs import Need, Urgency, tells_needs

# People have a week to answer, and to say whether they met, before a coordinator hears of it.
PATIENCE = timedelta(days=7)
# What came to nothing is remembered for so long, or until the mentee has somebody.
REMEMBERED = timedelta(days=60)
TO_NOTHING = frozenset({MatchState.DECLINED, MatchState.EXPIRED})
MOST_PAIRS_NAMED = 5
MOST_NAMES = 3
MOST_REASONS = 3


def _gate() -> Q:
    """Tell of a programme whether a match may need somebody: more than `_wanting` reads."""
    wishes = RematchWish.objects.waiting().filter(member__match=OuterRef("pk"))
    wanted = (
        Q(state=MatchState.PROPOSED, answer_by=None)
        | needing_somebody()
        | because_of(HealthReason.UNSAID)
        | Q(Exists(wishes))
        | Q(state__in=TO_NOTHING, origin=MatchOrigin.ENTERED)
    )
    matches = Match.objects.filter(wanted, cohort__in=Cohort.objects.open())
    return Q(Exists(matches.filter(cohort__programme=OuterRef("pk"))))


@tells_needs(Permission.MANAGE_MATCHES, gate=_gate)
def needs_of_matches(programme: Programme, person: Person) -> Iterator[Need]:
    """Yield what needs somebody who looks after the programme's matches; two queries."""
    wanting = _wanting(programme, person)
    yield from _unanswered(programme, [m for m in wanting if m.state == MatchState.PROPOSED])
    yield from _come_to_nothing(programme, [m for m in wanting if m.state in TO_NOTHING])
    yield from _wishing(programme, [m for m in wanting if m.wisher])
    yield from _needing(programme, [m for m in wanting if health_of(m).needs_somebody])
    yield from _unsaid(programme, [match for match in wanting if _meetings_unsaid(match)])


def _wanting(programme: Programme, person: Person) -> list[Any]:
    """Return the matches that may need somebody, with what is needed to say why.

    `wisher` is the name of who would like somebody else; not for those who are in the match.
    """
    matches = Match.objects.filter(cohort__in=Cohort.objects.open().filter(programme=programme))
    # A proposal with an end is reminded of, and ended, by itself.
    waits = Q(
        state=MatchState.PROPOSED,
        answer_by=None,
        proposed_at__date__lt=timezone.localdate() - PATIENCE,
    )
    unsaid = because_of(HealthReason.UNSAID) & Q(health__snoozed_until=None)
    wishes = RematchWish.objects.waiting().filter(member__match=OuterRef("pk"))
    others = wishes.exclude(member__match__in=Match.objects.involving(person))
    names = others.values("member__participant__person__name")[:1]
    wanted = in_order_of_care(matches).annotate(wisher=Coalesce(Subquery(names), Value("")))
    is_wanted = waits | needing_somebody() | unsaid | ~Q(wisher="") | _nobody_followed()
    return list(wanted.filter(is_wanted).with_people())


def _nobody_followed() -> Q:
    """Find proposals entered by hand that came to nothing lately, and whose mentee has nobody."""
    later = MatchMember.objects.filter(
        Q(match__state__in=CURRENT_STATES)
        | Q(match__proposed_at__gt=OuterRef("match__proposed_at")),
        participant=OuterRef("participant"),
    )
    alone = MatchMember.objects.filter(
        ~Exists(later),
        match=OuterRef("pk"),
        side__in=MENTORED_SIDES,
        participant__state__in=MATCHABLE,
    )
    return Q(
        Exists(alone),
        state__in=TO_NOTHING,
        origin=MatchOrigin.ENTERED,
        proposed_at__date__gte=timezone.localdate() - REMEMBERED,
    )


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


def _come_to_nothing(programme: Programme, matches: Iterable[Any]) -> Iterator[Need]:
    """Yield proposals after which a mentee still has nobody."""
    for match in matches:
        was_declined = match.state == MatchState.DECLINED
        yield Need(
            key=f"matching.nothing.{match.proposed_at:%Y%m%d}.{match.pk}",
            title=_("%(names)s needs somebody else") % {"names": short_names(match.mentees)},
            reason=_("The proposal with %(names)s was declined")
            % {"names": short_names(match.mentors)}
            if was_declined
            else _("The time to answer the proposal with %(names)s ran out")
            % {"names": short_names(match.mentors)},
            action=_("Propose a match"),
            url=f"{reverse('matching:match-add', args=(programme.slug,))}?cohort={match.cohort_id}",
            urgency=Urgency.SOON,
            participants=_participants([match]),
        )


def _wishing(programme: Programme, matches: Iterable[Any]) -> Iterator[Need]:
    """Yield who would like to be matched with somebody else."""
    for match in matches:
        yield Need(
            key=f"matching.wish.{match.pk}",
            title=_("%(name)s would like somebody else") % {"name": match.wisher},
            reason=_("In the match of %(names)s. No reason is needed") % {"names": _names(match)},
            action=_("See who would suit"),
            url=reverse("matching:match-rematch", args=(programme.slug, match.pk)),
            urgency=Urgency.NOW,
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
    return short_names(match.people)


def _url(programme: Programme, match: Match) -> str:
    """Return the page of a relationship."""
    return reverse("matching:match", args=(programme.slug, match.pk))

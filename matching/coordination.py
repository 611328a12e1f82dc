"""What this app puts on Today: proposals nobody answers, quiet pairs, meetings without a word."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching.enums import MatchState
from matching.models import Match, Meeting
from matching.queries import in_order_of_care
from matching.wording import last_met, quiet_for, short_names
from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from programmes.models import Cohort, Programme
from programmes.needs import Need, Urgency
from programmes.permissions import allowed_in

# People have a week to answer, and to say whether they met, before a coordinator hears of it.
PATIENCE = timedelta(days=7)
MOST_QUIET_PAIRS_NAMED = 5
MOST_NAMES = 3


def needs_of_matches(programme: Programme, person: Person) -> Iterator[Need]:
    """Yield what needs somebody who looks after the programme's matches; two queries."""
    if not allowed_in(person, Permission.MANAGE_MATCHES, programme):
        return
    wanting = _wanting(programme)
    yield from _unanswered(programme, [m for m in wanting if m.state == MatchState.PROPOSED])
    yield from _quiet(programme, [match for match in wanting if match.is_quiet])
    yield from _unlogged(programme, [match for match in wanting if match.unlogged])


def _wanting(programme: Programme) -> list[Any]:
    """Return the matches that may need somebody, with what is needed to say why."""
    overdue = (
        Meeting.objects.to_log()
        .filter(match=OuterRef("pk"), starts_at__lt=timezone.now() - PATIENCE)
        .order_by()
        .values("match")
    )
    matches = Match.objects.filter(cohort__in=Cohort.objects.open().filter(programme=programme))
    counted = in_order_of_care(matches).annotate(
        unlogged=Coalesce(Subquery(overdue.annotate(n=Count("pk")).values("n")), Value(0))
    )
    # A proposal with an end is reminded of, and ended, by itself.
    waits = Q(
        state=MatchState.PROPOSED,
        answer_by=None,
        proposed_at__date__lt=timezone.localdate() - PATIENCE,
    )
    return list(counted.filter(waits | Q(is_quiet=True) | Q(unlogged__gt=0)).with_people())


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


def _quiet(programme: Programme, quiet: Sequence[Any]) -> Iterator[Need]:
    """Yield the pairs that have been quiet longest by name, and the others as one."""
    for place, match in enumerate(quiet[:MOST_QUIET_PAIRS_NAMED]):
        yield _quiet_pair(programme, match, place)
    if more := quiet[MOST_QUIET_PAIRS_NAMED:]:
        yield Need(
            key="matching.quiet.more",
            title=ngettext(
                "%(count)d more pair has been quiet for four weeks",
                "%(count)d more pairs have been quiet for four weeks",
                len(more),
            )
            % {"count": len(more)},
            reason=_("The list of relationships begins with them"),
            action=_("See them"),
            url=reverse("matching:match-list", args=(programme.slug,)),
            urgency=Urgency.SOON,
        )


def _quiet_pair(programme: Programme, match: Any, place: int) -> Need:
    """Say that one pair has been quiet, and when they met last."""
    days = (timezone.localdate() - match.quiet_since).days
    return Need(
        key=f"matching.quiet.{place}",
        title=_("%(names)s have been %(quiet)s")
        % {"names": _names(match), "quiet": quiet_for(days)},
        reason=last_met(match.last_met_on),
        action=_("Call or re-match"),
        url=_url(programme, match),
        urgency=Urgency.NOW,
        participants=_participants([match]),
    )


def _unlogged(programme: Programme, matches: Sequence[Any]) -> Iterator[Need]:
    """Yield one need for all meetings of which nobody said in a week whether they happened."""
    if not matches:
        return
    number = sum(match.unlogged for match in matches)
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
        else reverse("matching:match-list", args=(programme.slug,)),
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

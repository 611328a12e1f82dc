"""What this app puts on Today: proposals nobody answers, quiet pairs, meetings without a word."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching.enums import MatchState
from matching.models import Match, Meeting
from matching.queries import Relationship, quiet_matches, relationships
from matching.wording import in_words, last_met, quiet_for, short_names
from mentorship.accounts.access import allows
from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from programmes.models import Cohort, Programme
from programmes.needs import Need, Urgency

# People have a week to answer, and to say whether they met, before a coordinator hears of it.
PATIENCE = timedelta(days=7)
MOST_QUIET_PAIRS_NAMED = 5
MOST_NAMES = 3


def needs_of_matches(programme: Programme, person: Person) -> Iterator[Need]:
    """Yield what needs somebody who looks after the programme's matches; five queries at most."""
    if not allows(
        person,
        Permission.MANAGE_MATCHES,
        organisation_id=programme.organisation_id,
        programme_id=programme.pk,
    ):
        return
    matches = Match.objects.filter(cohort__in=Cohort.objects.open().filter(programme=programme))
    yield from _unanswered(programme, matches.filter(state=MatchState.PROPOSED).with_people())
    yield from _quiet(programme, list(quiet_matches(matches).with_people()))
    yield from _unlogged(programme, matches)


def _unanswered(programme: Programme, proposed: "QuerySet[Match]") -> Iterator[Need]:
    """Yield proposals that have waited for more than a week, the longest first."""
    before = timezone.now() - PATIENCE
    for match in proposed.filter(proposed_at__lt=before).order_by("proposed_at", "pk"):
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
            % {"count": days, "day": date_format(match.proposed_at, "j F")},
            action=_("See the proposal"),
            url=_url(programme, match),
            urgency=Urgency.SOON,
        )


def _quiet(programme: Programme, matches: list[Match]) -> Iterator[Need]:
    """Yield the pairs that have been quiet longest by name, and the others as one."""
    found = relationships(matches)
    for place, relationship in enumerate(found[:MOST_QUIET_PAIRS_NAMED]):
        yield _quiet_pair(programme, relationship, place)
    if more := found[MOST_QUIET_PAIRS_NAMED:]:
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
            url=_list_url(programme, MatchState.ACTIVE),
            urgency=Urgency.SOON,
        )


def _quiet_pair(programme: Programme, relationship: Relationship, place: int) -> Need:
    """Say that one pair has been quiet, and when they met last."""
    match = relationship.match
    names = short_names([*match.mentors, *match.mentees])
    return Need(
        key=f"matching.quiet.{place}",
        title=_("%(names)s have been %(quiet)s")
        % {"names": names, "quiet": quiet_for(relationship.quiet_days or 0)},
        reason=last_met(relationship.last_met_on),
        action=_("Call or re-match"),
        url=_url(programme, match),
        urgency=Urgency.NOW,
    )


def _unlogged(programme: Programme, matches: "QuerySet[Match]") -> Iterator[Need]:
    """Yield one need for all meetings of which nobody said in a week whether they happened."""
    waiting = list(
        Meeting.objects.to_log()
        .filter(match__in=matches, starts_at__lt=timezone.now() - PATIENCE)
        .order_by("starts_at")
        .values_list("match", flat=True)
    )
    if not waiting:
        return
    pairs = Match.objects.with_people().in_bulk(dict.fromkeys(waiting[:MOST_NAMES]))
    names = [short_names([*m.mentors, *m.mentees]) for m in pairs.values()]
    if len(set(waiting)) > len(pairs):
        names.append(_("others"))
    yield Need(
        key="matching.unlogged",
        title=ngettext(
            "%(count)d meeting waits for a word",
            "%(count)d meetings wait for a word",
            len(waiting),
        )
        % {"count": len(waiting)},
        reason=_("Nobody has said whether it happened: %(names)s") % {"names": in_words(names)},
        action=_("See the relationship") if len(pairs) == 1 else _("See relationships"),
        url=_url(programme, next(iter(pairs.values())))
        if len(set(waiting)) == 1
        else _list_url(programme, MatchState.ACTIVE),
        urgency=Urgency.WHEN_READY,
    )


def _url(programme: Programme, match: Match) -> str:
    """Return the page of a relationship."""
    return reverse("matching:match", args=(programme.slug, match.pk))


def _list_url(programme: Programme, state: MatchState) -> str:
    """Return the list of relationships in a state."""
    return f"{reverse('matching:match-list', args=(programme.slug,))}?state={state}"

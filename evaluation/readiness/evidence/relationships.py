"""What shows that relationships are begun, followed and ended with care; counts, never content."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Count, Exists, Max, OuterRef, Q
from django.utils.translation import gettext as _

from evaluation.readiness.evidence.finding import Finding
from evaluation.readiness.evidence.model import Fact
from matching.agreeing.enums import AgreementState
from matching.concerns.enums import ConcernState
from matching.enums import MatchOrigin, MatchState, MeetingState
from matching.models import (
    Agreement,
    CareStep,
    ClosingWord,
    Concern,
    ConcernRoute,
    FitCheck,
    Match,
    MatchingRule,
    MatchMember,
    Meeting,
    RematchWish,
)

BEGUN = (MatchState.ACTIVE, MatchState.PAUSED, MatchState.CLOSED, MatchState.ENDED_EARLY)
UNDER_WAY = (MatchState.ACTIVE, MatchState.PAUSED)
A_QUARTER = timedelta(days=90)


def facts_of_relationships(found: Finding) -> Iterator[Fact]:
    """Yield what was agreed, met, followed and closed; one or two queries each."""
    ours = Match.objects.filter(cohort__programme=found.programme)
    begun = ours.filter(state__in=BEGUN).exclude(origin=MatchOrigin.IMPORTED)
    yield from _matching(found, begun.count())
    yield from _agreed(found, begun.count())
    yield from _followed(found)
    yield from _concerns(found)
    yield from _ended(found)


def _matching(found: Finding, begun: int) -> Iterator[Fact]:
    """Yield by which rules pairs were made, and who said yes."""
    rules = MatchingRule.objects.filter(round__cohort__programme=found.programme).count()
    yield found.there(
        "rules",
        _("Rules of matching in plain words"),
        count=rules,
        page="matching:round-list",
    )
    unsaid = MatchMember.objects.filter(match=OuterRef("pk"), accepted_at__isnull=True)
    accepted = Match.objects.filter(
        ~Exists(unsaid), cohort__programme=found.programme, state__in=BEGUN
    ).exclude(origin=MatchOrigin.IMPORTED)
    latest = accepted.aggregate(latest=Max("accepted_at"))["latest"]
    yield found.share(
        "accepted",
        _("Relationships to which everybody said yes"),
        accepted.count(),
        begun,
        latest=found.day(latest),
        page="matching:match-list",
    )


def _agreed(found: Finding, begun: int) -> Iterator[Fact]:
    """Yield agreements signed by everybody, and whether people were asked if it fits."""
    signed = Agreement.objects.filter(
        match__cohort__programme=found.programme,
        match__state__in=BEGUN,
        state__in=(AgreementState.IN_FORCE, AgreementState.REPLACED),
    ).aggregate(count=Count("match", distinct=True), latest=Max("in_force_at"))
    yield found.share(
        "agreements",
        _("Relationships with a signed agreement"),
        signed["count"],
        begun,
        latest=found.day(signed["latest"]),
        page="matching:match-list",
    )
    fit = FitCheck.objects.filter(member__match__cohort__programme=found.programme)
    asked = fit.aggregate(count=Count("member__match", distinct=True))
    yield found.share(
        "fit_checks",
        _("Relationships that were asked whether they fit"),
        asked["count"],
        begun,
        page="matching:match-list",
    )


def _followed(found: Finding) -> Iterator[Fact]:
    """Yield who met lately, and with whom somebody got in touch."""
    running = Match.objects.filter(cohort__programme=found.programme, state__in=UNDER_WAY)
    of = running.count()
    met = Meeting.objects.filter(
        match__in=running, state=MeetingState.HELD, starts_at__date__gte=found.today - A_QUARTER
    ).aggregate(count=Count("match", distinct=True), latest=Max("starts_at"))
    yield found.share(
        "meetings",
        _("Pairs under way that met in the last quarter"),
        met["count"],
        of,
        latest=found.day(met["latest"]),
        page="matching:match-list",
        nothing=_("No pair is under way"),
    )
    cared = CareStep.objects.filter(match__cohort__programme=found.programme).aggregate(
        count=Count("pk"), latest=Max("at")
    )
    yield found.there(
        "care",
        _("What coordinators did for pairs"),
        count=cared["count"],
        latest=found.day(cared["latest"]),
        page="matching:match-list",
    )
    wishes = RematchWish.objects.filter(member__match__cohort__programme=found.programme)
    settled = wishes.filter(settled_at__isnull=False).count()
    yield found.share(
        "rematches",
        _("Wishes for somebody else that were settled"),
        settled,
        wishes.count(),
        page="matching:match-list",
        nothing=_("Nobody asked for somebody else"),
        is_fine=True,
    )


def _concerns(found: Finding) -> Iterator[Fact]:
    """Yield who answers concerns, and how many were answered; never what they were about."""
    named = ConcernRoute.objects.filter(programme=found.programme, handler__isnull=False).count()
    yield found.there(
        "concern_route",
        _("Somebody named for concerns"),
        words=_("Somebody is named") if named else _("Nobody is named; lead coordinators answer"),
        count=named,
        page="matching:concern-route",
    )
    raised = Concern.objects.filter(programme=found.programme)
    counted = raised.aggregate(
        of=Count("pk", filter=Q(answer_by__lt=found.now)),
        count=Count("pk", filter=Q(answer_by__lt=found.now, state=ConcernState.SETTLED)),
    )
    # How many there were is nobody's business here where there were few.
    words = _("All that were due were settled")
    if counted["count"] < counted["of"]:
        words = _("Some that were due are not settled")
    yield found.there(
        "concerns",
        _("Concerns"),
        words=words if counted["of"] else _("None was due"),
        count=int(counted["count"] == counted["of"]),
        page="matching:concern-route",
    )


def _ended(found: Finding) -> Iterator[Fact]:
    """Yield which relationships closed with a word, and of which early ends the reason is known."""
    closed = Match.objects.filter(
        cohort__programme=found.programme, state=MatchState.CLOSED
    ).exclude(origin=MatchOrigin.IMPORTED)
    words = ClosingWord.objects.filter(member__match__in=closed, finished_at__isnull=False)
    told = words.aggregate(count=Count("member__match", distinct=True), latest=Max("finished_at"))
    yield found.share(
        "closings",
        _("Relationships that closed with a conversation"),
        told["count"],
        closed.count(),
        latest=found.day(told["latest"]),
        page="matching:match-list",
        nothing=_("None has closed yet"),
    )
    early = Match.objects.filter(cohort__programme=found.programme, state=MatchState.ENDED_EARLY)
    known = early.exclude(ended_reason="").count()
    yield found.share(
        "early_ends",
        _("Early ends whose reason is known"),
        known,
        early.count(),
        page="matching:match-list",
        nothing=_("None ended early"),
        is_fine=True,
    )

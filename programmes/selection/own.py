"""What an applicant sees of their decision: a warm sentence, what comes next, a card on Home."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from mentorship.accounts.models import Person
from mentorship.common.statements import NOW
from programmes.applying.enums import ApplicationState
from programmes.cards import Card
from programmes.enums import ParticipantRole
from programmes.models import Application, Decision, WaitingPlace
from programmes.models.application import ApplicationQuerySet
from programmes.models.decision import DecisionQuerySet
from programmes.selection.enums import Outcome
from programmes.selection.letters import Letters

# News opens the page for a week; what to work on stays for a year.
NEWS, NEWS_LATER, TO_WORK_ON = 8, 75, 40
FRESH, RECENT, LONG = timedelta(days=7), timedelta(days=60), timedelta(days=365)
NAMED = 3


def headline_of(decision: Decision) -> str:
    """Return the sentence that says what was decided."""
    application = decision.application
    programme = application.cohort.programme.name
    if decision.outcome == Outcome.ACCEPT and application.role == ParticipantRole.MENTOR:
        return _("You are a mentor in %(programme)s") % {"programme": programme}
    words = {
        Outcome.ACCEPT: _("You have a place in %(programme)s"),
        Outcome.LATER: _("You have a place in a later cohort of %(programme)s"),
        Outcome.DEVELOP: _("Your next step towards mentoring in %(programme)s"),
        Outcome.WAIT: _("You are on the waiting list of %(programme)s"),
        Outcome.DECLINE: _("Your application to %(programme)s: not this time"),
    }
    return words[Outcome(decision.outcome)] % {"programme": programme}


def next_of(decision: Decision) -> str:
    """Return what comes next, in a sentence."""
    return {
        Outcome.ACCEPT: _("Training comes first, then your match. You find each step on Home."),
        Outcome.LATER: _("You need not apply again. We write to you when your cohort is planned."),
        Outcome.DEVELOP: _("Work on what is named here, and apply again when you are ready."),
        Outcome.WAIT: _("We write to you as soon as a place is free."),
        Outcome.DECLINE: _("You are welcome to apply again for another cohort."),
    }[Outcome(decision.outcome)]


def decisions_told(person: Person) -> DecisionQuerySet:
    """Return what somebody was told within a year, the latest last; who waits, while they do."""
    waits = WaitingPlace.objects.waiting().filter(application=OuterRef("application"))
    return (
        Decision.objects.in_force()
        .filter(application__person=person, published_at__gt=NOW - LONG)
        .filter(~Q(outcome=Outcome.WAIT) | Exists(waits))
        .select_related("application__person", "application__cohort__programme")
        .order_by("published_at", "pk")
    )


def cards_of_decisions(
    _person: Person, told: Sequence[Decision], applications: Sequence[Application]
) -> Iterator[Card]:
    """Yield what was decided lately, and what to work on; a fixed number of queries.

    Of a programme and role the latest counts, until somebody applies again. Who waits reads of
    it on a card of its own.
    """
    latest = {(each.application.cohort.programme_id, each.application.role): each for each in told}
    for application in applications:
        latest.pop((application.cohort.programme_id, application.role), None)
    decisions = [each for each in latest.values() if _age(each) < _told_for(each)]
    letters = Letters(decisions) if decisions else None
    for each in decisions:
        if letters is not None and each.outcome == Outcome.DEVELOP:
            yield _to_work_on(each, letters)
        else:
            yield _news(each)


def applications_anew(person: Person) -> ApplicationQuerySet:
    """Return for what somebody applies now."""
    states = [ApplicationState.DRAFT, ApplicationState.SUBMITTED]
    return Application.objects.of(person).filter(state__in=states).select_related("cohort")


def _news(decision: Decision) -> Card:
    """Say what was decided."""
    is_fresh = _age(decision) < FRESH
    return Card(
        key=f"programmes.decision.{decision.pk}",
        headline=headline_of(decision) if is_fresh else "",
        title=_("We have decided about your application") if is_fresh else headline_of(decision),
        text=next_of(decision),
        action=_("Read the letter"),
        url=reverse("programmes:decision-own", args=(decision.application_id,)),
        order=NEWS if is_fresh else NEWS_LATER,
    )


def _to_work_on(decision: Decision, letters: Letters) -> Card:
    """Name what to work on first."""
    names = [each.name for each in letters.criteria(decision)]
    more = len(names) - NAMED
    words = ", ".join(names[:NAMED])
    if more > 0:
        words = _("%(names)s, and %(more)d more") % {"names": words, "more": more}
    learn_url = letters.learning(decision)
    return Card(
        key=f"programmes.decision.{decision.pk}",
        headline=headline_of(decision) if _age(decision) < FRESH else "",
        title=_("What to work on"),
        text=words or next_of(decision),
        action=_("Find a session") if learn_url else _("Read the letter"),
        url=learn_url or reverse("programmes:decision-own", args=(decision.application_id,)),
        order=TO_WORK_ON,
    )


def _told_for(decision: Decision) -> timedelta:
    """Return for how long Home tells of a decision."""
    return {Outcome.DEVELOP: LONG, Outcome.WAIT: FRESH}.get(Outcome(decision.outcome), RECENT)


def _age(decision: Decision) -> timedelta:
    """Return how long ago the applicant was told."""
    return timezone.now() - (decision.published_at or timezone.now())

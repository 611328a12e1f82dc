"""What intake puts on Today: silent nominees and managers, missing managers, and free places."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from programmes.applying.enums import ApplicationState
from programmes.gates import NOW, later
from programmes.intake.enums import EndorsementState, PromotionRule
from programmes.intake.queries import free_in, intake_policy_of, turn_of, waiting_places
from programmes.intake.reminders import (
    ENDORSER_TOLD,
    NOMINEE_TOLD,
    unanswered_endorsements,
    unanswered_nominations,
)
from programmes.intake.turn import in_order
from programmes.models import Application, Cohort, Endorsement, Programme, WaitingPlace
from programmes.models.application import ApplicationQuerySet
from programmes.needs import Need, NeedSources, Urgency, tells_needs

# More line managers than these are counted on Today, not named.
MOST_NAMED = 3
# What needs a word from the coordinators: nobody was asked, or the answer leads no further.
NO_ANSWER = (EndorsementState.WITHDRAWN, EndorsementState.PASSED_ON)


def _not_endorsed() -> ApplicationQuerySet:
    """Return mentees' applications about which nobody was asked, where somebody should be."""
    asked = Endorsement.objects.filter(application=OuterRef("pk"))
    return (
        Application.objects.mentees()
        .handed_in()
        .filter(
            ~Exists(asked.exclude(state__in=NO_ANSWER)),
            cohort__programme__policy__asks_endorsement=True,
        )
        .exclude(cohort__in=Cohort.objects.filter(closed_at__isnull=False))
    )


@tells_needs(
    Permission.DECIDE_APPLICATIONS,
    gate=lambda: Exists(
        unanswered_nominations().filter(
            cohort__programme=OuterRef("pk"),
            nominated_at__lte=later(NOW, -timedelta(days=NOMINEE_TOLD)),
        )
    ),
)
def _silent_nominees(programme: Programme, _person: Person) -> Iterator[Need]:
    """Yield that nominees do not answer though they were reminded twice; one query."""
    before = timezone.now() - timedelta(days=NOMINEE_TOLD)
    silent = unanswered_nominations().filter(cohort__programme=programme, nominated_at__lte=before)
    names = list(dict.fromkeys(silent.values_list("nominee__name", flat=True)))
    if not names:
        return
    yield _need(
        "nominees",
        title=ngettext(
            "%(name)s has not answered a nomination",
            "%(count)d people have not answered their nominations",
            len(names),
        )
        % {"name": names[0], "count": len(names)},
        reason=_("They were reminded twice; a word from you may help"),
        action=_("See the nominations"),
        url=_url(programme, "nomination-list"),
    )


@tells_needs(
    Permission.DECIDE_APPLICATIONS,
    gate=lambda: Exists(
        unanswered_endorsements().filter(
            Q(expires_at__lte=NOW) | Q(asked_at__lte=later(NOW, -timedelta(days=ENDORSER_TOLD))),
            application__cohort__programme=OuterRef("pk"),
        )
    ),
)
def _silent_endorsers(programme: Programme, _person: Person) -> Iterator[Need]:
    """Yield line managers who do not answer, or whose link has run out; one query."""
    now = timezone.now()
    waiting = unanswered_endorsements().filter(application__cohort__programme=programme)
    silent = [
        each
        for each in waiting
        if each.is_over(now) or each.asked_at <= now - timedelta(days=ENDORSER_TOLD)
    ]
    if len(silent) > MOST_NAMED:
        yield _need(
            "endorsers",
            title=_("%(count)d line managers have not answered") % {"count": len(silent)},
            reason=_("They were reminded twice; a word from you may help"),
            action=_("See who they are"),
            url=_url(programme, "endorsement-list"),
            urgency=Urgency.NOW if any(each.is_over(now) for each in silent) else Urgency.SOON,
        )
        return
    for asked in silent:
        is_over = asked.is_over(now)
        facts = {"endorser": asked.endorser.name, "name": asked.application.person.name}
        days = (now - asked.asked_at).days
        reason = ngettext("Asked %(days)d day ago", "Asked %(days)d days ago", days)
        title = (
            _("The link for %(endorser)s to endorse %(name)s has run out")
            if is_over
            else _("%(endorser)s has not answered about %(name)s")
        )
        yield _need(
            f"endorser.{asked.pk}",
            title=title % facts,
            reason=reason % {"days": days},
            action=_("Ask again, or ask somebody else"),
            url=_url(programme, "endorsement-ask", pk=asked.application_id),
            urgency=Urgency.NOW if is_over else Urgency.SOON,
        )


@tells_needs(
    Permission.DECIDE_APPLICATIONS,
    gate=lambda: Exists(_not_endorsed().filter(cohort__programme=OuterRef("pk"))),
)
def _without_endorser(programme: Programme, _person: Person) -> Iterator[Need]:
    """Yield that nobody is known who could endorse some applicants; one query."""
    rows = list(
        _not_endorsed()
        .filter(cohort__programme=programme)
        .order_by("submitted_at", "pk")
        .values_list("pk", "person__name")
    )
    if not rows:
        return
    is_one = len(rows) == 1
    yield _need(
        "no_endorser",
        title=ngettext(
            "No line manager is known for %(name)s",
            "No line manager is known for %(count)d applicants",
            len(rows),
        )
        % {"name": rows[0][1], "count": len(rows)},
        reason=_("The programme asks for an endorsement, and nobody could be asked yet"),
        action=_("Name somebody") if is_one else _("See who they are"),
        url=_url(programme, "endorsement-ask", pk=rows[0][0])
        if is_one
        else _url(programme, "endorsement-list"),
    )


@tells_needs(
    Permission.DECIDE_APPLICATIONS,
    gate=lambda: Exists(
        Endorsement.objects.filter(
            state=EndorsementState.NOT_NOW,
            application__state=ApplicationState.SUBMITTED,
            application__cohort__programme=OuterRef("pk"),
        )
    ),
)
def _refused(programme: Programme, _person: Person) -> Iterator[Need]:
    """Yield that line managers say not now, while the application still waits; one query."""
    last = Endorsement.objects.filter(application=OuterRef("pk")).order_by("-asked_at", "-pk")
    rows = list(
        Application.objects.mentees()
        .handed_in()
        .filter(cohort__programme=programme, cohort__closed_at__isnull=True)
        .annotate(last_state=Subquery(last.values("state")[:1]))
        .filter(last_state=EndorsementState.NOT_NOW)
        .order_by("submitted_at", "pk")
        .values_list("person__name", flat=True)
    )
    if not rows:
        return
    yield _need(
        "not_now",
        title=ngettext(
            "The line manager of %(name)s says not now",
            "The line managers of %(count)d applicants say not now",
            len(rows),
        )
        % {"name": rows[0], "count": len(rows)},
        reason=_("Talk with them, or decide about the application"),
        action=_("See why"),
        url=_url(programme, "endorsement-list"),
    )


@tells_needs(
    Permission.DECIDE_APPLICATIONS,
    gate=lambda: Exists(waiting_places().filter(application__cohort__programme=OuterRef("pk"))),
)
def _places(programme: Programme, _person: Person) -> Iterator[Need]:
    """Yield that a place is free and somebody waits for it, for each cohort; four queries."""
    rows: dict[Any, list[WaitingPlace]] = {}
    waiting = waiting_places().filter(
        application__cohort__programme=programme,
        application__cohort__closed_at__isnull=True,
    )
    for place in waiting.select_related("application__person", "application__cohort"):
        rows.setdefault(place.application.cohort_id, []).append(place)
    if not rows:
        return
    free = free_in(rows)
    by_priority = intake_policy_of(programme).promotion_rule == PromotionRule.PRIORITY
    for cohort_id, places in rows.items():
        if free[cohort_id] == 0:
            continue
        turn = in_order(map(turn_of, places), by_priority=by_priority)[0]
        first = next(place for place in places if place.pk == turn.key)
        facts = {
            "name": first.application.person.name,
            "cohort": first.application.cohort.name,
        }
        yield _need(
            f"place_free.{cohort_id}",
            title=_("A place is free: %(name)s is next") % facts,
            reason=_("On the waiting list of %(cohort)s") % facts,
            action=_("Give them the place"),
            url=_url(programme, "waiting-list-promote", pk=first.pk),
            urgency=Urgency.NOW,
        )


def _need(
    key: str,
    *,
    title: str,
    reason: str,
    action: str,
    url: str,
    urgency: Urgency = Urgency.SOON,
) -> Need:
    """Return a need of intake."""
    return Need(f"programmes.intake.{key}", title, reason, action, url, urgency)


def _url(programme: Programme, name: str, **more: object) -> str:
    """Return the address of a page of the programme."""
    return reverse(f"programmes:{name}", kwargs={"slug": programme.slug, **more})


needs_of_intake = NeedSources(
    (_silent_nominees, _silent_endorsers, _without_endorser, _refused, _places)
)

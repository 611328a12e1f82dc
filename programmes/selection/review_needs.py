"""What reviews put on Today: applications without reviewers, and reviews that are overdue."""

from collections.abc import Iterator

from django.db.models import Count, Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from programmes.applying.enums import ApplicationState
from programmes.models import Application, Cohort, Programme, Review, SelectionRound
from programmes.models.application import ApplicationQuerySet
from programmes.needs import Need, NeedSources, Urgency, tells_needs
from programmes.selection.enums import ReviewState
from programmes.selection.rounds import reviewers_of


def _given_to_nobody() -> ApplicationQuerySet:
    """Return mentor applications of open cohorts that nobody was given yet."""
    return (
        Application.objects.handed_in()
        .mentors()
        .filter(cohort__in=Cohort.objects.open(), round__isnull=True, profile__isnull=False)
    )


@tells_needs(
    Permission.DECIDE_APPLICATIONS,
    gate=lambda: Exists(
        Application.objects.handed_in().filter(
            round__isnull=False,
            cohort__in=Cohort.objects.open(),
            cohort__programme=OuterRef("pk"),
        )
    ),
)
def _of_rounds(programme: Programme, _person: Person) -> Iterator[Need]:
    """Yield what the rounds that are under way ask for; four queries at most."""
    rounds = list(
        SelectionRound.objects.filter(cohort__in=Cohort.objects.open(), cohort__programme=programme)
        .select_related("cohort__programme__organisation")
        .order_by("opened_at")
    )
    if rounds:
        yield from _short_of_reviewers(programme, rounds)
        yield from _overdue(programme, rounds)


@tells_needs(
    Permission.DECIDE_APPLICATIONS,
    gate=lambda: Exists(_given_to_nobody().filter(cohort__programme=OuterRef("pk"))),
)
def _without_round(programme: Programme, _person: Person) -> Iterator[Need]:
    """Say how many mentor applications nobody was given yet; one query."""
    number = _given_to_nobody().filter(cohort__programme=programme).count()
    if not number:
        return
    title = ngettext(
        "%(count)d mentor application has no reviewers yet",
        "%(count)d mentor applications have no reviewers yet",
        number,
    )
    yield Need(
        key="programmes.rounds.waiting",
        title=title % {"count": number},
        reason=_("Two people or more read each, without seeing each other’s marks"),
        action=_("Give them out"),
        url=reverse("programmes:round-list", args=(programme.slug,)),
        urgency=Urgency.SOON,
    )


def _short_of_reviewers(programme: Programme, rounds: list[SelectionRound]) -> Iterator[Need]:
    """Say of each round how many applications have lost a reviewer."""
    pool = [each.pk for each in reviewers_of(programme)]
    here = Q(reviews__state=ReviewState.SUBMITTED) | Q(
        reviews__state=ReviewState.ASSIGNED, reviews__reviewer__in=pool
    )
    lacking = (
        Application.objects.filter(round__in=rounds, state=ApplicationState.SUBMITTED)
        .annotate(standing=Count("reviews", filter=here))
        .filter(standing__lt=F("round__reviewers_each"))
    )
    # Counted apart: grouped by round at once, reviewers would be counted by round as well.
    short = dict(
        Application.objects.filter(pk__in=lacking.order_by().values("pk"))
        .order_by()
        .values_list("round")
        .annotate(number=Count("pk"))
    )
    for each in rounds:
        number = short.get(each.pk, 0)
        if not number:
            continue
        title = ngettext(
            "%(count)d application wants another reviewer",
            "%(count)d applications want another reviewer",
            number,
        )
        yield Need(
            key=f"programmes.round.short.{each.pk}",
            title=title % {"count": number},
            reason=_("Somebody stood aside, or left the team"),
            action=_("Find somebody"),
            url=reverse("programmes:round-detail", args=(programme.slug, each.pk)),
            urgency=Urgency.NOW,
        )


def _overdue(programme: Programme, rounds: list[SelectionRound]) -> Iterator[Need]:
    """Say of each round that is over its day how many reviews are still to come."""
    today = timezone.localdate(timezone=programme.organisation.time_zone)
    late = [each for each in rounds if each.review_by and each.review_by < today]
    waiting = dict(
        Review.objects.to_do()
        .filter(round__in=late, application__state=ApplicationState.SUBMITTED)
        .order_by()
        .values_list("round")
        .annotate(number=Count("pk"))
    )
    for each in late:
        number = waiting.get(each.pk, 0)
        if not number or each.review_by is None:
            continue
        title = ngettext("%(count)d review is late", "%(count)d reviews are late", number)
        yield Need(
            key=f"programmes.round.late.{each.pk}",
            title=title % {"count": number},
            reason=_("They were due on %(day)s") % {"day": date_format(each.review_by, "j F")},
            action=_("See who is how far"),
            url=reverse("programmes:round-detail", args=(programme.slug, each.pk)),
            urgency=Urgency.SOON,
        )


needs_of_reviews = NeedSources((_without_round, _of_rounds))

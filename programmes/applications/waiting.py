"""How far each application is, for whom it waits, and since when: reckoned by the database."""

from datetime import datetime
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    DateTimeField,
    F,
    IntegerField,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextChoices,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.models import Person
from programmes.applying.enums import ApplicationState
from programmes.enums import ParticipantRole
from programmes.intake.enums import EndorsementState, WaitingState
from programmes.models import Appeal, Application, Decision, Endorsement, Programme, Review
from programmes.models.application import ApplicationQuerySet
from programmes.queries import policy_of


class Stage(TextChoices):
    """How far an application is, as a coordinator sees it."""

    HANDED_IN = "handed_in", _("Handed in")
    IN_REVIEW = "in_review", _("Being reviewed")
    READY = "ready", _("Ready to decide")
    STAGED = "staged", _("Staged")
    DECIDED = "decided", _("Decided")
    WAITING = "waiting", _("Waiting list")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class WaitsFor(TextChoices):
    """What has to be done next, which says by whom."""

    ASSIGNING = "assigning", _("Give it reviewers")
    ASKING = "asking", _("Ask the line manager")
    REVIEWERS = "reviewers", _("Reviews")
    ENDORSER = "endorser", _("The line manager’s answer")
    DECIDING = "deciding", _("Decide")
    PUBLISHING = "publishing", _("Publish the decision")
    ANSWERING = "answering", _("Answer what they asked")
    NOBODY = "nobody", _("Nobody")


FOR_COORDINATORS = (
    WaitsFor.ASSIGNING,
    WaitsFor.ASKING,
    WaitsFor.DECIDING,
    WaitsFor.PUBLISHING,
    WaitsFor.ANSWERING,
)
# Requests that were passed on or taken back are no answer.
_STANDING = [
    EndorsementState.OPEN,
    EndorsementState.ENDORSED,
    EndorsementState.CONDITIONAL,
    EndorsementState.NOT_NOW,
]


def applications_of(programme: Programme, viewer: Person) -> ApplicationQuerySet:
    """Return the programme's applications that the person may deal with.

    What somebody is still writing is seen by nobody, and one's own is for one's colleagues.
    """
    found = Application.objects.visible_to(viewer).filter(cohort__programme=programme)
    return found.exclude(state=ApplicationState.DRAFT).exclude(person=viewer)


def drafts_of(programme: Programme) -> ApplicationQuerySet:
    """Return what is still being written, to be counted and never shown."""
    return Application.objects.filter(cohort__programme=programme, state=ApplicationState.DRAFT)


def with_waiting(
    applications: ApplicationQuerySet, programme: Programme, *, now: datetime
) -> "QuerySet[Any]":
    """Add to each application its `stage`, what it `waits_for`, and `since` when.

    Besides: `reviews_in`, `reviews_to_do`, `endorsement_state`, `appealed_at`, `decided_at`.
    """
    asks = policy_of(programme).asks_endorsement
    return (
        applications.annotate(**_reviews(), **_endorsement(), **_decisions())
        .annotate(waits_for=_waits_for(asks_endorsement=asks, now=now))
        .annotate(stage=_stage(), since=_since())
    )


def _reviews() -> dict[str, Any]:
    """Say how many reviews are in and how many are not, and since when."""
    reviews = Review.objects.filter(application=OuterRef("pk")).order_by()

    def reckoned(found: "QuerySet[Any]", what: Any) -> Subquery:
        grouped = found.values("application").annotate(reckoned=what)
        return Subquery(grouped.values("reckoned"))

    def number(found: "QuerySet[Any]") -> Coalesce:
        counted = reckoned(found, Count("pk"))
        return Coalesce(counted, Value(0), output_field=IntegerField())

    return {
        "reviews_in": number(reviews.counted()),
        "reviews_to_do": number(reviews.to_do()),
        "reviewing_since": reckoned(reviews.to_do(), Min("assigned_at")),
        "reviewed_at": reckoned(reviews.counted(), Max("ended_at")),
    }


def _endorsement() -> dict[str, Any]:
    """Say what the latest request to a line manager came to."""
    latest = Endorsement.objects.filter(application=OuterRef("pk"), state__in=_STANDING)
    latest = latest.order_by("-asked_at")
    return {
        f"endorsement_{name}": Subquery(latest.values(name)[:1])
        for name in ("state", "asked_at", "expires_at", "answered_at")
    }


def _decisions() -> dict[str, Any]:
    """Say when something was staged, decided, or asked after a decision."""
    decisions = Decision.objects.filter(application=OuterRef("pk"))
    appeals = Appeal.objects.unanswered().filter(decision__application=OuterRef("pk"))
    return {
        "staged_at": Subquery(decisions.staged().order_by().values("staged_at")[:1]),
        "decided_at": Subquery(decisions.in_force().order_by().values("published_at")[:1]),
        "appealed_at": Subquery(appeals.order_by("asked_at").values("asked_at")[:1]),
    }


def _waits_for(*, asks_endorsement: bool, now: datetime) -> Case:
    """Say what comes next; the first that holds."""
    over = [ApplicationState.DECIDED, ApplicationState.WITHDRAWN]
    mentor = Q(role=ParticipantRole.MENTOR)
    unanswered = Q(endorsement_state=EndorsementState.OPEN)
    never_asked = [When(endorsement_state__isnull=True, then=Value(WaitsFor.ASKING))]
    return Case(
        When(appealed_at__isnull=False, then=Value(WaitsFor.ANSWERING)),
        When(state__in=over, then=Value(WaitsFor.NOBODY)),
        When(staged_at__isnull=False, then=Value(WaitsFor.PUBLISHING)),
        When(mentor & Q(reviews_to_do__gt=0), then=Value(WaitsFor.REVIEWERS)),
        When(mentor & Q(reviews_in__gte=F("round__reviewers_each")), then=Value(WaitsFor.DECIDING)),
        When(mentor, then=Value(WaitsFor.ASSIGNING)),
        When(unanswered & Q(endorsement_expires_at__gt=now), then=Value(WaitsFor.ENDORSER)),
        When(unanswered, then=Value(WaitsFor.ASKING)),
        *(never_asked if asks_endorsement else []),
        default=Value(WaitsFor.DECIDING),
        output_field=CharField(),
    )


def _stage() -> Case:
    """Say how far it is."""
    return Case(
        When(state=ApplicationState.WITHDRAWN, then=Value(Stage.WITHDRAWN)),
        When(
            state=ApplicationState.DECIDED,
            waiting_place__state=WaitingState.WAITING,
            then=Value(Stage.WAITING),
        ),
        When(state=ApplicationState.DECIDED, then=Value(Stage.DECIDED)),
        When(staged_at__isnull=False, then=Value(Stage.STAGED)),
        When(waits_for=WaitsFor.DECIDING, then=Value(Stage.READY)),
        When(waits_for=WaitsFor.REVIEWERS, then=Value(Stage.IN_REVIEW)),
        When(role=ParticipantRole.MENTOR, reviews_in__gt=0, then=Value(Stage.IN_REVIEW)),
        default=Value(Stage.HANDED_IN),
        output_field=CharField(),
    )


def _since() -> Case:
    """Say since when it waits for that."""
    return Case(
        When(waits_for=WaitsFor.ANSWERING, then=F("appealed_at")),
        When(waits_for=WaitsFor.PUBLISHING, then=F("staged_at")),
        When(waits_for=WaitsFor.REVIEWERS, then=F("reviewing_since")),
        When(waits_for=WaitsFor.ENDORSER, then=F("endorsement_asked_at")),
        When(
            waits_for=WaitsFor.ASKING, then=Coalesce(F("endorsement_expires_at"), F("submitted_at"))
        ),
        When(
            waits_for=WaitsFor.DECIDING,
            then=Greatest(F("submitted_at"), F("reviewed_at"), F("endorsement_answered_at")),
        ),
        When(waits_for=WaitsFor.ASSIGNING, then=F("submitted_at")),
        default=Coalesce(F("withdrawn_at"), F("decided_at"), F("submitted_at")),
        output_field=DateTimeField(),
    )

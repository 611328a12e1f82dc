"""What shows that a programme is steered: purpose, sponsor, profile, choice, team, timetable."""

from collections.abc import Iterator

from django.db.models import Count, Max, Q
from django.utils.translation import gettext as _

from evaluation.readiness.evidence.finding import Finding
from evaluation.readiness.evidence.model import Fact
from programmes.applying.enums import ApplicationState
from programmes.checks.enums import CheckState
from programmes.enums import CharterState, VersionState
from programmes.models import (
    Application,
    CharterReview,
    Check,
    CheckRequirement,
    IdealMentorProfile,
    Indicator,
    Milestone,
    Sponsorship,
)
from programmes.selection.enums import ReviewState

INDEPENDENT = 2
PEOPLE = 2
MILESTONES = 3


def facts_of_steering(found: Finding) -> Iterator[Fact]:
    """Yield what is written down, signed and decided; one query each."""
    programme = found.programme
    yield found.there(
        "purpose",
        _("Purpose"),
        words=_("Written down") if programme.purpose else _("Not written down"),
        count=int(bool(programme.purpose)),
        page="programmes:strategy",
    )
    objectives = programme.objectives.count()
    yield found.there(
        "objectives",
        _("Objectives"),
        count=objectives,
        page="programmes:strategy",
    )
    indicators = Indicator.objects.filter(objective__programme=programme).aggregate(
        count=Count("objective", distinct=True), latest=Max("values__as_of")
    )
    yield found.share(
        "indicators",
        _("Objectives with an indicator"),
        indicators["count"],
        objectives,
        latest=indicators["latest"],
        page="programmes:strategy",
    )
    yield from _sponsoring(found)
    yield from _choosing(found)
    yield from _running(found)


def _sponsoring(found: Finding) -> Iterator[Fact]:
    """Yield who stands for it, and what they signed."""
    programme = found.programme
    sponsors = Sponsorship.objects.current().filter(programme=programme)
    since = sponsors.aggregate(count=Count("pk"), latest=Max("started_on"))
    yield found.there(
        "sponsor",
        _("Sponsors now"),
        count=since["count"],
        latest=since["latest"],
        page="programmes:sponsors",
    )
    signed = programme.charters.filter(state=CharterState.SIGNED).first()
    overdue = CharterReview.objects.unanswered().filter(
        charter__programme=programme, due_on__lt=found.today
    )
    is_overdue = signed is not None and overdue.exists()
    words = _("Signed, and no review is overdue") if signed else _("No charter is signed")
    yield found.there(
        "charter",
        _("Charter"),
        words=_("Signed, but a review is overdue") if is_overdue else words,
        count=int(signed is not None) + int(signed is not None and not is_overdue),
        latest=found.day(signed.signed_at) if signed else None,
        page="programmes:charter",
        enough=2,
    )
    texts = programme.texts.exclude(text="").count()
    yield found.there(
        "texts",
        _("Texts in your own words"),
        count=texts,
        page="programmes:texts",
    )


def _choosing(found: Finding) -> Iterator[Fact]:
    """Yield whom one looks for, who applied, and how they were judged."""
    programme = found.programme
    published = IdealMentorProfile.objects.filter(
        programme=programme, state=VersionState.PUBLISHED
    ).aggregate(count=Count("pk"), latest=Max("published_at"))
    yield found.there(
        "profile",
        _("Ideal Mentor Profile"),
        words=_("Published") if published["count"] else _("Not published yet"),
        count=published["count"],
        latest=found.day(published["latest"]),
        page="programmes:mentor-profile",
    )
    applications = Application.objects.filter(
        cohort__programme=programme, state=ApplicationState.DECIDED
    )
    latest = applications.aggregate(latest=Max("submitted_at"))["latest"]
    handed_in = Count("reviews", filter=Q(reviews__state=ReviewState.SUBMITTED))
    counted = applications.filter(profile__isnull=False).annotate(reviewed=handed_in)
    by_two = counted.aggregate(
        of=Count("pk", distinct=True),
        count=Count("pk", filter=Q(reviewed__gte=INDEPENDENT), distinct=True),
    )
    yield found.share(
        "reviews",
        _("Mentor applications judged by two or more"),
        by_two["count"],
        by_two["of"],
        latest=found.day(latest),
        page="programmes:applications",
    )
    count = applications.count()
    yield found.there(
        "applications",
        _("Applications decided"),
        count=count,
        latest=found.day(latest),
        page="programmes:applications",
    )
    yield from _checked(found)


def _checked(found: Finding) -> Iterator[Fact]:
    """Yield the references and checks that were confirmed, where any are asked for."""
    programme = found.programme
    needed = CheckRequirement.objects.filter(programme=programme, retired_at__isnull=True).count()
    checks = Check.objects.filter(requirement__programme=programme).aggregate(
        of=Count("pk"),
        count=Count("pk", filter=Q(state=CheckState.CONFIRMED)),
        latest=Max("settled_at"),
    )
    yield found.share(
        "checks",
        _("References and checks confirmed"),
        checks["count"],
        checks["of"],
        latest=found.day(checks["latest"]),
        page="programmes:check-list",
        nothing=_("None is asked for") if not needed else "",
    )


def _running(found: Finding) -> Iterator[Fact]:
    """Yield who runs it, and by which timetable."""
    team = found.programme.team.current().values("person").distinct().count()
    yield found.there(
        "team",
        _("People in the team now"),
        count=team,
        page="programmes:team",
        enough=PEOPLE,
    )
    milestones = Milestone.objects.filter(cohort__programme=found.programme).aggregate(
        count=Count("pk"), latest=Max("on", filter=Q(on__lte=found.today))
    )
    yield found.there(
        "timetable",
        _("Milestones in the timetables"),
        count=milestones["count"],
        latest=milestones["latest"],
        page="programmes:timetables",
        enough=MILESTONES,
    )

"""What shows that people learn: training in date, sessions, feedback, communities, thanks."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Count, Max, Q
from django.utils.translation import gettext as _

from evaluation.readiness.evidence.finding import Finding
from evaluation.readiness.evidence.model import Fact
from programmes.enums import ParticipantRole
from training.enums import CurrencyStatus, SessionKind, SessionState
from training.models import (
    Community,
    Competency,
    CurrencyPolicy,
    Pathway,
    Recognition,
    RefresherAgenda,
    Session,
    SessionFeedback,
    Standing,
)

# How far back a year's evidence reaches.
A_YEAR = timedelta(days=365)
GATHERINGS = 2
IN_DATE = (CurrencyStatus.IN_DATE, CurrencyStatus.DUE)


def facts_of_learning(found: Finding) -> Iterator[Fact]:
    """Yield what was trained, asked about and kept alive in the last year; one query each."""
    yield from _current(found)
    yield from _sessions(found)
    yield from _alive(found)


def _current(found: Finding) -> Iterator[Fact]:
    """Yield whose training is in date, by role, and whether anything is asked for."""
    rows = (
        Standing.objects.filter(policy__programme=found.programme)
        .order_by()
        .values("policy__role")
        .annotate(
            of=Count("pk"),
            count=Count("pk", filter=Q(status__in=IN_DATE)),
            latest=Max("renewed_on"),
        )
    )
    by_role = {row["policy__role"]: (row["count"], row["of"], row["latest"]) for row in rows}
    for key, title, role, page in (
        (
            "mentors_current",
            _("Mentors whose training is in date"),
            ParticipantRole.MENTOR,
            "training:register",
        ),
        (
            "mentees_current",
            _("Mentees whose preparation is in date"),
            ParticipantRole.MENTEE,
            "training:register-mentees",
        ),
    ):
        count, of, latest = by_role.get(role, (0, 0, None))
        yield found.share(
            key,
            title,
            count,
            of,
            latest=latest,
            page=page,
            nothing=_("No policy asks for training, or nobody is in it"),
        )
    yield from _asked_for(found)


def _asked_for(found: Finding) -> Iterator[Fact]:
    """Yield the policies that ask for training, and what sessions teach."""
    policies = CurrencyPolicy.objects.filter(programme=found.programme).count()
    yield found.there(
        "policies",
        _("Policies that keep training current"),
        count=policies,
        page="training:policy-list",
    )
    taught = Competency.objects.filter(
        organisation=found.programme.organisation, sessions__programme=found.programme
    )
    competencies = taught.distinct().count()
    yield found.there(
        "competencies",
        _("Competencies that sessions teach"),
        count=competencies,
        page="training:competency-list",
    )


def _sessions(found: Finding) -> Iterator[Fact]:
    """Yield what was held, how many of these were asked about, and what followed."""
    held = Session.objects.filter(
        programme=found.programme,
        state=SessionState.HELD,
        starts_at__date__gte=found.today - A_YEAR,
    )
    counted = held.aggregate(count=Count("pk"), latest=Max("starts_at"))
    yield found.there(
        "sessions",
        _("Sessions held in the last year"),
        count=counted["count"],
        latest=found.day(counted["latest"]),
        page="training:session-list",
    )
    trained = held.exclude(kind=SessionKind.GATHERING)
    asked = SessionFeedback.objects.filter(session__in=trained)
    heard = asked.aggregate(count=Count("session", distinct=True), latest=Max("given_at"))
    yield found.share(
        "feedback",
        _("Sessions of which feedback came"),
        heard["count"],
        trained.count(),
        latest=found.day(heard["latest"]),
        page="training:session-list",
    )
    agendas = RefresherAgenda.objects.filter(programme=found.programme).count()
    yield found.there(
        "agendas",
        _("Refreshers drawn from evidence"),
        count=agendas,
        page="training:agenda-list",
    )


def _alive(found: Finding) -> Iterator[Fact]:
    """Yield communities with their gatherings, support of new mentors, and thanks."""
    communities = Community.objects.filter(programme=found.programme, closed_at__isnull=True)
    of_a_year = Q(
        sessions__state=SessionState.HELD, sessions__starts_at__date__gte=found.today - A_YEAR
    )
    counted = communities.aggregate(
        count=Count("pk", distinct=True),
        gatherings=Count("sessions", filter=of_a_year, distinct=True),
        latest=Max("sessions__starts_at", filter=of_a_year),
    )
    yield found.there(
        "communities",
        _("Communities of Practice"),
        words=_("Communities: %(count)s; gatherings in the last year: %(gatherings)s") % counted,
        count=counted["gatherings"],
        latest=found.day(counted["latest"]),
        page="training:community-list",
        enough=GATHERINGS,
    )
    paths = Pathway.objects.filter(programme=found.programme)
    supported = paths.filter(supporter__isnull=False).count()
    yield found.share(
        "supporters",
        _("New mentors with a supporting one"),
        supported,
        paths.count(),
        page="training:pathway-list",
        nothing=_("Nobody is on the way to mentor"),
        is_fine=True,
    )
    thanked = Recognition.objects.filter(programme=found.programme).aggregate(
        of=Count("pk"),
        count=Count("pk", filter=Q(thanked_at__isnull=False)),
        latest=Max("thanked_at"),
    )
    yield found.share(
        "thanks",
        _("Milestones for which mentors were thanked"),
        thanked["count"],
        thanked["of"],
        latest=found.day(thanked["latest"]),
        page="training:retention",
    )

"""Building the frozen structure of a report from the programme's records."""

from collections.abc import Sequence

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from evaluation.costing.frozen import costs_of, currencies_of
from evaluation.forecasting.frozen import forecast_of
from evaluation.ledger.frozen import implications_of, loops_of
from evaluation.reports import gather
from evaluation.reports.gathering.alive import communities_of, pathway_of
from evaluation.reports.gathering.changes import changes_of
from evaluation.reports.gathering.objectives import objectives_of
from evaluation.reports.gathering.outcomes import results_of
from evaluation.reports.gathering.risks import risks_of
from evaluation.reports.gathering.steps import steps_of
from evaluation.reports.gathering.voices import voices_of
from evaluation.reports.heard import heard
from evaluation.reports.model import SCHEMA_VERSION, ReportData, Sponsor
from mentorship.accounts.permissions import Role
from programmes.models import Cohort, Programme


def build_report(programme: Programme, cohorts: Sequence[Cohort], *, is_pooled: bool) -> ReportData:
    """Return the report on one cohort, or on several together, in the order of their numbers.

    Call it in a transaction that sees one state of the database throughout; see
    `evaluation.actions.reports`. Raises ValueError without a cohort.
    """
    if not cohorts:
        raise ValueError("A report needs a cohort to report on.")
    with translation.override(programme.organisation.language):
        return _gathered(programme, cohorts, is_pooled=is_pooled)


def _gathered(programme: Programme, cohorts: Sequence[Cohort], *, is_pooled: bool) -> ReportData:
    """Gather the parts; the few words among them are in the language of the organisation."""
    lines = gather.cohort_lines(programme, cohorts)
    as_at = timezone.localdate(timezone=programme.organisation.time_zone)
    title = title_of(programme, cohorts, is_pooled=is_pooled)
    surveys = heard(programme, cohorts, is_pooled=is_pooled, where=title)
    return ReportData(
        schema=SCHEMA_VERSION,
        title=title,
        programme=programme.name,
        organisation=programme.organisation.name,
        credit=programme.credit,
        as_at=as_at,
        is_pooled=is_pooled,
        sponsors=_sponsors(programme),
        prepared_by=_coordinators(programme),
        cohorts=lines,
        steps=steps_of(cohorts),
        graduated=gather.graduated(lines),
        retention=gather.retention_of(programme, lines),
        currency=gather.currency_of(programme, cohorts),
        training=gather.training_of(cohorts),
        surveys=surveys.surveys,
        questions=surveys.questions,
        breakdowns=surveys.breakdowns,
        fresh=gather.fresh_of(programme, as_at),
        objectives=objectives_of(programme, as_at),
        changes=changes_of(cohorts),
        results=results_of(programme, cohorts, surveys.questions),
        communities=communities_of(programme, cohorts, as_at),
        pathway=pathway_of(programme),
        voices=voices_of(programme, cohorts),
        risks=risks_of(programme, cohorts, as_at),
        loops=loops_of(programme, as_at),
        implications=implications_of(programme),
        costs=costs_of(programme, cohorts),
        cost_currencies=currencies_of(programme, cohorts),
        forecast=forecast_of(programme, cohorts),
    )


def title_of(programme: Programme, cohorts: Sequence[Cohort], *, is_pooled: bool) -> str:
    """Return what the report is called."""
    if is_pooled and len(cohorts) > 1:
        return _("%(programme)s, cohorts %(first)s to %(last)s") % {
            "programme": programme.name,
            "first": cohorts[0].number,
            "last": cohorts[-1].number,
        }
    name = cohorts[0].name
    return name if programme.name in name else f"{programme.name}: {name}"


def _sponsors(programme: Programme) -> tuple[Sponsor, ...]:
    """Return who champions the programme now."""
    current = programme.sponsorships.current().select_related("person").order_by("started_on")
    return tuple(Sponsor(row.person.name, row.position) for row in current)


def _coordinators(programme: Programme) -> tuple[str, ...]:
    """Return who leads the programme now, by name."""
    team = programme.team.current().filter(role=Role.LEAD_COORDINATOR)
    return tuple(team.order_by("started_on", "pk").values_list("person__name", flat=True))

"""The Open Seeds record, and the figures that an independent script computed from it."""

import json
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction

from evaluation.actions.imports import import_open_seeds
from evaluation.reports.build import build_report
from evaluation.reports.model import ReportData
from programmes.models import Programme
from tests.factories.accounts import PersonFactory
from tests.factories.evaluation import ReportScheduleFactory
from tests.factories.programmes import SponsorshipFactory

FOLDER = Path(settings.BASE_DIR) / "examples" / "open-seeds"
EXPECTED = json.loads((FOLDER / "expected.json").read_text())


@dataclass(frozen=True)
class Reports:
    """The report over all five cohorts, and those on each, by number."""

    pooled: ReportData
    alone: dict[int, ReportData]


def import_record() -> Programme:
    """Import the record, and give it an invented sponsor and a schedule that asks nobody first."""
    import_open_seeds(FOLDER, by=None)
    programme = Programme.objects.get(slug="open-seeds")
    SponsorshipFactory.create(
        programme=programme,
        person=PersonFactory.create(name="Rosalind Marsh", email="rosalind@example.org"),
        position="Sponsor, invented",
    )
    ReportScheduleFactory.create(programme=programme, needs_approval=False)
    return programme


def build_reports() -> Reports:
    """Import the record, build every report, and take the rows back."""
    with transaction.atomic():
        programme = import_record()
        cohorts = list(programme.cohorts.order_by("number"))
        made = Reports(
            pooled=build_report(programme, cohorts, is_pooled=True),
            alone={
                cohort.number: build_report(programme, [cohort], is_pooled=False)
                for cohort in cohorts
            },
        )
        transaction.set_rollback(True)
    return made

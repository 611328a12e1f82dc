"""Builds the demo organisation, all of it or nothing."""

from datetime import date, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from evaluation.actions.imports import import_open_seeds
from evaluation.actions.portfolio import read_sheets
from mentorship.accounts.models import Organisation
from mentorship.accounts.permissions import Role
from mentorship.demo.cast import Cast, hire
from mentorship.demo.charter import build_charters
from mentorship.demo.choosing import build_choosing
from mentorship.demo.evaluation import build_evaluation, schedule_record
from mentorship.demo.fresh_agenda import build_agenda
from mentorship.demo.fresh_attendance import add_attendance
from mentorship.demo.fresh_communities import add_communities
from mentorship.demo.fresh_courses import add_courses
from mentorship.demo.fresh_currency import add_currency
from mentorship.demo.fresh_discussions import add_discussions
from mentorship.demo.fresh_pathway import add_pathway
from mentorship.demo.fresh_readings import add_readings
from mentorship.demo.fresh_reminders import add_reminders
from mentorship.demo.fresh_retention import add_retention
from mentorship.demo.fresh_sessions import add_sessions
from mentorship.demo.imports import build_imports
from mentorship.demo.matching import build_matching
from mentorship.demo.matching_round import build_matching_round
from mentorship.demo.people import build_people
from mentorship.demo.programmes import build_programmes
from mentorship.demo.relationships import build_relationships
from mentorship.demo.reports_cost import build_cost
from mentorship.demo.reports_ledger import add_ledger
from mentorship.demo.reports_portfolio import build_portfolio
from mentorship.demo.reports_sending import build_sending
from mentorship.demo.setup import build_setup
from mentorship.demo.strategy import build_strategy
from mentorship.demo.surveys_answering import build_answering
from mentorship.demo.surveys_budget import build_budget
from mentorship.demo.surveys_compare import build_compare
from mentorship.demo.surveys_editor import build_editor
from mentorship.demo.surveys_results import build_results
from mentorship.demo.surveys_shipped import build_shipped
from mentorship.demo.surveys_waves import build_waves
from mentorship.demo.team import build_team
from mentorship.demo.timetable import build_timetable
from mentorship.demo.training import build_training
from mentorship.demo.trust import build_trust
from programmes.actions.charter_reviews import keep_reviewing
from programmes.actions.record_import import PROGRAMME_SLUG
from programmes.models import Programme, TeamMember
from training.actions import refresh_standings
from training.actions.recognition import look_after_mentors
from training.actions.reminders import keep_reminding
from training.models import CurrencyPolicy

SLUG = "guildhall"
RECORD = Path(settings.BASE_DIR) / "examples" / "open-seeds"


def is_built() -> bool:
    """Tell whether the demo organisation is there."""
    return Organisation.objects.filter(slug=SLUG).exists()


@transaction.atomic
def build_demo(today: date | None = None) -> Cast:
    """Store the demo organisation as of `today`; the same day gives the same organisation."""
    day = today or timezone.localdate()
    organisation = Organisation.objects.create(name="Guildhall", slug=SLUG)
    cast = hire(organisation, day - timedelta(days=900))
    year = build_programmes(organisation, cast, day)
    build_setup(cast, year, day)
    build_charters(cast, year, day)
    build_timetable(organisation, day)
    build_people(organisation, cast, year)
    build_training(organisation, cast, year, day)
    build_matching(year, day)
    build_evaluation(organisation, year, day)
    build_results(organisation, year, day)
    build_answering(organisation, year, day)
    build_budget(organisation, year, day)
    build_compare(organisation, year)
    build_waves(organisation, year, day, cast.coordinator)
    build_shipped(organisation, year, day)
    build_editor(organisation, year, day)
    build_strategy(organisation, cast, year, day)
    build_choosing(cast, year, day)
    build_agenda(cast, year, day)
    build_team(cast, year, day)
    build_imports(year.running.cohort, cast)
    add_pathway(organisation, cast, year, day)
    add_attendance(organisation, cast, year, day)
    add_retention(cast, year)
    add_courses(organisation, cast, year.leadership, day)
    add_sessions(year.leadership, cast, day)
    add_communities(organisation, cast, year, day)
    add_discussions(cast, year.leadership)
    add_reminders(cast, year.leadership, year.starters)
    add_currency(cast, year, day)
    build_matching_round(organisation, cast, day)
    build_relationships(organisation, cast, year, day)
    build_cost(cast, year)
    build_sending(year, day, by=cast.coordinator)
    add_ledger(cast, year, day)
    build_portfolio(organisation, year)
    build_trust(organisation, cast)
    return cast


def build_all() -> None:
    """Build the demo organisation, and import the Open Seeds record as its history."""
    with transaction.atomic():
        cast = build_demo()
        organisation = cast.coordinator.memberships.get().organisation
        import_open_seeds(RECORD, by=cast.coordinator, organisation=organisation)
        programme = organisation.programmes.get(slug=PROGRAMME_SLUG)
        _hand_over(programme, cast)
    for policy in CurrencyPolicy.objects.filter(programme__organisation=organisation):
        refresh_standings(policy)
    keep_reminding()
    add_readings(organisation, timezone.localdate())
    keep_reviewing()
    for programme in organisation.programmes.all():
        look_after_mentors(programme)
    read_sheets(programmes=organisation.programmes.all(), by=None)


def _hand_over(programme: Programme, cast: Cast) -> None:
    """Give the record to the demo's coordinator, and a sponsor to its reports."""
    since = programme.cohorts.earliest("number").starts_on
    TeamMember.objects.create(
        programme=programme,
        person=cast.coordinator,
        role=Role.LEAD_COORDINATOR,
        started_on=since,
    )
    schedule_record(programme, since)

"""The demo organisation has everybody, and every state there is."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from matching.enums import MatchState, MeetingState
from matching.models import Match, Meeting
from mentorship.accounts.models import Membership, Person
from mentorship.demo.build import build_all, build_demo, is_built
from mentorship.demo.cast import SIGN_INS
from programmes.enums import CohortState, ParticipantState
from programmes.models import Cohort, Participant, Programme
from training.enums import CurrencyStatus, EnrolmentState, SessionState
from training.fresh.enums import Question, Trend
from training.fresh.figures import figures_of
from training.models import Enrolment, Session, Standing
from training.queries.currency import today_at

pytestmark = pytest.mark.django_db


def test_the_demo_has_every_state(settings):
    build_all()
    assert Membership.objects.exclude(external_ref__startswith="os-").count() == 199
    assert set(Programme.objects.values_list("name", flat=True)) == {
        "Leadership Mentoring",
        "First Steps",
        "Across Departments",
        "Open Seeds",
    }
    for model, states in (
        (Cohort, CohortState),
        (Participant, ParticipantState),
        (Match, MatchState),
        (Meeting, MeetingState),
        (Session, SessionState),
    ):
        assert set(model.objects.values_list("state", flat=True)) == set(states.values), model
    assert set(Standing.objects.values_list("status", flat=True)) == set(CurrencyStatus.values)
    waiting = Enrolment.objects.filter(state=EnrolmentState.WAITING)
    assert waiting.count() == 9
    leadership = Programme.objects.get(name="Leadership Mentoring")
    figures = figures_of(leadership, today_at(leadership.organisation))
    assert figures[Question.SKILLS].trend == Trend.UP
    assert figures[Question.SUPPORT].trend == Trend.DOWN


def test_the_printed_people_can_sign_in(settings, client):
    settings.DEMO = True
    build_demo()
    out = StringIO()
    call_command("demo", "--who", stdout=out)
    for line, (role, email) in zip(out.getvalue().splitlines(), SIGN_INS, strict=True):
        assert line.startswith(role)
        assert Person.objects.get(email=email).check_password(line.split()[-1])


def test_the_same_day_gives_the_same_organisation():
    build_demo(date(2026, 3, 16))
    names = sorted(Person.objects.values_list("name", flat=True))
    assert names[0] != names[1]
    assert len(set(names)) == 199
    starts = Cohort.objects.get(programme__slug="leadership-mentoring", number=2).starts_on
    assert starts == date(2025, 11, 11)


def test_loading_twice_changes_nothing(settings):
    settings.DEMO = True
    call_command("demo", stdout=StringIO())
    people = Person.objects.count()
    call_command("demo", stdout=StringIO())
    assert is_built()
    assert Person.objects.count() == people


def test_invented_people_never_come_to_a_real_installation(settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="not a demo"):
        call_command("demo")

"""The page about the next cohort's mentors."""

import pytest
from django.urls import reverse

from mentorship.accounts.permissions import Role
from tests.evaluation.record import import_record
from tests.factories.programmes import CohortFactory, ParticipantFactory, ProgrammeFactory
from tests.people import sign_in, team_member

pytestmark = pytest.mark.django_db


def page_of(programme, role=Role.COORDINATOR, name="Catherine Ward"):
    client = sign_in(team_member(programme, name, role))
    return client.get(reverse("evaluation:forecast", args=[programme.slug]))


def test_it_says_how_many_may_come_back_and_how_the_last_forecast_fared():
    page = page_of(import_record())
    text = page.content.decode()
    forecast = page.context["forecast"]
    assert f"{forecast.back.low} to {forecast.back.high} of your 35 mentors may come back" in text
    assert "Last time: forecast" in text
    assert "actual 13" in text
    assert "10 of 20, 13 of 36, 16 of 34 and 13 of 32" in text
    assert "of 3 earlier forecasts held what came" in text


def test_a_programme_without_history_is_told_what_is_missing():
    programme = ProgrammeFactory.create()
    assert "No cohort with mentors has begun" in page_of(programme).content.decode()
    ParticipantFactory.create(cohort=CohortFactory.create(programme=programme))
    page = page_of(programme, name="Maya Ferreira")
    assert "One cohort has to follow another first" in page.content.decode()


def test_a_facilitator_does_not_see_it():
    assert page_of(ProgrammeFactory.create(), Role.FACILITATOR).status_code == 403

"""The record of Open Seeds on the pages that keep mentoring fresh: what a script counted."""

from collections.abc import Mapping
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse

from mentorship.accounts.permissions import Role
from tests.evaluation.record import EXPECTED, import_record
from tests.people import sign_in, team_member
from training.actions.standings import ensure_policies, refresh_standings

pytestmark = pytest.mark.django_db

PAGES = {"register": "?who=all", "retention": "", "pathway-list": ""}
RETURNED = {
    f"Open Seeds {number}": f"{returned} of {of}"
    for number, (returned, of) in EXPECTED["mentors_returning_next_cohort"].items()
}
SERVED = {
    "1 cohort" if times == "1" else f"{times} cohorts": str(people)
    for times, people in EXPECTED["cohorts_served_by_mentors"].items()
}


@pytest.fixture(scope="module")
def pages(django_db_setup, django_db_blocker) -> Mapping[str, Any]:
    """Import the record once, open every page, and take the rows back."""
    with django_db_blocker.unblock(), transaction.atomic():
        programme = import_record()
        for policy in ensure_policies(programme).values():
            refresh_standings(policy)  # as the worker does every hour
        lead = team_member(programme, "Catherine Ward", Role.LEAD_COORDINATOR)
        client = sign_in(lead)
        found = {
            name: client.get(reverse(f"training:{name}", args=[programme.slug]) + query)
            for name, query in PAGES.items()
        }
        transaction.set_rollback(True)
    return found


def test_retention_says_who_came_back_and_how_often_mentors_served(pages):
    context = pages["retention"].context
    rows = [[cell["text"] for cell in row] for row in context["rows"]]
    assert {cohort: came for cohort, came, _meant in rows} == RETURNED
    assert dict(context["served"].rows) == SERVED


def test_the_register_knows_everybody_who_ever_mentored_and_who_stays(pages):
    page = pages["register"]
    assert page.context["page"].paginator.count == EXPECTED["mentors_ever"]
    came_back = ", ".join(f"{share} after {cohort}" for cohort, share in RETURNED.items())
    served = ", ".join(f"{times}: {people}" for times, people in SERVED.items())
    text = page.content.decode()
    assert f"Came back for the next cohort: {came_back}<" in text
    assert f"Mentors who served in {served}<" in text


def test_the_pathway_page_says_how_many_stepped_up(pages):
    text = pages["pathway-list"].content.decode()
    told = EXPECTED["conversion"]
    assert f"{told['stepped_up']} of {told['of']} mentees became mentors" in text
    later = EXPECTED["mentees_who_mentor_in_any_later_cohort"]
    first = EXPECTED["mentees_whose_first_mentor_cohort_is_later"]
    assert f"{later} mentees mentored in a later cohort; for {first} it was" in text
    # Wilson's interval of 25 in 171.
    assert "15% of those who could, with a 95% interval from 10% to 21%" in text

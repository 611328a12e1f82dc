"""The panel opens when all are in, to those who may, at a constant price."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mentorship.accounts.permissions import Role
from programmes.models import Criterion
from tests.factories.choosing import published_profile
from tests.people import person_called, team_member
from tests.programmes.deciding import SECRET_EVIDENCE, SECRET_NOTE, reviewed, reviewers

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort(world):
    published_profile(
        world.programme,
        {"name": "Listens", "weight": 3, "is_essential": True, "met_from": 4},
        {"name": "Knows the trade", "weight": 1},
    )
    return world.cohort


def panel_of(application):
    slug = application.cohort.programme.slug
    return f"/programmes/{slug}/applications/{application.pk}/panel/"


def test_reviewers_stand_side_by_side(world, cohort, client_of):
    application = reviewed(cohort, reviewers(2), [5, 4], [2, 4])
    page = client_of(world.coordinator).get(panel_of(application))
    assert page.status_code == 200
    for words in (
        "Rena1 Reads",
        "Rena2 Reads",
        "3.5 of 5",
        "75 % of the score, met from 4 on",
        "Essential, not met",
        "Reviewers disagree",
        SECRET_EVIDENCE,
        SECRET_NOTE,
        "4 of 5",
        "mostly",
        # (3·0.625 + 1·0.75) / 4 = 65.625 %
        "Score: 66 of 100",
        "2.6 of 4 points",
    ):
        assert words in page.text, words


def test_it_says_who_is_still_to_hand_in_and_shows_no_marks(world, cohort, client_of):
    application = reviewed(cohort, reviewers(2), [5, 4])
    page = client_of(world.coordinator).get(panel_of(application))
    assert "Still to hand in" in page.text
    assert "Rena2 Reads" in page.text
    for hidden in ("Rena1 Reads", SECRET_EVIDENCE, SECRET_NOTE, "5 of 5"):
        assert hidden not in page.text
    settled = client_of(world.coordinator).post(f"{panel_of(application)}resolve/", {})
    assert SECRET_EVIDENCE not in settled.text


def test_an_unjudged_criterion_makes_it_incomplete(world, cohort, client_of):
    application = reviewed(cohort, reviewers(2), [5, None], [5, None])
    page = client_of(world.coordinator).get(panel_of(application))
    assert "Score: incomplete" in page.text
    assert "Nobody could judge: Knows the trade" in page.text


def test_a_disagreement_is_settled_on_the_page_with_words(world, cohort, client_of):
    application = reviewed(cohort, reviewers(2), [5, 4], [2, 4])
    criterion = Criterion.objects.get(name="Listens")
    client, address = client_of(world.coordinator), f"{panel_of(application)}resolve/"
    empty = client.post(address, {"criterion": criterion.pk, f"{criterion.pk}-note": ""})
    assert empty.status_code == 200
    assert "Error:" in empty.text
    assert not application.resolutions.exists()
    typed = {"criterion": criterion.pk, f"{criterion.pk}-note": "We asked her again."}
    done = client.post(address, typed, follow=True)
    assert "We asked her again." in done.text
    typed[f"{criterion.pk}-note"] = "No, mine."
    again = client.post(address, typed, follow=True)
    assert "that stands" in again.text
    assert application.resolutions.get().by == world.coordinator
    foreign = client.post(address, {"criterion": "none of ours"}, follow=True)
    assert "not part of this application" in foreign.text


def test_nobody_sees_the_panel_on_themselves(world, cohort, client_of):
    application = reviewed(cohort, reviewers(2), [5, 4], [4, 4], person=world.coordinator)
    client = client_of(world.coordinator)
    assert client.get(panel_of(application)).status_code == 404
    assert client.get(f"/panels/{application.pk}/").status_code == 404
    decide = panel_of(application).replace("/panel/", "/decide/")
    assert client.get(decide).status_code == 404
    listed = client.get("/programmes/leaders/applications/decide/")
    assert "No application waits" in listed.text


def test_a_reviewer_reads_it_once_all_are_in(world, cohort, client_of):
    ruth, other = world.reviewer, person_called("Rolf Reads")
    application = reviewed(cohort, [ruth, other], [5, 4])
    address = f"/panels/{application.pk}/"
    waiting = client_of(ruth).get(address)
    assert "Rolf Reads" in waiting.text
    assert "5 of 5" not in waiting.text
    assert client_of(other).get(address).status_code == 404
    review = application.reviews.get(reviewer=other)
    application.reviews.filter(pk=review.pk).update(state="submitted", ended_at="2026-01-01T00:00Z")
    page = client_of(ruth).get(address)
    assert "Score:" in page.text
    assert "Ana Applies" in page.text
    assert "<form class" not in page.text.partition("<main")[2].partition("</main")[0]
    application.round.hides_names = True
    application.round.save()
    assert "Ana" not in client_of(ruth).get(address).text
    assert client_of(world.mentee).get(address).status_code == 404
    assert client_of(ruth).get(panel_of(application)).status_code == 403


def test_it_costs_the_same_with_more_criteria_and_reviewers(world, client_of):
    def queries(criteria, number, name):
        world.programme.mentor_profiles.update(state="superseded", version=9)
        published_profile(world.programme, *({"name": f"C{turn}"} for turn in range(criteria)))
        readers = [person_called(f"{name}{turn} Reads") for turn in range(number)]
        marks = [[4] * criteria for _reader in readers]
        application = reviewed(world.cohort, readers, *marks, name=f"{name} Applies")
        client.get(panel_of(application))
        with CaptureQueriesContext(connection) as found:
            assert client.get(panel_of(application)).status_code == 200
        return len(found)

    client = client_of(team_member(world.programme, "Cora Coordinates", Role.COORDINATOR))
    few = queries(1, 2, "Few")
    many = queries(30, 9, "Many")
    assert few == many

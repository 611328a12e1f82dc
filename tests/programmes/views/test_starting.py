"""Starting a programme: from a template, or as an earlier one was set up."""

from datetime import timedelta

import pytest
from django.utils import timezone

from programmes.enums import ProgrammeTemplate, RecommendationState
from programmes.models import Programme, Recommendation
from programmes.views import starting
from tests.factories.accounts import MembershipFactory, OrganisationFactory, OrganisationRoleFactory
from tests.factories.programmes import ProgrammeFactory
from tests.factories.setup import RecommendationFactory

ADD = "/programmes/add/"
CLONE = "/programmes/leaders/clone/"


@pytest.fixture
def typed(world):
    """What somebody types who starts a programme."""
    return {
        "organisation": world.organisation.pk,
        "name": "First jobs",
        "purpose": "Begin well.",
        "starts_on": (timezone.localdate() + timedelta(days=150)).isoformat(),
        "months": "7",
    }


def test_an_administrator_chooses_between_templates_and_earlier_programmes(world, client_of):
    page = client_of(world.administrator).get(ADD)
    for template in ProgrammeTemplate:
        assert f"?template={template}" in page.text
    assert "no step before everything for it is in place" in page.text
    assert CLONE in page.text
    assert "Captains" not in page.text


def test_a_lead_coordinator_may_clone_what_they_lead_and_nothing_else(world, client_of, typed):
    ProgrammeFactory.create(organisation=world.organisation, name="Not mine")
    client = client_of(world.coordinator)

    page = client.get(ADD)
    refused = client.post(f"{ADD}?template=corporate", typed)

    assert CLONE in page.text
    assert "?template=" not in page.text
    assert "Not mine" not in page.text
    assert "What does it start from?" in refused.text
    assert not Programme.objects.filter(name="First jobs").exists()


@pytest.mark.parametrize("who", ["reviewer", "facilitator"])
def test_others_of_the_team_start_nothing(world, client_of, who):
    client = client_of(getattr(world, who))
    assert client.get(ADD).status_code == 403
    assert client.get(CLONE).status_code == 403
    assert client.post(CLONE, {}).status_code == 403


def test_from_nothing_to_a_programme_that_is_set_up_in_one_form(world, client_of, typed):
    client = client_of(world.administrator)

    asked = client.get(f"{ADD}?template=university")
    started = client.post(f"{ADD}?template=university", typed, follow=True)

    assert 'value="8"' in asked.text
    assert started.redirect_chain == [("/programmes/first-jobs/setup/", 302)]
    assert "Three things are left" in started.text
    programme = Programme.objects.get(slug="first-jobs")
    assert (programme.purpose, programme.template) == ("Begin well.", "university")
    assert programme.policy.months == 7


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": "Leaders"}, "There is a programme of this name already."),
        ({"starts_on": "2020-01-01"}, "Choose a day that is still to come."),
        ({"starts_on": "soon"}, "Give a date, such as"),
        ({"months": "0"}, "At least 1."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(world, client_of, typed, wrong, sentence):
    page = client_of(world.administrator).post(f"{ADD}?template=corporate", typed | wrong)

    assert sentence in page.text
    assert "Begin well." in page.text
    assert Programme.objects.filter(organisation=world.organisation).count() == 1


def test_nobody_starts_a_programme_for_another_organisation(world, client_of, typed):
    typed["organisation"] = world.other_organisation.pk
    page = client_of(world.administrator).post(f"{ADD}?template=blank", typed)

    assert page.status_code == 200
    assert not Programme.objects.filter(name="First jobs").exists()


def test_who_sets_up_two_organisations_says_which(world, client_of, typed):
    other = OrganisationFactory.create(name="Second house")
    membership = MembershipFactory.create(organisation=other, person=world.administrator)
    OrganisationRoleFactory.create(membership=membership)
    client = client_of(world.administrator)

    assert "Second house" in client.get(f"{ADD}?template=blank").text
    client.post(f"{ADD}?template=blank", typed | {"organisation": other.pk})
    assert Programme.objects.get(name="First jobs").organisation == other


def test_an_unknown_template_is_no_template(world, client_of):
    assert (
        "What does it start from?"
        in client_of(world.administrator).get(f"{ADD}?template=unheard").text
    )


def decide(recommendation, choice, words=""):
    stem = f"decision-{recommendation.pk}"
    return {f"{stem}-choice": choice, f"{stem}-words": words}


def test_cloning_asks_for_each_open_recommendation_and_carries_it_along(world, client_of, typed):
    accepted, adapted, refused = RecommendationFactory.create_batch(3, programme=world.programme)
    typed |= decide(accepted, "accepted") | decide(adapted, "adapted", "Ours")
    typed |= decide(refused, "refused", "No money")
    client = client_of(world.coordinator)

    asked = client.get(CLONE)
    started = client.post(CLONE, typed, follow=True)

    assert "It left 3 recommendations behind." in asked.text
    assert started.redirect_chain == [("/programmes/first-jobs/setup/", 302)]
    assert "What we said we would change" in started.text
    assert "Ours" in started.text
    assert refused.text not in started.text
    assert Programme.objects.get(slug="first-jobs").recommendations_taken.count() == 2


def test_undecided_recommendations_are_named_and_nothing_typed_is_lost(world, client_of, typed):
    decided, left = RecommendationFactory.create_batch(2, programme=world.programme)
    typed |= decide(decided, "adapted", "In our own words")

    page = client_of(world.coordinator).post(CLONE, typed)

    assert f"Please decide first about “{left.text}”." in page.text
    assert f"“{decided.text}”." not in page.text
    for kept in ("In our own words", 'value="First jobs"', "Begin well."):
        assert kept in page.text
    assert not Programme.objects.filter(name="First jobs").exists()


@pytest.mark.parametrize(
    ("choice", "sentence"),
    [("adapted", "Say what you will do instead."), ("refused", "Say why not")],
)
def test_to_adapt_or_refuse_takes_words(world, client_of, typed, choice, sentence):
    row = RecommendationFactory.create(programme=world.programme)
    page = client_of(world.coordinator).post(CLONE, typed | decide(row, choice, "  "))

    assert sentence in page.text
    assert Recommendation.objects.get().state == RecommendationState.OPEN


def test_a_recommendation_made_meanwhile_is_asked_for_too(world, client_of, typed, monkeypatch):
    clone = starting.clone_programme

    def meanwhile(source, **facts):
        RecommendationFactory.create(programme=source, text="Came in between")
        return clone(source, **facts)

    monkeypatch.setattr(starting, "clone_programme", meanwhile)
    page = client_of(world.coordinator).post(CLONE, typed)

    assert "Please decide first about “Came in between”." in page.text
    assert "Accept it as it stands" in page.text
    assert 'value="First jobs"' in page.text


def test_who_comes_second_hears_who_was_quicker(world, client_of, typed, monkeypatch):
    row = RecommendationFactory.create(programme=world.programme, text="Meet weekly")
    clone = starting.clone_programme

    def meanwhile(source, **facts):
        Recommendation.objects.filter(pk=row.pk).update(
            state=RecommendationState.REFUSED,
            decision="No",
            decided_by=world.administrator,
            decided_at=timezone.now(),
        )
        return clone(source, **facts)

    monkeypatch.setattr(starting, "clone_programme", meanwhile)
    page = client_of(world.coordinator).post(CLONE, typed | decide(row, "accepted"))

    assert "Adaeze Nwosu was quicker, and refused “Meet weekly”." in page.text
    assert "Accept it as it stands" not in page.text
    assert 'value="First jobs"' in page.text


def test_a_programme_of_another_organisation_is_not_there_to_clone(world, client_of):
    assert client_of(world.coordinator).get("/programmes/captains/clone/").status_code == 404


def test_the_page_makes_as_many_queries_for_one_recommendation_as_for_many(
    world, client_of, django_assert_max_num_queries
):
    client = client_of(world.coordinator)
    RecommendationFactory.create(programme=world.programme, cohort=world.cohort)
    client.get(CLONE)
    with django_assert_max_num_queries(40) as few:
        client.get(CLONE)
    RecommendationFactory.create_batch(29, programme=world.programme, cohort=world.cohort)
    with django_assert_max_num_queries(40) as many:
        client.get(CLONE)
    assert len(many) == len(few)

"""Publishing a profile, its versions and its templates, on the page."""

import pytest

from mentorship.accounts.permissions import Role
from programmes.actions.profile_versions import begin_version, publish_profile
from programmes.models import Criterion
from tests.factories.choosing import mentor_application, published_profile
from tests.factories.setup import CriterionFactory
from tests.people import team_member

PROFILE = "/programmes/leaders/mentor-profile/"


@pytest.fixture
def used(world):
    return published_profile(
        world.programme, {"name": "Listens", "evidence": "Asks"}, {"name": "Reads", "evidence": "-"}
    )


def test_a_new_version_is_begun_read_and_published(world, client_of, used):
    waits = mentor_application(world.programme, cohort=world.cohort)
    client = client_of(world.coordinator)
    client.post(f"{PROFILE}begin/")
    Criterion.objects.filter(expectation__profile__state="draft", name="Reads").update(weight=9)

    page = client.get(f"{PROFILE}publish/")
    assert "weight 9 instead of 3" in page.text
    assert waits.person.name in page.text
    assert "1 is handed in" in page.text
    seen = page.context["seen"]
    shown = client.post(
        f"{PROFILE}publish/", {"open_applications": "ask_again", "seen": seen}, follow=True
    )
    assert "Version 2 is in use" in shown.text
    waits.refresh_from_db()
    assert (waits.state, waits.profile.version) == ("draft", 2)

    history = client.get(f"{PROFILE}versions/").text
    assert "Version 1" in history
    assert "Superseded" in history
    old = client.get(f"{PROFILE}versions/{used.pk}/").text
    assert "Listens" in old


def test_what_is_missing_is_named_and_nothing_is_published(world, client_of):
    criterion = CriterionFactory.create(
        expectation__profile__programme=world.programme, name="Team player"
    )
    client = client_of(world.coordinator)
    page = client.get(f"{PROFILE}publish/").text
    assert "“Team player” has levels that nobody has described." in page
    assert "would understand “Team player” differently" in page
    client.post(f"{PROFILE}publish/", {"seen": ""})
    criterion.expectation.profile.refresh_from_db()
    assert criterion.expectation.profile.state == "draft"


def test_whoever_is_later_reads_who_was_quicker(world, client_of, used):
    draft = begin_version(world.programme, by=world.coordinator)
    publish_profile(draft, by=world.coordinator)
    later = team_member(world.programme, "Tara Quinn", Role.LEAD_COORDINATOR)
    page = client_of(later).post(f"{PROFILE}publish/", {"seen": ""}, follow=True)
    assert "Catherine published version 2 of the profile" in page.text


def test_a_changed_draft_has_to_be_read_once_more(world, client_of, used):
    draft = begin_version(world.programme, by=world.coordinator)
    client = client_of(world.coordinator)
    page = client.post(f"{PROFILE}publish/", {"seen": "0" * 64})
    assert "Please read it once more" in page.text
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_a_draft_is_thrown_away_after_asking(world, client_of, used):
    begin_version(world.programme, by=world.coordinator)
    client = client_of(world.coordinator)
    assert "Throw the draft of version 2 away?" in client.get(f"{PROFILE}discard/").text
    client.post(f"{PROFILE}discard/")
    assert world.programme.mentor_profiles.get() == used


def test_a_template_is_previewed_and_what_is_chosen_is_added(world, client_of):
    client = client_of(world.coordinator)
    address = f"{PROFILE}templates/?which=six_competencies"
    page = client.get(address).text
    assert "Says back what was said, roughly" in page
    assert client.get(f"{PROFILE}templates/?which=unheard").status_code == 404
    refused = client.post(address, {"nothing": "chosen"})
    assert 'class="errorlist"' in refused.text
    client.post(address, {"criteria": ["0.0", "1.1"]})
    assert Criterion.objects.count() == 2
    names = set(Criterion.objects.values_list("name", flat=True))
    again = client.get(address)
    offered = [
        name
        for _text, choices in again.context["form"].fields["criteria"].choices
        for _key, name in choices
    ]
    assert names.isdisjoint(offered)
    assert len(offered) == 7


def test_only_those_who_may_manage_write_and_the_team_reads(world, client_of, used):
    reader = client_of(world.reviewer)
    assert reader.get(PROFILE).status_code == 200
    assert reader.get(f"{PROFILE}versions/{used.pk}/").status_code == 200
    for name in ("expectations", "criteria", "evidence", "publish", "templates", "discard"):
        assert reader.get(f"{PROFILE}{name}/").status_code == 403
    assert client_of(world.stranger).get(f"{PROFILE}versions/").status_code == 404

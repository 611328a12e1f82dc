"""What a directory may do to people: create, change, deactivate, bring back; never delete."""

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client

from matching.actions.matches import pause_match, resume_match
from matching.enums import MatchState
from mentorship.accounts.models import Membership, Person
from mentorship.api.models import DirectoryEntry
from mentorship.api.needs import needs_of_leaving
from mentorship.api.scim.schemas import PATCH
from mentorship.api.scim.wanted import USER
from mentorship.audit.models import Event
from programmes.models import TeamMember
from tests.api.given import program_of
from tests.factories.accounts import MembershipFactory
from tests.factories.matching import pair

pytestmark = pytest.mark.django_db

PRIYA = {
    "schemas": [USER],
    "userName": "priya.shah",
    "externalId": "4711",
    "name": {"givenName": "Priya", "familyName": "Shah"},
    "emails": [
        {"value": "private@example.net", "type": "home"},
        {"value": "Priya@Example.org", "type": "work", "primary": True},
    ],
}


def patch(**values):
    operations = [{"op": "Replace", "path": key, "value": value} for key, value in values.items()]
    return {"schemas": [PATCH], "Operations": operations}


def known_session(client_of, person):
    """Sign somebody in, with the row that a sign-in by code, password or passkey leaves."""
    client = client_of(person)
    UserSession.objects.create(
        user=person, ip="127.0.0.1", session_key=client.session.session_key, user_agent="x"
    )
    return client


def member(world, person):
    return Membership.objects.get(organisation=world.organisation, person=person)


def test_the_directory_is_told_what_we_can_do(world):
    program = program_of(world)
    config = program.get("scim/v2/ServiceProviderConfig")
    assert config["Content-Type"] == "application/scim+json"
    assert config.told["patch"]["supported"] is True
    assert config.told["bulk"]["supported"] is False
    assert program.get("scim/v2/ResourceTypes").told["Resources"][0]["endpoint"] == "/Users"
    assert program.get(f"scim/v2/Schemas/{USER}").told["id"] == USER
    assert program.get("scim/v2/Schemas/urn:nothing").status_code == 404


def test_somebody_is_created_found_and_read(world):
    program = program_of(world)
    made = program.ask("POST", "scim/v2/Users", PRIYA)
    assert made.status_code == 201
    assert made["Location"].endswith(f"/api/scim/v2/Users/{made.told['id']}")
    person = Person.objects.get(email="priya@example.org")
    assert person.name == "Priya Shah"
    assert member(world, person).ended_on is None
    for asked in ('userName eq "PRIYA.shah"', 'externalId eq "4711"', f'id eq "{made.told["id"]}"'):
        found = program.ask("GET", f"scim/v2/Users?filter={asked.replace(' ', '%20')}").told
        assert [each["userName"] for each in found["Resources"]] == ["priya.shah"], asked
    assert program.get(f"scim/v2/Users/{made.told['id']}").told == made.told


def test_the_same_person_is_not_created_twice(world):
    program = program_of(world)
    program.ask("POST", "scim/v2/Users", PRIYA)
    again = program.ask("POST", "scim/v2/Users", PRIYA)
    assert (again.status_code, again.told["scimType"]) == (409, "uniqueness")
    other = program.ask("POST", "scim/v2/Users", PRIYA | {"emails": [{"value": "p@example.org"}]})
    assert other.status_code == 409
    assert not Person.objects.filter(email="p@example.org").exists()


def test_who_is_here_already_keeps_the_name_they_chose(world):
    sent = {"userName": world.mentee.email, "displayName": "Weber, Jonas", "externalId": "7"}
    made = program_of(world).ask("POST", "scim/v2/Users", sent)
    assert made.status_code == 201
    assert made.told["id"] == str(member(world, world.mentee).pk)
    assert Person.objects.get(pk=world.mentee.pk).name == world.mentee.name


def test_who_left_is_out_at_once_and_their_match_rests_until_somebody_decides(world, client_of):
    match = pair(world)
    theirs = known_session(client_of, world.mentor)
    assert theirs.get("/me/").status_code == 200
    program = program_of(world)
    address = f"scim/v2/Users/{member(world, world.mentor).pk}"
    gone = program.ask("PATCH", address, patch(active="False"))
    assert gone.told["active"] is False
    assert theirs.get("/me/").status_code == 302
    assert not UserSession.objects.filter(user=world.mentor).exists()
    match.refresh_from_db()
    assert match.state == MatchState.PAUSED
    needs = list(needs_of_leaving(world.programme, world.coordinator))
    assert [need.title for need in needs] == [f"{world.mentor.name} has left the organisation"]
    shown = client_of(world.coordinator).get(needs[0].url)
    assert shown.status_code == 200


def test_who_comes_back_gets_in_and_a_coordinator_lets_the_match_go_on(world):
    match = pair(world)
    program = program_of(world)
    address = f"scim/v2/Users/{member(world, world.mentor).pk}"
    program.ask("PATCH", address, patch(active=False))
    back = program.ask("PATCH", address, patch(active=True))
    assert back.told["active"] is True
    assert Person.objects.get(pk=world.mentor.pk).can_sign_in
    match.refresh_from_db()
    assert match.state == MatchState.PAUSED
    needs = list(needs_of_leaving(world.programme, world.coordinator))
    assert [need.title for need in needs] == [f"{world.mentor.name} is back in the organisation"]
    resume_match(match, by=world.coordinator)
    pause_match(match, by=world.coordinator, reason="Holidays")
    assert list(needs_of_leaving(world.programme, world.coordinator)) == []


def test_delete_shuts_out_and_deletes_nobody(world):
    program = program_of(world)
    address = f"scim/v2/Users/{member(world, world.coordinator).pk}"
    assert program.ask("DELETE", address).status_code == 204
    assert program.ask("DELETE", address).status_code == 204
    assert program.get(address).told["active"] is False
    assert not Person.objects.get(pk=world.coordinator.pk).is_active
    assert not TeamMember.objects.current().filter(person=world.coordinator).exists()
    assert Event.objects.filter(kind="directory.deactivated").count() == 1


def test_who_belongs_elsewhere_too_still_signs_in_there(world):
    MembershipFactory.create(organisation=world.other_organisation, person=world.mentee)
    address = f"scim/v2/Users/{member(world, world.mentee).pk}"
    program = program_of(world)
    program.ask("DELETE", address)
    assert Person.objects.get(pk=world.mentee.pk).is_active
    moved = program.ask(
        "PATCH", address, patch(**{'emails[type eq "work"].value': "x@example.org"})
    )
    assert (moved.status_code, moved.told["scimType"]) == (409, "mutability")


def test_a_new_address_ends_sessions_and_is_refused_for_those_who_look_after_data(world, client_of):
    theirs, program = known_session(client_of, world.mentee), program_of(world)
    assert theirs.get("/me/").status_code == 200
    address = f"scim/v2/Users/{member(world, world.mentee).pk}"
    moved = program.ask(
        "PATCH",
        address,
        {
            "schemas": [PATCH],
            "Operations": [
                {"op": "replace", "value": {"emails": [{"value": "jonas.new@example.org"}]}}
            ],
        },
    )
    assert moved.status_code == 200
    assert Person.objects.get(pk=world.mentee.pk).email == "jonas.new@example.org"
    assert theirs.get("/me/").status_code == 302
    admin = f"scim/v2/Users/{member(world, world.administrator).pk}"
    refused = program.ask("PATCH", admin, patch(emails="eve@example.org"))
    assert refused.status_code == 409
    taken = program.ask("PATCH", address, patch(emails=world.mentor.email))
    assert (taken.status_code, taken.told["scimType"]) == (409, "uniqueness")


def test_people_of_another_organisation_are_not_there(world):
    program = program_of(world)
    stranger = Membership.objects.get(person=world.stranger)
    for method in ("GET", "PUT", "PATCH", "DELETE"):
        response = program.ask(method, f"scim/v2/Users/{stranger.pk}", patch(active=False))
        assert response.status_code == 404
    found = program.get(f"scim/v2/Users?filter=userName%20eq%20%22{world.stranger.email}%22")
    assert found.told["totalResults"] == 0
    assert Person.objects.get(pk=world.stranger.pk).is_active


def test_put_replaces_and_pages_are_counted(world):
    program = program_of(world)
    made = program.ask("POST", "scim/v2/Users", PRIYA).told
    changed = PRIYA | {"name": {"givenName": "Priya", "familyName": "Shah-Jones"}}
    put = program.ask("PUT", f"scim/v2/Users/{made['id']}", changed)
    assert put.told["displayName"] == "Priya Shah-Jones"
    assert Person.objects.get(email="priya@example.org").name == "Priya Shah-Jones"
    assert DirectoryEntry.objects.count() == 1
    first = program.get("scim/v2/Users?startIndex=1&count=2").told
    second = program.get("scim/v2/Users?startIndex=3&count=200").told
    assert first["itemsPerPage"] == 2
    assert first["totalResults"] == second["totalResults"] == 2 + second["itemsPerPage"]
    assert program.get("scim/v2/Users?count=0").told["Resources"] == []


@pytest.mark.parametrize(
    ("method", "body", "kind"),
    [
        ("POST", {"userName": ""}, "invalidValue"),
        ("POST", {"userName": "no address"}, "invalidValue"),
        ("POST", {"userName": "a\0@example.org"}, "invalidValue"),
        ("POST", {"userName": "\ud800@example.org"}, "invalidValue"),
        ("POST", {"userName": ["x"]}, "invalidValue"),
        ("POST", [1], "invalidSyntax"),
        ("POST", {"userName": "a@example.org", "emails": [3]}, "invalidValue"),
        ("POST", {"userName": "a@example.org", "active": 7}, "invalidValue"),
    ],
)
def test_what_cannot_be_taken_is_refused_and_changes_nothing(world, method, body, kind):
    before = Person.objects.count()
    refused = program_of(world).ask(method, "scim/v2/Users", body)
    assert (refused.status_code, refused.told["scimType"]) == (400, kind)
    assert refused.told["schemas"] == ["urn:ietf:params:scim:api:messages:2.0:Error"]
    assert Person.objects.count() == before


def test_the_directory_needs_its_token(world):
    refused = Client().get("/api/scim/v2/Users")
    assert refused.status_code == 401
    assert refused.json()["status"] == "401"


def test_a_list_takes_as_many_queries_for_many(world, django_assert_max_num_queries):
    program = program_of(world)
    MembershipFactory.create_batch(30, organisation=world.organisation)
    with django_assert_max_num_queries(6):
        assert program.get("scim/v2/Users").told["totalResults"] > 30

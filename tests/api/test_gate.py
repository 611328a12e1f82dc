"""Who gets in by a token, and how its use is noted."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from mentorship.api.actions.tokens import revoke_token
from mentorship.api.models import AccessToken, TokenUse
from mentorship.audit.models import Event
from tests.api.given import program_of

pytestmark = pytest.mark.django_db


def test_without_a_token_nothing_opens_not_even_to_somebody_signed_in(world, client_of):
    for client in (Client(), client_of(world.administrator), client_of(world.coordinator)):
        response = client.get("/api/v1/participants")
        assert response.status_code == 401
        assert response["WWW-Authenticate"].startswith("Bearer")
        assert response["Content-Type"] == "application/problem+json"


def test_a_token_opens_what_it_says_and_nothing_else(world):
    program = program_of(world, ["participants:read"])
    assert program.get("v1/participants").status_code == 200
    refused = program.get("v1/matches")
    assert refused.status_code == 403
    assert "matches:read" in refused.told["detail"]
    assert program.get("scim/v2/Users").status_code == 403


def test_a_token_that_was_taken_back_or_has_ended_opens_nothing(world):
    back, ended = program_of(world), program_of(world)
    revoke_token(back.token, by=world.administrator)
    AccessToken.objects.filter(pk=ended.token.pk).update(
        created_at=timezone.now() - timedelta(days=2),
        expires_at=timezone.now() - timedelta(days=1),
    )
    assert back.get("v1/participants").status_code == 401
    assert ended.get("v1/participants").status_code == 401


def test_the_text_of_a_token_is_kept_nowhere(world):
    program = program_of(world)
    secret = program.text.rpartition("_")[2]
    assert secret not in str(AccessToken.objects.values())
    assert secret not in str(list(Event.objects.values("changes")))
    assert program.text.startswith(program.token.prefix)


def test_a_token_with_one_letter_changed_opens_nothing(world):
    program = program_of(world)
    program.text = program.text[:-1] + ("a" if program.text[-1] != "a" else "b")
    assert program.get("v1/participants").status_code == 401


def test_a_token_is_good_from_its_networks_alone(world):
    assert program_of(world, networks=["127.0.0.0/8"]).get("v1/sessions").status_code == 200
    assert program_of(world, networks=["192.0.2.0/24"]).get("v1/sessions").status_code == 403


def test_who_asks_too_often_is_told_when_to_come_back(world):
    program = program_of(world, a_minute=2)
    answers = [program.get("v1/sessions") for _try in range(4)]
    statuses = [each.status_code for each in answers]
    # A minute may end in between; then the count begins anew, and one more gets in.
    assert statuses.count(429) >= 1
    late = next(each for each in answers if each.status_code == 429)
    assert 0 < int(late["Retry-After"]) <= 60


def test_each_use_is_counted_in_one_row_a_day(world):
    program = program_of(world, ["sessions:read"])
    for _time in range(3):
        program.get("v1/sessions")
    program.get("v1/reports")
    uses = TokenUse.objects.filter(token=program.token)
    assert {(use.operation, use.status): use.times for use in uses} == {
        ("read-sessions", 200): 3,
        ("read-reports", 403): 1,
    }
    assert AccessToken.objects.get(pk=program.token.pk).last_used_at is not None


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_nothing_is_written_where_one_reads(world, method):
    refused = program_of(world).ask(method, "v1/participants", {"name": "Eve"})
    assert refused.status_code == 405
    assert refused["Allow"] == "GET"


def test_an_address_that_is_not_there_is_a_problem_too(world):
    program = program_of(world)
    assert program.get("v1/wishes").status_code == 404
    assert program.get("scim/v2/Groups").told["status"] == "404"

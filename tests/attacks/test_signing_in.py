"""Guessing, asking around, borrowed sessions and ways out at the sign-in."""

import re
import uuid
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.db import connection
from django.test import Client
from django.test.signals import template_rendered
from django.test.utils import CaptureQueriesContext

from mentorship.accounts.models import Person
from mentorship.accounts.models.signing_in import ProviderState
from mentorship.notifications.models import Message
from tests.factories.accounts import PersonFactory
from tests.factories.signing_in import IdentityProviderFactory, OwnedDomainFactory

pytestmark = pytest.mark.django_db

LOGIN, CODE = "/accounts/login/", "/accounts/login/code/"
RESET, FIND = "/accounts/password/reset/", "/sign-in/"
# Looking up whose address it is takes a question or two; a mail takes dozens.
MOST_APART = 3
PASSWORD = "mentoring-stays-fresh"
# allauth's own limit on resets from one address in a minute.
MOST = 20
TOKENS = re.compile(
    r'name="csrfmiddlewaretoken" value="[^"]+"|"X-CSRFToken": "[^"]+"|[0-9a-f-]{36}'
)


@pytest.fixture
def amara():
    return PersonFactory.create(name="Amara Okafor", email="amara@example.org", password=PASSWORD)


def reset(number, *, forged="", at="203.0.113.9"):
    headers = {"X-Forwarded-For": forged} if forged else {}
    data = {"email": f"nobody{number}@example.org"}
    return Client(REMOTE_ADDR=at).post(RESET, data, headers=headers).status_code


def test_without_a_proxy_a_forged_address_counts_as_the_one_it_came_from(settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 0
    answers = [reset(n, forged=f"198.51.100.{n}") for n in range(MOST + 1)]
    assert Counter(answers) == {302: MOST, 429: 1}
    assert reset(99, at="203.0.113.10") == 302


def test_behind_a_proxy_the_address_that_it_saw_counts_and_no_forged_one(settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    answers = [
        reset(n, forged=f"198.51.100.{n}, 192.0.2.7", at="10.0.0.1") for n in range(MOST + 1)
    ]
    assert Counter(answers) == {302: MOST, 429: 1}
    # The neighbour behind the same proxy is not shut out by it.
    assert reset(98, forged="192.0.2.7, 192.0.2.8", at="10.0.0.1") == 302


@pytest.mark.parametrize("proxies", [0, 1])
def test_guessing_one_persons_password_ends_whatever_address_it_comes_from(
    settings, amara, proxies
):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    for number in range(6):
        guess = {"login": amara.email, "password": f"guess-number-{number}"}
        headers = {"X-Forwarded-For": f"198.51.100.{number}"}
        Client(REMOTE_ADDR=f"203.0.113.{number}").post(LOGIN, guess, headers=headers)
    client = Client(REMOTE_ADDR="203.0.113.77")
    client.post(
        LOGIN,
        {"login": amara.email, "password": PASSWORD},
        headers={"X-Forwarded-For": "198.51.100.77"},
    )
    assert "_auth_user_id" not in client.session


def told(address, data, email):
    client = Client()
    answer = client.post(address, data)
    said = [answer.status_code, answer.headers.get("Location"), answer.text]
    if answer.status_code == 302 and answer.headers["Location"].startswith("/accounts/"):
        said.append(client.get(answer.headers["Location"]).text)
    return [TOKENS.sub("", str(part)).replace(email, "THEM") for part in said]


@pytest.mark.parametrize(
    ("address", "field", "more"),
    [(LOGIN, "login", {"password": "not-it-at-all"}), (CODE, "email", {}), (RESET, "email", {})],
)
def test_nobody_learns_who_is_known_here(amara, address, field, more):
    shut = PersonFactory.create(name="Ada Lost", email="adale@example.org", password=PASSWORD)
    Person.objects.filter(pk=shut.pk).update(is_active=False)
    answers = [
        told(address, {field: email, **more}, email)
        for email in ("amara@example.org", "adale@example.org", "nobod@example.org")
    ]
    assert answers[0] == answers[1] == answers[2]


def test_a_wrong_password_costs_the_same_work_for_known_and_unknown(amara, monkeypatch):
    """A hash is what takes time; how many are made is what a clock would tell."""
    made: Counter[int] = Counter()
    known: list[str] = []
    encode = MD5PasswordHasher.encode

    def counted(*given: Any, **named: Any) -> str:
        made[len(known)] += 1
        return encode(*given, **named)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    for email in ("amara@example.org", "nobody@example.org"):
        known.append(email)
        Client().post(LOGIN, {"login": email, "password": "not-it-at-all"})
    assert made[1] == made[2] >= 1


@pytest.mark.parametrize("address", [CODE, RESET])
def test_a_code_costs_the_same_work_for_known_and_unknown(amara, address):
    """What is asked of the database, and what is written in words, is what a clock would tell."""
    costs = []
    for number, email in enumerate(("amara@example.org", "nobody@example.org")):
        client = Client(REMOTE_ADDR=f"203.0.113.{number}")  # tries are counted by address too
        with CaptureQueriesContext(connection) as asked, signals_of_templates() as drawn:
            assert client.post(address, {"email": email}).status_code == 302
        kinds = Counter(each["sql"].split()[0] for each in asked.captured_queries)
        costs.append((kinds["INSERT"], len(drawn), len(asked)))
    (known, unknown) = costs
    assert known[:2] == unknown[:2]
    assert abs(known[2] - unknown[2]) <= MOST_APART
    assert [mail.to_address for mail in Message.objects.all()] == ["amara@example.org"]


@contextmanager
def signals_of_templates() -> Iterator[list[str]]:
    """Collect the names of the templates that are filled in."""
    drawn: list[str] = []

    def note(sender: Any, template: Any, **_more: Any) -> None:
        drawn.append(template.name)

    template_rendered.connect(note)
    try:
        yield drawn
    finally:
        template_rendered.disconnect(note)


@pytest.mark.parametrize("is_required", [False, True])
def test_finding_ones_sign_in_tells_domains_and_nobody(amara, is_required):
    """The page says which organisation has a sign-in of its own, and asks about nobody."""
    domain = OwnedDomainFactory.create(domain="guildhall.example")
    IdentityProviderFactory.create(
        organisation=domain.organisation,
        state=ProviderState.REQUIRED if is_required else ProviderState.OFFERED,
    )
    PersonFactory.create(name="Jo Known", email="known@guildhall.example")
    for here, unknown in (
        ("known@guildhall.example", "nobod@guildhall.example"),
        ("amara@example.org", "nobod@example.org"),
    ):
        answers, asked = [], []
        for email in (here, unknown):
            with CaptureQueriesContext(connection) as queries:
                answers.append(told(FIND, {"email": email}, email))
            asked.append([each["sql"].replace(email, "THEM") for each in queries.captured_queries])
            assert not any('"accounts_person"' in sql for sql in asked[-1])
        assert answers[0] == answers[1]
        assert len(asked[0]) == len(asked[1])


def test_an_invitation_of_somebody_else_is_as_unknown_as_none(world, client_of):
    place = world.mentor_place
    answers = [
        client_of(world.mentee).get(f"/invitations/{pk}/") for pk in (place.pk, uuid.uuid4())
    ]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert TOKENS.sub("", answers[0].text) == TOKENS.sub("", answers[1].text)
    signed_out = [Client().get(f"/invitations/{pk}/") for pk in (place.pk, uuid.uuid4())]
    assert {answer.status_code for answer in signed_out} == {302}


def test_whoever_invites_reads_the_same_of_known_and_unknown(world, client_of):
    """Another organisation's people are strangers here, whether they have an account or not."""
    client = client_of(world.coordinator)
    answers = []
    for email in (world.stranger.email, "nobody@example.org"):
        data = {
            "name": "Ada Invited",
            "email": email,
            "role": "mentee",
            "cohort": world.cohort.pk,
            "state": "invited",
        }
        address = f"/programmes/{world.programme.slug}/people/add/"
        for more in ({}, {"checked": "yes"}):
            answer = client.post(address, data | more, follow=bool(more))
            said = TOKENS.sub("", answer.text).replace(email, "THEM")
            words = re.findall(r"Ada Invited is invited\.", said) if more else [said]
            answers.append((answer.status_code, words))
    assert answers[:2] == answers[2:]
    assert answers[1] == (200, ["Ada Invited is invited."])


def test_a_session_from_before_is_worth_nothing_after(amara):
    client = Client()
    session = client.session
    session["planted"] = "by somebody else"
    session.save()
    planted = str(session.session_key)
    client.cookies["session"] = planted
    client.post(LOGIN, {"login": amara.email, "password": PASSWORD})
    assert "_auth_user_id" in client.session
    assert client.session.session_key != planted
    borrowed = Client()
    borrowed.cookies["session"] = planted
    assert borrowed.get("/me/").status_code == 302


def test_an_invented_session_is_not_taken_up(amara):
    client = Client()
    client.cookies["session"] = "a" * 32
    client.post(LOGIN, {"login": amara.email, "password": PASSWORD})
    assert client.cookies["session"].value != "a" * 32


def test_signing_out_ends_the_session_itself_and_no_link_does_it(amara):
    client = Client()
    client.force_login(amara)
    kept = client.cookies["session"].value
    client.get("/accounts/logout/")
    assert client.get("/me/").status_code == 200
    client.post("/accounts/logout/")
    thief = Client()
    thief.cookies["session"] = kept
    assert thief.get("/me/").headers["Location"].startswith(LOGIN)


AWAY = [
    "https://zqx.example/",
    "//zqx.example",
    "///zqx.example",
    "/\\zqx.example",
    "\\\\zqx.example",
    "/\t/zqx.example",
    "https:zqx.example",
    "http:///zqx.example",
    "javascript:alert(1)",
    "https://testserver@zqx.example/",
    "//testserver.zqx.example",
    " //zqx.example",
    "/\x00/zqx.example",
    "data:text/html,hi",
]


@pytest.mark.parametrize("away", AWAY)
def test_no_sign_in_leads_away_from_here(amara, away):
    client = Client()
    page = client.get(LOGIN, {"next": away})
    assert 'href="//zqx' not in page.text
    by_password = client.post(LOGIN, {"login": amara.email, "password": PASSWORD, "next": away})
    assert is_here(by_password)
    again = client.post("/accounts/reauthenticate/", {"password": PASSWORD, "next": away})
    assert is_here(again)
    assert is_here(client.post("/accounts/logout/", {"next": away}))


def is_here(answer):
    """Tell whether an answer leads nowhere else: to a path, and no path that names a host."""
    place = answer.headers.get("Location", "/")
    return place.startswith("/") and not re.match(r"[/\\\s]{2}", place.replace("\t", ""))

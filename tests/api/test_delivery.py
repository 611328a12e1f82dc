"""News arrives at least once, signed, under one id, and goes nowhere that it should not."""

import base64
import hashlib
import hmac
import json
import threading
import time
from datetime import timedelta

import pytest
from django.conf import settings as conf
from django.db import connection, transaction
from django.utils import timezone

from matching.actions.matches import pause_match
from mentorship.api import delivery, posting
from mentorship.api.actions import endpoints as actions
from mentorship.api.destinations import judge
from mentorship.api.enums import DeliveryState, EndpointState
from mentorship.api.kinds import KINDS
from mentorship.api.models import Delivery, DeliveryTry, Endpoint
from mentorship.api.needs import needs_of_endpoints
from mentorship.api.posting import post
from mentorship.api.signing import secret_of
from mentorship.api.waiting import MOST_FAILURES, WAITS
from mentorship.notifications.actions import pause_outbox, resume_outbox
from tests.api.receiving import INSIDE, receiver
from tests.factories.matching import pair
from tests.people import make_world

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def inside(settings, monkeypatch):
    settings.WEBHOOK_INSIDE_NETWORKS = INSIDE
    monkeypatch.setattr("mentorship.api.actions.endpoints.ring", lambda _pk: None)
    monkeypatch.setattr("mentorship.api.news.ring", lambda _pk: None)


def endpoint_at(world, url, kinds=("match.paused",)):
    return actions.add_endpoint(
        organisation=world.organisation, name="Hub", url=url, kinds=kinds, by=world.administrator
    )


def make_due():
    Delivery.objects.filter(state=DeliveryState.QUEUED).update(next_try_at=timezone.now())


def test_news_arrives_signed_with_ids_and_states_alone():
    world = make_world()
    match = pair(world)
    with receiver() as found:
        endpoint = endpoint_at(world, found.url)
        pause_match(match, by=world.coordinator, reason="Somebody is ill")
        assert delivery.sweep(seconds=5) == 1
    (headers, body), *more = found.arrived
    assert more == []
    told = json.loads(body)
    assert told["type"] == "match.paused"
    assert told["data"] == {
        "id": str(match.pk),
        "state": "paused",
        "cohort_id": str(world.cohort.pk),
        "programme_id": str(world.programme.pk),
    }
    key = base64.b64decode(secret_of(conf.SECRET_KEY, endpoint.salt).removeprefix("whsec_"))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{expected}"
    assert abs(int(headers["webhook-timestamp"]) - time.time()) < 60


def test_nobody_is_told_of_another_organisation_or_of_what_they_did_not_choose():
    world = make_world()
    other = actions.add_endpoint(
        organisation=world.other_organisation,
        name="Other",
        url="https://example.org/",
        kinds=KINDS,
        by=world.stranger,
    )
    endpoint_at(world, "https://example.org/", kinds=["report.sent"])
    pause_match(pair(world), by=world.coordinator)
    assert not Delivery.objects.exists()
    assert other.deliveries.count() == 0


def test_news_of_what_was_taken_back_is_none():
    world = make_world()
    endpoint_at(world, "https://example.org/")
    match = pair(world)
    with transaction.atomic():
        pause_match(match, by=world.coordinator)
        assert Delivery.objects.exists()
        transaction.set_rollback(True)
    assert not Delivery.objects.exists()


def test_what_does_not_arrive_comes_again_later_under_the_same_id():
    world = make_world()
    with receiver() as found:
        endpoint = endpoint_at(world, found.url)
        actions.send_test(endpoint, by=world.administrator)
        found.answers = [500, 302, 204]
        for _try in range(3):
            make_due()
            delivery.sweep(seconds=5)
    row = Delivery.objects.get()
    assert row.state == DeliveryState.DELIVERED
    assert found.ids == [row.message_id] * 3
    assert len({body for _headers, body in found.arrived}) == 1
    statuses = DeliveryTry.objects.order_by("pk").values_list("status", flat=True)
    assert list(statuses) == [500, 302, 204]
    assert Endpoint.objects.get().failures == 0


def test_who_is_killed_in_the_middle_leaves_news_that_comes_again(monkeypatch):
    """The sender dies after the other side heard it: the same news leaves again, same id."""
    world = make_world()
    with receiver() as found:
        endpoint = endpoint_at(world, found.url)
        actions.send_test(endpoint, by=world.administrator)

        def die() -> None:
            raise KeyboardInterrupt

        with monkeypatch.context() as patch:
            patch.setattr(delivery, "_settle", lambda *_: die())
            with pytest.raises(KeyboardInterrupt):
                delivery.sweep(seconds=5)
        assert Delivery.objects.get().state == DeliveryState.CLAIMED
        assert delivery.sweep(seconds=1) == 0
        Delivery.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
        assert delivery.sweep(seconds=5) == 1
    assert len(found.ids) == 2
    assert len(set(found.ids)) == 1
    assert Delivery.objects.get().state == DeliveryState.DELIVERED


def test_many_workers_send_each_piece_of_news_once():
    world = make_world()
    with receiver() as found:
        endpoint = endpoint_at(world, found.url)
        for _news in range(6):
            actions.send_test(endpoint, by=world.administrator)

        def work() -> None:
            try:
                delivery.sweep(seconds=10)
            finally:
                connection.close()

        workers = [threading.Thread(target=work) for _worker in range(4)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
    assert len(found.ids) == len(set(found.ids)) == 6


def test_an_endpoint_that_never_answers_is_left_alone_and_an_administrator_hears_of_it():
    world = make_world()
    with receiver() as found:
        endpoint = endpoint_at(world, found.url)
        Endpoint.objects.update(failures=MOST_FAILURES - 1)
        actions.send_test(endpoint, by=world.administrator)
        found.answers = [500]
        delivery.sweep(seconds=5)
        endpoint.refresh_from_db()
        assert endpoint.state == EndpointState.PAUSED
        needs = [
            len(list(needs_of_endpoints(world.programme, person)))
            for person in (world.administrator, world.coordinator)
        ]
        assert needs == [1, 0]
        make_due()
        assert delivery.sweep(seconds=1) == 0
        actions.resume_endpoint(endpoint, by=world.administrator)
        assert delivery.sweep(seconds=5) == 1
    assert Delivery.objects.get().state == DeliveryState.DELIVERED


def test_who_says_gone_is_believed_and_in_the_end_news_is_given_up():
    world = make_world()
    with receiver() as found:
        endpoint = endpoint_at(world, found.url)
        actions.send_test(endpoint, by=world.administrator)
        Delivery.objects.update(tries_made=len(WAITS))
        found.answers = [410]
        delivery.sweep(seconds=5)
        endpoint.refresh_from_db()
        row = Delivery.objects.get()
        assert (endpoint.state, row.state) == (EndpointState.PAUSED, DeliveryState.FAILED)
        actions.send_once_more(row, by=world.administrator)
        actions.resume_endpoint(endpoint, by=world.administrator)
        delivery.sweep(seconds=5)
    assert found.ids == [row.message_id] * 2


def test_while_a_secret_changes_both_sign():
    world = make_world()
    with receiver() as found:
        endpoint = endpoint_at(world, found.url)
        actions.change_secret(endpoint, by=world.administrator)
        actions.send_test(endpoint, by=world.administrator)
        delivery.sweep(seconds=5)
        Endpoint.objects.update(earlier_until=timezone.now())
        actions.send_test(endpoint, by=world.administrator)
        delivery.sweep(seconds=5)
    signatures = [headers["webhook-signature"].split() for headers, _body in found.arrived]
    assert [len(each) for each in signatures] == [2, 1]
    assert signatures[0][0] != signatures[0][1]


def test_an_inside_address_is_refused_when_it_is_connected_to(settings):
    world = make_world()
    with receiver() as found:
        endpoint = endpoint_at(world, found.url)
        settings.WEBHOOK_INSIDE_NETWORKS = []
        actions.send_test(endpoint, by=world.administrator)
        delivery.sweep(seconds=5)
    assert found.arrived == []
    assert DeliveryTry.objects.get().trouble == "The address leads into a private network."


def test_who_answers_slowly_is_cut_off():
    with receiver() as found:
        found.answers = [lambda: time.sleep(1.5)]
        began = time.monotonic()
        reply = post(judge(found.url, inside=INSIDE), b"{}", {}, longest=0.3)
        assert time.monotonic() - began < 1.4
    assert reply.status is None
    assert reply.trouble == "No answer in time."
    assert delivery.LEASE.total_seconds() > posting.LONGEST_SECONDS * 2


def test_nothing_leaves_while_the_outbox_is_paused():
    """As after a restore: what waited then leaves when a person says so, and not before."""
    world = make_world()
    with receiver() as found:
        actions.send_test(endpoint_at(world, found.url), by=world.administrator)
        pause_outbox(by=None, reason="Restored from the backup of yesterday.")
        assert delivery.sweep(seconds=5) == 0
        assert not delivery.send(Delivery.objects.get().pk)
        assert found.arrived == []
        resume_outbox(by=world.administrator)
        assert delivery.sweep(seconds=5) == 1
    assert len(found.arrived) == 1


def test_old_news_is_forgotten_and_new_news_is_not():
    world = make_world()
    endpoint = endpoint_at(world, "https://example.org/")
    for _news in range(2):
        actions.send_test(endpoint, by=world.administrator)
    old = Delivery.objects.first()
    Delivery.objects.filter(pk=old.pk).update(
        state=DeliveryState.FAILED, settled_at=timezone.now() - timedelta(days=91)
    )
    assert delivery.forget_old() == 1
    assert Delivery.objects.count() == 1

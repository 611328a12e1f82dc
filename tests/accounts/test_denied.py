"""A change that was refused leaves one line on record; nothing else does."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from evaluation import apps as evaluation
from evaluation.enums import Candour, WaveState
from evaluation.urls import answers
from matching import apps as matching
from matching.urls import concerns
from mentorship.accounts.denied import LINES, organisation_of
from mentorship.audit.models import Event
from tests.factories.accounts import MembershipFactory
from tests.factories.evaluation import WaveFactory

pytestmark = pytest.mark.django_db


def lines():
    return Event.objects.filter(kind__startswith="access.").order_by("pk")


def test_a_refused_change_leaves_one_line_without_what_was_sent(world, client_of):
    address = reverse("programmes:policy", args=[world.programme.slug])
    answer = client_of(world.facilitator).post(address, {"months": "99"})

    assert answer.status_code == 403
    line = lines().get()
    assert (line.kind, line.actor_id) == ("access.denied", world.facilitator.pk)
    assert (line.about_kind, line.about_id) == ("accounts.person", str(world.facilitator.pk))
    assert line.organisation_id == world.organisation.pk
    assert line.changes == {
        "address": "programmes:policy",
        "method": "POST",
        "status": 403,
    }


def test_what_a_stranger_does_not_find_is_told_to_his_own_organisation(world, client_of):
    address = reverse("programmes:policy", args=[world.programme.slug])
    assert client_of(world.stranger).post(address).status_code == 404
    assert lines().get().organisation_id == world.other_organisation.pk


def test_administrators_are_told_where_somebody_belongs_or_belonged_last(world):
    assert organisation_of(world.sponsor) is None
    world.mentee.memberships.update(ended_on=timezone.localdate())
    assert organisation_of(world.mentee) == world.organisation.pk
    MembershipFactory.create(person=world.mentee, organisation=world.other_organisation)
    assert organisation_of(world.mentee) == world.other_organisation.pk


def test_looking_at_what_is_refused_leaves_nothing(world, client_of):
    address = reverse("programmes:policy", args=[world.programme.slug])
    assert client_of(world.facilitator).get(address).status_code == 403
    assert not lines().exists()


def test_forms_of_another_site_leave_nothing(world):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.facilitator)
    address = reverse("programmes:policy", args=[world.programme.slug])
    assert client.post(address).status_code == 403
    assert not lines().exists()


def test_neither_do_signed_out_people_nor_addresses_that_are_none(world, client, client_of):
    client.post(reverse("programmes:policy", args=[world.programme.slug]))
    assert client_of(world.mentee).post("/nowhere/").status_code == 404
    assert not lines().exists()


def test_a_person_fills_no_disk(world, client_of):
    client = client_of(world.mentee)
    address = reverse("programmes:policy", args=[world.programme.slug])
    for _turn in range(LINES.most + 3):
        assert client.post(address).status_code in {403, 404}
    kinds = [line.kind for line in lines()]
    assert kinds == ["access.denied"] * LINES.most + ["access.denied_often"]


@pytest.mark.parametrize("candour", list(Candour))
def test_no_line_says_that_an_answer_was_refused(world, client_of, candour):
    wave = WaveFactory.create(
        cohort=world.cohort,
        instrument__organisation=world.organisation,
        instrument__candour=candour,
        state=WaveState.CLOSED,
    )
    client = client_of(world.coordinator)
    for name in ("answer", "answer-draft"):
        for key in (wave.pk, uuid.uuid4()):
            client.post(reverse(f"evaluation:{name}", args=[key]))
    assert not lines().exists()


def test_every_address_where_surveys_are_answered_is_silent():
    assert set(evaluation.ANSWERING) == {pattern.name for pattern in answers.urlpatterns}


def test_what_was_tried_with_a_concern_stands_under_no_organisation(world, client_of):
    client_of(world.mentor).post(reverse("matching:concern-take", args=[uuid.uuid4()]))
    assert lines().get().organisation_id is None


def test_every_address_of_one_concern_is_confidential():
    about_one = {
        pattern.name
        for pattern in concerns.urlpatterns
        if "pk" in pattern.pattern.converters or pattern.name == "my-concern-add"
    }
    assert about_one <= set(matching.CONFIDENTIAL)

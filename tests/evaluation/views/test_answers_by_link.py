"""The link of a mail: one call of one person, opened without harm, answered once."""

import uuid

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from evaluation.actions.waves import close_wave
from evaluation.answering_links import AnswerLink, BrokenAnswerLinkError
from evaluation.enums import Candour
from evaluation.models import Answer, AnswerDraft, Receipt
from programmes.enums import ParticipantState
from tests.evaluation.calling import called
from tests.evaluation.views.test_answers import GIVEN, make_wave
from tests.factories.accounts import PersonFactory
from tests.factories.evaluation import CallFactory

JSON = {"Accept": "application/json"}


@pytest.fixture
def call(world):
    return called(make_wave(world.cohort, Candour.CONFIDENTIAL), world.mentee)


@pytest.fixture
def path(call):
    return AnswerLink.of(call).path


def test_the_link_is_the_same_each_time_and_reads_back(call):
    link = AnswerLink.of(call)
    assert link.url == AnswerLink.of(call).url
    assert AnswerLink.from_token(link.token) == link


@pytest.mark.parametrize(
    "token", ["", "nothing", "a~b:c", f"{uuid.UUID(int=1).hex}~{uuid.UUID(int=2).hex}"]
)
def test_what_was_not_signed_here_is_refused(token):
    with pytest.raises(BrokenAnswerLinkError):
        AnswerLink.from_token(token)


def test_somebody_without_an_account_answers_once(client, call, path):
    page = client.post(path, GIVEN, follow=True)
    assert page.redirect_chain == [(path, 302)]
    assert "Thank you" in page.content.decode()
    assert Answer.objects.get().participant == call.place
    assert client.post(path, GIVEN).status_code == 409
    assert Answer.objects.count() == 1


def test_opening_the_link_often_changes_nothing(client, path):
    for method in (client.get, client.head, client.get):
        assert method(path).status_code == 200
    assert not Receipt.objects.exists()
    assert not AnswerDraft.objects.exists()


def test_the_link_says_for_whom_it_was_made(client, path, world):
    assert (
        f"{world.mentee.name}, this link was made for you alone"
        in client.get(path).content.decode()
    )


def test_a_link_is_over_once_the_survey_has_closed(client, call, path):
    close_wave(call.wave, by=None)
    page = client.get(path)
    assert page.status_code == 410
    assert "This survey has closed" in page.content.decode()
    assert client.post(path, GIVEN).status_code == 410
    assert not Receipt.objects.exists()


def test_links_of_others_of_people_who_left_and_altered_ones_open_nothing(
    client, world, call, path
):
    other = AnswerLink(call.pk, world.mentor.pk).path
    assert client.get(other).status_code == client.get(f"{path[:-3]}xx/").status_code == 404
    world.mentee_place.state = ParticipantState.WITHDRAWN
    world.mentee_place.save()
    assert client.get(path).status_code == client.post(path, GIVEN).status_code == 404


def test_what_is_typed_is_kept_and_comes_back(client, call, path):
    draft = reverse("evaluation:answer-draft-by-link", args=(AnswerLink.of(call).token,))
    given = GIVEN | {"mentor_met_expectations": "99", "work_with_mentor_again": "yes"}
    assert client.post(draft, given).status_code == 204
    assert AnswerDraft.objects.get().values == {
        "work_with_mentor_again": "yes",
        "would_help": "Time",
    }
    assert "is here again" in client.get(path).content.decode()
    client.post(path, GIVEN)
    assert client.post(draft, given).status_code == 409
    assert not AnswerDraft.objects.exists()


def test_an_anonymous_survey_keeps_no_draft_here(client, world):
    call = called(make_wave(world.cohort), world.mentee)
    draft = reverse("evaluation:answer-draft-by-link", args=(AnswerLink.of(call).token,))
    assert client.post(draft, GIVEN).status_code == 400
    client.post(AnswerLink.of(call).path, GIVEN | {"go.then": "later", "would_help": "x" * 3000})
    assert not AnswerDraft.objects.exists()


def test_the_pages_script_is_told_what_is_wrong_and_where_to_go(client, path):
    page = client.post(path, GIVEN | {"mentor_met_expectations": ""}, headers=JSON)
    assert page.status_code == 422
    assert page.json() == {"errors": {"mentor_met_expectations": "Please answer this question."}}
    for _again in range(2):
        assert client.post(path, GIVEN, headers=JSON).json() == {"go": path}
    assert Answer.objects.count() == 1


def test_waves_that_were_merged_are_answered_in_one_go(client, world):
    root = make_wave(world.cohort, Candour.CONFIDENTIAL)
    other = make_wave(world.cohort, Candour.NAMED, merged_into=root)
    apart = make_wave(world.cohort, Candour.NAMED)
    first, second, _third = (called(wave, world.mentee) for wave in (root, other, apart))
    assert "part 1 of 2" in client.get(AnswerLink.of(first).path).content.decode()
    page = client.post(AnswerLink.of(first).path, GIVEN)
    assert page.headers["Location"] == AnswerLink.of(second).path
    assert [str(each) for each in get_messages(page.wsgi_request)] == [
        "Thank you, that has arrived. Here is the next part."
    ]
    assert "part 2 of 2" in client.get(AnswerLink.of(second).path).content.decode()
    page = client.post(AnswerLink.of(second).path, GIVEN)
    assert page.headers["Location"] == AnswerLink.of(second).path


def test_a_line_manager_goes_from_one_mentee_to_the_next(client, world):
    wave = make_wave(world.cohort, Candour.CONFIDENTIAL)
    manager = PersonFactory.create(email="boss@example.org")
    places = [world.mentee_place, world.mentor_place]
    calls = [
        CallFactory.create(wave=wave, person=manager, place=None, about=place) for place in places
    ]
    calls.sort(key=lambda call: call.about.person.name)
    first, second = calls
    page = client.get(AnswerLink.of(first).path).content.decode()
    assert f"{first.about.person.name}: this is about them." in page
    page = client.post(AnswerLink.of(first).path, GIVEN)
    assert page.headers["Location"] == AnswerLink.of(second).path
    assert Answer.objects.get().about == first.about

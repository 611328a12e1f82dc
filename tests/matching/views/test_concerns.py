"""The pages of concerns: what each says, what is never lost, and who can never read it."""

import uuid
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from matching.actions.concern_answers import reply_to_concern, settle_concern
from matching.actions.concerns import escalate_late
from matching.concerns.enums import Channel, ConcernOutcome, ConcernState
from matching.concerns.queries import open_for_coordinators
from matching.models import Concern, ConcernContact, ConcernRoute
from mentorship.accounts.models import Person
from mentorship.audit.models import Event
from mentorship.notifications.models import Message
from programmes.actions.merging import merge_people, preview_merge
from programmes.merging import CannotMergeError
from tests.factories.relationships import ConcernFactory
from tests.matching.concerns.cases import SECRET, a_case, raised, typed
from tests.people import person_called

pytestmark = pytest.mark.django_db

ADD = "/concerns/add/"
INBOX = "/concerns/"
VERBS = ("take", "reply", "note", "grade", "hand-on", "settle")


@pytest.fixture
def case(world):
    return a_case(world)


@pytest.fixture
def about(case):
    return f"{ADD}?match={case.match.pk}"


def text(response):
    return unescape(response.content.decode())


def sent_from(page, **more):
    """Return what the last page before sending posts."""
    kept = page.context["kept"]
    return {name: str(value) for name, value in kept.items()} | {"send": "yes"} | more


def test_it_says_who_helps_and_then_who_is_told_before_it_is_sent(world, case, about, client_of):
    client = client_of(world.mentee)
    shown = text(client.get(about))
    assert "Catherine Ward reads what you write, and answers within 2 days" in shown.replace(
        "<strong>", ""
    ).replace("</strong>", "")
    assert "Irene Calloway, the organisation’s contact; no coordinator reads it" in shown
    check = client.post(about, typed())
    page = text(check)
    assert not Concern.objects.exists()
    assert "Catherine Ward, at once, by an e-mail that says nothing of what you wrote." in page
    assert "Dana Voss is told as well, and can read it." in page
    assert "Amara: not now and not later." in page
    assert Message.objects.count() == 0
    done = client.post(about, sent_from(check), follow=True)
    assert "Catherine Ward has it. Thank you for saying so." in text(done)
    client.post(about, sent_from(check))
    assert Concern.objects.get().words == f"It was {SECRET}."


def test_to_the_contact_the_page_names_the_coordinators_who_are_not_told(
    world, case, about, client_of
):
    page = text(client_of(world.mentee).post(about, typed(Channel.CONTACT)))
    assert "Irene Calloway, at once" in page
    assert "Oskar Lindgren is told as well" in page
    assert "none can see that you wrote: Catherine Ward and Dana Voss." in page


def test_whoever_is_named_meanwhile_is_shown_before_anything_is_sent(world, case, about, client_of):
    client = client_of(world.mentee)
    check = client.post(about, typed())
    ConcernRoute.objects.create(programme=world.programme, handler=case.second)
    again = client.post(about, sent_from(check))
    assert "Dana Voss will be told" in text(again)
    assert not Concern.objects.exists()
    client.post(about, sent_from(again))
    assert Concern.objects.get().handler == case.second


def test_bad_input_and_second_thoughts_lose_no_word(world, case, about, client_of):
    client = client_of(world.mentee)
    for changes in ({"category": "nonsense"}, {"channel": "everybody"}, {"change": "yes"}):
        page = client.post(about, typed() | changes)
        assert SECRET in text(page)
        assert page.context["form"].is_bound
    assert not Concern.objects.exists()


def test_signed_out_meanwhile_the_words_stay_on_the_page_and_nowhere_else(
    world, case, about, client_of
):
    client = Client(enforce_csrf_checks=True)
    assert client.get(about).status_code == 302
    kept = client.post(about, typed())
    assert kept.status_code == 401
    assert SECRET in text(kept)
    assert SECRET not in str(dict(client.session))
    client.force_login(world.mentee)
    check = client.post(about, typed())
    assert "Catherine Ward will be told" in text(check)
    forged = client.post(about, sent_from(check))
    assert "Please send it once more" in text(forged)
    assert not Concern.objects.exists()
    token = client.cookies["csrf"].value
    client.post(about, sent_from(forged, csrfmiddlewaretoken=token))
    assert Concern.objects.exists()


def test_one_chooses_among_ones_own_and_nothing_else(world, case, client_of):
    shown = text(client_of(world.mentee).get(ADD))
    assert "You and Amara" in shown
    assert "Leaders" in shown
    foreign = ConcernFactory.create(handler=world.other_coordinator)
    client = client_of(world.mentee)
    for wrong in (f"match={foreign.match.pk}", f"programme={foreign.programme.pk}", "match=x"):
        assert client.get(f"{ADD}?{wrong}").status_code == 404
    assert "You take part in no programme yet" in text(client_of(world.stranger).get(ADD))


def test_without_a_contact_the_page_says_that_nobody_is_named(world, case, about, client_of):
    ConcernContact.objects.all().delete()
    page = client_of(world.mentee).get(about)
    assert "Nobody is named yet whom you could tell without a coordinator" in text(page)
    refused = client_of(world.mentee).post(about, typed(Channel.CONTACT))
    assert refused.context["form"].errors["channel"]


def test_from_raised_to_settled_and_back_on_both_pages(world, case, client_of):
    concern = raised(world, case)
    handler, mine = client_of(world.coordinator), client_of(world.mentee)
    own = reverse("matching:my-concern", args=(concern.pk,))
    assert "Amara Okafor and Jonas Weber" in text(handler.get(INBOX))
    assert f"It was {SECRET}" in text(handler.get(f"{INBOX}{concern.pk}/"))
    for verb, data in (
        ("take", {}),
        ("reply", {"words": "Let us <talk>."}),
        ("note", {"words": "note-to-myself"}),
        ("grade", {"severity": "low", "words": "reason-of-mine"}),
        ("settle", {"outcome": ConcernOutcome.AGREED, "words": "We agreed."}),
    ):
        url = reverse(f"matching:concern-{verb}", args=(concern.pk,))
        assert handler.get(url).status_code == 200
        assert handler.post(url, data).status_code == 302
    page = text(mine.get(own))
    for said in (
        "Catherine Ward took it in hand",
        "Let us <talk>.",
        "We agreed.",
        "has settled it",
    ):
        assert said in page
    for hidden in ("note-to-myself", "reason-of-mine"):
        assert hidden not in page
        assert hidden in text(handler.get(f"{INBOX}{concern.pk}/"))
    assert "Settled already" in text(
        handler.post(
            reverse("matching:concern-settle", args=(concern.pk,)),
            {"outcome": ConcernOutcome.TALKED, "words": "x"},
            follow=True,
        )
    )
    mine.post(own, {"words": "It is not.", "key": uuid.uuid4()})
    assert Concern.objects.get().state == ConcernState.RAISED
    assert "It is not." in text(handler.get(f"{INBOX}{concern.pk}/"))


def test_bad_input_of_whoever_answers_keeps_what_was_typed(world, case, client_of):
    concern = raised(world, case)
    url = reverse("matching:concern-settle", args=(concern.pk,))
    page = client_of(world.coordinator).post(url, {"outcome": "x", "words": "Half a thought"})
    assert "Half a thought" in text(page)
    url = reverse("matching:concern-hand-on", args=(concern.pk,))
    for wrong in (world.mentor.pk, case.contact.pk, world.other_coordinator.pk, "x"):
        page = client_of(world.coordinator).post(url, {"to": wrong, "words": "Half a thought"})
        assert page.context["form"].errors["to"]
        assert "Half a thought" in text(page)


def test_a_named_contact_without_a_role_answers_in_the_portal(world, case, client_of):
    concern = raised(world, case, Channel.CONTACT)
    client = client_of(case.contact)
    page = client.get(INBOX)
    assert "Amara Okafor and Jonas Weber" in text(page)
    assert "tabs-bar" in text(page)
    assert "One concern waits for you" in text(client.get("/home/", follow=True))
    url = reverse("matching:concern-take", args=(concern.pk,))
    assert "has read what you wrote" in text(client.get(url))
    client.post(url)
    assert Concern.objects.get().state == ConcernState.TAKEN


def everything(concern, case, world):
    """Return every address of concerns, and the pages on which a trace could be."""
    slug = world.programme.slug
    yield INBOX
    yield ADD
    yield reverse("matching:my-concern-list")
    yield reverse("matching:my-concern", args=(concern.pk,))
    yield f"{INBOX}{concern.pk}/"
    for verb in VERBS:
        yield reverse(f"matching:concern-{verb}", args=(concern.pk,))
    yield reverse("matching:concern-route", args=(slug,))
    yield reverse("matching:concern-contact", args=(slug,))
    yield reverse("matching:match-list", args=(slug,))
    yield reverse("matching:match-file", args=(slug,)) + "?form=csv"
    yield reverse("matching:match", args=(slug, case.match.pk))
    yield reverse("matching:my-match", args=(case.match.pk,))
    yield reverse("notifications:outbox") + "?state=sent"
    yield reverse("notifications:outbox") + "?state=all"
    yield reverse("notifications:outbox")
    yield f"/programmes/{slug}/"
    yield reverse("programmes:participant", args=(slug, world.mentee_place.pk))
    for message in Message.objects.all():
        yield reverse("notifications:message-detail", args=(message.pk,))


NOT_NAMED = ("second", "administrator", "mentor", "stranger")


@pytest.mark.parametrize(
    ("who", "channel"),
    [*((who, channel) for who in NOT_NAMED for channel in Channel), ("lead", Channel.CONTACT)],
)
def test_whoever_is_not_named_reads_nothing_anywhere(world, case, client_of, channel, who):
    person = {"second": case.second, "lead": world.coordinator}.get(who) or getattr(world, who)
    client = client_of(person)
    before = {url: client.get(url).content for url in ("/", INBOX)}
    concern = raised(world, case, channel)
    reply_to_concern(concern, by=concern.handler, words=f"answer {SECRET}")
    for url in everything(concern, case, world):
        response = client.get(url)
        assert SECRET.encode() not in response.content, url
        assert str(concern.pk).encode() not in response.content, url
        if str(concern.pk) in url:
            assert response.status_code == 404, url
        for message in Message.objects.all():
            assert str(message.pk).encode() not in response.content, url
            assert message.subject.encode() not in response.content, url
    for verb in VERBS:
        url = reverse(f"matching:concern-{verb}", args=(concern.pk,))
        assert client.post(url, {"words": "x"}).status_code == 404
    assert client.get(INBOX).status_code == (404 if who in {"mentor", "stranger"} else 200)
    assert before[INBOX].count(b"concern-line") == client.get(INBOX).content.count(b"concern-line")


def test_events_belong_to_no_organisations_history(world, case):
    concern = raised(world, case, Channel.CONTACT)
    settle_concern(concern, by=case.contact, outcome=ConcernOutcome.TALKED, words=SECRET)
    assert not Event.objects.of_organisation(world.organisation.pk).about(concern).exists()
    assert Event.objects.about(concern).count() == 2
    for event in Event.objects.about(concern):
        assert event.changes == {}


def test_care_learns_of_open_ones_to_the_programme_and_never_of_others(world, case):
    raised(world, case, Channel.CONTACT)
    assert open_for_coordinators([case.match.pk]) == set()
    seen = raised(world, case)
    assert open_for_coordinators([case.match.pk]) == {case.match.pk}
    settle_concern(seen, by=world.coordinator, outcome=ConcernOutcome.NOTHING, words="x")
    assert open_for_coordinators([case.match.pk]) == set()


def test_no_log_line_holds_what_was_written(world, case, about, client_of, caplog, capfd):
    caplog.set_level("DEBUG", logger="")
    client = client_of(world.mentee)
    client.post(about, sent_from(client.post(about, typed())))
    Concern.objects.update(answer_by=timezone.now() - timedelta(hours=1))
    Concern.objects.update(raised_at=timezone.now() - timedelta(hours=50))
    escalate_late(timezone.now())
    out, err = capfd.readouterr()
    lines = [line for line in (caplog.text + out + err).splitlines() if "INSERT" not in line]
    assert not any(SECRET in line for line in lines if "django.db" not in line)


def test_lists_ask_as_much_for_one_as_for_thirty(world, case, client_of):
    client, mine = client_of(world.coordinator), client_of(world.mentee)
    pages = ((client, INBOX), (mine, reverse("matching:my-concern-list")))
    ConcernFactory.create(match=case.match, handler=world.coordinator)
    counts = []
    for number in (0, 29):
        ConcernFactory.create_batch(number, match=case.match, handler=world.coordinator)
        for browser, url in pages:
            browser.get(url)
            with CaptureQueriesContext(connection) as found:
                browser.get(url)
            counts.append(len(found))
    assert counts[:2] == counts[2:]


def test_the_route_and_the_contact_are_set_by_those_who_may(world, case, client_of):
    route = reverse("matching:concern-route", args=(world.programme.slug,))
    hours = {"urgent_hours": 2, "normal_hours": 24, "low_hours": 72}
    client = client_of(world.coordinator)
    wrong = client.post(route, {"handler": world.mentor.pk, **hours})
    assert wrong.context["form"].errors["handler"]
    wrong = client.post(route, {"handler": "", **hours, "urgent_hours": 30})
    assert "What is more urgent is answered sooner." in text(wrong)
    client.post(route, {"handler": case.second.pk, "deputy": world.coordinator.pk, **hours})
    assert ConcernRoute.objects.get().handler == case.second
    contact = reverse("matching:concern-contact", args=(world.programme.slug,))
    admin = client_of(world.administrator)
    assert client.get(contact).status_code == 403
    wrong = admin.post(contact, {"name": "Dana", "email": case.second.email})
    assert "They coordinate here" in text(wrong)
    admin.post(contact, {"name": "Olu Ade", "email": "olu@example.org"})
    assert ConcernContact.objects.get().person == Person.objects.get(email="olu@example.org")


def test_merging_two_records_never_makes_somebody_answer_themselves(world, case):
    concern = raised(world, case, Channel.CONTACT)
    other = person_called("Jona Weber")

    def merge(kept, gone):
        return {
            "kept": kept,
            "gone": gone,
            "organisation": world.organisation,
            "by": world.administrator,
            "is_administrator": True,
        }

    refused = preview_merge(**merge(case.contact, world.mentee))
    assert any("name somebody else for it first" in line for line in refused.obstacles)
    with pytest.raises(CannotMergeError):
        merge_people(**merge(world.mentee, case.deputy))
    preview = preview_merge(**merge(other, world.mentee))
    if not preview.obstacles:
        assert not any("concern" in what.lower() for what in preview.moved)
        merge_people(**merge(other, world.mentee))
        concern.refresh_from_db()
        assert concern.raised_by == other

"""Rounds that nobody would wish on a coordinator: each gets a draft or a clear sentence."""

import pytest
from django.urls import reverse

from matching.drafts.enums import DraftState
from matching.models import Draft, DraftPair, Sending
from matching.rounds.enums import DraftMode, RuleStrength, RuleTest, WhoWishes
from matching.rounds.wording import NO_FIELD, ONE_FIELD
from tests.factories.boards import board_round, somebody
from tests.factories.programmes import MenteeFactory
from tests.factories.rounds import (
    MatchingPlaceFactory,
    MentorGroupFactory,
    RuleFactory,
)

pytestmark = pytest.mark.django_db

OF_ROUND = ("rule-list", "wish-list", "draft-list", "sending-list", "sending-answers")
OF_DRAFT = ("draft", "draft-history", "draft-room")
OF_READY = ("draft-try", "draft-compare", "draft-nobody", "draft-again")


@pytest.fixture
def coordinator(world, client_of):
    return client_of(world.coordinator)


@pytest.fixture
def empty(world):
    """Return a round of nobody."""
    chosen = board_round(world.cohort)
    world.mentor_place.delete()
    world.mentee_place.delete()
    return chosen


def walk(world, client, chosen, *, mode=DraftMode.PARTICIPATION):
    """Run the rules by their button, open every page about it, and return the draft."""
    slug = world.programme.slug
    run = reverse("matching:draft-run", args=(slug, chosen.pk))
    assert client.post(run, {"mode": mode}).status_code == 302
    draft = Draft.objects.filter(round=chosen).order_by("-number").first()
    addresses = [reverse(f"matching:{name}", args=(slug, chosen.pk)) for name in OF_ROUND]
    addresses.append(reverse("matching:round-seats", args=(slug, chosen.pk)))
    names = OF_DRAFT + (OF_READY if draft.state == DraftState.READY else ())
    addresses += [reverse(f"matching:{name}", args=(slug, draft.pk)) for name in names]
    pair = DraftPair.objects.filter(draft=draft).first()
    if pair:
        names = ("pair-why", "pair-move", "pair-swap")
        addresses += [reverse(f"matching:{name}", args=(slug, pair.pk)) for name in names]
    left = draft.unplaced.first()
    if left:
        names = ("draft-why", "draft-place")
        given = (slug, draft.pk, left.mentee_id)
        addresses += [reverse(f"matching:{name}", args=given) for name in names]
    for address in addresses:
        response = client.get(address, follow=True)
        assert response.status_code == 200, address
        assert "nan" not in response.content.decode().lower().split(), address
    return draft


def read(world, client, draft):
    """Return what a draft's own page says."""
    address = reverse("matching:draft", args=(world.programme.slug, draft.pk))
    return " ".join(client.get(address).content.decode().split())


def one_of_each(chosen, *, seats=1):
    """Put one mentee and one mentor, who could meet, into a round."""
    return somebody(chosen, "Ines Carvalho", "Sales"), somebody(
        chosen, "Amara Obi", "Board", seats=seats
    )


@pytest.mark.parametrize(("test", "strength"), sorted({*ONE_FIELD, *NO_FIELD}))
def test_people_of_whom_nothing_is_known(world, coordinator, empty, test, strength):
    empty.rules.all().delete()
    fields = {} if (test, strength) in ONE_FIELD else {"mentee_field": "", "mentor_field": ""}
    weight = 5 if strength == RuleStrength.SHOULD else 0
    RuleFactory.create(
        round=empty, test=test, strength=strength, weight=weight, order=["Low", "High"], **fields
    )
    MenteeFactory.create(cohort=empty.cohort)
    MatchingPlaceFactory.create(participant__cohort=empty.cohort)
    draft = walk(world, coordinator, empty)
    assert draft.state == DraftState.READY, draft.problem
    assert draft.pairs.count() + draft.unplaced.count() == 1


def test_no_mentors(world, coordinator, empty):
    somebody(empty, "Ines Carvalho")
    draft = walk(world, coordinator, empty)
    assert "No mentor can be matched in this round" in read(world, coordinator, draft)


def test_nobody_at_all(world, coordinator, empty):
    draft = walk(world, coordinator, empty)
    assert "No mentee waits for a match" in read(world, coordinator, draft)


@pytest.mark.parametrize("mode", DraftMode.values)
def test_one_of_each_in_every_way_of_matching(world, coordinator, empty, mode):
    one_of_each(empty)
    draft = walk(world, coordinator, empty, mode=mode)
    if mode in {DraftMode.STABLE, DraftMode.RANK_MAXIMAL}:
        assert "Nobody has handed in wishes" in read(world, coordinator, draft)
    else:
        assert draft.pairs.count() == 1


def test_wishes_that_everybody_was_asked_for_and_nobody_handed_in(world, coordinator, empty):
    empty.who_wishes = WhoWishes.BOTH
    empty.save()
    one_of_each(empty)
    for mode in (DraftMode.STABLE, DraftMode.RANK_MAXIMAL):
        draft = walk(world, coordinator, empty, mode=mode)
        assert "Nobody has handed in wishes" in read(world, coordinator, draft)


@pytest.mark.parametrize("mode", [DraftMode.QUALITY, DraftMode.LEXIMIN, DraftMode.MAXMIN])
def test_all_alike_and_no_rule_that_weighs(world, coordinator, empty, mode):
    empty.rules.exclude(strength=RuleStrength.MUST).delete()
    for number in range(3):
        somebody(empty, f"Mentee {number}", "Sales")
        somebody(empty, f"Mentor {number}", "Board", seats=1)
    draft = walk(world, coordinator, empty, mode=mode)
    assert draft.state == DraftState.READY, draft.problem
    assert draft.pairs.count() == 3


def test_a_mentor_of_ten_thousand(world, coordinator, empty):
    empty.ceiling = 10_000
    empty.save()
    one_of_each(empty, seats=10_000)
    somebody(empty, "Jonas Brandt", "Sales")
    assert walk(world, coordinator, empty).pairs.count() == 2


def test_two_hundred_rules(world, coordinator, empty):
    for position in range(200):
        RuleFactory.create(
            round=empty,
            strength=RuleStrength.SHOULD,
            test=RuleTest.SAME,
            weight=position % 10 + 1,
            position=position + 3,
        )
    one_of_each(empty)
    draft = walk(world, coordinator, empty)
    pair = draft.pairs.get()
    assert pair.points == sum(pair.parts)


def test_rules_that_contradict_each_other(world, coordinator, empty):
    RuleFactory.create(round=empty, test=RuleTest.SAME, position=3)
    one_of_each(empty)
    draft = walk(world, coordinator, empty)
    assert draft.unplaced.count() == 1


def test_only_texts_to_go_by(world, coordinator, empty):
    empty.rules.all().delete()
    RuleFactory.create(
        round=empty,
        strength=RuleStrength.SHOULD,
        test=RuleTest.SIMILAR_TEXT,
        weight=10,
        mentee_field="profile:biography",
        mentor_field="profile:biography",
    )
    one_of_each(empty)
    assert walk(world, coordinator, empty).pairs.count() == 1


def test_a_mentor_who_is_a_mentee_meets_somebody_else_or_nobody(world, coordinator, empty):
    mentee, mentor = one_of_each(empty)
    mentor.person = mentee.person
    mentor.save()
    empty.rules.all().delete()
    draft = walk(world, coordinator, empty)
    assert draft.pairs.count() == 0
    place = reverse("matching:draft-place", args=(world.programme.slug, draft.pk, mentee.pk))
    answer = coordinator.post(
        place, {"chosen": mentor.pk, "seen_version": draft.version, "reason": "Why not"}
    )
    assert answer.status_code == 422
    assert "cannot be matched with themselves" in answer.content.decode()
    somebody(empty, "Nadia Petrova", "Law", seats=1)
    assert walk(world, coordinator, empty).pairs.get().mentor.person.name == "Nadia Petrova"


def test_pins_that_cannot_all_be_kept(world, coordinator, empty):
    _mentee, mentor = one_of_each(empty)
    somebody(empty, "Jonas Brandt", "Sales")
    first = walk(world, coordinator, empty)
    kept = first.pairs.get()
    left = first.unplaced.get().mentee
    slug = world.programme.slug
    place = reverse("matching:draft-place", args=(slug, first.pk, left.pk))
    full = {"chosen": mentor.pk, "seen_version": 1, "reason": ""}
    assert "is full" in coordinator.post(place, full).content.decode()
    assert coordinator.post(place, full | {"reason": "They asked for both"}).status_code == 302
    for pair in first.pairs.all():
        pin = reverse("matching:pair-pin", args=(slug, pair.pk))
        coordinator.post(pin, {"seen_version": 9})
    coordinator.post(reverse("matching:draft-again", args=(slug, first.pk)), {"mode": "quality"})
    again = Draft.objects.get(parent=first)
    assert again.pairs.filter(mentee=kept.mentee).exists()
    coordinator.get(reverse("matching:draft", args=(slug, again.pk)))


def test_two_mentors_for_each(world, coordinator, empty):
    empty.mentors_each = 2
    empty.save()
    one_of_each(empty)
    somebody(empty, "Nadia Petrova", "Law", seats=1)
    draft = walk(world, coordinator, empty)
    assert draft.pairs.count() == 2
    slug = world.programme.slug
    staged = reverse("matching:sending-stage", args=(slug, draft.pk))
    coordinator.post(staged, {"pairs": [str(pair.pk) for pair in draft.pairs.all()]})
    sending = Sending.objects.get(draft=draft)
    for name in ("sending", "sending-mails"):
        address = reverse(f"matching:{name}", args=(slug, sending.pk))
        assert coordinator.get(address).status_code == 200
    assert walk(world, coordinator, empty).pairs.count() == 2


def test_a_group_that_may_take_nobody(world, coordinator, empty):
    _mentee, mentor = one_of_each(empty)
    group = MentorGroupFactory.create(round=empty, name="Board", ceiling=0)
    group.members.create(round=empty, participant=mentor)
    draft = walk(world, coordinator, empty)
    assert draft.pairs.count() == 0
    assert "Ines" in read(world, coordinator, draft)


def test_everybody_rests(world, coordinator, empty):
    for place in one_of_each(empty, seats=None):
        MatchingPlaceFactory.create(participant=place, is_resting=True)
    assert walk(world, coordinator, empty).state == DraftState.FAILED


def test_nobody_has_room(world, coordinator, empty):
    one_of_each(empty, seats=0)
    assert "No mentor has room" in read(world, coordinator, walk(world, coordinator, empty))

"""Two records of one person in one round become one, with what was said and drafted about them."""

import pytest
from django.core import serializers

from matching.actions.message_reports import ask_opening, confirm_opening
from matching.actions.messages import read_messages
from matching.models import (
    DraftHold,
    DraftPair,
    DraftUnplaced,
    FreeHours,
    MatchingPlace,
    MatchRequest,
    MentorGroupMember,
    MessageReport,
    PairMessage,
    SendingPair,
    ThreadRead,
    Wish,
    WishList,
)
from matching.wishing.enums import RequestState
from programmes.actions.merging import merge_people, preview_merge, undo_merge
from programmes.merging import CannotMergeError
from programmes.models import Participant
from tests.factories.accounts import MembershipFactory
from tests.factories.boards import board_round, solved
from tests.factories.programmes import MenteeFactory, ParticipantFactory
from tests.factories.rounds import (
    DraftFactory,
    DraftPairFactory,
    FreeHoursFactory,
    MatchingPlaceFactory,
    MatchRequestFactory,
    MentorGroupFactory,
    SendingFactory,
    WishFactory,
    WishListFactory,
)
from tests.matching.messaging.reported_pairs import reported_pair

pytestmark = pytest.mark.django_db

TABLES = (
    DraftHold,
    DraftPair,
    DraftUnplaced,
    FreeHours,
    MatchingPlace,
    MatchRequest,
    MentorGroupMember,
    SendingPair,
    Wish,
    WishList,
    Participant,
)


@pytest.fixture
def merge(world):
    def do(kept, gone):
        return merge_people(
            kept=kept.person,
            gone=gone.person,
            organisation=world.organisation,
            by=world.coordinator,
            is_administrator=True,
        )

    return do


@pytest.fixture
def chosen(world):
    return board_round(world.cohort, who_wishes="both")


def everything():
    rows = [row for model in TABLES for row in model._base_manager.order_by("pk")]
    return serializers.serialize("json", rows)


def say(chosen, mentee, mentor, *, free):
    """Let a mentee say when they are free, and whom they would like."""
    MatchingPlaceFactory.create(participant=mentee)
    FreeHoursFactory.create(person=mentee.person, half_hours=[free])
    WishFactory.create(
        wish_list=WishListFactory.create(round=chosen, participant=mentee), about=mentor
    )


def test_of_two_mentees_in_a_round_one_is_left_with_their_own(world, merge, chosen):
    kept, gone = world.mentee_place, MenteeFactory.create(cohort=world.cohort)
    first, second = world.mentor_place, ParticipantFactory.create(cohort=world.cohort)
    say(chosen, kept, first, free=1)
    say(chosen, gone, second, free=2)
    theirs = WishListFactory.create(round=chosen, participant=first)
    WishFactory.create(wish_list=theirs, about=kept, rank=1)
    WishFactory.create(wish_list=theirs, about=gone, rank=2)
    MatchRequestFactory.create(round=chosen, mentee=gone, mentor=second)
    MatchRequestFactory.create(round=chosen, mentee=kept, mentor=first)
    both, one, waits = (DraftFactory.create(round=chosen) for _ in range(3))
    sending = SendingFactory.create(draft=both)
    for mentee, mentor in ((kept, first), (gone, second)):
        DraftPairFactory.create(draft=both, mentee=mentee, mentor=mentor, is_pinned=True)
        DraftHold.objects.create(draft=both, mentee=mentee, mentor=mentor, kind="pin")
        SendingPair.objects.create(sending=sending, mentee=mentee, mentor=mentor)
        DraftUnplaced.objects.create(draft=waits, mentee=mentee, reason="all_full")
    DraftPairFactory.create(draft=one, mentee=gone, mentor=second)
    DraftUnplaced.objects.create(draft=one, mentee=kept, reason="all_full")
    before = everything()

    preview = preview_merge(
        kept=kept.person,
        gone=gone.person,
        organisation=world.organisation,
        by=world.coordinator,
        is_administrator=True,
    )
    assert preview.obstacles == ()
    assert everything() == before
    done = merge(kept, gone)

    assert Participant.objects.filter(cohort=world.cohort, role="mentee").get() == kept
    assert FreeHours.objects.get().half_hours == [1]
    assert WishList.objects.get(participant=kept).wishes.get().about == first
    assert theirs.wishes.get().rank == 1
    assert DraftPair.objects.get(draft=both).mentor == first
    assert DraftHold.objects.get().mentor == first
    assert SendingPair.objects.get().mentor == first
    assert DraftPair.objects.get(draft=one).mentee == kept
    assert DraftUnplaced.objects.get().draft == waits
    assert MatchRequest.objects.filter(mentee=kept, state=RequestState.ASKED).count() == 2

    undo_merge(done, by=world.coordinator)
    assert everything() == before


def test_two_mentors_in_a_solved_draft_become_one_and_a_new_run_goes_well(world, merge, chosen):
    gone = ParticipantFactory.create(cohort=world.cohort)
    MenteeFactory.create(cohort=world.cohort)
    group = MentorGroupFactory.create(round=chosen)
    for mentor in (world.mentor_place, gone):
        group.members.create(round=chosen, participant=mentor)
        MatchingPlaceFactory.create(participant=mentor, seats=1)
    chosen.rules.filter(strength="must").delete()
    draft = solved(chosen)
    assert draft.pairs.count() == 2

    merge(world.mentor_place, gone)

    assert set(draft.pairs.values_list("mentor", flat=True)) == {world.mentor_place.pk}
    assert group.members.get().participant == world.mentor_place
    draft.refresh_from_db()
    assert draft.measures["placed"] == 2
    again = solved(chosen, parent=draft)
    assert again.pairs.count() == 1


def test_who_asked_the_other_is_somebody_else(world, merge, chosen):
    MatchRequestFactory.create(round=chosen, mentee=world.mentee_place, mentor=world.mentor_place)
    with pytest.raises(CannotMergeError, match="One of them asked the other for a match"):
        merge(world.mentee_place, world.mentor_place)


def join(world, kept, gone):
    return merge_people(
        kept=kept,
        gone=gone,
        organisation=world.organisation,
        by=world.coordinator,
        is_administrator=True,
    )


@pytest.mark.parametrize("gone", ["mentor", "mentee"])
def test_messages_reads_and_reports_go_over_and_back(world, gone):
    pair, gone = reported_pair(world), getattr(world, gone)
    read_messages(pair.match, by=world.mentor, until=pair.message.pk)
    kept = MembershipFactory.create(organisation=world.organisation).person
    rows = [*PairMessage.objects.all(), *ThreadRead.objects.all(), *MessageReport.objects.all()]
    before = serializers.serialize("json", rows)

    done = join(world, kept, gone)

    assert PairMessage.objects.visible_to(kept).get() == pair.message
    assert not PairMessage.objects.visible_to(gone).exists()
    whose = {PairMessage.objects.get().by, ThreadRead.objects.get().person}
    assert whose | {MessageReport.objects.get().by} == {world.mentor, world.mentee, kept} - {gone}

    undo_merge(done, by=world.coordinator)
    rows = [*PairMessage.objects.all(), *ThreadRead.objects.all(), *MessageReport.objects.all()]
    assert serializers.serialize("json", rows) == before


def test_two_who_opened_a_conversation_stay_two(world):
    pair = reported_pair(world)
    ask_opening(pair.report, by=world.coordinator, reason="Harm")
    confirm_opening(pair.report, by=pair.second)
    with pytest.raises(CannotMergeError, match="opened a reported conversation as two people"):
        join(world, world.coordinator, pair.second)
    with pytest.raises(CannotMergeError, match="looked after the other’s report"):
        join(world, world.mentor, pair.second)

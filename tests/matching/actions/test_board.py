"""Changing a draft by hand: each change, what refuses it, conflicts, and taking back."""

import pytest
from django.utils import timezone

from matching.actions.board import allow, keep_apart, pin, place, swap, take_out, undo, unpin
from matching.drafts.changes import ChangedMeanwhileError, RefusedError
from matching.drafts.enums import DraftChangeKind, HoldKind, UnplacedReason
from matching.drafts.snapshot import SEATS
from matching.models import Draft, DraftChange, DraftHold, DraftPair, DraftUnplaced, MatchingRule
from matching.publishing.enums import SendingState
from matching.rounds.enums import RuleTest
from mentorship.audit.models import Event
from mentorship.common.lifecycle import IllegalTransitionError
from tests.factories.boards import small_board, solved
from tests.factories.rounds import RuleFactory, SendingFactory
from tests.programmes.races import both_at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def board(world):
    chosen, people = small_board(world.cohort)
    world.mentor_place.delete()
    world.mentee_place.delete()
    return solved(chosen), people


def pair_of(draft, mentee):
    return DraftPair.objects.select_related("mentee__person", "mentor__person").get(
        draft=draft, mentee=mentee
    )


def now_with(draft):
    rows = DraftPair.objects.filter(draft=draft)
    names = rows.values_list("mentee__person__name", "mentor__person__name")
    return {mentee.split()[0]: mentor.split()[0] for mentee, mentor in names}


def kinds(draft):
    return list(draft.changes.order_by("version").values_list("kind", flat=True))


def test_a_pin_is_kept_once_however_often_it_is_pressed(world, board):
    draft, people = board
    pair = pair_of(draft, people["ines"])
    pin(draft, pair, by=world.coordinator, seen_version=1)
    assert draft.version == 2
    pin(draft, pair, by=world.coordinator, seen_version=2)
    assert kinds(draft) == ["made", "pinned"]
    assert DraftHold.objects.get(draft=draft).kind == HoldKind.PIN
    assert Event.objects.get(kind="draft.changed").changes == {"kind": "pinned", "version": 2}
    unpin(draft, pair, by=world.coordinator, seen_version=2)
    assert not DraftHold.objects.filter(draft=draft).exists()
    assert kinds(draft) == ["made", "pinned", "unpinned"]


def test_a_pinned_pair_is_not_taken_apart(world, board):
    draft, people = board
    pair = pair_of(draft, people["ines"])
    pin(draft, pair, by=world.coordinator, seen_version=1)
    for act in (keep_apart, take_out):
        with pytest.raises(RefusedError, match="are pinned"):
            act(draft, pair, by=world.coordinator, seen_version=2)
    assert DraftPair.objects.filter(pk=pair.pk).exists()


def test_who_is_taken_out_waits_and_the_measures_say_so(world, board):
    draft, people = board
    pair = pair_of(draft, people["jonas"])
    take_out(draft, pair, by=world.coordinator, seen_version=1, reason="She asked")
    assert DraftUnplaced.objects.get(draft=draft).reason == UnplacedReason.TAKEN_OUT
    draft.refresh_from_db()
    assert (draft.measures["placed"], draft.measures["unplaced"]) == (2, 1)
    assert draft.changes.get(version=2).reason == "She asked"


def test_pairs_that_are_kept_apart_can_be_allowed_again(world, board):
    draft, people = board
    pair = pair_of(draft, people["jonas"])
    keep_apart(draft, pair, by=world.coordinator, seen_version=1)
    with pytest.raises(RefusedError, match="kept apart") as refused:
        place(
            draft, people["jonas"], people["li"],
            by=world.coordinator, seen_version=2, reason="All the same",
        )  # fmt: skip
    assert not refused.value.can_override
    allow(draft, DraftHold.objects.get(draft=draft), by=world.coordinator, seen_version=2)
    place(draft, people["jonas"], people["li"], by=world.coordinator, seen_version=3)
    assert kinds(draft) == ["made", "forbidden", "allowed", "placed"]
    assert pair_of(draft, people["jonas"]).is_by_hand


def test_a_mentee_moves_to_a_mentor_with_room(world, board):
    draft, people = board
    pair = pair_of(draft, people["ines"])
    place(
        draft, people["ines"], people["nadia"],
        by=world.coordinator, seen_version=1, instead_of=pair,
    )  # fmt: skip
    assert now_with(draft)["Ines"] == "Nadia"
    assert not DraftUnplaced.objects.filter(draft=draft).exists()
    moved = pair_of(draft, people["ines"])
    assert (moved.points, sum(moved.parts), moved.is_by_hand) == (0, 0, True)


def test_what_breaks_a_must_is_refused_by_the_rule_and_done_with_a_reason(world, board):
    draft, people = board
    pair = pair_of(draft, people["kwame"])
    wanted = {"by": world.coordinator, "seen_version": 1, "instead_of": pair}
    sentence = draft.settings["rules"][0]["sentence"]
    with pytest.raises(RefusedError) as refused:
        place(draft, people["kwame"], people["nadia"], **wanted)
    assert sentence in refused.value.reasons[0]
    assert refused.value.can_override
    assert now_with(draft)["Kwame"] == "Amara"
    place(draft, people["kwame"], people["nadia"], reason="Both asked for it", **wanted)
    placed = pair_of(draft, people["kwame"])
    assert placed.override_reason == "Both asked for it"
    assert placed.broken_rules == [str(MatchingRule.objects.get(test=RuleTest.DIFFERENT).pk)]
    assert kinds(draft)[-1] == DraftChangeKind.OVERRIDDEN


def test_a_full_mentor_is_refused_and_takes_one_more_with_a_reason(world, board):
    draft, people = board
    pair = pair_of(draft, people["ines"])
    wanted = {"by": world.coordinator, "seen_version": 1, "instead_of": pair}
    with pytest.raises(RefusedError, match="Li Wei Chen is full"):
        place(draft, people["ines"], people["li"], **wanted)
    place(draft, people["ines"], people["li"], reason="Li offered", **wanted)
    assert pair_of(draft, people["ines"]).broken_rules == [SEATS]


def test_no_reason_sets_training_aside(world, board):
    draft, people = board
    rule = RuleFactory.create(
        round=draft.round, test=RuleTest.IN_DATE, mentee_field="", mentor_field="", position=9
    )
    again = solved(draft.round)
    assert set(again.unplaced.values_list("reason", flat=True)) == {UnplacedReason.NOT_READY}
    with pytest.raises(RefusedError, match="in date") as refused:
        place(
            again, people["ines"], people["amara"],
            by=world.coordinator, seen_version=1, reason="Please",
        )  # fmt: skip
    assert not refused.value.can_override
    assert str(rule.pk) in {each["id"] for each in again.settings["rules"]}


def test_two_mentees_change_mentors(world, board):
    draft, people = board
    one, other = pair_of(draft, people["ines"]), pair_of(draft, people["jonas"])
    swap(draft, one, other, by=world.coordinator, seen_version=1)
    assert now_with(draft) == {"Ines": "Li", "Jonas": "Amara", "Kwame": "Amara"}
    assert kinds(draft) == ["made", "swapped"]


def test_a_swap_against_a_rule_takes_a_reason(world, board):
    draft, people = board
    one, other = pair_of(draft, people["kwame"]), pair_of(draft, people["jonas"])
    with pytest.raises(RefusedError, match="Kwame Boateng with Li Wei Chen would break a rule"):
        swap(draft, one, other, by=world.coordinator, seen_version=1)
    assert now_with(draft)["Kwame"] == "Amara"
    swap(draft, one, other, by=world.coordinator, seen_version=1, reason="They know each other")
    against = pair_of(draft, people["kwame"])
    assert against.override_reason == "They know each other"
    assert pair_of(draft, people["jonas"]).broken_rules == []


def test_who_shares_a_mentor_has_nothing_to_swap(world, board):
    draft, people = board
    one, other = pair_of(draft, people["ines"]), pair_of(draft, people["kwame"])
    with pytest.raises(RefusedError, match="nothing to swap"):
        swap(draft, one, other, by=world.coordinator, seen_version=1)


def test_a_change_is_made_where_only_others_were_touched(world, board):
    draft, people = board
    pin(draft, pair_of(draft, people["ines"]), by=world.coordinator, seen_version=1)
    take_out(draft, pair_of(draft, people["jonas"]), by=world.administrator, seen_version=1)
    assert kinds(draft) == ["made", "pinned", "removed"]


def test_nothing_is_done_where_the_same_mentee_was_touched(world, board):
    draft, people = board
    pair = pair_of(draft, people["ines"])
    pin(draft, pair, by=world.administrator, seen_version=1)
    with pytest.raises(ChangedMeanwhileError) as changed:
        take_out(draft, pair, by=world.coordinator, seen_version=1)
    assert changed.value.change.by == world.administrator
    assert kinds(draft) == ["made", "pinned"]


def test_taking_back_brings_back_what_was(world, board):
    draft, people = board
    pair = pair_of(draft, people["ines"])
    keep_apart(draft, pair, by=world.coordinator, seen_version=1)
    undo(draft, draft.changes.get(version=2), by=world.coordinator, seen_version=2)
    assert pair_of(draft, people["ines"]).pk == pair.pk
    assert not DraftHold.objects.filter(draft=draft).exists()
    assert not DraftUnplaced.objects.filter(draft=draft).exists()
    assert kinds(draft) == ["made", "forbidden", "restored"]
    with pytest.raises(RefusedError, match="taken back already"):
        undo(draft, draft.changes.get(version=2), by=world.coordinator, seen_version=3)


def test_nothing_is_taken_back_on_which_something_rests(world, board):
    draft, people = board
    pair = pair_of(draft, people["ines"])
    take_out(draft, pair, by=world.coordinator, seen_version=1)
    place(draft, people["ines"], people["nadia"], by=world.coordinator, seen_version=2)
    with pytest.raises(RefusedError, match="Something later"):
        undo(draft, draft.changes.get(version=2), by=world.coordinator, seen_version=3)


def test_nothing_is_taken_back_into_a_seat_that_is_taken(world, board):
    draft, people = board
    take_out(draft, pair_of(draft, people["jonas"]), by=world.coordinator, seen_version=1)
    ines = pair_of(draft, people["ines"])
    place(
        draft, people["ines"], people["li"],
        by=world.coordinator, seen_version=2, instead_of=ines,
    )  # fmt: skip
    with pytest.raises(RefusedError, match="Li Wei Chen has no room"):
        undo(draft, draft.changes.get(version=2), by=world.coordinator, seen_version=3)
    assert "Jonas" not in now_with(draft)


def test_what_was_sent_stays_as_it_is(world, board):
    draft, people = board
    pair = pair_of(draft, people["ines"])
    sent = SendingFactory.create(draft=draft, state=SendingState.SENT, sent_at=timezone.now())
    DraftPair.objects.filter(pk=pair.pk).update(sending=sent)
    with pytest.raises(RefusedError, match="being sent"):
        take_out(draft, pair, by=world.coordinator, seen_version=1)


def test_what_is_only_prepared_for_sending_can_still_be_changed(world, board):
    draft, people = board
    pair = pair_of(draft, people["ines"])
    DraftPair.objects.filter(pk=pair.pk).update(sending=SendingFactory.create(draft=draft))
    take_out(draft, pair, by=world.coordinator, seen_version=1)
    assert "Ines" not in now_with(draft)


def test_a_draft_that_was_put_aside_is_not_changed(world, board):
    draft, people = board
    Draft.objects.filter(pk=draft.pk).update(state="discarded")
    with pytest.raises(IllegalTransitionError):
        pin(draft, pair_of(draft, people["ines"]), by=world.coordinator, seen_version=1)


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_wins_and_the_other_is_told(world):
    chosen, people = small_board(world.cohort)
    draft = solved(chosen)
    pair = pair_of(draft, people["ines"])
    mentors = [(people["nadia"], world.coordinator), (people["li"], world.administrator)]

    def moving(mentor, by):
        same = Draft.objects.get(pk=draft.pk)
        return lambda: place(
            same, people["ines"], mentor,
            by=by, seen_version=1, instead_of=pair, reason="Asked for",
        )  # fmt: skip

    errors = both_at_once(*(moving(*each) for each in mentors))
    assert [type(error) for error in errors] == [ChangedMeanwhileError]
    winner = DraftChange.objects.get(draft=draft, version=2)
    assert errors[0].change == winner
    (placed,) = DraftPair.objects.filter(draft=draft, mentee=people["ines"])
    assert (placed.mentor, winner.by) in mentors


@pytest.mark.django_db(transaction=True)
def test_two_at_once_never_fill_one_seat_twice(world):
    chosen, people = small_board(world.cohort)
    draft = solved(chosen)
    rows = [pair_of(draft, people[name]) for name in ("ines", "jonas")]

    def moving(pair):
        same = Draft.objects.get(pk=draft.pk)
        return lambda: place(
            same, pair.mentee, people["nadia"], by=None, seen_version=1, instead_of=pair
        )

    errors = both_at_once(*(moving(pair) for pair in rows))
    assert [type(error) for error in errors] == [RefusedError]
    assert DraftPair.objects.filter(draft=draft, mentor=people["nadia"]).count() == 1

"""Drafts: asked for, worked out at once or by a worker, stopped, and what is hopeless."""

from datetime import timedelta

import pytest
from django.utils import timezone

from matching import tasks
from matching.actions.board import pin, place
from matching.actions.drafts import (
    MOST_ATTEMPTS,
    ask_for_draft,
    put_aside,
    solve_draft,
    stop_draft,
    take_up_again,
    tend_drafts,
)
from matching.drafts import running
from matching.drafts.certificates import proof_in_words
from matching.drafts.enums import DraftState, HoldKind, UnplacedReason
from matching.models import Draft, DraftPair, DraftSeat, DraftUnplaced, MatchingRule
from matching.rounds.enums import DraftMode, RuleStrength, RuleTest, WhoWishes
from matching.rounds.settings import settings_of
from mentorship.common.lifecycle import IllegalTransitionError
from tests.factories.boards import board_round, describe, small_board, solved, somebody
from tests.factories.matching import trained
from tests.factories.rounds import DraftFactory, RuleFactory, WishFactory, WishListFactory

pytestmark = pytest.mark.django_db


def who_has_whom(draft):
    rows = DraftPair.objects.filter(draft=draft).values_list(
        "mentee__person__name", "mentor__person__name"
    )
    return {mentee.split()[0]: mentor.split()[0] for mentee, mentor in rows}


def test_a_small_round_is_worked_out_at_once(world):
    chosen, people = small_board(world.cohort)
    world.mentor_place.delete()
    world.mentee_place.delete()
    draft = solved(chosen)
    assert draft.problem == ""
    assert draft.state == DraftState.READY
    assert who_has_whom(draft) == {"Ines": "Amara", "Jonas": "Li", "Kwame": "Amara"}
    assert draft.certificate["is_optimal"]
    assert draft.measures["placed"] == 3
    pair = DraftPair.objects.get(draft=draft, mentee=people["ines"])
    assert pair.points == sum(pair.parts) == 10_000
    assert [fact["shared"] for fact in pair.facts] == [["leading"], ["Lisbon"]]


@pytest.fixture
def board(world):
    chosen, people = small_board(world.cohort)
    world.mentor_place.delete()
    world.mentee_place.delete()
    return chosen, people


def test_every_way_of_matching_places_everybody_here(board):
    chosen, people = board
    RuleFactory.create(
        round=chosen, strength=RuleStrength.SHOULD, test=RuleTest.WISHES, weight=1,
        mentee_field="", mentor_field="", position=5,
    )  # fmt: skip
    chosen.who_wishes = WhoWishes.MENTEES
    chosen.save()
    wishes = WishListFactory.create(round=chosen, participant=people["ines"])
    WishFactory.create(wish_list=wishes, about=people["nadia"], rank=1)
    for mode in DraftMode.values:
        draft = solved(chosen, mode=mode)
        assert (draft.state, draft.measures["placed"]) == (DraftState.READY, 3), draft.problem
        assert draft.certificate["is_optimal"] or draft.certificate["note"]
        assert proof_in_words(draft)
    first = solved(chosen, mode=DraftMode.RANK_MAXIMAL)
    assert DraftPair.objects.get(draft=first, mentee=people["ines"]).wish_rank == 1


def test_who_cannot_be_placed_is_told_why(board):
    chosen, people = board
    boxed_in = somebody(chosen, "Olga Roth", "Sales")
    for mentor in ("amara", "li", "nadia"):
        describe(people[mentor], department="Sales")
    draft = solved(chosen)
    row = DraftUnplaced.objects.get(draft=draft, mentee=boxed_in)
    assert row.reason == UnplacedReason.NOBODY_ALLOWED
    rule = MatchingRule.objects.get(test=RuleTest.DIFFERENT)
    assert row.facts["rules"] == [{"rule": str(rule.pk), "out": 3, "alone": 3}]
    assert (row.facts["fits"], row.facts["mentors"]) == (0, 3)


def test_who_may_not_be_matched_has_no_room(board):
    chosen, people = board
    for name in ("ines", "jonas", "kwame", "amara"):
        trained(people[name])
    RuleFactory.create(
        round=chosen, test=RuleTest.IN_DATE, mentee_field="", mentor_field="", position=9
    )
    draft = solved(chosen)
    seats = dict(DraftSeat.objects.filter(draft=draft).values_list("mentor__person__name", "seats"))
    assert seats == {"Amara Obi": 2, "Li Wei Chen": 0, "Nadia Petrova": 0}


def test_who_finds_everybody_full_is_told_so(board):
    chosen, _people = board
    for name in ("Olga Roth", "Pia Sand"):
        somebody(chosen, name, "Risk")
    draft = solved(chosen)
    # Of people who fit equally well, any may be the one.
    row = DraftUnplaced.objects.get(draft=draft)
    assert row.reason == UnplacedReason.ALL_FULL
    assert row.facts["fits"] > 0


def test_pins_and_pairs_kept_apart_are_carried_over(board):
    chosen, people = board
    first = ask_for_draft(
        chosen,
        by=None,
        pins=[(people["ines"].pk, people["nadia"].pk)],
        forbidden=[(people["jonas"].pk, people["li"].pk)],
    )
    again = ask_for_draft(chosen, by=None, parent=first, origin="again")
    for draft in (first, again):
        assert who_has_whom(draft)["Ines"] == "Nadia"
        assert who_has_whom(draft)["Jonas"] == "Amara"
        assert DraftPair.objects.get(draft=draft, mentee=people["ines"]).is_pinned
    assert again.parent == first
    assert set(again.holds.values_list("kind", flat=True)) == {HoldKind.PIN, HoldKind.FORBID}


def test_a_pinned_pair_against_a_rule_is_carried_over_with_its_reason(board):
    chosen, people = board
    first = solved(chosen)
    pair = DraftPair.objects.get(draft=first, mentee=people["kwame"])
    place(
        first, people["kwame"], people["nadia"],
        by=None, seen_version=1, instead_of=pair, reason="Both asked",
    )  # fmt: skip
    pin(first, DraftPair.objects.get(draft=first, mentee=people["kwame"]), by=None, seen_version=2)
    again = ask_for_draft(chosen, by=None, parent=first, origin="again")
    kept = DraftPair.objects.get(draft=again, mentee=people["kwame"])
    assert (kept.mentor, kept.override_reason) == (people["nadia"], "Both asked")
    assert kept.is_pinned
    assert again.measures["placed"] == 3


def test_pins_that_cannot_be_kept_are_named(board):
    chosen, people = board
    pins = [(people[name].pk, people["li"].pk) for name in ("ines", "jonas")]
    draft = ask_for_draft(chosen, by=None, pins=pins)
    assert draft.state == DraftState.FAILED
    assert "Ines Carvalho with Li Wei Chen; Jonas Brandt with Li Wei Chen" in draft.problem
    against = ask_for_draft(chosen, by=None, pins=[(people["kwame"].pk, people["li"].pk)])
    assert against.state == DraftState.FAILED
    assert against.settings["rules"][0]["sentence"] in against.problem


@pytest.mark.parametrize(
    ("left", "said"),
    [("mentees", "No mentor can be matched"), ("mentors", "No mentee waits"), ("", "No mentee")],
)
def test_a_round_without_people_says_what_is_missing(world, left, said):
    chosen = board_round(world.cohort)
    if left != "mentees":
        world.mentee_place.delete()
    if left != "mentors":
        world.mentor_place.delete()
    draft = solved(chosen)
    assert draft.state == DraftState.FAILED
    assert said in draft.problem


def test_one_mentee_all_tied_and_rules_that_contradict_each_other(world):
    chosen = board_round(world.cohort)
    describe(world.mentee_place, department="Sales")
    describe(world.mentor_place, department="Law")
    draft = solved(chosen)
    assert (draft.measures["placed"], draft.measures["mean"]) == (1, 0)
    RuleFactory.create(round=chosen, strength=RuleStrength.MUST, test=RuleTest.SAME, position=3)
    describe(world.mentee_place, department="Law")
    nobody = solved(chosen)
    assert nobody.state == DraftState.READY
    assert nobody.unplaced.get().reason == UnplacedReason.NOBODY_ALLOWED


def test_a_way_by_wishes_without_wishes_says_so(board):
    chosen, _people = board
    draft = solved(chosen, mode=DraftMode.STABLE)
    assert draft.state == DraftState.FAILED
    assert "Nobody has handed in wishes" in draft.problem


def test_a_large_round_goes_to_a_worker(board, monkeypatch, django_capture_on_commit_callbacks):
    chosen, _people = board
    monkeypatch.setattr(running, "MOST_AT_ONCE", 1)
    rung = []
    monkeypatch.setattr(tasks.work_out_draft, "apply_async", lambda args, **_kw: rung.append(args))
    with django_capture_on_commit_callbacks(execute=True):
        draft = ask_for_draft(chosen, by=None)
    assert draft.state == DraftState.WAITING
    assert rung == [(str(draft.pk),)]
    tasks.work_out_draft.apply(args=rung[0])
    tasks.work_out_draft.apply(args=rung[0])
    draft.refresh_from_db()
    assert (draft.state, draft.attempts, draft.progress) == (DraftState.READY, 1, 100)
    assert draft.changes.count() == 1


def test_a_run_whose_worker_was_lost_is_taken_up_and_given_up_in_the_end(board):
    chosen, _people = board
    long_ago = timezone.now() - timedelta(minutes=5)
    lost = DraftFactory.create(
        round=chosen, state=DraftState.SOLVING, solved_at=None, settings=settings_of(chosen),
        asked_at=long_ago, touched_at=long_ago, attempts=1,
    )  # fmt: skip
    hopeless = DraftFactory.create(
        round=chosen, state=DraftState.SOLVING, solved_at=None, settings=settings_of(chosen),
        asked_at=long_ago, touched_at=long_ago, attempts=MOST_ATTEMPTS,
    )  # fmt: skip
    at_work = DraftFactory.create(
        round=chosen, state=DraftState.SOLVING, solved_at=None, asked_at=long_ago,
        touched_at=timezone.now(),
    )  # fmt: skip
    assert tend_drafts() == 2
    for draft in (lost, hopeless, at_work):
        draft.refresh_from_db()
    assert lost.state == DraftState.READY
    assert hopeless.state == DraftState.FAILED
    assert "took longer" in hopeless.problem
    assert at_work.state == DraftState.SOLVING


def test_a_run_that_waits_stops_at_once_and_one_at_work_when_it_hears_of_it(board):
    chosen, _people = board
    made = {"round": chosen, "solved_at": None, "settings": settings_of(chosen)}
    waiting = DraftFactory.create(state=DraftState.WAITING, **made)
    stop_draft(waiting, by=None)
    solve_draft(waiting.pk)
    waiting.refresh_from_db()
    assert waiting.state == DraftState.CANCELLED
    at_work = DraftFactory.create(state=DraftState.SOLVING, **made)
    stop_draft(at_work, by=None)
    at_work.refresh_from_db()
    assert at_work.state == DraftState.SOLVING
    solve_draft(at_work.pk)
    at_work.refresh_from_db()
    assert at_work.state == DraftState.CANCELLED
    assert not at_work.pairs.exists()


def test_a_teller_writes_how_far_a_run_is_and_hears_of_a_stop(board):
    chosen, _people = board
    draft = DraftFactory.create(round=chosen, state=DraftState.SOLVING, solved_at=None)
    teller = running.Teller(draft.pk, running.step_in_words)
    teller.tell("score 8400", 0.42)
    draft.refresh_from_db()
    assert (draft.progress, draft.progress_words) == (
        42,
        "Raising the weak pairs, one after another",
    )
    assert not teller.is_stopped()
    Draft.objects.filter(pk=draft.pk).update(is_stop_asked=True)
    assert running.Teller(draft.pk, running.step_in_words).is_stopped()


def test_drafts_are_put_aside_and_taken_up_again(board):
    chosen, _people = board
    draft = solved(chosen)
    put_aside(draft, by=None)
    with pytest.raises(IllegalTransitionError):
        put_aside(draft, by=None)
    take_up_again(draft, by=None)
    draft.refresh_from_db()
    assert draft.state == DraftState.READY

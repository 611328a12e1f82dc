"""What changes would do: every figure against the round worked out afresh."""

import numpy as np
import pytest

from matching.actions.board import swap
from matching.drafts.enums import DraftState, HoldKind
from matching.models import DraftHold, DraftPair
from matching.rounds.assembling import assemble
from matching.rounds.enums import DraftMode, WhoWishes
from matching.rounds.settings import settings_of
from matching.solver.model import Mode
from matching.solver.solve import solve
from matching.trying.difference import MoveKind
from matching.trying.solving import PinRefusedError, PinsTriedConflictError, try_out
from matching.trying.wanted import OFF, Wanted
from tests.matching.trying.making import small_round, wish

pytestmark = pytest.mark.django_db


@pytest.fixture
def small(world):
    return small_round(world.programme)


def afresh(chosen, mode=Mode.PARTICIPATION, **how):
    """Return total, pairs and worst of the round as it stands, worked out by nothing of ours."""
    assembly = assemble(chosen)
    problem = assembly.problem(**how)
    solution = solve(problem, mode)
    rows, columns = np.array(solution.chosen).T
    points = assembly.scores.pairs(rows, columns)
    return int(points.sum()), len(points), int(points.min())


def stored(draft):
    return sum(row.points for row in DraftPair.objects.filter(draft=draft))


def figures(outcome):
    after = outcome.figures_after
    return after.total, after.pairs, after.worst


def who(small, places):
    names = {one.pk: name for name, one in small.people.items()}
    return {names[each.mentee]: names[each.mentor] for each in places}


def test_a_pin_moves_as_few_as_it_must(small):
    draft = small.draft()
    assert draft.state == DraftState.READY
    pair = small.pair("Ines", "Li")
    outcome = try_out(draft, Wanted(together=(pair,)))
    assert figures(outcome) == afresh(small.round, pins=[pair])
    assert who(small, outcome.after)["Ines"] == "Li"
    stored = {(row.mentee_id, row.mentor_id) for row in DraftPair.objects.filter(draft=draft)}
    assert {(each.mentee, each.mentor) for each in outcome.before} == stored
    moved = {move.mentee for move in outcome.difference.moves}
    before, after = who(small, outcome.before), who(small, outcome.after)
    assert moved == {small[name].pk for name in before if before[name] != after.get(name)}


def test_nothing_tried_is_the_draft_itself(small):
    outcome = try_out(small.draft(), Wanted())
    assert not outcome.difference
    assert outcome.figures_before == outcome.figures_after


def test_apart_and_more_room_and_a_ceiling(small):
    draft = small.draft()
    pair = small.pair("Ines", "Amara")
    apart = try_out(draft, Wanted(apart=(pair,)))
    assert figures(apart) == afresh(small.round, forbidden=[pair])
    assert who(small, apart.after)["Ines"] != "Amara"
    roomy = try_out(draft, Wanted(seats={small["Amara"].pk: 2}))
    settings = settings_of(small.round)
    settings["seats"][str(small["Amara"].pk)] = 2
    assembly = assemble(small.round, settings=settings)
    fresh = solve(assembly.problem(), Mode.PARTICIPATION)
    rows, columns = np.array(fresh.chosen).T
    assert roomy.figures_after.total == int(assembly.scores.pairs(rows, columns).sum())
    without = try_out(draft, Wanted(seats={small["Amara"].pk: 0}))
    (lost,) = without.difference.of(MoveKind.LOSES)
    assert not lost.after
    assert without.figures_after.placed == 2


def test_a_rule_turned_off_and_on_again(small):
    draft = small.draft()
    off = try_out(draft, Wanted(rules={str(small.departments.pk): OFF}))
    small.departments.is_on = False
    small.departments.save()
    assert figures(off) == afresh(small.round)
    # What only decides counts no points, so that there is one way to count.
    assert off.own_before is None
    assert off.figures_before.total == stored(draft)
    on = try_out(small.draft(), Wanted(rules={str(small.departments.pk): "must"}))
    small.departments.is_on = True
    small.departments.save()
    assert figures(on) == afresh(small.round)


def test_a_must_made_softer_is_counted_both_ways(small):
    draft = small.draft()
    outcome = try_out(draft, Wanted(rules={str(small.departments.pk): "3"}))
    assert outcome.own_before.total == stored(draft)
    assert outcome.own_before.worst == min(pair.points for pair in draft.pairs.all())
    assert outcome.figures_before.total != outcome.own_before.total
    small.departments.strength, small.departments.weight = "should", 3
    small.departments.save()
    assert figures(outcome) == afresh(small.round)
    (rule,) = (
        each for each in outcome.settings["rules"] if each["id"] == str(small.departments.pk)
    )
    assert rule["sentence"] == settings_of(small.round)["rules"][0]["sentence"]


def test_another_mode_by_wishes(world):
    small = small_round(world.programme, who_wishes=WhoWishes.MENTEES)
    wish(small, "Ines", "Li")
    wish(small, "Kwame", "Yuki")
    wish(small, "Tom", "Amara")
    outcome = try_out(small.draft(), Wanted(mode=DraftMode.RANK_MAXIMAL))
    assert outcome.figures_after.first == 3
    assert who(small, outcome.after) == {"Ines": "Li", "Kwame": "Yuki", "Tom": "Amara"}
    assert outcome.figures_before.first < 3


def test_pins_of_the_draft_are_kept_unless_let_go(small):
    pair = small.pair("Ines", "Li")
    draft = small.draft(pins=[pair])
    kept = try_out(draft, Wanted(seats={small["Amara"].pk: 2}))
    assert who(small, kept.after)["Ines"] == "Li"
    free = try_out(draft, Wanted(free=(pair,)))
    assert figures(free) == afresh(small.round)
    assert DraftHold.objects.get(draft=draft).kind == HoldKind.PIN


def test_what_was_placed_by_hand_stays_unless_it_may_move(small, world):
    draft = small.draft(forbidden=[small.pair("Kwame", "Yuki")])
    row = DraftPair.objects.get(draft=draft, mentee=small["Kwame"])
    other = DraftPair.objects.get(draft=draft, mentee=small["Ines"])
    swap(draft, row, other, by=world.coordinator, seen_version=1, reason="They asked for it.")
    stays = try_out(draft, Wanted(seats={small["Yuki"].pk: 1}))
    assert who(small, stays.after)["Kwame"] == who(small, stays.before)["Kwame"]
    moves = try_out(draft, Wanted(hand_may_move=True))
    assert figures(moves) == afresh(small.round, forbidden=[small.pair("Kwame", "Yuki")])


def test_pins_that_cannot_be(small):
    draft = small.draft()
    with pytest.raises(PinRefusedError) as refused:
        try_out(draft, Wanted(together=(small.pair("Ines", "Yuki"),)))
    assert refused.value.rules == (str(small.departments.pk),)
    both = (small.pair("Ines", "Li"), small.pair("Tom", "Li"))
    off = {str(small.departments.pk): OFF}
    with pytest.raises(PinsTriedConflictError) as conflict:
        try_out(draft, Wanted(together=both, rules=off))
    assert set(conflict.value.pairs) == set(both)


def test_trying_stores_nothing(small):
    draft = small.draft()
    before = list(DraftPair.objects.values_list("pk", "points").order_by("pk"))
    try_out(draft, Wanted(together=(small.pair("Ines", "Li"),), mode=DraftMode.QUALITY))
    assert list(DraftPair.objects.values_list("pk", "points").order_by("pk")) == before
    draft.refresh_from_db()
    assert draft.version == 1


def test_somebody_who_has_left_is_named(small):
    draft = small.draft()
    small["Ines"].person.is_active = False
    small["Ines"].person.save()
    outcome = try_out(draft, Wanted(seats={small["Amara"].pk: 1}))
    assert outcome.gone == {small["Ines"].pk}
    assert small["Ines"].pk not in {each.mentee for each in outcome.after}

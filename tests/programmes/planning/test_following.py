"""Which dates clash, and what is proposed to move along."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programmes.enums import MilestoneKind, PhaseKind
from programmes.planning import COHORT, RULES, Item, Timetable, WorkCalendar, clashes, follow
from programmes.planning.rules import FOLLOWS, MANY

ENGLAND = WorkCalendar("GB", "ENG")
LONG_AGO = date(1990, 1, 1)


def stretch(kind, starts_on, ends_on, **more):
    return Item(f"phase-{kind}", kind, starts_on, ends_on, **more)


def point(kind, on, belongs_to="", **more):
    key = f"milestone-{kind}"
    return Item(key, kind, on, on, belongs_to=belongs_to, is_point=True, **more)


def spring():
    """A timetable without a clash: people meet from 5 April to 17 December 2027."""
    return Timetable(
        (
            Item("cohort", COHORT, date(2027, 4, 5), date(2027, 12, 17)),
            stretch("recruit", date(2027, 1, 11), date(2027, 3, 5)),
            stretch("train", date(2027, 2, 22), date(2027, 3, 24)),
            stretch("match", date(2027, 3, 15), date(2027, 4, 1)),
            stretch("mentor", date(2027, 4, 5), date(2027, 12, 17)),
            stretch("evaluate", date(2027, 8, 2), date(2027, 8, 13)),
            stretch("close", date(2027, 12, 6), date(2028, 1, 14)),
            point("opening", date(2027, 1, 11), "phase-recruit"),
            point("deadline", date(2027, 3, 5), "phase-recruit"),
            point("decisions", date(2027, 3, 12), "phase-recruit"),
            point("kick_off", date(2027, 4, 6), "phase-mentor"),
            point("other", date(2027, 2, 3), "phase-recruit"),
        )
    )


def moved(timetable, key, days=0, *, start=None, end=None):
    item = timetable.item(key)
    start = days if start is None else start
    end = days if end is None else end
    return item.moved_to(item.starts_on + timedelta(days=start), item.ends_on + timedelta(days=end))


def proposed(timetable, item, today=LONG_AGO):
    found = follow(timetable, item, ENGLAND, today=today)
    return {proposal.item.key: proposal for proposal in found}


def broken(timetable):
    return [clash.rule.key for clash in clashes(timetable)]


def test_rules_speak_of_kinds_that_exist():
    known = {COHORT, *PhaseKind.values, *MilestoneKind.values}
    named = {edge.kind for rule in RULES for edge in (rule.earlier, rule.later)}
    named |= {kind for entry in FOLLOWS for kind in (entry.leader.kind, entry.follower)} | MANY
    assert named <= known
    assert len({rule.key for rule in RULES}) == len(RULES)


def test_a_timetable_as_it_should_be_has_no_clash():
    assert clashes(spring()) == ()
    assert clashes(Timetable(())) == ()


@pytest.mark.parametrize(
    ("key", "move", "rules"),
    [
        ("phase-match", {"end": 6, "start": 0}, ["match-mentor"]),
        ("phase-match", {"end": 4, "start": 0}, []),  # the same day is early enough
        ("phase-train", {"start": -60, "end": 0}, ["recruit-train"]),
        (
            "phase-mentor",
            {"start": -1, "end": 0},
            ["train-mentor", "match-mentor", "cohort-mentor"],
        ),
        ("phase-evaluate", {"days": 200}, ["evaluate-mentor"]),
        ("phase-close", {"start": 20, "end": 20}, ["close-cohort"]),
        ("milestone-decisions", {"days": -7}, ["deadline-decisions"]),
        ("milestone-decisions", {"days": 21}, ["decisions-match"]),
        ("milestone-kick_off", {"days": 6}, []),
        ("milestone-kick_off", {"days": 10}, ["kick_off-mentor"]),
    ],
)
def test_each_rule_finds_its_clash(key, move, rules):
    timetable = spring()
    if key == "phase-mentor":
        timetable = timetable.with_moved([moved(timetable, "phase-train", start=0, end=12)])
        timetable = timetable.with_moved([moved(timetable, "phase-match", start=0, end=4)])
    after = timetable.with_moved([moved(timetable, key, **move)])
    assert broken(after) == rules


def test_a_clash_counts_the_days():
    timetable = spring()
    (clash,) = clashes(timetable.with_moved([moved(timetable, "phase-match", start=0, end=6)]))
    assert clash.days == 2
    assert (clash.earlier.kind, clash.later.kind) == ("match", "mentor")


def test_every_survey_has_to_lie_within_the_meetings():
    second = replace(spring().item("phase-evaluate"), key="phase-second", ends_on=date(2028, 1, 3))
    timetable = Timetable((*spring().items, second))
    (clash,) = clashes(timetable)
    assert clash.earlier.key == "phase-second"


def test_a_later_recruiting_takes_along_what_depends_on_it():
    timetable = spring()
    found = proposed(timetable, moved(timetable, "phase-recruit", 7))
    assert {key: item.days for key, item in found.items()} == {
        "milestone-opening": 5,
        "phase-train": 5,
        "milestone-other": 5,
        "milestone-deadline": 5,
        "phase-match": 5,
        "milestone-decisions": 5,
        "phase-mentor": 5,
        "milestone-kick_off": 5,
        "phase-evaluate": 5,
    }
    # Good Friday and Easter Monday are nobody's working days.
    assert found["phase-match"].ends_on == date(2027, 4, 8)
    assert found["phase-train"].ends_on == date(2027, 4, 2)
    # Only the first meeting moves; the cohort's last day holds the other end.
    assert found["phase-mentor"].ends_on == date(2027, 12, 17)


def test_a_longer_recruiting_leaves_what_counts_from_its_beginning():
    timetable = spring()
    found = proposed(timetable, moved(timetable, "phase-recruit", start=0, end=7))
    assert "phase-train" not in found
    assert "milestone-opening" not in found
    assert found["milestone-deadline"].starts_on == date(2027, 3, 12)


def test_the_cohorts_days_take_the_whole_timetable_along():
    timetable = spring()
    found = proposed(timetable, moved(timetable, "cohort", 14))
    # Fourteen days are ten working days in April, and eight around Christmas.
    assert {key for key, item in found.items() if item.days == 8} == {"phase-close"}
    assert {item.days for item in found.values()} == {8, 10}
    assert len(found) == len(timetable.items) - 1
    assert clashes(timetable.with_moved([moved(timetable, "cohort", 14)])) != ()
    assert found["phase-mentor"].starts_on == date(2027, 4, 19)


def test_what_is_over_or_done_stays():
    timetable = spring()
    done = replace(timetable.item("milestone-decisions"), is_done=True)
    timetable = timetable.with_moved([done])
    found = proposed(timetable, moved(timetable, "cohort", 14), today=date(2027, 3, 8))
    assert "phase-recruit" not in found
    assert "phase-train" not in found
    assert "milestone-deadline" not in found
    assert "milestone-decisions" not in found
    assert "phase-match" in found


def test_a_move_over_a_weekend_moves_nothing_along():
    timetable = spring()
    assert proposed(timetable, moved(timetable, "phase-recruit", start=0, end=2)) == {}


def test_what_would_make_a_new_clash_is_not_proposed():
    timetable = spring()
    wall = timetable.with_moved([moved(timetable, "phase-mentor", start=0, end=-249)])
    found = proposed(wall, moved(wall, "phase-match", 14))
    assert "phase-mentor" not in found


def test_nothing_follows_what_does_not_move():
    timetable = spring()
    # Meetings may not begin before the cohort, so they stay, and the kick-off with them.
    found = proposed(timetable, moved(timetable, "phase-match", -14))
    assert "phase-mentor" not in found
    assert "milestone-kick_off" not in found


KINDS = [COHORT, *PhaseKind.values, *MilestoneKind.values]


@st.composite
def timetables(draw):
    """Return any timetable at all, and one item of it on other days."""
    items = []
    for number in range(draw(st.integers(1, 12))):
        kind = draw(st.sampled_from(KINDS))
        start = draw(st.dates(date(2026, 9, 1), date(2028, 9, 1)))
        is_point = kind in MilestoneKind.values
        length = 0 if is_point else draw(st.integers(0, 200))
        owner = draw(st.sampled_from(["", *(item.key for item in items)]))
        end = start + timedelta(days=length)
        items.append(
            Item(
                str(number),
                kind,
                start,
                end,
                belongs_to=owner,
                is_done=draw(st.booleans()) and draw(st.booleans()),
                is_point=is_point,
            )
        )
    item = draw(st.sampled_from(items))
    start = draw(st.integers(-90, 90))
    end = start if item.is_point or draw(st.booleans()) else draw(st.integers(-90, 90))
    starts_on, ends_on = item.starts_on + timedelta(days=start), item.ends_on + timedelta(days=end)
    return Timetable(tuple(items)), item.moved_to(starts_on, max(starts_on, ends_on))


@given(timetables(), st.dates(date(2026, 9, 1), date(2028, 9, 1)))
def test_following_makes_no_clash_that_moving_alone_would_not(made, today):
    timetable, item = made
    alone = {clash.ident for clash in clashes(timetable.with_moved([item]))}
    found = follow(timetable, item, ENGLAND, today=today)
    after = timetable.with_moved([item, *(proposal.moved for proposal in found)])
    assert {clash.ident for clash in clashes(after)} <= alone


@given(timetables(), st.dates(date(2026, 9, 1), date(2028, 9, 1)))
def test_proposals_land_on_working_days_and_leave_the_past_alone(made, today):
    timetable, item = made
    found = follow(timetable, item, ENGLAND, today=today)
    assert len({proposal.item.key for proposal in found}) == len(found)
    moving = {item.key, *(proposal.item.key for proposal in found)}
    for proposal in found:
        assert proposal.because_of in moving
        was, new = proposal.item, proposal.moved
        assert proposal.item.key != item.key
        assert not was.is_done
        for before, after in ((was.starts_on, new.starts_on), (was.ends_on, new.ends_on)):
            assert before == after or (ENGLAND.is_working(after) and before >= today)
            assert before == after or proposal.days != 0


@given(timetables())
def test_the_same_question_gets_the_same_answer(made):
    timetable, item = made
    first = follow(timetable, item, ENGLAND, today=LONG_AGO)
    assert follow(timetable, item, ENGLAND, today=LONG_AGO) == first


@given(timetables())
def test_the_fingerprint_knows_every_date_and_no_order(made):
    timetable, item = made
    shuffled = Timetable(tuple(reversed(timetable.items)))
    assert shuffled.fingerprint() == timetable.fingerprint()
    was = timetable.item(item.key)
    if (was.starts_on, was.ends_on) != (item.starts_on, item.ends_on):
        assert timetable.with_moved([item]).fingerprint() != timetable.fingerprint()

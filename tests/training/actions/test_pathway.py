"""The whole way from mentee to mentor, told by what people do; each step once, and dated."""

from datetime import timedelta

import pytest
from django.utils import timezone

from matching.actions.matches import start_match
from mentorship.common.lifecycle import IllegalTransitionError
from mentorship.notifications.models import Message
from programmes.enums import ParticipantState
from tests.factories.matching import MatchFactory
from tests.factories.programmes import CohortFactory, MenteeFactory, ParticipantFactory
from tests.training.pathway.people import experienced, on_pathway, prepared, transition_session
from training.actions import enrol, record_attendance
from training.actions.pathway import (
    come_back,
    leave_pathway,
    note_co_mentoring,
    note_interest,
    note_solo,
)
from training.actions.pathway_steps import (
    choose_supporter,
    establish_mentors,
    give_mentor_place,
    keep_supporting,
    note_step,
)
from training.actions.readiness import (
    ask_referee,
    give_word,
    invite_ready,
    keep_readiness,
    mark_ready,
    say_not_yet,
)
from training.actions.shadowing import answer_shadowing, ask_to_shadow, note_observed
from training.currency.days import add_months
from training.models import LedgerEntry, Pathway
from training.pathway.enums import InterestSource, PathwayState
from training.pathway.pairs import pairs_to_observe
from training.queries import may_be_matched

TODAY = timezone.localdate


def mails(kind):
    rows = Message.objects.filter(kind=f"training.{kind}")
    return sorted(rows.values_list("recipient__name", flat=True))


def interested(world, **fields):
    return note_interest(
        world.programme,
        world.mentee,
        on=TODAY(),
        by=world.mentee,
        **{"source": InterestSource.SELF, **fields},
    )


def match_of(cohort, *mentors):
    return MatchFactory.create(
        cohort=cohort,
        state="accepted",
        mentors=mentors,
        mentees=[MenteeFactory.create(cohort=cohort, state="trained")],
    )


def moved(session, starts_at):
    session.starts_at = starts_at
    session.save()


def test_the_whole_way_of_one_person(world):
    boss, mentee = world.coordinator, world.mentee
    pathway = interested(world)
    keep_readiness(pathway, goals_reached=True, reflection="I want to.", by=mentee)
    ask_referee(pathway, world.mentor, by=mentee)
    give_word(pathway, word="They listen.", recommends=True, by=world.mentor)
    session = transition_session(world, days=-0.1)
    assert invite_ready([pathway], by=boss) == 1
    moved(session, timezone.now() + timedelta(minutes=5))
    enrol(session, mentee, by=mentee)
    # Five minutes from now it may be tomorrow, when nobody can have been there yet.
    moved(session, timezone.now())
    record_attendance(session, {mentee: True}, by=boss)
    MatchFactory.create(cohort=world.cohort)
    (pair,) = pairs_to_observe(world.programme)
    shadowing = ask_to_shadow(pathway, pair, by=boss)
    answer_shadowing(shadowing, agrees=True, by=pair.mentee)
    answer_shadowing(shadowing, agrees=True, by=pair.mentor)
    note_observed(shadowing, on=TODAY(), by=boss)
    cohort = CohortFactory.create(programme=world.programme, state="running")
    place = give_mentor_place(pathway, cohort, by=boss)
    place.refresh_from_db()
    # Their transition training is what mentors learn first.
    assert place.state == ParticipantState.TRAINED
    assert may_be_matched(place).allowed
    helper = ParticipantFactory.create(cohort=cohort, state="trained")
    start_match(match_of(cohort, place, helper), by=boss)
    choose_supporter(pathway, experienced(world), by=boss)
    place.refresh_from_db()
    start_match(match_of(cohort, place), by=boss)
    row = Pathway.objects.get(pk=pathway.pk)
    assert row.supported_until == add_months(TODAY(), 12)
    assert establish_mentors(row.supported_until - timedelta(days=1)) == 0
    Pathway.objects.filter(pk=row.pk).update(supported_until=TODAY())
    assert establish_mentors() == 1
    assert establish_mentors() == 0
    assert [step.step for step in row.steps.all()] == [
        "interested",
        "ready",
        "trained",
        "shadowing",
        "co_mentoring",
        "solo",
        "established",
    ]
    assert mails("pathway_word") == [world.mentor.name]
    assert mails("pathway_ready") == mails("shadowing_agreed") == [mentee.name]
    assert mails("shadowing_asked") == sorted([pair.mentor.name, pair.mentee.name])
    assert mails("pathway_supporter") == mails("pathway_established") == [mentee.name, "Old Hand"]


def test_interest_is_noted_once_and_who_left_comes_back(world):
    first = interested(world)
    assert interested(world, source=InterestSource.CLOSE).pk == first.pk
    assert Pathway.objects.get().source == InterestSource.SELF
    mark_ready(first, by=world.coordinator)
    leave_pathway(first, by=world.mentee)
    assert Pathway.objects.get().state == PathwayState.LEFT
    with pytest.raises(IllegalTransitionError):
        leave_pathway(first, by=world.mentee)
    interested(world)
    assert Pathway.objects.get().state == PathwayState.READY
    with pytest.raises(IllegalTransitionError):
        come_back(first, by=world.mentee)
    assert list(first.steps.values_list("step", flat=True)) == [
        "interested",
        "ready",
        "left",
        "ready",
    ]


def test_leaving_calls_off_what_was_asked_of_a_pair(world):
    pathway = on_pathway(world, PathwayState.TRAINED)
    MatchFactory.create(cohort=world.cohort)
    shadowing = ask_to_shadow(pathway, *pairs_to_observe(world.programme), by=world.coordinator)
    leave_pathway(pathway, by=world.mentee)
    shadowing.refresh_from_db()
    assert shadowing.state == "cancelled"


@pytest.mark.parametrize("note", [note_co_mentoring, note_solo])
def test_a_match_told_twice_is_noted_once(world, note):
    pathway = on_pathway(world, PathwayState.TRAINED)
    for _ in range(2):
        note(world.mentee, programme=world.programme, on=TODAY(), occasion_key="match 1")
    assert pathway.steps.count() == 2
    assert pathway.steps.get(occasion_key="match 1").reached_on == TODAY()


def test_matches_of_others_and_of_who_left_note_nothing(world):
    note_solo(world.mentor, programme=world.programme, on=TODAY(), occasion_key="match 1")
    pathway = on_pathway(world, PathwayState.LEFT)
    note_solo(world.mentee, programme=world.programme, on=TODAY(), occasion_key="match 2")
    pathway.refresh_from_db()
    assert (Pathway.objects.count(), pathway.state) == (1, PathwayState.LEFT)


def test_who_mentors_alone_does_not_go_back_to_co_mentoring(world):
    pathway = on_pathway(world, PathwayState.SOLO)
    note_co_mentoring(world.mentee, programme=world.programme, on=TODAY(), occasion_key="m")
    pathway.refresh_from_db()
    assert (pathway.state, pathway.steps.count()) == (PathwayState.SOLO, 1)


def test_a_leap_day_has_its_year_of_support(world, time_machine):
    time_machine.move_to("2028-02-29T12:00:00Z")
    pathway = on_pathway(world, PathwayState.TRAINED)
    note_solo(world.mentee, programme=world.programme, on=TODAY(), occasion_key="m")
    pathway.refresh_from_db()
    assert pathway.supported_until.isoformat() == "2029-02-28"


def test_readiness_is_open_until_they_are_found_ready(world):
    pathway = on_pathway(world)
    say_not_yet(pathway, reason="Finish your second goal.", by=world.coordinator)
    keep_readiness(pathway, goals_reached=True, reflection="Now.", by=world.mentee)
    mark_ready(pathway, by=world.coordinator)
    for late in (
        lambda: keep_readiness(pathway, goals_reached=False, reflection="", by=world.mentee),
        lambda: ask_referee(pathway, world.mentor, by=world.mentee),
        lambda: say_not_yet(pathway, reason="No.", by=world.coordinator),
        lambda: mark_ready(pathway, by=world.coordinator),
    ):
        with pytest.raises(IllegalTransitionError):
            late()
    pathway.refresh_from_db()
    assert (pathway.reflection, pathway.not_yet_reason) == ("Now.", "Finish your second goal.")


def test_only_who_was_asked_gives_a_word_and_once(world):
    pathway = on_pathway(world)
    ask_referee(pathway, world.mentor, by=world.mentee)
    ask_referee(pathway, world.mentor, by=world.mentee)
    assert mails("pathway_word") == [world.mentor.name]
    with pytest.raises(IllegalTransitionError):
        give_word(pathway, word="Yes!", recommends=True, by=world.stranger)
    give_word(pathway, word="Not quite.", recommends=None, by=world.mentor)
    with pytest.raises(IllegalTransitionError):
        give_word(pathway, word="Yes!", recommends=True, by=world.mentor)
    pathway.refresh_from_db()
    assert (pathway.referee_word, pathway.referee_recommends) == ("Not quite.", None)
    assert not pathway.is_prepared


def test_half_of_transition_training_trains_nobody(world):
    pathway = prepared(world, PathwayState.READY)
    for days, state in ((-2, PathwayState.READY), (-1, PathwayState.TRAINED)):
        session = transition_session(world, hours=3, days=days)
        record_attendance(session, {world.mentee: True}, by=world.coordinator)
        pathway.refresh_from_db()
        assert pathway.state == state
    kinds = LedgerEntry.objects.filter(person=world.mentee).values_list("kind", "role")
    assert set(kinds) == {("transition", "mentor")}


def test_who_is_not_on_the_pathway_is_not_moved_by_it(world):
    session = transition_session(world, days=-1)
    record_attendance(session, {world.mentor: True}, by=world.coordinator)
    assert not Pathway.objects.exists()


def test_an_invitation_goes_to_the_ready_once(world):
    ready, half = prepared(world), MenteeFactory.create(cohort=world.cohort).person
    on_pathway(world, person=half)
    everybody = list(Pathway.objects.order_by("pk"))
    assert [invite_ready(everybody, by=world.coordinator) for _ in range(2)] == [1, 0]
    ready.refresh_from_db()
    assert ready.state == PathwayState.READY
    assert mails("pathway_ready") == [world.mentee.name]


def test_nobody_invites_themselves_or_who_left_meanwhile(world):
    own = prepared(world, person=world.coordinator)
    assert invite_ready([own], by=world.coordinator) == 0
    own.refresh_from_db()
    assert own.state == PathwayState.INTERESTED
    gone = prepared(world)
    leave_pathway(Pathway.objects.get(pk=gone.pk), by=world.mentee)
    assert invite_ready([gone], by=world.coordinator) == 0
    assert mails("pathway_ready") == []


def test_steps_by_hand_are_never_ahead_of_their_day_or_left_out_without_a_reason(world):
    pathway = on_pathway(world, PathwayState.TRAINED)
    facts = {"step": PathwayState.SHADOWING, "by": world.coordinator}
    with pytest.raises(ValueError, match="before its day"):
        note_step(pathway, on=TODAY() + timedelta(days=1), **facts)
    with pytest.raises(ValueError, match="needs a reason"):
        note_step(pathway, on=TODAY(), is_left_out=True, **facts)
    note_step(pathway, on=TODAY(), is_left_out=True, note="Mentored elsewhere.", **facts)
    pathway.refresh_from_db()
    assert pathway.state == PathwayState.SHADOWING
    assert pathway.steps.get(is_left_out=True).note == "Mentored elsewhere."


def test_nobody_supports_themselves(world):
    with pytest.raises(ValueError, match="themselves"):
        choose_supporter(on_pathway(world), world.mentee, by=world.coordinator)


def test_a_supporter_is_reminded_once_half_way(world, time_machine):
    time_machine.move_to("2027-03-01T12:00:00Z")
    pathway = on_pathway(world, PathwayState.SOLO, supporter=world.mentor)
    for until, created in (("2028-02-20", 0), ("2027-09-01", 1), ("2027-09-01", 0)):
        Pathway.objects.filter(pk=pathway.pk).update(supported_until=until)
        assert keep_supporting().created == created
    assert mails("pathway_half_way") == [world.mentor.name]
    Pathway.objects.filter(pk=pathway.pk).update(supporter=None)
    assert keep_supporting().cancelled == 1

"""A round as the engine takes it, in a constant number of queries."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from matching.enums import MatchState
from matching.models import MentorGroupMember, MentorSeats, Round
from matching.rounds.assembling import assemble
from matching.rounds.enums import RuleTest, WhoWishes
from matching.rounds.settings import settings_of
from mentorship.accounts.models import Membership
from programmes.applying.enums import ApplicationState, QuestionKind
from programmes.enums import CohortState, ParticipantRole, ParticipantState
from programmes.models import Profile
from tests.factories.accounts import PersonFactory
from tests.factories.choosing import (
    AnswerFactory,
    ApplicationFactory,
    CheckRequirementFactory,
    QuestionFactory,
)
from tests.factories.matching import MatchFactory
from tests.factories.programmes import CohortFactory, MenteeFactory, ParticipantFactory
from tests.factories.rounds import (
    FreeHoursFactory,
    MatchingPlaceFactory,
    MatchRequestFactory,
    MentorGroupFactory,
    RoundFactory,
    RuleFactory,
    WishFactory,
    WishListFactory,
)
from tests.factories.training import initial_training

pytestmark = pytest.mark.django_db


@pytest.fixture
def chosen() -> Round:
    made: Round = RoundFactory.create(
        cohort__state=CohortState.MATCHING, who_wishes=WhoWishes.MENTEES
    )
    return made


def profile_of(place, **fields):
    membership = Membership.objects.get(
        organisation=place.cohort.programme.organisation, person=place.person
    )
    Profile.objects.update_or_create(membership=membership, defaults=fields)


def someone(assembly, place):
    side = assembly.mentees if place.role == ParticipantRole.MENTEE else assembly.mentors
    people = (
        assembly.mentee_people if place.role == ParticipantRole.MENTEE else assembly.mentor_people
    )
    assert side[assembly.index_of(place.pk)] == place
    return people[assembly.index_of(place.pk)]


def fill(chosen, count):
    """Give a round so many mentors and mentees of whom everything is known."""
    question = QuestionFactory.create(
        section__form__programme=chosen.cohort.programme, kind=QuestionKind.MULTI_CHOICE,
        options=["finance", "law"],
    )  # fmt: skip
    for _turn in range(count):
        mentor = ParticipantFactory.create(cohort=chosen.cohort)
        mentee = MenteeFactory.create(cohort=chosen.cohort)
        for place in (mentor, mentee):
            profile_of(place, department="Finance", languages=["English"])
            MatchingPlaceFactory.create(participant=place, seats=1)
            FreeHoursFactory.create(person=place.person, half_hours=[1, 2])
            application = ApplicationFactory.create(
                cohort=chosen.cohort, person=place.person, role=place.role
            )
            AnswerFactory.create(application=application, question=question, values=["law"])
        before = CohortFactory.create(programme=chosen.cohort.programme, state=CohortState.CLOSED)
        MatchFactory.create(
            cohort=before,
            state=MatchState.CLOSED,
            mentors=[ParticipantFactory.create(cohort=before, person=mentor.person)],
        )
        wishes = WishListFactory.create(round=chosen, participant=mentee)
        WishFactory.create(wish_list=wishes, about=mentor)
    return f"question:{question.key}"


def test_it_asks_as_much_of_thirty_people_as_of_one():
    counts = []
    for count in (1, 30):
        chosen = RoundFactory.create(who_wishes=WhoWishes.BOTH)
        field = fill(chosen, count)
        RuleFactory.create(round=chosen)
        RuleFactory.create(round=chosen, test=RuleTest.SAME, mentee_field=field, mentor_field=field)
        CheckRequirementFactory.create(programme=chosen.cohort.programme)
        chosen = Round.objects.select_related("cohort__programme__organisation").get(pk=chosen.pk)
        with CaptureQueriesContext(connection) as queries:
            assembly = assemble(chosen)
        assert len(assembly.mentees) == len(assembly.mentors) == count
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 40


def test_people_are_sorted_by_id_and_only_those_who_can_be_matched_are_in(chosen):
    inside = [ParticipantFactory.create(cohort=chosen.cohort) for _ in range(4)]
    invited = ParticipantFactory.create(cohort=chosen.cohort, state=ParticipantState.INVITED)
    unreachable = ParticipantFactory.create(
        cohort=chosen.cohort, person=PersonFactory.create(email=None)
    )
    resting = ParticipantFactory.create(cohort=chosen.cohort)
    MatchingPlaceFactory.create(participant=resting, is_resting=True)
    ParticipantFactory.create(
        cohort=chosen.cohort,
        state=ParticipantState.WITHDRAWN,
        ended_on=timezone.localdate(),
    )
    assembly = assemble(chosen)
    assert [place.pk for place in assembly.mentors] == sorted((p.pk for p in inside), key=str)
    reasons = {place.pk: reason for place, reason in assembly.not_ready}
    assert set(reasons) == {invited.pk, unreachable.pk, resting.pk}
    assert "no e-mail address" in reasons[unreachable.pk]
    assert "sits this time out" in reasons[resting.pk]
    with pytest.raises(KeyError):
        assembly.index_of(invited.pk)


def test_who_is_matched_already_is_placed_and_takes_a_seat(chosen):
    mentor = ParticipantFactory.create(cohort=chosen.cohort)
    mentee = MenteeFactory.create(cohort=chosen.cohort)
    MatchFactory.create(cohort=chosen.cohort, mentors=[mentor], mentees=[mentee])
    assembly = assemble(chosen)
    assert assembly.placed == [mentee]
    assert assembly.mentees == []
    assert assembly.seats.tolist() == [2]


def test_who_is_to_have_two_mentors_asks_for_one_more_and_never_the_same(chosen):
    chosen.mentors_each = 2
    chosen.save()
    mentor = ParticipantFactory.create(cohort=chosen.cohort)
    mentee = MenteeFactory.create(cohort=chosen.cohort)
    MatchFactory.create(
        cohort=chosen.cohort, state=MatchState.PROPOSED, mentors=[mentor], mentees=[mentee]
    )
    assembly = assemble(chosen)
    assert assembly.demand.tolist() == [1]
    assert assembly.apart == {(0, 0)}


def test_a_pair_of_which_one_declined_is_kept_apart(chosen):
    mentor = ParticipantFactory.create(cohort=chosen.cohort)
    mentee = MenteeFactory.create(cohort=chosen.cohort)
    MatchFactory.create(
        cohort=chosen.cohort, state=MatchState.DECLINED, mentors=[mentor], mentees=[mentee]
    )
    assembly = assemble(chosen)
    assert assembly.apart == {(0, 0)}
    assert assembly.capacity.tolist() == [2]


def test_room_is_ones_own_word_up_to_the_ceiling_unless_a_coordinator_gave_other_seats(chosen):
    few, many, given, asked, plain = (
        ParticipantFactory.create(cohort=chosen.cohort) for _ in range(5)
    )
    MatchingPlaceFactory.create(participant=few, seats=1)
    MatchingPlaceFactory.create(participant=many, seats=9)
    MatchingPlaceFactory.create(participant=given, seats=1)
    MentorSeats.objects.create(round=chosen, participant=given, seats=4)
    MatchRequestFactory.create(round=chosen, mentor=asked)
    assembly = assemble(chosen)
    room = {
        place: int(assembly.capacity[assembly.index_of(place.pk)])
        for place in (few, many, given, asked, plain)
    }
    assert room == {few: 1, many: 2, given: 4, asked: 1, plain: 2}


def test_groups_share_what_their_matches_leave(chosen):
    mentors = [ParticipantFactory.create(cohort=chosen.cohort) for _ in range(2)]
    group = MentorGroupFactory.create(round=chosen, ceiling=3)
    for mentor in mentors:
        MentorGroupMember.objects.create(round=chosen, group=group, participant=mentor)
    MatchFactory.create(cohort=chosen.cohort, mentors=mentors[:1])
    MentorGroupFactory.create(round=chosen, ceiling=1)
    (made,) = assemble(chosen).groups
    assert (made.members, made.capacity) == ((0, 1), 2)


def test_profiles_and_the_latest_answers_are_what_rules_compare(chosen):
    mentee = MenteeFactory.create(cohort=chosen.cohort)
    profile_of(mentee, department="Law", languages=["Welsh"], biography="I sail.")
    question = QuestionFactory.create(
        section__form__programme=chosen.cohort.programme,
        section__form__role="mentee",
        kind=QuestionKind.LONG_TEXT,
    )
    choice = QuestionFactory.create(
        section=question.section, kind=QuestionKind.MULTI_CHOICE, options=["a", "b"]
    )
    earlier = CohortFactory.create(programme=chosen.cohort.programme)
    old = ApplicationFactory.create(cohort=earlier, person=mentee.person, role="mentee")
    AnswerFactory.create(application=old, question=choice, values=["a"])
    own = ApplicationFactory.create(
        cohort=chosen.cohort,
        person=mentee.person,
        role="mentee",
        submitted_at=old.submitted_at - timedelta(days=9),
    )
    AnswerFactory.create(application=own, question=choice, values=["b", " "])
    AnswerFactory.create(application=own, question=question, values=["To lead."])
    for asked in (choice, question):
        field = f"question:{asked.key}"
        RuleFactory.create(round=chosen, test=RuleTest.SAME, mentee_field=field, mentor_field=field)
    known = someone(assemble(chosen), mentee)
    assert known.values == {
        "profile:department": {"Law"},
        "profile:languages": {"Welsh"},
        f"question:{choice.key}": {"b"},
    }
    assert known.texts == {
        "profile:biography": "I sail.",
        f"question:{question.key}": "To lead.",
    }
    own.state = ApplicationState.DRAFT
    own.save()
    assert someone(assemble(chosen), mentee).values[f"question:{choice.key}"] == {"a"}


def test_nobody_is_in_date_without_their_training_nor_has_checks_without_them(chosen):
    ready, late = (ParticipantFactory.create(cohort=chosen.cohort) for _ in range(2))
    initial_training(chosen.cohort.programme, ready.person, days=40)
    assembly = assemble(chosen)
    assert someone(assembly, ready).is_in_date
    assert not someone(assembly, late).is_in_date
    assert "initial training" in assembly.held_back[late.pk][0]
    assert someone(assembly, ready).has_checks
    CheckRequirementFactory.create(
        programme=chosen.cohort.programme, role="mentor", blocks_matching=True, name="Referees"
    )
    assembly = assemble(chosen)
    assert not someone(assembly, ready).has_checks
    assert "Referees" in assembly.held_back[ready.pk][0]


def test_a_person_who_is_mentor_and_mentee_is_known_as_one(chosen):
    mentor = ParticipantFactory.create(cohort=chosen.cohort)
    mentee = MenteeFactory.create(cohort=chosen.cohort, person=mentor.person)
    assembly = assemble(chosen)
    assert someone(assembly, mentor).person == someone(assembly, mentee).person
    assert someone(assembly, mentor).id != someone(assembly, mentee).id


def test_earlier_partners_are_found_in_every_programme_of_the_organisation(chosen):
    mentor = ParticipantFactory.create(cohort=chosen.cohort)
    mentee = MenteeFactory.create(cohort=chosen.cohort)
    elsewhere = CohortFactory.create(
        programme__organisation=chosen.cohort.programme.organisation, state=CohortState.CLOSED
    )
    MatchFactory.create(
        cohort=elsewhere,
        state=MatchState.CLOSED,
        mentors=[ParticipantFactory.create(cohort=elsewhere, person=mentor.person)],
        mentees=[MenteeFactory.create(cohort=elsewhere, person=mentee.person)],
    )
    assembly = assemble(chosen)
    assert str(mentee.person_id) in someone(assembly, mentor).previous
    assert str(mentor.person_id) in someone(assembly, mentee).previous


def test_wishes_are_tiers_and_points_once_the_list_is_handed_in(chosen):
    first, second, tied = sorted(
        (ParticipantFactory.create(cohort=chosen.cohort) for _ in range(3)), key=lambda p: str(p.pk)
    )
    mentee = MenteeFactory.create(cohort=chosen.cohort)
    wishes = WishListFactory.create(round=chosen, participant=mentee, handed_in_at=None)
    WishFactory.create(wish_list=wishes, about=second, rank=1)
    WishFactory.create(wish_list=wishes, about=first, rank=2)
    WishFactory.create(wish_list=wishes, about=tied, rank=2)
    assert assemble(chosen).mentee_wishes == ((),)
    wishes.handed_in_at = timezone.now()
    wishes.save()
    assembly = assemble(chosen)
    assert assembly.mentee_wishes == (((1,), (0, 2)),)
    assert assembly.mentor_wishes is None
    assert someone(assembly, mentee).wishes == {
        str(second.pk): 100,
        str(first.pk): 80,
        str(tied.pk): 80,
    }


def test_another_ceiling_can_be_tried_without_changing_the_round(chosen):
    ParticipantFactory.create(cohort=chosen.cohort)
    settings = settings_of(chosen) | {"ceiling": 7}
    assert assemble(chosen, settings=settings).capacity.tolist() == [7]
    assert assemble(chosen).capacity.tolist() == [2]


def test_pairs_of_people_who_are_not_in_it_are_left_out(chosen):
    mentor = ParticipantFactory.create(cohort=chosen.cohort)
    mentee = MenteeFactory.create(cohort=chosen.cohort)
    assembly = assemble(chosen)
    pairs = [(mentee.pk, mentor.pk), (str(uuid4()), mentor.pk)]
    assert assembly.pairs_of(pairs) == {(0, 0)}


def test_the_engine_takes_the_round_with_pins_before_what_is_kept_apart(chosen):
    mentors = [ParticipantFactory.create(cohort=chosen.cohort) for _ in range(2)]
    mentee = MenteeFactory.create(cohort=chosen.cohort)
    MatchFactory.create(
        cohort=chosen.cohort, state=MatchState.DECLINED, mentors=mentors[:1], mentees=[mentee]
    )
    assembly = assemble(chosen)
    pair = (mentee.pk, mentors[0].pk)
    problem = assembly.problem()
    assert problem.forbidden == assembly.pairs_of([pair])
    assert problem.scores.shape == (1, 2)
    assert problem.mentee_wishes == (((0, 1),),)
    pinned = assembly.problem(pins=[pair])
    assert (pinned.pins, pinned.forbidden) == (assembly.pairs_of([pair]), frozenset())

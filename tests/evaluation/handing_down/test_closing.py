"""What training holds once waves on competencies have closed."""

from statistics import fmean

import pytest
from django.utils import timezone

from evaluation.comparing.series import twins_in
from evaluation.comparing.walk import walk
from evaluation.handing_down.closing import hand_down
from evaluation.models import Answer, Item, Wave
from programmes.enums import ParticipantRole
from tests.evaluation.competing import (
    closed_wave,
    competencies_of,
    own_answers,
    ratings,
    values_for,
)
from tests.factories.evaluation import AnswerFactory, WaveFactory
from tests.factories.programmes import MenteeFactory, ParticipantFactory
from training.agenda.enums import FigureKind
from training.models import CompetencyFigure, ReturnIntent, SelfRating
from training.retention.enums import Intent, LeavingCause


@pytest.fixture
def areas(world):
    return competencies_of(world.organisation)


@pytest.fixture
def mentors(world):
    return ParticipantFactory.create_batch(6, cohort=world.cohort)


@pytest.fixture
def mentees(world):
    return MenteeFactory.create_batch(6, cohort=world.cohort)


def figures(kind):
    return {f.competency.key: f for f in CompetencyFigure.objects.filter(kind=kind)}


def rate_oneself(world, mentors, marks=(4, 5, 6, 5, 6, 7)):
    wave = closed_wave(world.cohort, "competency-self", days=3)
    own_answers(
        wave,
        [
            (m, {"communication": v, "inclusion": 8 - v})
            for m, v in zip(mentors, marks, strict=True)
        ],
    )
    return wave


def rate_mentors(world, mentors, mentees, marks=(3, 4, 4, 5, 3, 5)):
    wave = closed_wave(world.cohort, "competency-by-mentee", days=1)
    ratings(
        wave,
        [
            (mentee, mentor, {"communication": value})
            for mentee, mentor, value in zip(mentees, mentors, marks, strict=True)
        ],
    )
    return wave


def test_both_sides_and_the_gap_are_told_once_both_have_closed(world, areas, mentors, mentees):
    own = rate_oneself(world, mentors)
    hand_down(own)
    told = figures(FigureKind.SELF)
    assert set(told) == {"communication", "inclusion"}
    assert (told["communication"].value, told["communication"].n) == (5.5, 6)
    assert told["communication"].low < 5.5 < told["communication"].high
    assert told["communication"].cohort == world.cohort
    assert figures(FigureKind.GAP) == {}

    rated = rate_mentors(world, mentors, mentees)
    hand_down(rated)
    (mentee_figure,) = figures(FigureKind.MENTEE).values()
    assert (mentee_figure.value, mentee_figure.n) == (4.0, 6)
    (gap,) = figures(FigureKind.GAP).values()
    assert (gap.value, gap.n, gap.competency) == (1.5, 6, areas["communication"])
    assert gap.wave_key == str(rated.pk)


def test_whichever_side_closes_last_there_is_one_gap_and_telling_again_adds_nothing(
    world, areas, mentors, mentees
):
    rated, own = rate_mentors(world, mentors, mentees), rate_oneself(world, mentors)
    for wave in (rated, own, own, rated):
        hand_down(wave)
    assert CompetencyFigure.objects.filter(kind=FigureKind.GAP).count() == 1
    assert CompetencyFigure.objects.count() == 4
    assert SelfRating.objects.count() == 12


def test_the_gap_is_that_of_the_very_mentors_whom_the_page_compares(world, areas):
    """With an earlier self-rating that some left out, fewer are compared than have both ratings."""
    mentors = ParticipantFactory.create_batch(24, cohort=world.cohort)
    mentees = MenteeFactory.create_batch(24, cohort=world.cohort)
    start = closed_wave(world.cohort, "competency-self", days=90)
    own_answers(start, [(m, {"communication": 1 + n % 7}) for n, m in enumerate(mentors[1:])])
    own = rate_oneself(world, mentors, [1 + n % 6 for n in range(24)])
    rated = rate_mentors(world, mentors, mentees, [1 + n % 5 for n in range(24)])
    hand_down(rated)
    closed = Wave.objects.select_related("instrument", "cohort")
    (twin,) = twins_in(closed)
    (page,) = walk(twin.own, twin.others).gaps
    (row,) = (row for row in page.rows if row.gap is not None)
    (gap,) = figures(FigureKind.GAP).values()
    assert (page.own, page.others, gap.wave_key) == (own, rated, str(rated.pk))
    assert (gap.value, gap.n) == (row.gap.value, len(row.linked.who))
    # The means of all 24 stand beside it: those left over are never the one.
    assert 24 - gap.n >= 5


def test_what_one_mentor_left_out_is_not_told_by_the_mean_of_the_others(world, areas, mentors):
    """Less the means of the questions, a mean over complete answers would be that mentor's own."""
    wave = rate_oneself(world, mentors)
    extra = ParticipantFactory.create(cohort=world.cohort)
    AnswerFactory.create(wave=wave, participant=extra, values={"listen": 1, "ask_openly": 1})
    hand_down(wave)
    told = figures(FigureKind.SELF)["communication"]
    keys = [i.key for i in wave.instrument.items.all() if i.subscale == "communication"]
    given = [answer.values for answer in wave.answers.all()]
    means = [fmean(values[key] for values in given if key in values) for key in keys]
    assert told.value == pytest.approx(fmean(means))
    assert (told.low, told.high, told.n) == (None, None, 6)


def test_own_ratings_go_to_the_clocks_on_the_closing_day_and_to_nobody_else(world, areas, mentors):
    wave = rate_oneself(world, mentors)
    hand_down(wave)
    rating = SelfRating.objects.get(person=mentors[0].person, competency=areas["communication"])
    assert rating.value == 4
    assert rating.rated_on == timezone.localdate(wave.closed_at)


def test_four_mentors_give_no_figure_but_their_clocks_learn(world, areas, mentors):
    wave = closed_wave(world.cohort, "competency-self")
    own_answers(wave, [(mentor, {"communication": 5}) for mentor in mentors[:4]])
    hand_down(wave)
    assert not CompetencyFigure.objects.exists()


def test_an_area_with_one_question_that_may_not_be_shown_is_not_told(world, areas, mentors):
    wave = rate_oneself(world, mentors)
    for answer in wave.answers.all()[:2]:
        Answer.objects.filter(pk=answer.pk).update(
            values={k: v for k, v in answer.values.items() if k != "listen"}
        )
    hand_down(wave)
    assert set(figures(FigureKind.SELF)) == {"inclusion"}


def test_less_than_two_thirds_of_an_area_is_no_score(world, areas, mentors):
    wave = rate_oneself(world, mentors)
    extra = ParticipantFactory.create(cohort=world.cohort)
    AnswerFactory.create(wave=wave, participant=extra, values={"listen": 1, "ask_openly": 1})
    hand_down(wave)
    assert not SelfRating.objects.filter(person=extra.person).exists()


def test_an_open_wave_is_refused(world, areas):
    instrument = world.organisation.instruments.get(key="competency-self")
    with pytest.raises(ValueError, match="closed"):
        hand_down(WaveFactory.create(cohort=world.cohort, instrument=instrument))


def test_the_number_of_queries_does_not_grow_with_the_people(
    world, areas, django_assert_max_num_queries
):
    mentors = ParticipantFactory.create_batch(30, cohort=world.cohort)
    wave = closed_wave(world.cohort, "competency-self")
    own_answers(wave, [(m, {"communication": 1 + n % 7}) for n, m in enumerate(mentors)])
    with django_assert_max_num_queries(40):
        hand_down(wave)


def close_mentor(world, given):
    wave = closed_wave(world.cohort, "close-mentor")
    for values in given:
        AnswerFactory.create(
            wave=wave, participant=ParticipantFactory.create(cohort=world.cohort), values=values
        )
    hand_down(wave)
    return ReturnIntent.objects.order_by("intent", "cause")


def test_who_means_to_come_back_is_told_with_causes_where_no_group_is_small(world, areas):
    maybe = [{"wants_mentor": "maybe", "return_doubt": c} for c in ("time", "time", "break")]
    maybe += [{"wants_mentor": "maybe", "return_doubt": "time"}] * 2
    rows = close_mentor(world, [{"wants_mentor": "yes"}] * 6 + maybe)
    assert [(r.intent, r.cause, r.count, r.answers) for r in rows] == [
        (Intent.MAYBE, "", 5, 11),
        (Intent.MAYBE, LeavingCause.BREAK, 1, 11),
        (Intent.MAYBE, LeavingCause.TIME, 4, 11),
        (Intent.NO, "", 0, 11),
        (Intent.YES, "", 6, 11),
    ]
    assert {row.role for row in rows} == {ParticipantRole.MENTOR}


@pytest.mark.parametrize(
    "doubts",
    [
        [("maybe", "time")] * 4 + [("maybe", "break"), ("no", "value")],
        [("maybe", "time")] * 6,
        [("maybe", "time")] * 3 + [("no", "break")],
    ],
)
def test_causes_of_a_small_group_or_of_one_mind_are_not_told(world, areas, doubts):
    given = [{"wants_mentor": intent, "return_doubt": cause} for intent, cause in doubts]
    rows = close_mentor(world, [{"wants_mentor": "yes"}] * 6 + given)
    assert rows.exists()
    assert not rows.exclude(cause="").exists()


def test_four_answers_tell_nothing(world, areas):
    assert not close_mentor(world, [{"wants_mentor": "yes"}] * 2 + [{"wants_mentor": "no"}] * 2)


def test_areas_with_another_scale_are_left_alone(world, areas, mentors):
    wave = rate_oneself(world, mentors)
    Item.objects.filter(instrument=wave.instrument, key="listen").update(high=5)
    hand_down(wave)
    assert "communication" not in figures(FigureKind.SELF)
    assert values_for(wave.instrument, {"inclusion": 1}).keys() == {
        "see_differences",
        "question_own_view",
        "make_room",
    }

"""Taking a figure of one page away from that of another: results, comparisons, the agenda."""

from statistics import fmean

import pytest

from evaluation.comparing.series import series_in, twins_in
from evaluation.comparing.walk import walk
from evaluation.enums import Purpose
from evaluation.handing_down.closing import hand_down
from evaluation.models import Wave
from evaluation.results_page.page import results_of
from tests.evaluation.comparing.surveys import closed, instrument, mentees, mentors
from tests.evaluation.competing import closed_wave, competencies_of, own_answers, ratings
from tests.factories.evaluation import AnswerFactory
from training.agenda.enums import FigureKind
from training.models import CompetencyFigure

pytestmark = pytest.mark.django_db
AREA = ("care-1", "care-2", "care-3")


def asked_twice(world, second):
    """Ask mentees an area twice; `second` are the values of the later answers."""
    people = mentees(world, len(second))
    start = closed(world, instrument(world, Purpose.BASELINE, keys=AREA), day=0)
    end = closed(world, instrument(world, Purpose.CLOSE, keys=AREA), day=100)
    for place, (person, values) in enumerate(zip(people, second, strict=True)):
        first = {key: (place * 3 + at) % 7 + 1 for at, key in enumerate(AREA)}
        AnswerFactory.create(wave=start, participant=person, values=first)
        AnswerFactory.create(wave=end, participant=person, values=values)
    (series,) = series_in(Wave.objects.select_related("instrument", "cohort"))
    (step,) = walk(series.waves).steps
    (row,) = step.rows
    return end, row


def full(place):
    return {key: (place + at) % 7 + 1 for at, key in enumerate(AREA)}


def total(wave):
    """Return what the page of results tells of the questions of a wave: the sum of all marks."""
    wave = Wave.objects.select_related("instrument", "cohort__programme__organisation").get(
        pk=wave.pk
    )
    shown = results_of(wave, by=None).questions
    assert len(shown) == len(AREA)
    return sum(mark for answer in wave.answers.all() for mark in answer.values.values())


@pytest.mark.parametrize("planted", [{"care-1": 1}, {"care-1": 1, "care-2": 7}])
def test_one_who_left_a_question_out_is_not_what_lies_between_questions_and_change(world, planted):
    """The area's mean over the others less the questions' means would be these marks."""
    wave, row = asked_twice(world, [*map(full, range(19)), planted])
    assert row.change is not None
    assert row.change.after is not None
    marks = total(wave) - len(AREA) * row.change.n * row.change.after
    assert wave.answers.count() - row.change.n >= 5
    assert marks > sum(planted.values()) + 4 * len(AREA)


def test_a_question_all_answer_alike_is_not_what_an_area_lacks(world):
    """Nine of one mind on one question: it is hidden, and so is the area it belongs to."""
    _wave, row = asked_twice(world, [full(place) | {"care-2": 7} for place in range(9)])
    assert row.change is None
    _wave, row = asked_twice_again(world)
    assert row.change is not None


def asked_twice_again(world):
    """Ask others, of whom not all say the same."""
    Wave.objects.all().delete()
    return asked_twice(world, [full(place) for place in range(9)])


def test_mentor_missing_from_the_gap_is_not_what_lies_between_page_and_agenda(world):
    """One of 20 mentors is rated by nobody: own mean of all, less that of those compared."""
    areas = competencies_of(world.organisation)
    people, raters = mentors(world, 20), mentees(world, 19)
    own = closed_wave(world.cohort, "competency-self", days=3)
    marks = [1 + place % 6 for place in range(19)] + [7]
    own_answers(own, [(m, {"communication": mark}) for m, mark in zip(people, marks, strict=True)])
    rated = closed_wave(world.cohort, "competency-by-mentee", days=1)
    ratings(
        rated,
        [
            (rater, mentor, {"communication": 1 + place % 5})
            for place, (rater, mentor) in enumerate(zip(raters, people, strict=False))
        ],
    )
    for wave in (own, rated):
        hand_down(wave)
    agenda = {figure.kind: figure for figure in CompetencyFigure.objects.all()}
    assert agenda[FigureKind.SELF].competency == areas["communication"]
    (twin,) = twins_in(Wave.objects.select_related("instrument", "cohort"))
    (page,) = walk(twin.own, twin.others).gaps
    (row,) = (row for row in page.rows if row.gap is not None)
    assert agenda[FigureKind.SELF].value == pytest.approx(fmean(marks))
    assert row.own is not None
    for n, mean in ((row.gap.n, row.own), (agenda[FigureKind.GAP].n, row.own)):
        left = sum(marks) - n * mean
        assert 20 - n >= 5
        assert left >= 7 + 4
    assert agenda[FigureKind.GAP].n == row.gap.n

"""Taking one figure away from another: two reports, two cohorts, two imports, a moved person."""

from collections import Counter
from pathlib import Path
from shutil import copytree

import pytest

from evaluation.actions.imports import import_open_seeds
from evaluation.enums import WaveState
from evaluation.models import Answer, Wave
from evaluation.reports.build import build_report
from evaluation.results_page.page import results_of
from evaluation.suppression import may_show_distribution
from programmes.actions.record_import import UnreadableRecordError
from programmes.enums import ParticipantRole
from programmes.models import Profile, Programme
from tests.evaluation.publishing.test_cuts import by_department, closed, look
from tests.evaluation.record import FOLDER
from tests.factories.evaluation import (
    AgainItemFactory,
    AnswerFactory,
    InstrumentFactory,
    ItemFactory,
    WaveFactory,
)
from tests.factories.programmes import CohortFactory, MenteeFactory, ProgrammeFactory

KEY = "mentor_met_expectations"


@pytest.fixture
def programme(db):
    return ProgrammeFactory.create()


@pytest.fixture
def instrument(programme):
    made = InstrumentFactory.create(organisation=programme.organisation)
    ItemFactory.create(instrument=made)
    AgainItemFactory.create(instrument=made)
    return made


def add_cohort(programme, instrument, number, marks):
    """Make a cohort whose closed survey has these marks."""
    cohort = CohortFactory.create(programme=programme, number=number)
    wave = WaveFactory.create(cohort=cohort, instrument=instrument, state=WaveState.CLOSED)
    for mark in marks:
        AnswerFactory.create(wave=wave, values={KEY: mark})
    return cohort


def counted(programme, cohorts):
    """Return what a report over the cohorts tells of each mark, and whom it leaves out."""
    told = build_report(programme, cohorts, is_pooled=True).question(KEY, ParticipantRole.MENTEE)
    return Counter({int(g.value): g.count for g in told.tally.groups}), told.left_out


def test_a_report_less_the_one_before_never_leaves_few(programme, instrument):
    """Small cohorts join one by one; each new sum less any earlier one may be shown itself."""
    sizes = ([4, 5, 3, 4, 4, 2], [4, 5, 3], [2, 4, 4], [1, 1], [5], [3, 4])
    cohorts, sums = [], []
    for number, marks in enumerate(sizes, start=1):
        cohorts.append(add_cohort(programme, instrument, number, marks))
        sums.append(counted(programme, cohorts)[0])
    assert sums[-1].total() > sums[0].total()
    for place, later in enumerate(sums):
        for earlier in sums[:place]:
            rest = later - earlier
            assert not rest or may_show_distribution(rest.values())


def test_building_the_same_report_again_tells_the_same(programme, instrument):
    cohorts = [
        add_cohort(programme, instrument, number, marks)
        for number, marks in enumerate(([4, 5, 3, 4, 4], [4, 5, 3], [2, 4, 4]), start=1)
    ]
    first = counted(programme, cohorts)
    counted(programme, cohorts[:2])
    assert counted(programme, cohorts) == first


def test_a_breakdown_does_not_tell_of_a_cohort_that_was_left_out_of_the_sum(programme, instrument):
    cohorts = [
        add_cohort(programme, instrument, 1, []),
        add_cohort(programme, instrument, 2, []),
    ]
    large, small = (Wave.objects.get(cohort=cohort) for cohort in cohorts)
    for mark, again in [(5, "yes"), (4, "yes")] * 5 + [(3, "maybe"), (4, "maybe")] * 4:
        AnswerFactory.create(wave=large, values={KEY: mark, "work_with_mentor_again": again})
    AnswerFactory.create(wave=small, values={KEY: 1, "work_with_mentor_again": "yes"})
    data = build_report(programme, cohorts, is_pooled=True)
    assert data.question(KEY, ParticipantRole.MENTEE).left_out == (2,)
    (table,) = data.breakdowns
    assert table.cohorts == (1,)
    assert [line.figure.n for line in table.lines] == [10, 8, None]


def test_somebody_who_moves_after_the_close_moves_no_figure(programme):
    """Ines alone leaves Law for Sales: less the earlier page, the later one would be hers."""
    wave = closed(programme, Sales=[4, 5, 4, 3, 4, 5, 2], Law=[4, 4, 3, 5, 2, 1])
    ines = MenteeFactory.create(cohort=wave.cohort)
    Answer.objects.filter(wave=wave, department="Law", values__met=1).update(participant=ines)
    departments = by_department(wave, "Sales", "Law")
    before = look(programme, departments)
    Profile.objects.create(membership=ines.person.memberships.get(), department="Sales")
    assert look(programme, departments) == before
    assert before.sizes == {"Sales": 7, "Law": 6}


def corrected(tmp_path: Path, rows: int) -> Path:
    """Return the record with the first marks of so many answers of cohort 1 changed."""
    folder = tmp_path / f"record-{rows}"
    copytree(FOLDER, folder)
    table = folder / "survey_mentee_mid.csv"
    lines = table.read_text().splitlines()
    changed = 0
    for place, line in enumerate(lines):
        cells = line.split(",")
        if cells[0] == "1" and changed < rows:
            cells[2] = "1" if cells[2] != "1" else "2"
            lines[place] = ",".join(cells)
            changed += 1
    table.write_text("\n".join(lines) + "\n")
    return folder


def test_an_import_does_not_change_few_answers_whose_figures_were_shown(record, tmp_path):
    few, many = corrected(tmp_path, 1), corrected(tmp_path, 6)
    wave = Wave.objects.get(instrument__key="open-seeds-mentee-mid", cohort__number=1)
    results_of(wave, by=None)
    answers = set(wave.answers.values_list("pk", flat=True))
    with pytest.raises(UnreadableRecordError, match="Fewer than 5 answers"):
        import_open_seeds(few, by=None)
    assert set(wave.answers.values_list("pk", flat=True)) == answers
    import_open_seeds(many, by=None)
    assert set(wave.answers.values_list("pk", flat=True)) != answers
    assert Programme.objects.get(slug="open-seeds").published_groups.exists()

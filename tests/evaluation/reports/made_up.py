"""Made-up reports: a full one, empty ones, one that is hidden, and a very large one."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from evaluation.reports.model import (
    SCHEMA_VERSION,
    Community,
    Figure,
    ForecastLine,
    OutcomeLine,
    ReportData,
    Retention,
    Risk,
    Served,
    Source,
    Sponsor,
    State,
    Step,
    Survey,
    Tally,
    Training,
    Unit,
    Voice,
)
from tests.evaluation.reports.made_up_parts import (
    CHANGES,
    COSTS,
    FRESH,
    HIDDEN,
    IMPLICATIONS,
    LETTERS,
    LOOPS,
    OBJECTIVES,
    QUESTIONS,
    STEPS,
    VOICES,
    change,
    cohort,
    mean,
    scale,
    share,
)


def plain(*, mentors: int = 48, mentees: int = 54) -> ReportData:
    """A report on one cohort of which nothing but its seats is on record."""
    line = replace(
        cohort(2, max(mentors, 1), max(mentees, 1)),
        mentors=mentors,
        mentees=mentees,
        graduated=Figure(source=Source.RELATIONSHIPS, unit=Unit.RELATIONSHIPS, state=State.NO_DATA),
        returning=Figure(source=Source.PLACES, unit=Unit.PEOPLE, state=State.NO_DATA),
    )
    return ReportData(
        schema=SCHEMA_VERSION,
        title="Northbridge Leadership 2",
        programme="Northbridge Leadership",
        organisation="Northbridge Group",
        credit="",
        as_at=date(2027, 12, 6),
        is_pooled=False,
        sponsors=(Sponsor("Ingrid Halvorsen", "COO"),),
        prepared_by=("Maya Ferreira",),
        cohorts=(line,),
        steps=(Step("asked", mentees), Step("took_part", mentees), Step("matched", mentees)),
        graduated=line.graduated,
        retention=Retention(returning=line.returning, served=(), conversion=line.returning),
        currency=(),
        training=Training(0, Decimal(0), 0, ()),
        surveys=(),
        questions=(),
        breakdowns=(),
        fresh=(),
    )


def full() -> ReportData:
    """A report in which every part has something to say."""
    lines = (cohort(1, 40, 46), cohort(2, 48, 54))
    return replace(
        plain(),
        title=f"Northbridge Leadership, cohorts 1 to 2: {LETTERS}",
        is_pooled=True,
        cohorts=lines,
        steps=STEPS,
        graduated=share(74, 100, Source.RELATIONSHIPS),
        retention=Retention(
            returning=share(22, 40, Source.PLACES),
            served=(Served(1, 44), Served(2, 22)),
            conversion=share(9, 31, Source.PLACES),
        ),
        surveys=(
            Survey("For mentees", "mentee", "anonymous", 1, date(2021, 12, 1), 40, 46),
            Survey("For mentees", "mentee", "anonymous", 2, date(2022, 12, 1), 47, 54),
        ),
        questions=QUESTIONS,
        fresh=FRESH,
        objectives=OBJECTIVES,
        changes=CHANGES,
        results=(
            OutcomeLine(1, "nps_mentee", "Would you recommend it?",
                        mean("34.1500", "13.9000", "54.4000", 41)),
            OutcomeLine(4, "goals", "Goals that were reached", share(61, 94)),
        ),
        communities=(Community("Mentors’ table", 5, 6, 22, Decimal("9.40")),),
        pathway=(Step("mentees", 54), Step("interested", 12), Step("ready", 7), Step("solo", 4)),
        voices=VOICES,
        risks=(Risk("mentors_lapse", 7, 48, date(2028, 4, 1)), Risk("one_coordinator", 1),
            Risk("response_falls", 41, 80, about="Half-way", before=60, before_of=78)),
        loops=LOOPS,
        implications=IMPLICATIONS,
        costs=COSTS,
        forecast=ForecastLine(of=48, likely=19, low=15, high=24, covers=80, backtests=3, held=2,
                              last_low=15, last_high=22, last_actual=16),
    )  # fmt: skip


def all_hidden() -> ReportData:
    """A report of whose answers nothing may be shown."""
    data = full()
    return replace(
        data,
        questions=tuple(
            replace(q, figure=HIDDEN, tally=Tally(State.TOO_FEW)) for q in data.questions
        ),
        changes=tuple(
            replace(c, first=None, last=None, rose=None, effect=None, figure=HIDDEN)
            for c in data.changes
        ),
        results=tuple(replace(r, figure=HIDDEN) for r in data.results),
        voices=(),
    )


def large() -> ReportData:
    """A report on 20,000 people in 20 cohorts, with much of everything."""
    data = full()
    lines = tuple(cohort(number, 400, 600) for number in range(1, 21))
    survey = data.surveys[0]
    return replace(
        data,
        title="Northbridge Leadership, cohorts 1 to 20",
        cohorts=lines,
        graduated=share(9000, 12000, Source.RELATIONSHIPS),
        steps=tuple(Step(step.key, step.count * 150) for step in data.steps),
        surveys=tuple(
            replace(survey, cohort=number, answered=400, invited=600) for number in range(1, 21)
        ),
        questions=data.questions
        + tuple(
            scale(f"q{at}", f"Question {at} of a long survey about what mentees thought of it",
                  mean("4.1000", "4.0500", "4.1500", 8000), (100, 300, 1200, 3600, 2800))
            for at in range(60)
        ),
        objectives=data.objectives * 5,
        changes=tuple(
            change(2 + at % 2, f"Skill {at}", "0.5", "3", "0.1", 7000) for at in range(24)
        ),
        voices=data.voices * 8,
        loops=data.loops * 12,
        implications=data.implications * 15,
    )  # fmt: skip


def in_arabic() -> ReportData:
    """A report whose people write from right to left."""
    data = full()
    return replace(
        data,
        title="برنامج القيادة، المجموعة الثانية",
        programme="برنامج القيادة",
        organisation="مجموعة الشمال",
        sponsors=(Sponsor("ليلى حداد", "مديرة العمليات"),),
        objectives=(
            replace(data.objectives[0], objective="إتمام ما نبدأ به"),
            *data.objectives[1:],
        ),
        voices=(
            Voice("تعلمت كيف أصغي قبل أن أجيب، 3 مرات في الأسبوع.", "mentee", 2),
            Voice("למדתי להקשיב.", "mentor", 1),
        ),
    )

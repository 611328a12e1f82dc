"""Every figure of a report as a row of a table, unrounded."""

from collections.abc import Iterator

from evaluation.reports.model import Figure, FreshLine, ReportData, Source, Unit
from evaluation.reports.table_impact import impact_rows
from evaluation.reports.table_rows import COLUMNS, Row, count_of, row_of
from evaluation.results import share
from training.fresh.enums import Question

__all__ = ["COLUMNS", "csv_rows"]


def csv_rows(data: ReportData) -> Iterator[Row]:
    """Yield every figure of the report as a row, unrounded."""
    for cohort in data.cohorts:
        yield count_of("places", "mentors", cohort.name, cohort.mentors, Source.PLACES)
        yield count_of("places", "mentees", cohort.name, cohort.mentees, Source.PLACES)
        yield row_of("outcomes", "graduated", cohort.name, cohort.graduated)
        yield row_of("retention", "returning", cohort.name, cohort.returning)
    yield row_of("outcomes", "graduated", "", data.graduated)
    yield row_of("retention", "returning", "", data.retention.returning)
    yield row_of("retention", "conversion", "", data.retention.conversion)
    for served in data.retention.served:
        yield count_of("retention", "served", served.cohorts, served.mentors, Source.PLACES)
    for step in data.steps:
        yield count_of("steps", step.key, "", step.count, Source.PLACES)
    yield from _survey_rows(data)
    yield from _training_rows(data)
    for line in data.fresh:
        yield from _fresh_rows(line)
    yield from impact_rows(data)


def _survey_rows(data: ReportData) -> Iterator[Row]:
    """Yield responses, questions with their answers, and breakdowns."""
    for survey in data.surveys:
        name = f"{survey.title} ({survey.cohort})"
        invited = "" if survey.invited is None else survey.invited
        yield ("surveys", "answered", name, "", survey.answered, invited, "", "", "answers",
               "shown", "surveys")  # fmt: skip
    for question in data.questions:
        name = f"{question.audience}: {question.key}"
        yield row_of("questions", name, question.share_of, question.figure)
        for group in question.tally.groups:
            yield ("answers", name, group.label, "", group.count, question.figure.n, "", "",
                   "answers", "shown", "surveys")  # fmt: skip
    for table in data.breakdowns:
        for line in table.lines:
            yield row_of("breakdown", f"{table.of} by {table.by}", line.label, line.figure)


def _training_rows(data: ReportData) -> Iterator[Row]:
    """Yield sessions, hours and currency."""
    training = data.training
    yield count_of("training", "sessions", "", training.sessions, Source.SESSIONS)
    yield count_of("training", "attendances", "", training.attendances, Source.SESSIONS)
    yield ("training", "hours held", "", training.hours_held, "", "", "", "", "hours", "shown",
           "sessions")  # fmt: skip
    for earned in training.earned:
        yield ("training", f"hours earned: {earned.kind}", earned.role, earned.hours, "",
               earned.people, "", "", "hours", "shown", "ledger")  # fmt: skip
    for currency in data.currency:
        yield row_of("currency", "in date", currency.role, currency.in_date)
        for count in currency.counts:
            name = f"{currency.role}: {count.status}"
            yield count_of("currency", name, "", count.count, Source.STANDINGS)


def _fresh_rows(line: FreshLine) -> Iterator[Row]:
    """Yield one of the four questions of the whole programme, now and before."""
    source = {
        Question.SKILLS: Source.STANDINGS,
        Question.SUPPORT: Source.PATHWAY,
    }.get(Question(line.question), Source.PLACES)
    yield row_of("fresh", line.question, "now", _people(line.count, line.of, source))
    if line.before_count is not None and line.before_of is not None:
        when = line.before_on.isoformat() if line.before_on else "a cohort earlier"
        before = _people(line.before_count, line.before_of, source)
        yield row_of("fresh", line.question, f"trend: {when}", before)


def _people(count: int, of: int, source: Source) -> Figure:
    """Return so many of so many people as a figure; it is a count of all, so has no interval."""
    return share(count, of, source=source, unit=Unit.PEOPLE, has_interval=False)

"""Bringing in the surveys of a programme that others ran, and with them its whole record.

The answers were collected anonymously, so they belong to no participant here either. The record
holds codes, not the questions: their words are ours.
"""

import json
import secrets
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from django.db import transaction

from evaluation.actions.instruments import freeze
from evaluation.enums import Candour, ItemKind, WaveState
from evaluation.handing_down.intents import keep_count
from evaluation.models import Answer, Instrument, Item, Wave
from evaluation.publishing.register import is_shown
from evaluation.summaries.writing import summarise
from evaluation.suppression import SMALLEST_GROUP
from matching.actions.imports import import_matches
from mentorship.accounts.models import Organisation, Person
from mentorship.audit.actions import record
from programmes.actions.record_import import (
    ImportReport,
    Row,
    UnreadableRecordError,
    cohort_number,
    import_programme,
    read_table,
    upsert,
)
from programmes.enums import ParticipantRole
from programmes.models import Cohort, Programme
from training.actions.retention import FEWEST_ANSWERS
from training.retention.enums import Intent, LeavingCause

Values = dict[str, int | bool | str]
OPEN_FOR = timedelta(days=14)
YES_NO = {"yes": True, "no": False}
YES_MAYBE_NO = [["yes", "Yes"], ["maybe", "Perhaps"], ["no", "No"]]
NEVER_TO_ALWAYS = (1, 4, "Not at all", "Always")
AGREEMENT = (1, 5, "Not at all", "Very much")


@dataclass(frozen=True, slots=True)
class Question:
    """A column of a survey's table, and how it is asked here.

    Numbers on a `scale` run from its first to its second figure, named by the words that follow.
    """

    column: str
    text: str
    key: str = ""
    scale: tuple[int, int, str, str] | None = None
    options: list[list[str]] = field(default_factory=list)

    @property
    def kind(self) -> ItemKind:
        """Return how it is answered."""
        if self.scale:
            return ItemKind.SCALE
        return ItemKind.CHOICE if self.options else ItemKind.YES_NO

    def item(self, instrument: Instrument, position: int) -> Item:
        """Return it as an item of an instrument."""
        low, high, low_anchor, high_anchor = self.scale or (None, None, "", "")
        return Item(
            instrument=instrument,
            position=position,
            key=self.key or self.column,
            kind=self.kind,
            text=self.text,
            low=low,
            high=high,
            low_anchor=low_anchor,
            high_anchor=high_anchor,
            options=self.options,
        )

    def value(self, cell: str) -> int | bool | str:
        """Return a cell as an answer; raises UnreadableRecordError for what is none."""
        if self.scale and cell.isdecimal() and self.scale[0] <= int(cell) <= self.scale[1]:
            return int(cell)
        if self.options and cell in (option[0] for option in self.options):
            return cell
        if self.kind == ItemKind.YES_NO and cell in YES_NO:
            return YES_NO[cell]
        raise UnreadableRecordError(f"“{cell}” is no answer to {self.column}.")


@dataclass(frozen=True, slots=True)
class Survey:
    """A table of answers, and what it becomes here."""

    table: str
    key: str
    title: str
    audience: ParticipantRole
    opens_on: Callable[[Cohort], datetime]
    questions: tuple[Question, ...]


def _half_way(cohort: Cohort) -> datetime:
    """Return the middle of a cohort; like all dates of the record it is ours."""
    middle = cohort.starts_on + (cohort.ends_on - cohort.starts_on) / 2
    return datetime.combine(middle, time(9), tzinfo=UTC)


def _before_the_end(cohort: Cohort) -> datetime:
    """Return the moment from which a wave can stay open and still end with the cohort."""
    return datetime.combine(cohort.ends_on, time(9), tzinfo=UTC) - OPEN_FOR


SURVEYS = (
    Survey(
        table="survey_mentee_mid.csv",
        key="open-seeds-mentee-mid",
        title="Half-way, for mentees",
        audience=ParticipantRole.MENTEE,
        opens_on=_half_way,
        questions=(
            Question("helps_me_work_openly", "The programme helps me work openly.", "", AGREEMENT),
            Question(
                "helps_me_encourage_others",
                "The programme helps me encourage others to work openly.",
                scale=AGREEMENT,
            ),
            Question(
                "concepts_used_1_few_4_all",
                "How many of the concepts have you put to use?",
                "concepts_used",
                (1, 4, "Very few", "All"),
            ),
            Question("mentor_met_expectations", "My mentor met my expectations.", scale=AGREEMENT),
            Question(
                "work_with_mentor_again",
                "Would you work with your mentor again?",
                options=YES_MAYBE_NO,
            ),
        ),
    ),
    Survey(
        table="survey_mentee_close.csv",
        key="open-seeds-mentee-close",
        title="At the close, for mentees",
        audience=ParticipantRole.MENTEE,
        opens_on=_before_the_end,
        questions=(
            Question(
                "mentor_calls_useful_1_not_4_always",
                "Were the calls with your mentor useful?",
                "mentor_calls_useful",
                NEVER_TO_ALWAYS,
            ),
            Question("recommend", "Would you recommend the programme?", options=YES_MAYBE_NO),
            Question("wants_mentor", "I would like to come back as a mentor."),
            Question("wants_expert", "I would like to come back as an expert."),
            Question("wants_facilitator", "I would like to come back as a facilitator."),
            Question("not_sure", "I am not sure whether I will come back."),
            Question("not_returning", "I will not come back."),
        ),
    ),
    Survey(
        table="survey_mentor_close.csv",
        key="open-seeds-mentor-close",
        title="At the close, for mentors",
        audience=ParticipantRole.MENTOR,
        opens_on=_before_the_end,
        questions=(
            Question(
                "calls_constructive_1_not_4_always",
                "Were the calls with your mentee constructive?",
                "calls_constructive",
                NEVER_TO_ALWAYS,
            ),
            Question("training_adequate", "My training prepared me well enough."),
            Question("not_overwhelming", "Mentoring was not too much for me."),
            Question("wants_mentor", "I would like to come back as a mentor."),
            Question("wants_expert", "I would like to come back as an expert."),
            Question("take_a_break", "I would like to take a break."),
            Question("not_sure", "I am not sure whether I will come back."),
        ),
    ),
)


@transaction.atomic
def import_open_seeds(
    folder: Path, *, by: Person | None, organisation: Organisation | None = None
) -> ImportReport:
    """Import the whole record of Open Seeds in one transaction, and report what that changed.

    Without an organisation, one is made for the record. Raises UnreadableRecordError, and then
    nothing is imported.
    """
    report = ImportReport()
    programme = import_programme(folder, report=report, by=by, organisation=organisation)
    import_matches(folder, programme, report=report, by=by)
    import_surveys(folder, programme, report=report, by=by)
    return report


@transaction.atomic
def import_surveys(
    folder: Path, programme: Programme, *, report: ImportReport, by: Person | None
) -> None:
    """Import the three surveys as anonymous instruments, with a closed wave in each cohort.

    How many people were asked is not in the record, so the waves do not say. One mentor may have
    answered once for each mentee.
    """
    before = report.changes
    cohorts = {cohort.number: cohort for cohort in programme.cohorts.all()}
    for survey in SURVEYS:
        columns = ("cohort", *(question.column for question in survey.questions))
        rows = read_table(folder, survey.table, columns)
        instrument = _import_instrument(report, programme.organisation, survey)
        numbers = {cohort_number(row) for row in rows}
        asked = [cohort for number, cohort in sorted(cohorts.items()) if number in numbers]
        for number, wave in _import_waves(report, instrument, survey, asked).items():
            answers = [_values(survey, row) for row in rows if cohort_number(row) == number]
            _import_answers(report, wave, answers)
            summarise(wave)
            if survey.audience == ParticipantRole.MENTOR:
                _hand_down_intents(wave, answers)
        freeze(instrument)
    if report.changes > before:
        record(
            "evaluation.surveys_imported",
            programme,
            by=by,
            changes={"rows": report.changes - before},
        )


def _import_instrument(
    report: ImportReport, organisation: Organisation, survey: Survey
) -> Instrument:
    """Make the instrument and its items."""
    wanted = Instrument(
        organisation=organisation,
        key=survey.key,
        title=survey.title,
        introduction="Collected anonymously by Open Seeds; the questions are in our words.",
        audience=survey.audience,
        candour=Candour.ANONYMOUS,
    )
    stored = {row.key: row for row in organisation.instruments.filter(key=survey.key, version=1)}
    fields = ["title", "introduction", "audience", "candour"]
    instrument = upsert(report, "Instruments", {survey.key: wanted}, stored, fields=fields)[
        survey.key
    ]
    items = [
        question.item(instrument, position)
        for position, question in enumerate(survey.questions, start=1)
    ]
    upsert(
        report,
        "Questions",
        {item.key: item for item in items},
        {item.key: item for item in instrument.items.all()},
        fields=["position", "kind", "text", "low", "high", "low_anchor", "high_anchor", "options"],
    )
    return instrument


def _import_waves(
    report: ImportReport, instrument: Instrument, survey: Survey, cohorts: list[Cohort]
) -> dict[int, Wave]:
    """Make a closed wave of the instrument in each cohort."""
    wanted = {}
    for cohort in cohorts:
        opens_at = survey.opens_on(cohort)
        wanted[cohort.number] = Wave(
            instrument=instrument,
            cohort=cohort,
            state=WaveState.CLOSED,
            opens_at=opens_at,
            closes_at=opens_at + OPEN_FOR,
            closed_at=opens_at + OPEN_FOR,
        )
    stored = {
        wave.cohort.number: wave
        for wave in instrument.waves.filter(cohort__in=cohorts).select_related("cohort")
    }
    fields = ["state", "opens_at", "closes_at", "closed_at"]
    return upsert(report, "Waves", wanted, stored, fields=fields)


def _values(survey: Survey, row: Row) -> Values:
    """Return a row as answers by item key; an empty cell is a question somebody skipped."""
    return {
        question.key or question.column: question.value(row[question.column])
        for question in survey.questions
        if row[question.column]
    }


def _import_answers(report: ImportReport, wave: Wave, wanted: list[Values]) -> None:
    """Make the wave hold these answers: nothing names one, so they are compared as a whole.

    Once figures of the wave were shown, they change by five answers or by none: whoever knows the
    figures before and after would know the few that came or went.
    """
    stored = {answer.pk: _canonical(answer.values) for answer in wave.answers.all()}
    missing = Counter(map(_canonical, wanted)) - Counter(stored.values())
    surplus = Counter(stored.values()) - Counter(map(_canonical, wanted))
    leaving = []
    for pk, text in stored.items():
        if surplus[text]:
            surplus[text] -= 1
            leaving.append(pk)
    few = range(1, SMALLEST_GROUP)
    if (len(leaving) in few or missing.total() in few) and is_shown(wave):
        raise UnreadableRecordError(
            f"Fewer than {SMALLEST_GROUP} answers to “{wave.instrument.title}” differ from those "
            "whose figures were shown already, and would be given away by the change."
        )
    wave.answers.filter(pk__in=leaving).delete()
    arriving = [json.loads(text) for text in missing.elements()]
    secrets.SystemRandom().shuffle(arriving)
    Answer.objects.bulk_create(Answer(wave=wave, values=values) for values in arriving)
    report.add(
        "Answers",
        added=max(len(arriving) - len(leaving), 0),
        changed=len(leaving),
        unchanged=len(stored) - len(leaving),
    )


def _hand_down_intents(wave: Wave, answers: list[Values]) -> None:
    """Tell training how many answers meant to come back, and how many wished for a break."""
    if len(answers) < FEWEST_ANSWERS:
        return
    for intent, cause, key in (
        (Intent.YES, "", "wants_mentor"),
        (Intent.MAYBE, "", "not_sure"),
        (Intent.MAYBE, LeavingCause.BREAK, "take_a_break"),
    ):
        count = sum(values.get(key) is True for values in answers)
        keep_count(wave, intent, cause, count, len(answers), wave.closes_at.date())


def _canonical(values: Values) -> str:
    """Return answers as text that is equal for equal answers."""
    return json.dumps(values, sort_keys=True)

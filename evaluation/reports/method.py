"""How the figures were made, what they cannot say, and how anybody can check them."""

from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluation.reports import fresh, phrases
from evaluation.reports.document import Cell, Chapter, Column, Paragraph, Part, Table
from evaluation.reports.model import Figure, ReportData
from evaluation.reports.snapshot import SINCE
from evaluation.reports.summary import NOT_YET_BELOW, WORKED_FROM
from programmes.enums import ParticipantRole
from training.fresh.answers import of_words
from training.fresh.enums import Question as FreshQuestion

# So many cohorts find room beside one another.
MOST_BESIDE = 6


def method(data: ReportData) -> Chapter:
    """Tell where the figures come from and how far they carry."""
    parts = [Part(paragraphs=tuple(_paragraphs(data)))]
    if data.surveys:
        parts.append(Part(tables=(_survey_table(data),)))
    return Chapter(
        _("Method and limits"),
        _("Where the figures come from, and how far they carry."),
        tuple(parts),
        starts_page=False,
    )


def credit(data: ReportData) -> tuple[str, ...]:
    """Return whom the records are owed to, and what in the report is invented."""
    if not data.credit:
        return ()
    return (data.credit, _("The sponsors named in this report are invented."))


def proof(data: ReportData) -> Table:
    """Return the main figures unrounded, as the code proves them."""
    rows = tuple((Cell(label), Cell(value, is_number=True)) for label, value in proven(data))
    columns = (Column(_("Figure")), Column(_("As stored"), is_number=True))
    return Table(_("The main figures, unrounded"), columns, rows)


def proven(data: ReportData) -> Iterator[tuple[str, str]]:
    """Yield the main figures, unrounded: what each is called, and what it is."""
    yield _("Mentors’ places"), phrases.whole(data.mentors)
    yield _("Mentees’ places"), phrases.whole(data.mentees)
    register = None if data.fresh else data.currency_of(ParticipantRole.MENTOR)
    named: list[tuple[str, Figure | None]] = [
        (
            _("Mentors whose training is in date"),
            register.in_date if register else None,
        ),
        (_("Relationships that graduated"), data.graduated),
        (_("Mentors who came back for the next cohort"), data.retention.returning),
        (_("Mentees who could step up and did"), data.retention.conversion),
        (_("Mentor met expectations (mentees)"), _asked(data, "mentor_met_expectations")),
        (_("Would recommend the programme (mentees)"), _asked(data, "recommend")),
        (_("Would work with the mentor again (mentees)"), _asked(data, "work_with_mentor_again")),
        (_("Would like to mentor (mentees)"), _asked(data, "wants_mentor")),
        (
            _("Would like to come back (mentors)"),
            _asked(data, "wants_mentor", ParticipantRole.MENTOR),
        ),
    ]
    for label, figure in named:
        if figure is not None and figure.is_shown:
            yield label, phrases.exact(figure)
    conversion = data.retention.conversion
    for line in data.fresh:
        # Over all cohorts, who stepped up is named above already.
        is_told = (line.question, line.count, line.of) == (
            FreshQuestion.STEPPING_UP,
            conversion.count,
            conversion.n,
        )
        if line.of and not is_told:
            yield fresh.label(line), of_words(fresh.figure_of(line).now)


def _asked(
    data: ReportData, key: str, role: ParticipantRole = ParticipantRole.MENTEE
) -> Figure | None:
    """Return the figure of a question, if it was asked."""
    question = data.question(key, role)
    return question.figure if question else None


def _paragraphs(data: ReportData) -> Iterator[Paragraph]:
    """Yield the paragraphs of the method."""
    yield Paragraph(
        _("Data"),
        _("Records of the programme and answers to closed surveys, as at %(day)s.")
        % {"day": date_format(data.as_at, "j F Y")},
    )
    yield Paragraph(
        _("Intervals"),
        _(
            "95%: Wilson’s for shares, Student’s t for means, kept within the scale. They treat "
            "answers as if each came from another person; where somebody answered in more than one "
            "cohort, or once for each mentee, they are a little too narrow."
        ),
    )
    yield Paragraph(
        _("Worked, or not yet"),
        _(
            "“Worked” are shares from %(high)s and means from %(high)s of the way up their scale; "
            "“not yet” are those below %(low)s. Nothing here says what caused what."
        )
        % {"high": phrases.percent(WORKED_FROM), "low": phrases.percent(NOT_YET_BELOW)},
    )
    yield from _of_targets_and_money(data)
    yield Paragraph(_("Small groups"), _hidden(data))
    if data.retention.conversion.is_shown and not data.fresh:
        yield Paragraph(
            _("Stepping up"),
            _(
                "Counted are people whose first cohort as mentee came before the last cohort and "
                "who had not mentored in it or before it; they stepped up if they mentored later."
            ),
        )
    yield from fresh.what_is_counted(data)
    if any(not question.figure.is_shown for question in data.questions):
        yield Paragraph(
            _("Limits"),
            _("Questions with fewer than five answers are named, but not shown."),
        )
    missing = _missing(data)
    if missing:
        words = _("Nothing is on record for: %(parts)s.") % {"parts": "; ".join(missing)}
        yield Paragraph(_("Not in this report"), words)


def _of_targets_and_money(data: ReportData) -> Iterator[Paragraph]:
    """Yield how verdicts, changes, the return and the choice of voices came about."""
    if data.objectives:
        yield Paragraph(
            _("Verdicts"),
            _(
                "A verdict compares what was read with the target, before anything is rounded. "
                "Where people were asked, the whole interval has to reach the target; where it "
                "only holds the target, where nothing fresh was read, or where its day is still "
                "to come, we say that we cannot tell."
            ),
        )
    if data.changes:
        yield Paragraph(
            _("Changes"),
            _(
                "Only of people who answered both times, each with themselves; Student’s t for the "
                "mean of their differences. Whoever answered only once is not in it."
            ),
        )
    if data.costs:
        yield Paragraph(
            _("Return"),
            _(
                "Reckoned from what was entered, one assumption at a time in the picture and all "
                "at once in the widest span. It is a claim with its grounds, not a measurement."
            ),
        )
    if data.voices:
        yield Paragraph(
            _("Voices"), _("Quoted are thanks whose writers allow it; they stand for nobody else.")
        )


def _missing(data: ReportData) -> list[str]:
    """Return the parts that this report could have had, and nobody has put on record."""
    if data.schema < SINCE["objectives"]:
        return []
    parts = (
        (_("objectives with targets"), data.objectives),
        (_("answers of the same people before and after"), data.changes),
        (_("cost and return"), data.costs or data.cost_currencies),
        (_("what became of earlier recommendations"), data.loops),
    )
    return [name for name, lines in parts if not lines]


def _hidden(data: ReportData) -> str:
    """Say what is never shown, and how much is hidden here."""
    rule = _(
        "Survey figures are shown for groups of five answers or more. Where a small group could be "
        "worked out from the others, more are withheld."
    )
    here = _("None had to be hidden here.")
    if data.hidden:
        here = ngettext(
            "%(count)s figure is hidden in this report.",
            "%(count)s figures are hidden in this report.",
            data.hidden,
        ) % {"count": phrases.whole(data.hidden)}
    left_out = sorted({number for q in data.questions for number in q.left_out})
    if not left_out:
        return f"{rule} {here}"
    without = _("Cohorts too small to be added into some figures: %(cohorts)s.") % {
        "cohorts": ", ".join(str(number) for number in left_out)
    }
    return f"{rule} {here} {without}"


def _survey_table(data: ReportData) -> Table:
    """Return each survey with its response in each cohort; many cohorts stand one under another."""
    titles = list(dict.fromkeys(survey.title for survey in data.surveys))
    numbers = [cohort.number for cohort in data.cohorts]
    names = {number: _("Cohort %(number)s") % {"number": number} for number in numbers}
    caption = _("Answers to each survey, by cohort")
    if len(numbers) > MOST_BESIDE:
        heads = (Column(_("Cohort")), *(Column(title, is_number=True) for title in titles))
        rows = [
            (Cell(names[number]), *(_responses(data, title, number) for title in titles))
            for number in numbers
        ]
    else:
        heads = (Column(_("Survey")), *(Column(name, is_number=True) for name in names.values()))
        rows = [
            (Cell(title), *(_responses(data, title, number) for number in numbers))
            for title in titles
        ]
    return Table(caption, heads, tuple(rows))


def _responses(data: ReportData, title: str, cohort: int) -> Cell:
    """Return the responses to the waves of one survey in one cohort, in order."""
    waves = [s for s in data.surveys if (s.title, s.cohort) == (title, cohort)]
    words = " · ".join(_response(wave.answered, wave.invited) for wave in waves)
    return Cell(words or "–", is_number=True)


def _response(answered: int, invited: int | None) -> str:
    """Write how many answered of how many, where it is known how many were asked."""
    if invited is None:
        return phrases.whole(answered)
    return _("%(answered)s of %(invited)s") % {
        "answered": phrases.whole(answered),
        "invited": phrases.whole(invited),
    }

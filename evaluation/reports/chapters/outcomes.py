"""What came of it, by Kirkpatrick's four levels: from what people felt to what changed."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluation.reports import phrases, pictures
from evaluation.reports.chapters.answers import breakdown_table, question_tables
from evaluation.reports.chapters.cells import number, rests_on
from evaluation.reports.document import Cell, Chapter, Column, Part, Quote, Table, Width
from evaluation.reports.model import ChangeLine, OutcomeLine, ReportData
from mentorship.common.charts import Chart
from programmes.enums import ParticipantRole

REACTION, LEARNING, BEHAVIOUR, RESULTS = range(1, 5)
# What these keys begin with are points from −100 to 100, written with their sign; one may gain or
# lose points with the other.
NET_SCORE, GAIN = "nps_", "goal_gain"
# Shares that are worth a picture; of others the table tells.
TELLING = (
    "recommend",
    "work_with_mentor_again",
    "wants_mentor",
    "training_adequate",
    "not_overwhelming",
)


def outcomes(data: ReportData, words: tuple[str, ...] = ()) -> Chapter:
    """Tell what came of it, as those who took part see it and as the records show it."""
    title = _("What came of it")
    levels = [level for level in range(REACTION, RESULTS + 1) if _has(data, level)]
    if not levels:
        nobody = _("No survey has closed in this time, so nobody was heard.")
        return Chapter(title, nobody, _voices(data), words, starts_page=False)
    parts = [part for level in levels for part in _level(data, level)]
    tables = (
        *question_tables(data),
        *(breakdown_table(data, breakdown) for breakdown in data.breakdowns),
    )
    if tables:
        parts.append(Part(title=_("Every question, with its answers"), tables=tables))
    lead = _lead(data, levels)
    return Chapter(title, lead, (*parts, *_voices(data)), words, starts_page=False)


def _has(data: ReportData, level: int) -> bool:
    """Tell whether anything is on record for a level."""
    levels = {line.level for line in data.changes} | {line.level for line in data.results}
    return level in levels or (level == REACTION and bool(data.questions))


def _lead(data: ReportData, levels: list[int]) -> str:
    """Say how many answers the chapter rests on, and for which levels there is nothing."""
    lead = ngettext(
        "%(answers)s answer from closed surveys. Each figure names how many answers it is from.",
        "%(answers)s answers from closed surveys. Each figure names how many answers it is from.",
        data.answers,
    ) % {"answers": phrases.whole(data.answers)}
    lacking = [_name(level) for level in range(REACTION, RESULTS + 1) if level not in levels]
    if not lacking:
        return lead
    nothing = _("Of four levels, nothing is on record for: %(levels)s.")
    return f"{lead} {nothing % {'levels': ', '.join(lacking).lower()}}"


def _name(level: int) -> str:
    """Call a level by its name."""
    return {
        REACTION: _("Reaction"),
        LEARNING: _("Learning"),
        BEHAVIOUR: _("Behaviour"),
        RESULTS: _("Results"),
    }[level]


def _level(data: ReportData, level: int) -> Iterator[Part]:
    """Yield what is known at one level: the question it answers, words, pictures and figures."""
    heading = {
        REACTION: _("What did they think of it?"),
        LEARNING: _("Did they learn?"),
        BEHAVIOUR: _("Do they act differently?"),
        RESULTS: _("What came of it for them, and for the organisation?"),
    }[level]
    changes = [line for line in data.changes if line.level == level]
    results = [line for line in data.results if line.level == level]
    charts = _reaction_charts(data) if level == REACTION else []
    dumbbell = pictures.changes_chart(changes)
    charts += [dumbbell] if dumbbell else []
    is_pair = len(charts) == 2  # noqa: PLR2004  (two pictures share a line)
    yield Part(
        chip=_("Level %(number)s · %(name)s") % {"number": level, "name": _name(level)},
        title=heading,
        texts=tuple(_changes_said(changes)),
        charts=() if is_pair else tuple(charts),
    )
    if is_pair:
        yield from (Part(charts=(chart,), width=Width.HALF) for chart in charts)
    tables = [_change_table(changes)] if changes else []
    tables += [_result_table(results, _name(level))] if results else []
    if tables:
        yield Part(tables=tuple(tables))


def _reaction_charts(data: ReportData) -> list[Chart]:
    """Return how the telling answers are spread, and the shares who gave them."""
    telling = [q for q in data.questions if q.key in TELLING and q.figure.count is not None]
    expectations = data.question("mentor_met_expectations", ParticipantRole.MENTEE)
    charts = [
        pictures.spread_chart(expectations) if expectations else None,
        pictures.shares_chart(telling) if telling else None,
    ]
    return [chart for chart in charts if chart]


def _changes_said(changes: list[ChangeLine]) -> Iterator[str]:
    """Say how many marks rose, fell, or cannot be told from no change at all."""
    shown = [line for line in changes if line.figure.value is not None]
    if not shown:
        return
    rose = sum(line.is_told and line.figure.value > 0 for line in shown if line.figure.value)
    fell = sum(line.is_told and line.figure.value < 0 for line in shown if line.figure.value)
    unclear = len(shown) - rose - fell
    said = (
        (rose, _("%(count)s rose")),
        (fell, _("%(count)s fell")),
        (unclear, _("%(count)s cannot be told from no change")),
    )
    parts = [words % {"count": phrases.whole(count)} for count, words in said if count]
    yield ngettext(
        "Of %(of)s mark that the same people gave twice: %(parts)s.",
        "Of %(of)s marks that the same people gave twice: %(parts)s.",
        len(shown),
    ) % {"of": phrases.whole(len(shown)), "parts": "; ".join(parts)}


def _change_table(changes: list[ChangeLine]) -> Table:
    """Return each mark before and after, its change with interval, effect and pairs."""
    heads = (_("Before"), _("After"), _("Change"), _("95% interval"), _("d_z"), _("People"))
    return Table(
        _("The same people, before and after"),
        (
            Column(_("Question")),
            *(Column(head, is_number=True) for head in heads),
            Column(_("Beyond chance?")),
        ),
        tuple(_change_row(line) for line in changes),
        _(
            "d_z is the mean change over its own spread. A change is associated with the time "
            "between the two answers; nothing here says what brought it about. “Beyond chance” "
            "holds for all changes of this report together (Holm)."
        ),
    )


def _change_row(line: ChangeLine) -> tuple[Cell, ...]:
    """Return one mark; what may not be shown says why instead of its change."""
    figure = line.figure
    scale = _("%(audience)s, %(low)s to %(high)s") % {
        "audience": phrases.audience(line.audience),
        "low": line.low,
        "high": line.high,
    }
    if line.is_reversed:
        scale = _("%(scale)s; a low mark is good") % {"scale": scale}
    if figure.value is None:
        blank = (number(""), number(""), number(phrases.hidden(figure.state)))
        return (Cell(line.text, scale), *blank, number(""), number(""), number(""), Cell(""))
    of = "" if line.of in {None, figure.n} else _("of %(of)s") % {"of": phrases.whole(line.of or 0)}
    return (
        Cell(line.text, scale),
        number("" if line.first is None else phrases.mark(line.first)),
        number("" if line.last is None else phrases.mark(line.last)),
        number(phrases.signed(figure.value)),
        number(phrases.signed_interval(figure)),
        number("" if line.effect is None else phrases.signed(line.effect)),
        number(phrases.whole(figure.n or 0), of),
        Cell(_("Yes") if line.is_told else _("Cannot tell")),
    )


def _result_table(results: list[OutcomeLine], level: str) -> Table:
    """Return outcomes of a level that are no question of a survey."""
    rows = tuple(
        (
            Cell(line.text, _kind(line)),
            _result(line),
            number(_span(line)),
            rests_on(line.figure),
            Cell(phrases.source(line.figure.source)),
        )
        for line in results
    )
    columns = (
        Column(_("Outcome")),
        Column(_("Result"), is_number=True),
        Column(_("95% interval"), is_number=True),
        Column(_("n"), is_number=True),
        Column(_("From")),
    )
    caption = _("Outcomes at the level of %(level)s") % {"level": level.lower()}
    return Table(caption, columns, rows)


def _result(line: OutcomeLine) -> Cell:
    """Return a share with its count, a mean, or a score with its sign."""
    figure = line.figure
    if figure.count is not None:
        return number(phrases.short(figure), phrases.count_of(figure))
    if figure.value is not None and line.key.startswith((NET_SCORE, GAIN)):
        return number(phrases.signed(figure.value, _digits(line)))
    return number(phrases.short(figure))


def _span(line: OutcomeLine) -> str:
    """Return the interval in the way of its result."""
    if line.key.startswith((NET_SCORE, GAIN)):
        return phrases.signed_interval(line.figure, _digits(line))
    return phrases.interval(line.figure)


def _kind(line: OutcomeLine) -> str:
    """Say what kind of figure stands beside a question, where that is not plain."""
    if line.key.startswith(NET_SCORE):
        return _("Net promoter score, −100 to 100: %(who)s") % {
            "who": phrases.audience(line.key.removeprefix(NET_SCORE)).lower()
        }
    if line.key.startswith("competency_"):
        return _("Mentees’ rating of mentors, 1 to 7")
    return ""


def _digits(line: OutcomeLine) -> int:
    """Return how many decimals a score has: points of a hundred need none."""
    return 0 if line.key.startswith(NET_SCORE) else 2


def _voices(data: ReportData) -> tuple[Part, ...]:
    """Return what people said who let it be quoted."""
    if not data.voices:
        return ()
    quotes = tuple(
        Quote(
            _("“%(words)s”") % {"words": voice.words.strip()},
            _("%(role)s, cohort %(number)s")
            % {"role": phrases.one_of(voice.role), "number": voice.cohort},
        )
        for voice in data.voices
    )
    return (
        Part(
            title=_("In their own words"),
            quotes=quotes,
            note=_("Quoted with their consent, and without names. They were not drawn by lot."),
            is_set_apart=True,
        ),
    )

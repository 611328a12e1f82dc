"""What surveys found, to be placed: response, questions, changes in the same people, outcomes."""

from collections.abc import Iterator

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from evaluation.reports import phrases
from evaluation.reports.model import (
    Breakdown,
    ChangeLine,
    OutcomeLine,
    Question,
    ReportData,
    Source,
)
from evaluation.reports.wording.placeable import (
    WHOLE,
    Placeable,
    key_of,
    of_count,
    of_figure,
    told_apart,
)

# Results whose key begins so are points from −100 to 100.
NET_SCORE = "nps_"


def questions_by_key(data: ReportData) -> dict[str, Question]:
    """Return each question that was asked, by the key it is placed with."""
    return told_apart((key_of(q.audience, q.key), q) for q in data.questions)


def changes_by_key(data: ReportData) -> dict[str, ChangeLine]:
    """Return each change in the same people, by the key it is placed with."""
    return told_apart((key_of("change", c.audience, c.key), c) for c in data.changes)


def results_by_key(data: ReportData) -> dict[str, OutcomeLine]:
    """Return each outcome that is no question, by the key it is placed with."""
    return told_apart((key_of("result", line.key), line) for line in data.results)


def heard(data: ReportData) -> Iterator[Placeable]:
    """Yield who answered, and what."""
    group, source = _("Surveys"), phrases.source(Source.SURVEYS)
    yield of_count("answers", _("Answers from closed surveys"), group, data.answers, source=source)
    for number, survey in enumerate(data.surveys, start=1):
        label = _("Response to “%(survey)s”, cohort %(cohort)s") % {
            "survey": survey.title,
            "cohort": survey.cohort,
        }
        yield of_count(f"response-{number}", label, group, survey.answered, of=survey.invited,
                       source=source)  # fmt: skip
    for key, asked in questions_by_key(data).items():
        label = _("%(who)s: %(question)s") % {
            "who": phrases.audience(asked.audience),
            "question": asked.text,
        }
        more = {"answer": asked.share_of} if asked.share_of else {}
        yield of_figure(key, label, group, asked.figure, high=asked.high, text=asked.text, **more)
    for number, table in enumerate(data.breakdowns, start=1):
        yield from _breakdown(data, table, f"by-{number}")


def changes(data: ReportData) -> Iterator[Placeable]:
    """Yield how the same people's marks changed."""
    for key, line in changes_by_key(data).items():
        yield _change(key, line)


def results(data: ReportData) -> Iterator[Placeable]:
    """Yield outcomes that are no questions."""
    group = _("What came of it")
    for key, line in results_by_key(data).items():
        if line.key.startswith(NET_SCORE):
            yield _net_score(key, line, group)
        else:
            yield of_figure(key, line.text, group, line.figure, text=line.text)


def _net_score(key: str, line: OutcomeLine, group: str) -> Placeable:
    """Return a net promoter score: points from −100 to 100, with their sign."""
    figure, value = line.figure, line.figure.value
    who = phrases.audience(line.key.removeprefix(NET_SCORE))
    label = _("%(who)s’ net promoter score") % {"who": who}
    names, source = {"text": line.text, "who": who.lower()}, phrases.source(figure.source)
    if value is None or not figure.is_shown:
        why = phrases.hidden(figure.state) or _("Not on record")
        return Placeable(
            key=key, label=label, group=group, forms=names, source=source, why_hidden=why
        )
    points, base = phrases.signed(value, 0), phrases.base(figure)
    span = phrases.signed_interval(figure, 0)
    return Placeable(
        key=key,
        label=label,
        group=group,
        forms={WHOLE: f"{points} ({base})", "points": points, "base": base, **names}
        | ({"interval": span} if span else {}),
        rests_on=base,
        interval=span,
        source=source,
    )


def _breakdown(data: ReportData, table: Breakdown, start: str) -> Iterator[Placeable]:
    """Yield the means of one question by the answers to another."""
    of, by = (data.question(key, table.audience) for key in (table.of, table.by))
    for number, line in enumerate(table.lines, start=1):
        label = _("Mean of “%(of)s” where “%(by)s” is “%(answer)s”") % {
            "of": of.text if of else table.of,
            "by": by.text if by else table.by,
            "answer": line.label,
        }
        high = of.high if of else None
        yield of_figure(f"{start}.{number}", label, _("Surveys"), line.figure, high=high,
                        answer=line.label)  # fmt: skip


def _change(key: str, line: ChangeLine) -> Placeable:
    """Return a change: its mean with how many pairs it is of, where it began and where it ended."""
    group, figure, value = _("Changes in the same people"), line.figure, line.figure.value
    label = _("%(who)s, first to last: %(question)s") % {
        "who": phrases.audience(line.audience),
        "question": line.text,
    }
    source = phrases.source(figure.source)
    if value is None or not figure.is_shown:
        return Placeable(
            key=key,
            label=label,
            group=group,
            forms={"text": line.text},
            source=source,
            why_hidden=phrases.hidden(figure.state) or _("Not on record"),
        )
    mean = phrases.signed(value, 1)
    base, span = phrases.base(figure), phrases.signed_interval(figure)
    forms = {
        WHOLE: f"{mean} ({base})",
        "mark": mark_without_sign(line),
        "base": base,
        "high": number_format(line.high),
        "text": line.text,
    }
    parts = {
        "interval": span,
        "first": "" if line.first is None else phrases.mark(line.first, 1),
        "last": "" if line.last is None else phrases.mark(line.last, 1),
        "effect": "" if line.effect is None else phrases.mark(line.effect),
        "rose": "" if line.rose is None else number_format(line.rose),
    }
    return Placeable(
        key=key,
        label=label,
        group=group,
        forms=forms | {name: words for name, words in parts.items() if words},
        rests_on=base,
        interval=span,
        source=source,
    )


def mark_without_sign(line: ChangeLine) -> str:
    """Write how far a mean moved, whichever way."""
    return "" if line.figure.value is None else phrases.mark(abs(line.figure.value), 1)

"""What the results page of a closed wave shows."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from evaluation.enums import ItemKind
from evaluation.models import Wave
from evaluation.publishing.atoms import whole_wave
from evaluation.publishing.cuts import Cut, visible_groups
from evaluation.queries import tallies_of, texts_of
from evaluation.reports import phrases
from evaluation.reports.model import Question
from evaluation.reports.pictures import spread_chart
from evaluation.results import Pool, question
from evaluation.suppression import may_show_text
from mentorship.accounts.models import Person
from mentorship.common.charts import Chart


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """What came back to one question, in a sentence and a picture."""

    question: Question
    sentence: str
    chart: Chart | None


@dataclass(frozen=True, slots=True)
class TextResult:
    """What people wrote, or None where too few did."""

    text: str
    answers: list[str] | None


@dataclass(frozen=True, slots=True)
class WaveResults:
    """The results of a closed wave, question by question."""

    questions: tuple[QuestionResult, ...]
    texts: tuple[TextResult, ...]


def results_of(wave: Wave, *, by: Person | None = None) -> WaveResults:
    """Return the results of a closed wave, with what may not be shown hidden; four queries.

    The first time some more: what is shown goes into the register of what was shown.
    """
    items = list(wave.instrument.items.all())
    tallies = tallies_of([wave])
    whole = Cut(wave.instrument.title, {"all": frozenset({whole_wave(wave.pk)})})
    groups = {
        item.key: {"all": tallies[wave.pk, item.key]}
        for item in items
        if item.kind != ItemKind.TEXT
    }
    visible_groups(wave.cohort.programme, wave.instrument.key, whole, groups, by=by)
    texts = texts_of(wave, [item.key for item in items if item.kind == ItemKind.TEXT])
    questions = (
        question(
            item,
            wave.instrument.title,
            wave.instrument.audience,
            Pool(tallies[wave.pk, item.key]),
        )
        for item in items
        if item.key not in texts
    )
    return WaveResults(
        questions=tuple(_told(question) for question in questions),
        texts=tuple(
            TextResult(item.text, texts[item.key] if may_show_text(len(texts[item.key])) else None)
            for item in items
            if item.key in texts
        ),
    )


def _told(asked: Question) -> QuestionResult:
    """Put a question's figure in words, with its picture."""
    return QuestionResult(asked, _sentence(asked), spread_chart(asked))


def _sentence(asked: Question) -> str:
    """Say the figure with its interval and n, or why it is not shown."""
    figure = asked.figure
    if not figure.is_shown:
        return f"{phrases.hidden(figure.state)}."
    span = phrases.interval(figure)
    facts = {"base": phrases.base(figure), "span": span}
    if asked.kind == ItemKind.SCALE:
        facts |= {"mean": phrases.short(figure), "high": str(asked.high)}
        if not span:
            return _("%(mean)s of %(high)s on average, %(base)s.") % facts
        return _("%(mean)s of %(high)s on average (95%% interval %(span)s), %(base)s.") % facts
    facts = {
        "count": phrases.count_of(figure),
        "answer": asked.share_of,
        "share": phrases.share_with_interval(figure),
    }
    return _("%(count)s answers said “%(answer)s” %(share)s.") % facts

"""The page itself: in short, the scales, and section by section what was answered."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import prefetch_related_objects

from evaluation.enums import ItemKind, WaveState
from evaluation.instruments.worded import WordedSection
from evaluation.models import Item, Wave
from evaluation.queries import texts_of
from evaluation.results_page.basis import Basis, basis_of, visible_in
from evaluation.results_page.changes import Before, in_short, wave_before, when_of
from evaluation.results_page.pictures import scales_chart, section_chart
from evaluation.results_page.questions import QuestionResult, is_shown, question_result
from evaluation.results_page.scales import ScaleResult, scale_results
from evaluation.results_page.summary import Fact, caution_of, facts_of, lines_of
from evaluation.summaries.counting import counted_of
from evaluation.suppression import may_show_text
from mentorship.accounts.models import Person
from mentorship.common.charts import Chart
from training.models import Competency

SOME_TEXTS = 10


@dataclass(frozen=True, slots=True)
class TextResult:
    """What people wrote: some of it, and how many did; nothing where too few did."""

    key: str
    text: str
    answers: tuple[str, ...] | None
    count: int = 0

    @property
    def has_more(self) -> bool:
        """Tell whether there is more to read than the page shows."""
        return self.answers is not None and self.count > len(self.answers)


@dataclass(frozen=True, slots=True)
class SectionResult:
    """What came back under one heading, with a picture of its marks where there are several."""

    title: str
    introduction: str
    questions: tuple[QuestionResult, ...]
    texts: tuple[TextResult, ...]
    chart: Chart | None


@dataclass(frozen=True, slots=True)
class WaveResults:
    """The results of a closed wave, or of several waves of one survey."""

    facts: tuple[Fact, ...]
    lines: tuple[str, ...]
    caution: str
    scales: tuple[ScaleResult, ...]
    scales_chart: Chart | None
    sections: tuple[SectionResult, ...]
    is_named: bool
    has_answers: bool
    waves: tuple[Wave, ...] = field(default=())
    has_others: bool = False

    @property
    def questions(self) -> tuple[QuestionResult, ...]:
        """Return all questions in the order of asking."""
        return tuple(asked for section in self.sections for asked in section.questions)

    @property
    def has_figures(self) -> bool:
        """Tell whether anything of it can be shown."""
        texts = (written for section in self.sections for written in section.texts)
        return any(asked.is_shown for asked in self.questions) or any(
            written.answers is not None for written in texts
        )


def results_of(wave: Wave, *, by: Person | None) -> WaveResults:
    """Return the results of a closed wave; as many queries however many answers there are."""
    earlier = wave_before(wave)
    waves = [wave, earlier] if earlier else [wave]
    prefetch_related_objects(waves, "instrument__items", "instrument__sections")
    counted = counted_of(waves)
    shown = visible_in(waves, counted, by=by)
    basis = basis_of(wave, counted[wave.pk], shown)
    before = None
    if earlier is not None:
        before = _before(basis_of(earlier, counted[earlier.pk], shown), wave)
    written = [item.key for item in basis.items.values() if item.kind == ItemKind.TEXT]
    texts = basis.counted.texts
    readable = [key for key in written if basis.is_named or may_show_text(texts.get(key, 0))]
    samples = texts_of(wave, readable, most=SOME_TEXTS)
    return assembled(basis, before, samples, has_others=_is_asked_elsewhere(wave))


def assembled(
    basis: Basis,
    before: Before | None,
    samples: Mapping[str, Sequence[str]],
    *,
    has_others: bool = False,
) -> WaveResults:
    """Put the page together from what was counted."""
    asked = {
        key: question_result(item, basis, before)
        for key, item in basis.items.items()
        if item.kind != ItemKind.TEXT
    }
    scales = scale_results(basis, _competencies(basis))
    sections = tuple(
        _section(section, asked, basis, samples) for section in basis.read.sections if section.items
    )
    lines = lines_of(basis, tuple(asked.values()))
    changes = [result.change for result in asked.values() if result.change]
    if before and changes:
        lines = (*lines, in_short(changes, before, basis.wave))
    return WaveResults(
        facts=facts_of(basis, tuple(asked.values())),
        lines=lines,
        caution=caution_of(basis),
        scales=scales,
        scales_chart=scales_chart(scales),
        sections=sections,
        is_named=basis.is_named,
        has_answers=bool(basis.counted.answers),
        waves=basis.waves,
        has_others=has_others,
    )


def _section(
    section: WordedSection,
    asked: Mapping[str, QuestionResult],
    basis: Basis,
    samples: Mapping[str, Sequence[str]],
) -> SectionResult:
    """Return what came back under one heading."""
    items = [basis.items[told.item.key] for told in section.items]
    questions = tuple(asked[item.key] for item in items if item.key in asked)
    return SectionResult(
        title=section.title,
        introduction=section.introduction,
        questions=questions,
        texts=tuple(_texts(items, basis, samples)),
        chart=section_chart(section.title, questions),
    )


def _texts(
    items: Iterable[Item], basis: Basis, samples: Mapping[str, Sequence[str]]
) -> Iterable[TextResult]:
    """Yield what people wrote to each free question."""
    for item in items:
        if item.kind != ItemKind.TEXT:
            continue
        if item.key in samples:
            count = basis.counted.texts.get(item.key, 0)
            yield TextResult(item.key, item.text, tuple(samples[item.key]), count)
        else:
            yield TextResult(item.key, item.text, None)


def _before(basis: Basis, wave: Wave) -> Before:
    """Return what may be shown of the wave before."""
    tallies = {
        key: basis.counted.tally(key)
        for key, item in basis.items.items()
        if item.kind != ItemKind.TEXT and is_shown(item, basis)
    }
    return Before(basis.wave, basis.items, tallies, when_of(basis.wave, wave))


def _competencies(basis: Basis) -> dict[str, str]:
    """Return the names of the organisation's competencies, by key."""
    if not any(item.subscale for item in basis.items.values()):
        return {}
    organisation = basis.wave.instrument.organisation_id
    return dict(Competency.objects.filter(organisation=organisation).values_list("key", "name"))


def _is_asked_elsewhere(wave: Wave) -> bool:
    """Tell whether other waves of this version have closed."""
    others = Wave.objects.filter(
        instrument=wave.instrument_id,
        cohort__programme=wave.cohort.programme_id,
        state=WaveState.CLOSED,
    )
    return others.exclude(pk=wave.pk).exists()

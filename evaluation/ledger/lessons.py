"""Searching what programmes of an organisation learned."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.postgres.search import SearchHeadline, SearchQuery, SearchRank, SearchVector
from django.db.models import F, Func, TextField, Value
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from evaluation.ledger.wording import tone_of
from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from programmes.enums import RecommendationState
from programmes.models import Cohort, Programme, Recommendation
from programmes.models.cohort import CohortQuerySet
from programmes.models.recommendation import RecommendationQuerySet

# What PostgreSQL calls the grammar of a language; others are searched word by word as written.
GRAMMARS = {
    "da": "danish", "de": "german", "en": "english", "es": "spanish", "fi": "finnish",
    "fr": "french", "it": "italian", "nb": "norwegian", "nl": "dutch", "pt": "portuguese",
    "ro": "romanian", "ru": "russian", "sv": "swedish", "tr": "turkish",
}  # fmt: skip
PLAIN = "simple"
# Marks of a find that nobody types and that markup does not know.
START, STOP = "\ue000", "\ue001"
MARKS = re.compile(f"[{START}{STOP}]")


@dataclass(frozen=True, slots=True)
class Lesson:
    """A recommendation of some programme, with what was looked for marked in it."""

    row: Recommendation
    text: SafeString
    reason: SafeString
    tone: str
    word: str
    is_taken: bool
    is_own: bool


def grammar_of(language: str) -> str:
    """Return how words of a language are brought to their stems."""
    return GRAMMARS.get(language.split("-", maxsplit=1)[0].lower(), PLAIN)


def lessons_in(programme: Programme, person: Person) -> RecommendationQuerySet:
    """Return the lessons of the organisation's programmes, as far as the person may see these."""
    # Copies that a programme took over are that programme's work, not another lesson.
    return Recommendation.objects.visible_to(person).filter(
        programme__organisation=programme.organisation_id, origin__isnull=True
    )


def cohorts_in_reach(programme: Programme, person: Person) -> CohortQuerySet:
    """Return the cohorts of the organisation for which the person may decide what is tried."""
    managed = Programme.objects.where_allowed(person, Permission.MANAGE_REPORTS)
    return Cohort.objects.filter(
        programme__in=managed, programme__organisation=programme.organisation_id
    )


def search(lessons: RecommendationQuerySet, words: str, *, language: str) -> RecommendationQuerySet:
    """Keep what fits the words, best first, marked; quotes, “or” and “-” mean what they do usually.

    What is recommended weighs most, then its figure and reason, then how it was decided.
    """
    grammar = grammar_of(language)
    query = SearchQuery(words, config=grammar, search_type="websearch")
    vector = (
        SearchVector("text", weight="A", config=grammar)
        + SearchVector("figure", "reason", weight="B", config=grammar)
        + SearchVector("decision", weight="C", config=grammar)
    )
    return (
        lessons.annotate(vector=vector, rank=SearchRank(vector, query))
        .filter(vector=query)
        .annotate(
            found_text=_marked("text", query, grammar),
            found_reason=_marked("reason", query, grammar),
        )
        .order_by("-rank", "-made_at", "pk")
    )


def lessons_of(rows: Iterable[Recommendation], programme: Programme) -> list[Lesson]:
    """Return lessons as a page shows them, with whether the programme has them already."""
    found = list(rows)
    taken = set(
        Recommendation.objects.filter(programme=programme, origin__in=found).values_list(
            "origin_id", flat=True
        )
    )
    return [_lesson(row, programme, is_taken=row.pk in taken) for row in found]


def in_state(lessons: RecommendationQuerySet, state: str) -> RecommendationQuerySet:
    """Narrow lessons by what became of them."""
    if state == "done":
        return lessons.filter(done_at__isnull=False)
    if state == "promised":
        return lessons.to_carry_out().filter(done_at__isnull=True)
    if state in {RecommendationState.OPEN, RecommendationState.REFUSED}:
        return lessons.filter(state=state)
    return lessons


def _marked(field: str, query: SearchQuery, grammar: str) -> SearchHeadline:
    """Return a field with what was found between two marks, whole."""
    # Marks that were typed would stand for markup of ours.
    clean = Func(F(field), Value(START + STOP), Value(""), function="translate",
                 output_field=TextField())  # fmt: skip
    return SearchHeadline(
        clean, query, config=grammar, start_sel=START, stop_sel=STOP, highlight_all=True
    )


def _lesson(row: Recommendation, programme: Programme, *, is_taken: bool) -> Lesson:
    """Return one lesson."""
    tone, word = tone_of(row)
    return Lesson(
        row=row,
        text=_with_marks(getattr(row, "found_text", None) or MARKS.sub("", row.text)),
        reason=_with_marks(getattr(row, "found_reason", None) or MARKS.sub("", row.reason)),
        tone=tone,
        word=word,
        is_taken=is_taken or row.taken_into_id == programme.pk,
        is_own=row.programme_id == programme.pk,
    )


def _with_marks(words: str) -> SafeString:
    """Return words as HTML with what was found in `<mark>`; everything in them is escaped first."""
    told = escape(words).replace(START, "<mark>").replace(STOP, "</mark>")
    return mark_safe(told)  # noqa: S308  (escaped above)

"""How well a title answers what was typed: begins with it, holds it, or nearly so."""

from typing import Any

from django.db.models import Case, F, FloatField, Func, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Concat

from mentorship.common.plain_text import PlainText

LONGEST = 80
_BEGINS, _WORD_BEGINS, _HOLDS = 3.0, 2.0, 1.0
# Below four letters a slip of the finger cannot be told from another word.
LEAST_FOR_SLIPS = 4
_SURE, _LIKE_ENOUGH = 3, 0.4


def cleaned(typed: str) -> str:
    """Return what was typed as it is looked for: without NUL, blanks in a row, or a long tail."""
    return " ".join(typed.replace("\x00", "").split())[:LONGEST]


def answering(rows: "QuerySet[Any]", title: str, words: str) -> "QuerySet[Any]":
    """Return the rows whose `title` field answers the words, with `score`, the higher the better.

    A row answers where its title holds every word, or one that differs by a letter or so.
    """
    plain, whole = PlainText(F(title)), PlainText(Value(words))
    likeness = Func(whole, plain, function="word_similarity", output_field=FloatField())
    told: QuerySet[Any] = rows.alias(plain_title=plain, likeness=likeness)
    scored: QuerySet[Any] = told.filter(_holds(words)).annotate(score=_score(words))
    return scored


def _holds(words: str) -> Q:
    """Return the condition that a title answers."""
    every = Q()
    for word in words.split():
        every &= Q(plain_title__contains=PlainText(Value(word)))
    if len(words) < LEAST_FOR_SLIPS:
        return every
    is_near = Q(plain_title__trigram_word_similar=PlainText(Value(words)))
    # Two letters that changed places leave little in common but the beginning.
    begins = Q(plain_title__contains=PlainText(Value(words[:_SURE])))
    return every | is_near | (begins & Q(likeness__gte=_LIKE_ENOUGH))


def _score(words: str) -> Case:
    """Return how well it answers: 3 where it begins so, down to 0."""
    whole = PlainText(Value(words))
    inner = Concat(Value(" "), whole, output_field=TextField())
    return Case(
        When(plain_title__startswith=whole, then=Value(_BEGINS)),
        When(plain_title__contains=inner, then=Value(_WORD_BEGINS)),
        When(plain_title__contains=whole, then=Value(_HOLDS)),
        default=F("likeness"),
        output_field=FloatField(),
    )

"""What erasing does to answers: words go, figures stay; sealed answers are never looked at."""

from typing import TYPE_CHECKING, Any

from django.db.models import Exists, F, Func, OuterRef, Q, TextField

from evaluation.enums import ItemKind
from evaluation.models import Answer, Item, SealedAnswer
from mentorship.accounts.privacy.erasing.marks import cut_deep
from mentorship.accounts.privacy.erasing.registry import Gone, Taken, register_eraser
from mentorship.accounts.privacy.keeping.own import OwnWords, register_own_words

if TYPE_CHECKING:
    from django.db.models import QuerySet

CHUNK = 500


def register() -> None:
    """Put this app's part into erasing."""
    register_eraser(take_words_of_answers)
    register_eraser(cut_sealed_answers)
    register_own_words("evaluation.answer", OwnWords(holds=holds_words, empty=empty_words))


def take_words_of_answers(gone: Gone, taken: Taken) -> None:
    """Empty what the person wrote in their own words; marks and choices stay for the figures."""
    theirs = Answer.objects.filter(participant__person__in=gone.pks).filter(holds_words())
    taken.add("evaluation.answer", theirs.count())
    empty_words(theirs)


def holds_words() -> Q:
    """Return the condition under which an answer holds words to any question that asks for them."""
    word = Func(
        OuterRef("values"),
        F("key"),
        function="jsonb_extract_path_text",
        output_field=TextField(),
    )
    asked = Item.objects.filter(
        instrument=OuterRef("wave__instrument"), kind=ItemKind.TEXT
    ).annotate(word=word)
    return Q(Exists(asked.filter(word__isnull=False).exclude(word="")))


def empty_words(answers: "QuerySet[Answer]") -> None:
    """Empty the words of answers; marks and choices stay for the figures."""
    for answer in answers.select_related("wave").iterator(chunk_size=CHUNK):
        keys = set(
            Item.objects.filter(
                instrument=answer.wave.instrument_id, kind=ItemKind.TEXT
            ).values_list("key", flat=True)
        )
        left: dict[str, Any] = {
            key: "" if key in keys else value for key, value in answer.values.items()
        }
        Answer.objects.filter(pk=answer.pk).update(values=left)


def cut_sealed_answers(gone: Gone, _taken: Taken) -> None:
    """Cut the full name and addresses out of answers that wait, unread, for their wave to close.

    Nobody is told how many there were: that would say something of an answer nobody may read.
    """
    for sealed in SealedAnswer.objects.iterator(chunk_size=CHUNK):
        left = cut_deep(sealed.values, gone.marks, with_parts=False)
        if left != sealed.values:
            SealedAnswer.objects.filter(pk=sealed.pk).update(values=left)

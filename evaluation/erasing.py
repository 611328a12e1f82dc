"""What erasing does to answers: words go, figures stay; sealed answers are never looked at."""

from typing import Any

from evaluation.enums import ItemKind
from evaluation.models import Answer, Item, SealedAnswer
from mentorship.accounts.privacy.erasing.marks import cut_deep
from mentorship.accounts.privacy.erasing.registry import Gone, Taken, register_eraser

CHUNK = 500


def register() -> None:
    """Put this app's part into erasing."""
    register_eraser(take_words_of_answers)
    register_eraser(cut_sealed_answers)


def take_words_of_answers(gone: Gone, taken: Taken) -> None:
    """Empty what the person wrote in their own words; marks and choices stay for the figures."""
    rows = Answer.objects.filter(participant__person__in=gone.pks)
    for answer in rows.select_related("wave").iterator(chunk_size=CHUNK):
        keys = set(
            Item.objects.filter(
                instrument=answer.wave.instrument_id, kind=ItemKind.TEXT
            ).values_list("key", flat=True)
        )
        left: dict[str, Any] = {
            key: "" if key in keys else value for key, value in answer.values.items()
        }
        if left != answer.values:
            Answer.objects.filter(pk=answer.pk).update(values=left)
            taken.add("evaluation.answer", 1)


def cut_sealed_answers(gone: Gone, _taken: Taken) -> None:
    """Cut the full name and addresses out of answers that wait, unread, for their wave to close.

    Nobody is told how many there were: that would say something of an answer nobody may read.
    """
    for sealed in SealedAnswer.objects.iterator(chunk_size=CHUNK):
        left = cut_deep(sealed.values, gone.marks, with_parts=False)
        if left != sealed.values:
            SealedAnswer.objects.filter(pk=sealed.pk).update(values=left)

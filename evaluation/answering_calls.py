"""Which call somebody answers, and which comes next in the same go."""

import uuid

from django.db.models import F, Q

from evaluation.answering_links import AnswerLink, BrokenAnswerLinkError
from evaluation.enums import Candour, WaveState
from evaluation.models import AnswerDraft, Call, Wave
from evaluation.models.call import CallQuerySet
from mentorship.accounts.models import Person


def asked(calls: CallQuerySet) -> CallQuerySet:
    """Fetch all that the page of a call shows."""
    return calls.select_related(
        "person",
        "place",
        "about__person",
        "wave__instrument",
        "wave__cohort__programme__organisation",
    )


def call_behind(link: AnswerLink) -> Call:
    """Return the call that a link names; raises `BrokenAnswerLinkError` where it names none."""
    found = Call.objects.standing().filter(pk=link.call_id, person=link.person_id)
    call = asked(found).first()
    if call is None:
        raise BrokenAnswerLinkError
    return call


def is_answered(call: Call) -> bool:
    """Tell whether there is a receipt."""
    return Call.objects.answered().filter(pk=call.pk).exists()


def in_one_go(call: Call) -> CallQuerySet:
    """Return the person's open calls that are answered in one go with this one, in their order.

    These are the calls of the same wave about others, and those of waves merged with it.
    """
    root = call.wave.merged_into_id or call.wave_id
    return (
        Call.objects.visible_to(call.person)
        .filter(Q(wave=root) | Q(wave__merged_into=root), wave__state=WaveState.OPEN)
        .order_by(
            F("wave__merged_into").asc(nulls_first=True),
            "wave__opens_at",
            "wave",
            F("about__person__name").asc(nulls_first=True),
            "pk",
        )
    )


def next_after(call: Call) -> Call | None:
    """Return the next call of the same go that has no answer yet."""
    return in_one_go(call).unanswered().exclude(pk=call.pk).first()


def draft_of(call: Call) -> AnswerDraft | None:
    """Return what was typed so far, where it was kept here."""
    if call.wave.instrument.candour == Candour.ANONYMOUS:
        return None
    return AnswerDraft.objects.filter(call=call).first()


def wave_of_room(key: str) -> Wave | None:
    """Return the anonymous wave whose room has this key."""
    waves = Wave.objects.exclude(room_key="").filter(instrument__candour=Candour.ANONYMOUS)
    return (
        waves.filter(room_key=key)
        .select_related("instrument", "cohort__programme__organisation")
        .first()
    )


def answers_in(wave: Wave) -> int:
    """Return how many answers are in, by personal links and in the room."""
    return wave.receipts.count() + wave.room_answers


def call_of_own(person: Person, pk: uuid.UUID) -> CallQuerySet:
    """Return the person's own call of that id, or none."""
    return asked(Call.objects.visible_to(person)).filter(pk=pk)

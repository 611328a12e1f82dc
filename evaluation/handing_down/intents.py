"""How many mentors mean to come back, and what speaks against it, as a closed wave answers it."""

from collections import Counter
from datetime import date
from typing import Any

from evaluation.enums import Audience, ItemKind
from evaluation.handing_down.areas import told_items
from evaluation.models import Answer, Item, Wave
from evaluation.suppression import may_show_distribution
from programmes.enums import ParticipantRole
from training.actions.retention import keep_return_intent
from training.retention.enums import Intent, LeavingCause

# The keys of the questions, in whichever survey of mentors asks them.
RETURNS, DOUBT = "wants_mentor", "return_doubt"

INTENTS: dict[Any, Intent] = {
    True: Intent.YES,
    False: Intent.NO,
    "yes": Intent.YES,
    "maybe": Intent.MAYBE,
    "no": Intent.NO,
}


def hand_down_intents(wave: Wave, *, on: date) -> None:
    """Tell training how many of a closed wave of mentors mean to come back, and why others do not.

    Causes are told of those who are not sure and of those who will not come, apart; only where
    either group is nobody, or large enough and not a few of one mind.
    """
    if wave.instrument.audience != Audience.MENTOR:
        return
    items = [item for item in wave.instrument.items.all() if _is_of_intent(item)]
    if RETURNS not in {item.key for item in items}:
        return
    answers = list(Answer.objects.filter(wave=wave))
    told = told_items(wave, answers, items)
    if RETURNS not in told:
        return
    given = [answer.values for answer in answers if answer.values.get(RETURNS) in INTENTS]
    intents = Counter(INTENTS[values[RETURNS]] for values in given)
    for intent in Intent:
        keep_count(wave, intent, "", intents[intent], len(given), on)
    if DOUBT in told:
        _keep_causes(wave, given, on)


def _keep_causes(wave: Wave, given: list[dict[str, Any]], on: date) -> None:
    """Tell which causes were given, where either intent's group is nobody or may be shown."""
    causes: dict[Intent, Counter[str]] = {Intent.MAYBE: Counter(), Intent.NO: Counter()}
    for values in given:
        intent = INTENTS[values[RETURNS]]
        if intent in causes and values.get(DOUBT) in LeavingCause:
            causes[intent][values[DOUBT]] += 1
    if not all(may_show_distribution(each.values()) for each in causes.values() if each):
        return
    for intent, counted in causes.items():
        for cause, count in counted.items():
            keep_count(wave, intent, cause, count, len(given), on)


def keep_count(wave: Wave, intent: Intent, cause: str, count: int, answers: int, on: date) -> None:
    """Tell training how many of so many answers had an intent, and for which cause."""
    keep_return_intent(
        wave.cohort,
        role=ParticipantRole.MENTOR,
        intent=intent,
        cause=cause,
        wave_key=str(wave.pk),
        count=count,
        answers=answers,
        measured_on=on,
    )


def _is_of_intent(item: Item) -> bool:
    """Tell whether a question asks about coming back in a form that is understood here."""
    kinds = {RETURNS: {ItemKind.YES_NO, ItemKind.CHOICE}, DOUBT: {ItemKind.CHOICE}}
    return item.kind in kinds.get(item.key, set())

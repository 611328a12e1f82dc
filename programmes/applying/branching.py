"""Which questions are asked, depending on earlier answers. Kinds are named as models store them.

A question hangs on one earlier question at most: so whoever follows the conditions backwards always
comes to a question that everybody is asked, and no circle can arise.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

CHOICE, MULTI_CHOICE, CONSENT = "choice", "multi_choice", "consent"
# What a ticked agreement answers.
AGREED = "yes"


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of a form; `hangs_on` is the earlier one that decides whether it is asked."""

    id: UUID
    kind: str
    text: str
    options: tuple[str, ...] = ()
    scale_points: int | None = None
    profile_field: str = ""
    criterion_keys: tuple[UUID, ...] = ()
    hangs_on: UUID | None = None
    wanted: tuple[str, ...] = ()


def answers_to(question: Asked) -> tuple[str, ...]:
    """Return the answers on which a later question can hang; none where answers are free."""
    if question.kind in {CHOICE, MULTI_CHOICE}:
        return question.options
    return (AGREED,) if question.kind == CONSENT else ()


def deciding_before(questions: Sequence[Asked], question_id: UUID | None) -> list[Asked]:
    """Return the questions before one on which it could hang; all of them for a new one."""
    found = []
    for question in questions:
        if question.id == question_id:
            break
        if answers_to(question):
            found.append(question)
    return found


def hanging_on(questions: Sequence[Asked], question_id: UUID) -> list[Asked]:
    """Return the questions that hang directly on one."""
    return [question for question in questions if question.hangs_on == question_id]


def out_of_order(questions: Sequence[Asked]) -> Iterator[tuple[Asked, Asked | None]]:
    """Yield each question asked before the one it hangs on, with that one if it is there."""
    by_id = {question.id: question for question in questions}
    seen: set[UUID] = set()
    for question in questions:
        if question.hangs_on is not None and question.hangs_on not in seen:
            yield question, by_id.get(question.hangs_on)
        seen.add(question.id)


def never_asked(questions: Sequence[Asked]) -> list[Asked]:
    """Return the questions that no applicant could ever come to."""
    reachable: dict[UUID, Asked] = {}
    never = []
    for question in questions:
        parent = reachable.get(question.hangs_on) if question.hangs_on else None
        possible = set(answers_to(parent)) if parent else set()
        if question.hangs_on is None or possible & set(question.wanted):
            reachable[question.id] = question
        else:
            never.append(question)
    return never


def asked_with(questions: Sequence[Asked], answers: Mapping[UUID, Collection[str]]) -> list[Asked]:
    """Return the questions that somebody with these answers is asked, in order.

    An answer to a question that is itself not asked decides nothing.
    """
    asked: dict[UUID, Asked] = {}
    for question in questions:
        if question.hangs_on is None or (
            question.hangs_on in asked
            and set(question.wanted) & set(answers.get(question.hangs_on, ()))
        ):
            asked[question.id] = question
    return list(asked.values())

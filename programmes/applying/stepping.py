"""Which questions are asked, in which order, and what is still missing; no Django.

A question may hang on an earlier one: it is asked only when that one is asked and was answered with
one of certain answers. A condition can only look back, so that no circle can come about; one that
looks ahead, or at nothing, is no condition, and the question is asked.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Step:
    """One question, as far as its turn is concerned."""

    id: UUID
    is_required: bool = True
    asked_if: UUID | None = None
    asked_if_answers: frozenset[str] = frozenset()
    # Known from the profile, so that nobody is asked it again.
    is_known: bool = False


# What was answered, by question; a question that was passed over has an empty answer.
Answers = Mapping[UUID, Sequence[str]]


def asked(steps: Sequence[Step], answers: Answers) -> tuple[Step, ...]:
    """Return the questions whose conditions hold, in order; those known already among them."""
    seen: set[UUID] = set()
    held: dict[UUID, Step] = {}
    for step in steps:
        if step.asked_if not in seen or _holds(step, held, answers):
            held[step.id] = step
        seen.add(step.id)
    return tuple(held.values())


def to_ask(steps: Sequence[Step], answers: Answers) -> tuple[Step, ...]:
    """Return the questions to put to somebody, one after the other."""
    return tuple(step for step in asked(steps, answers) if not step.is_known)


def missing(steps: Sequence[Step], answers: Answers) -> tuple[Step, ...]:
    """Return what has to be answered before it can be handed in, and is not."""
    return tuple(
        step for step in to_ask(steps, answers) if step.is_required and not answers.get(step.id)
    )


def next_after(steps: Sequence[Step], answers: Answers, current: UUID) -> Step | None:
    """Return the question after this one, though this one be asked no more; None at the end."""
    later = _ids_after(steps, current)
    return next((step for step in to_ask(steps, answers) if step.id in later), None)


def previous_before(steps: Sequence[Step], answers: Answers, current: UUID) -> Step | None:
    """Return the question before this one; None at the beginning."""
    not_earlier = {current, *_ids_after(steps, current)}
    earlier = [step for step in to_ask(steps, answers) if step.id not in not_earlier]
    return earlier[-1] if earlier else None


def where_to_go_on(steps: Sequence[Step], answers: Answers, left_at: UUID | None) -> Step | None:
    """Return the question at which somebody comes back; None when only checking is left.

    That is where they left, or the next one where it is asked no more; for who left nowhere, the
    first question without an answer.
    """
    ahead = to_ask(steps, answers)
    by_id = {step.id: step for step in ahead}
    if left_at is not None and left_at in by_id:
        return by_id[left_at]
    if left_at is not None and any(step.id == left_at for step in steps):
        return next_after(steps, answers, left_at)
    return next((step for step in ahead if step.id not in answers), None)


def _holds(step: Step, held: Mapping[UUID, Step], answers: Answers) -> bool:
    """Tell whether the earlier question is asked and was answered so."""
    if step.asked_if is None or step.asked_if not in held:
        return False
    return not step.asked_if_answers.isdisjoint(answers.get(step.asked_if, ()))


def _ids_after(steps: Sequence[Step], current: UUID) -> set[UUID]:
    """Return what comes after a question; nothing where the question is unknown."""
    ids = [step.id for step in steps]
    return set(ids[ids.index(current) + 1 :]) if current in ids else set()

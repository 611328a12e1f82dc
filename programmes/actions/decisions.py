"""Deciding about applications: staged first, then told to everybody together."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentorship.accounts.models import Person
from mentorship.audit.actions import record, record_many
from mentorship.common.lifecycle import GoneMeanwhileError
from programmes.actions.decision_effects import carry_out
from programmes.applying.enums import ApplicationState
from programmes.emails.decisions import post_decision
from programmes.models import Application, Decision, Participant, Programme
from programmes.selection.enums import DecisionReason, DecisionState, Outcome
from programmes.selection.letters import Letters
from programmes.selection.obstacles import (
    Wish,
    has_left,
    hold_places,
    obstacle_to,
    place_gap,
)
from programmes.selection.standings import Standing, standing_of, standings_of
from programmes.signals import decision_published

OWN = gettext_lazy("Nobody decides about their own application.")


class NotWaitingError(Exception):
    """The application does not wait for a decision; `why` says so in a sentence."""

    def __init__(self, why: str) -> None:
        """Keep the sentence."""
        self.why = why
        super().__init__(why)


class NotReadyError(NotWaitingError):
    """Something is in the way of this decision; `why` says what."""


class AlreadyStagedError(Exception):
    """Somebody was quicker; `decision` is what stands now."""

    def __init__(self, decision: Decision) -> None:
        """Keep what stands."""
        self.decision = decision
        super().__init__(str(decision.pk))


@dataclass(frozen=True, slots=True)
class Words:
    """What is said beside the decision itself."""

    essentials_answer: str = ""
    feedback: str = ""
    private_note: str = ""
    without_reviews: str = ""
    development_keys: tuple[UUID, ...] = ()


@dataclass(slots=True)
class Published:
    """Who was told, and who was left out and why."""

    told: list[Decision] = field(default_factory=list)
    left_out: list[tuple[Decision, str]] = field(default_factory=list)


@transaction.atomic
def stage_decision(
    application: Application,
    *,
    outcome: Outcome,
    reason: DecisionReason,
    by: Person,
    words: Words | None = None,
) -> Decision:
    """Stage a decision that nobody but the coordinators knows of; recorded.

    Raises NotWaitingError, NotReadyError, AlreadyStagedError.
    """
    words = words or Words()
    stored = hold_application(application)
    earlier = standing_decision(stored)
    if earlier is not None:
        raise AlreadyStagedError(earlier)
    _check(stored, outcome, words, by=by)
    decision = Decision.objects.create(
        application=stored,
        outcome=outcome,
        reason=reason,
        staged_by=by,
        staged_at=timezone.now(),
        **_stored(outcome, words),
    )
    _record("decision.staged", decision, by=by, changes={"outcome": outcome})
    return decision


@transaction.atomic
def change_decision(
    decision: Decision,
    *,
    outcome: Outcome,
    reason: DecisionReason,
    by: Person,
    seen: datetime,
    words: Words | None = None,
) -> Decision:
    """Stage another decision instead, or say more beside it; recorded.

    `seen` is when the decision was staged that the person looked at. A letter in own words stays
    only where the outcome does. Raises NotWaitingError, NotReadyError, AlreadyStagedError.
    """
    words = words or Words()
    stored = _hold_staged(decision)
    if stored.staged_at != seen:
        raise AlreadyStagedError(stored)
    _check(stored.application, outcome, words, by=by)
    values: dict[str, Any] = {
        "outcome": outcome,
        "reason": reason,
        "staged_by": by,
        "staged_at": timezone.now(),
        **_stored(outcome, words),
    }
    if outcome != stored.outcome:
        values["letter"] = ""
    for name, value in values.items():
        setattr(stored, name, value)
    stored.save(update_fields=list(values))
    _record("decision.changed", stored, by=by, changes={"outcome": outcome})
    return stored


@transaction.atomic
def unstage_decision(decision: Decision, *, by: Person) -> None:
    """Take a staged decision back; the application waits again. Recorded.

    Raises AlreadyStagedError where it was published meanwhile, GoneMeanwhileError.
    """
    stored = _hold_staged(decision)
    application = stored.application
    outcome = stored.outcome
    stored.delete()
    record(
        "decision.unstaged",
        application,
        by=by,
        organisation_id=application.cohort.programme.organisation_id,
        changes={"outcome": outcome},
    )


@transaction.atomic
def write_letter(decision: Decision, *, letter: str, by: Person, seen: str) -> None:
    """Keep a letter in the coordinator's own words; empty means the usual one. Recorded.

    `seen` is the letter that they began with. Raises AlreadyStagedError where it is another now.
    """
    stored = _hold_staged(decision)
    if stored.letter not in {seen, letter}:
        raise AlreadyStagedError(stored)
    if stored.letter == letter:
        return
    Decision.objects.filter(pk=stored.pk).update(letter=letter)
    _record("decision.letter_written", stored, by=by, changes={"is_usual": not letter})


@transaction.atomic
def publish_decisions(
    decisions: Iterable[Decision],
    *,
    by: Person,
    programme: Programme | None = None,
    occasion: UUID | None = None,
) -> Published:
    """Tell applicants what was staged, carry it out, and mail each letter once; recorded.

    Nobody is told of a decision that cannot be carried out: who withdrew meanwhile, or whose
    reviews are open again, is left out by name. What was published before is not told twice.
    `occasion` is the preview's own id, kept with the programme.
    """
    held = _hold_all([decision.pk for decision in decisions])
    applications = [decision.application for decision in held]
    standings, places = standings_of(applications), hold_places(applications)
    letters = Letters(held)
    result = Published()
    for decision in held:
        application = decision.application
        standing, place = standings[application.pk], places.get(application.pk)
        why = obstacle_to_publishing(decision, standing, place)
        if application.person_id == by.pk:
            why = why or str(OWN)
        if why:
            result.left_out.append((decision, why))
            continue
        decision.score = standing.score.value if standing.is_complete else None
        decision.letter = letters.text(decision)
        result.told.append(decision)
    _publish(result.told, places, by=by)
    if programme is not None and held:
        changes = {"occasion": occasion, "count": len(result.told)}
        record("decisions.published_together", programme, by=by, changes=changes)
    return result


def obstacle_to_publishing(
    decision: Decision, standing: Standing, place: Participant | None
) -> str:
    """Say why a staged decision cannot be told now; empty where it can."""
    application = decision.application
    wish = Wish(
        outcome=Outcome(decision.outcome),
        essentials_answer=decision.essentials_answer,
        without_reviews=decision.without_reviews,
        development_keys=tuple(decision.development_keys),
    )
    return (
        obstacle_to(application, standing, wish)
        or _changed_since(decision)
        or place_gap(application, place, decision.outcome)
    )


def _changed_since(decision: Decision) -> str:
    """Say that a decision was staged about an earlier application; empty where it was not."""
    handed_in = decision.application.submitted_at
    if handed_in is None or handed_in <= decision.staged_at:
        return ""
    return _("They handed it in again since it was staged: look at it, and stage it anew.")


def hold_application(application: Application) -> Application:
    """Return the application as it is stored, and keep it so until the transaction ends."""
    return (
        Application.objects.select_for_update(of=("self",))
        .select_related("person", "cohort__programme__organisation")
        .get(pk=application.pk)
    )


def standing_decision(application: Application) -> Decision | None:
    """Return the decision that stands for an application, staged or published."""
    standing = application.decisions.exclude(state=DecisionState.SUPERSEDED)
    return standing.select_related("staged_by", "published_by").first()


def _check(application: Application, outcome: Outcome, words: Words, *, by: Person) -> None:
    """Refuse what cannot be decided so."""
    if application.person_id == by.pk:
        raise NotWaitingError(str(OWN))
    gone = has_left(application)
    if gone:
        raise NotWaitingError(gone)
    wish = Wish(outcome, words.essentials_answer, words.without_reviews, words.development_keys)
    why = obstacle_to(application, standing_of(application), wish)
    if why:
        raise NotReadyError(why)


def _stored(outcome: Outcome, words: Words) -> dict[str, Any]:
    """Return the words as a decision keeps them; what to work on only where that is offered."""
    keys = list(words.development_keys) if outcome == Outcome.DEVELOP else []
    return {
        "essentials_answer": words.essentials_answer,
        "feedback": words.feedback,
        "private_note": words.private_note,
        "without_reviews": words.without_reviews,
        "development_keys": keys,
    }


def _hold_staged(decision: Decision) -> Decision:
    """Return a decision that is staged, with its application held first; else raise."""
    application = hold_application(decision.application)
    stored = Decision.objects.select_for_update(of=("self",)).filter(pk=decision.pk)
    found = stored.select_related("staged_by", "published_by").first()
    if found is None:
        raise GoneMeanwhileError
    if found.state != DecisionState.STAGED:
        raise AlreadyStagedError(found)
    found.application = application
    return found


def _hold_all(pks: Sequence[UUID]) -> list[Decision]:
    """Return those of the decisions that are staged; their applications are held, in one order."""
    about = Decision.objects.filter(pk__in=pks).values("application")
    list(
        Application.objects.select_for_update(of=("self",))
        .filter(pk__in=about)
        .order_by("pk")
        .values_list("pk")
    )
    staged = Decision.objects.staged().filter(pk__in=pks).select_for_update(of=("self",))
    return list(
        staged.select_related(
            "application__person", "application__cohort__programme__organisation"
        ).order_by("application__person__name", "pk")
    )


def _publish(told: Sequence[Decision], places: Mapping[UUID, Participant], *, by: Person) -> None:
    """Tell applicants; the scores and the letters are kept as they are now.

    All is held, and waits for a decision; the number of queries grows only with the mails.
    """
    now = timezone.now()
    for decision in told:
        decision.state = DecisionState.PUBLISHED
        decision.published_by, decision.published_at = by, now
        decision.application.state = ApplicationState.DECIDED
    Application.objects.filter(pk__in=[each.application_id for each in told]).update(
        state=ApplicationState.DECIDED
    )
    kept = ["state", "published_by", "published_at", "score", "letter"]
    Decision.objects.bulk_update(told, kept, batch_size=500)
    for organisation_id, theirs in _by_organisation(told).items():
        facts = [(each, {"outcome": each.outcome}) for each in theirs]
        record_many("decision.published", facts, by=by, organisation_id=organisation_id)
    carry_out(told, places, by=by)
    for decision in told:
        decision_published.send(sender=Decision, decision=decision, by=by)
        post_decision(decision, letter=decision.letter)


def _by_organisation(decisions: Iterable[Decision]) -> dict[UUID, list[Decision]]:
    """Sort decisions by the organisation that their programme belongs to."""
    found: dict[UUID, list[Decision]] = defaultdict(list)
    for each in decisions:
        found[each.application.cohort.programme.organisation_id].append(each)
    return found


def _record(kind: str, decision: Decision, *, by: Person, changes: dict[str, object]) -> None:
    """Record under the organisation that the programme belongs to."""
    organisation_id = decision.application.cohort.programme.organisation_id
    record(kind, decision, by=by, organisation_id=organisation_id, changes=changes)

"""Beginning, setting up, closing and opening again a round of matching."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Max

from matching.models import MatchingRule, Round
from matching.rounds.beginning import beginnings
from matching.rounds.enums import ROUND_TRANSITIONS, RoundState
from matching.rounds.templates import RoundTemplate
from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from mentorship.common.lifecycle import advance
from programmes.enums import CohortState
from programmes.meanwhile import check_unchanged
from programmes.models import Cohort

# What a coordinator decides of a round as a whole.
FACTS = (
    "mode",
    "ceiling",
    "mentors_each",
    "answer_days",
    "way",
    "who_wishes",
    "most_wishes",
    "wishes_until",
)
# A draft drawn up before one of these changed is no longer what the round asks for.
OF_A_DRAFT = frozenset({"mode", "ceiling", "mentors_each", "who_wishes", "most_wishes"})


class RoundRefusedError(Exception):
    """The round cannot begin, or be opened: one is open already, or the cohort is closed."""


class RoundClosedError(Exception):
    """The round is closed, so that nothing of it changes; nothing was changed."""


class RoundMovedOnError(Exception):
    """Somebody changed the round after the page was opened; nothing was changed."""


@transaction.atomic
def begin_round(cohort: Cohort, *, template: RoundTemplate, by: Person) -> Round:
    """Begin the next round of a cohort with a template's rules and those of every round; recorded.

    Raises RoundRefusedError where a round is open, or the cohort is closed.
    """
    cohort = Cohort.objects.select_for_update(of=("self",), no_key=True).get(pk=cohort.pk)
    rounds = cohort.matching_rounds.all()
    if cohort.state == CohortState.CLOSED or rounds.open().exists():
        raise RoundRefusedError
    last = rounds.aggregate(last=Max("number"))["last"] or 0
    chosen = Round.objects.create(
        cohort=cohort,
        number=last + 1,
        ceiling=template.ceiling,
        who_wishes=template.who_wishes,
    )
    rules = [beginning.rule for beginning in beginnings(cohort, template)]
    for rule in rules:
        rule.round = chosen
    MatchingRule.objects.bulk_create(rules)
    record_of("matching_round.begun", chosen, by, template=template.key, rules=len(rules))
    return chosen


@transaction.atomic
def change_round(chosen: Round, *, by: Person, seen: str = "", **facts: Any) -> None:
    """Change how a round is set up; recorded with what was before.

    `facts` are any of `FACTS`; `seen` the mark of what stood there when the form was opened.
    Raises RoundClosedError, and ChangedMeanwhileError where somebody else saved since.
    """
    now = lock_round(chosen)
    stored = facts_of(now)
    check_unchanged(seen, stored=stored, wanted=facts, about=now, kinds=("matching_round.changed",))
    changed = {name: value for name, value in facts.items() if stored[name] != value}
    if not changed:
        return
    for name, value in changed.items():
        setattr(now, name, value)
    now.save(update_fields=list(changed))
    if OF_A_DRAFT & changed.keys():
        move_on(now)
    before = {name: str(stored[name]) for name in changed}
    after = {name: str(value) for name, value in changed.items()}
    record_of("matching_round.changed", now, by, before=before, after=after)


@transaction.atomic
def close_round(chosen: Round, *, by: Person) -> None:
    """Close a round: it can be read, and nothing of it changes; recorded.

    Raises IllegalTransitionError when it is closed.
    """
    advance(chosen, RoundState.CLOSED, ROUND_TRANSITIONS)
    record_of("matching_round.closed", chosen, by)


@transaction.atomic
def reopen_round(chosen: Round, *, by: Person) -> None:
    """Open a closed round again; recorded.

    Raises IllegalTransitionError when it is open, and RoundRefusedError where another one of the
    cohort is, or the cohort is closed.
    """
    cohort = Cohort.objects.select_for_update(of=("self",), no_key=True).get(pk=chosen.cohort_id)
    if cohort.state == CohortState.CLOSED:
        raise RoundRefusedError
    try:
        with transaction.atomic():
            advance(chosen, RoundState.OPEN, ROUND_TRANSITIONS)
    except IntegrityError as error:
        raise RoundRefusedError from error
    record_of("matching_round.reopened", chosen, by)


def facts_of(chosen: Round) -> dict[str, Any]:
    """Return what a coordinator decides of a round as a whole, as it stands."""
    return {name: getattr(chosen, name) for name in FACTS}


def lock_round(chosen: Round, *, version: int | None = None) -> Round:
    """Return the round as it is now, and let nobody else change it until the end.

    `version` is the one that was looked at, None where it does not matter. Raises
    RoundClosedError, and RoundMovedOnError where the round has moved on since.
    """
    rows = Round.objects.select_related("cohort__programme__organisation")
    now = rows.select_for_update(of=("self",), no_key=True).get(pk=chosen.pk)
    if now.state != RoundState.OPEN:
        raise RoundClosedError
    if version is not None and now.version != version:
        raise RoundMovedOnError
    return now


def move_on(chosen: Round) -> None:
    """Count that what drafts rest on has changed; the caller holds the round's lock."""
    Round.objects.filter(pk=chosen.pk).update(version=F("version") + 1)


def record_of(kind: str, chosen: Round, by: Person, **changes: Any) -> None:
    """Record something about a round, under the organisation it belongs to."""
    organisation_id = chosen.cohort.programme.organisation_id
    facts: Mapping[str, Any] = changes
    record(kind, chosen, by=by, organisation_id=organisation_id, changes=facts)

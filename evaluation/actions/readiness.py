"""Judging requirements of a standard, and taking evidence packs."""

from datetime import date
from typing import Any

from django.db import transaction

from evaluation import canonical
from evaluation.enums import Judged
from evaluation.models import ReadinessJudgement, ReadinessPack
from evaluation.readiness.assessing import assess
from evaluation.readiness.packing import packed
from evaluation.readiness.standards import Standard
from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from mentorship.audit.models import Event
from programmes.meanwhile import ChangedMeanwhileError, mark_of
from programmes.models import Programme


@transaction.atomic
def judge_requirement(
    programme: Programme,
    standard: Standard,
    key: str,
    *,
    verdict: Judged,
    words: str,
    valid_until: date,
    seen: str,
    by: Person,
) -> ReadinessJudgement:
    """Say how far a requirement is met, and what shows it; earlier judgements stay on record.

    `seen` is the mark (`mark_of_judgement`) of the judgement that was read before. Judging the same
    again keeps one. Raises `ChangedMeanwhileError` where somebody else judged since, and ValueError
    for a requirement that the standard does not have, or without words.
    """
    if standard.requirement(key) is None or not words.strip():
        raise ValueError("A judgement needs a requirement of the standard, and words.")
    Programme.objects.select_for_update(of=("self",)).get(pk=programme.pk)
    last = ReadinessJudgement.objects.filter(
        programme=programme, standard=standard.key, requirement=key
    ).first()
    wanted = {"verdict": verdict.value, "words": words.strip(), "valid_until": valid_until}
    if last and stored_values(last) == wanted and last.judged_by_id == by.pk:
        return last
    if seen != mark_of_judgement(last):
        event = Event.objects.about(last).filter(kind="readiness.judged").first() if last else None
        raise ChangedMeanwhileError(stored_values(last), mark_of_judgement(last), event)
    judgement = ReadinessJudgement.objects.create(
        programme=programme,
        standard=standard.key,
        requirement=key,
        **wanted,
        judged_by=by,
    )
    _record("readiness.judged", judgement, by=by, requirement=key, verdict=verdict)
    return judgement


def stored_values(judgement: ReadinessJudgement | None) -> dict[str, Any]:
    """Return what a judgement says, as a form holds it; nothing where nobody has judged."""
    if judgement is None:
        return {}
    return {
        "verdict": judgement.verdict,
        "words": judgement.words,
        "valid_until": judgement.valid_until,
    }


def mark_of_judgement(judgement: ReadinessJudgement | None) -> str:
    """Return a mark of the judgement that counts: another one has another mark, none has none."""
    return mark_of({"pk": judgement.pk}) if judgement else ""


@transaction.atomic
def take_pack(programme: Programme, standard: Standard, *, by: Person) -> ReadinessPack:
    """Freeze what is found and judged now; when nothing changed since the last one, return that."""
    Programme.objects.select_for_update(of=("self",)).get(pk=programme.pk)
    text = packed(
        assess(programme, standard),
        programme=programme.name,
        organisation=programme.organisation.name,
    )
    digest = canonical.sha256(text)
    last = ReadinessPack.objects.filter(programme=programme, standard=standard.key).first()
    if last is not None and last.sha256 == digest:
        return last
    pack = ReadinessPack.objects.create(
        programme=programme, standard=standard.key, snapshot=text, sha256=digest, taken_by=by
    )
    _record("readiness.packed", pack, by=by, sha256=digest)
    return pack


def _record(
    kind: str, row: ReadinessJudgement | ReadinessPack, *, by: Person, **changes: object
) -> None:
    """Write down what was done."""
    record(kind, row, by=by, organisation_id=row.programme.organisation_id, changes=changes)

"""Judging requirements of a standard, and taking evidence packs."""

from datetime import date

from django.db import transaction

from evaluation import canonical
from evaluation.enums import Judged
from evaluation.models import ReadinessJudgement, ReadinessPack
from evaluation.readiness.assessing import assess
from evaluation.readiness.packing import packed
from evaluation.readiness.standards import Standard
from mentorship.accounts.models import Person
from mentorship.audit.actions import record
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
    by: Person,
) -> ReadinessJudgement:
    """Say how far a requirement is met, and what shows it; earlier judgements stay on record.

    Judging the same again within a moment keeps one. Raises ValueError for a requirement that the
    standard does not have, or without words.
    """
    if standard.requirement(key) is None or not words.strip():
        raise ValueError("A judgement needs a requirement of the standard, and words.")
    Programme.objects.select_for_update(of=("self",)).get(pk=programme.pk)
    last = ReadinessJudgement.objects.filter(
        programme=programme, standard=standard.key, requirement=key
    ).first()
    same = (verdict, words.strip(), valid_until, by.pk)
    if last and (last.verdict, last.words, last.valid_until, last.judged_by_id) == same:
        return last
    judgement = ReadinessJudgement.objects.create(
        programme=programme,
        standard=standard.key,
        requirement=key,
        verdict=verdict,
        words=words.strip(),
        valid_until=valid_until,
        judged_by=by,
    )
    _record("readiness.judged", judgement, by=by, requirement=key, verdict=verdict)
    return judgement


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

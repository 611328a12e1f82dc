"""An evidence pack as plain data, and what changed since the last one."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from evaluation import canonical
from evaluation.readiness.assessing import Assessed, Assessment
from evaluation.readiness.bands import Verdict

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class Moved:
    """A requirement whose verdict changed since the last pack."""

    text: str
    before: Verdict
    now: Verdict


def packed(assessment: Assessment, *, programme: str, organisation: str) -> str:
    """Return all that was found and judged as canonical JSON; the PDF is drawn from it alone."""
    stands = assessment.standing
    return canonical.dumps(
        {
            "schema": SCHEMA,
            "standard": assessment.standard.key,
            "title": str(assessment.standard.title),
            "owner": assessment.standard.owner,
            "edition": assessment.standard.edition,
            "programme": programme,
            "organisation": organisation,
            "on": assessment.on.isoformat(),
            "band": stands.band.value,
            "percent": stands.overall.percent,
            "parts": [
                {
                    "key": part.part.key,
                    "title": str(part.part.title),
                    "percent": part.score.percent,
                    "requirements": [_requirement(each) for each in part.assessed],
                }
                for part in assessment.parts
            ],
        }
    )


def opened(text: str) -> dict[str, Any]:
    """Return a pack as data again."""
    data: dict[str, Any] = canonical.loads(text)
    return data


def moved_since(assessment: Assessment, text: str) -> Iterator[Moved]:
    """Yield what changed since a pack was taken."""
    before = {
        each["key"]: Verdict(each["verdict"])
        for part in opened(text)["parts"]
        for each in part["requirements"]
    }
    for each in assessment.everything:
        was = before.get(each.requirement.key)
        if was is not None and was != each.verdict:
            yield Moved(str(each.requirement.text), was, each.verdict)


def _requirement(each: Assessed) -> dict[str, Any]:
    """Return one requirement as plain data."""
    judgement = each.judgement
    return {
        "key": each.requirement.key,
        "text": str(each.requirement.text),
        "verdict": each.verdict.value,
        "suggests": each.suggests.value,
        "step": str(each.requirement.step) if each.is_gap else "",
        "facts": [
            {
                "title": fact.title,
                "words": fact.words,
                "latest": fact.latest.isoformat() if fact.latest else "",
                "verdict": fact.verdict.value,
            }
            for fact in each.facts
        ],
        "judgement": {
            "verdict": judgement.verdict,
            "words": judgement.words,
            "by": judgement.judged_by.name,
            "on": timezone.localdate(judgement.judged_at).isoformat(),
            "until": judgement.valid_until.isoformat(),
        }
        if judgement and not each.is_expired
        else None,
    }

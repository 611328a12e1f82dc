"""Where a programme stands against a standard: evidence, judgements, scores and gaps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from evaluation.models import ReadinessJudgement
from evaluation.readiness.bands import Score, Standing, Verdict, standing
from evaluation.readiness.evidence import Fact, facts_of, suggested
from evaluation.readiness.standards import Part, Requirement, Standard
from programmes.models import Programme
from programmes.strategy import today_of


@dataclass(frozen=True, slots=True)
class Assessed:
    """One requirement with its evidence, the judgement in force, and the verdict that follows.

    `suggests` is what the facts alone say; a judgement in force outweighs it.
    """

    requirement: Requirement
    facts: tuple[Fact, ...]
    judgement: ReadinessJudgement | None
    is_expired: bool
    suggests: Verdict
    verdict: Verdict
    closes_url: str

    @property
    def is_gap(self) -> bool:
        """Tell whether something is left to do."""
        return self.verdict != Verdict.MET


@dataclass(frozen=True, slots=True)
class AssessedPart:
    """One part of the standard with its requirements and score."""

    part: Part
    assessed: tuple[Assessed, ...]
    score: Score


@dataclass(frozen=True, slots=True)
class Assessment:
    """A programme against a standard on a day."""

    standard: Standard
    on: date
    parts: tuple[AssessedPart, ...]
    standing: Standing

    @property
    def everything(self) -> tuple[Assessed, ...]:
        """Return every requirement, in order."""
        return tuple(each for part in self.parts for each in part.assessed)

    @property
    def gaps(self) -> tuple[Assessed, ...]:
        """Return what is left to do: of the weakest part first."""
        ordered = sorted(self.parts, key=lambda part: part.score.share)
        return tuple(each for part in ordered for each in part.assessed if each.is_gap)

    def requirement(self, key: str) -> Assessed | None:
        """Return one requirement by its key."""
        return next((each for each in self.everything if each.requirement.key == key), None)


def assess(programme: Programme, standard: Standard) -> Assessment:
    """Return where the programme stands today; a number of queries that no row changes."""
    return _assess(programme, standard, facts_of(programme))


def assess_all(programme: Programme, standards: Sequence[Standard]) -> list[Assessment]:
    """Return where the programme stands against several standards; evidence is read once."""
    facts = facts_of(programme)
    return [_assess(programme, standard, facts) for standard in standards]


def _assess(programme: Programme, standard: Standard, facts: Mapping[str, Fact]) -> Assessment:
    """Put evidence and judgements together; one query."""
    today = today_of(programme)
    latest = {
        judgement.requirement: judgement
        for judgement in ReadinessJudgement.objects.filter(
            programme=programme, standard=standard.key
        )
        .select_related("judged_by")
        .order_by("judged_at", "pk")
    }
    assessed = {
        part.key: tuple(
            _assessed(programme, each, facts, latest.get(each.key), today)
            for each in part.requirements
        )
        for part in standard.parts
    }
    stands = standing({key: [each.verdict for each in found] for key, found in assessed.items()})
    return Assessment(
        standard,
        today,
        tuple(
            AssessedPart(part, assessed[part.key], stands.parts[part.key])
            for part in standard.parts
        ),
        stands,
    )


def _assessed(
    programme: Programme,
    requirement: Requirement,
    facts: Mapping[str, Fact],
    judgement: ReadinessJudgement | None,
    today: date,
) -> Assessed:
    """Return one requirement; a judgement whose time is over does not count any more."""
    known = [facts[key] for key in requirement.evidence if key in facts]
    suggests = suggested(known) if known else Verdict.NOT_MET
    is_expired = judgement is not None and judgement.valid_until < today
    verdict = Verdict.UNJUDGED if requirement.by_person else suggests
    if judgement is not None and not is_expired:
        verdict = Verdict(judgement.verdict)
    return Assessed(
        requirement=requirement,
        facts=tuple(known),
        judgement=judgement,
        is_expired=is_expired,
        suggests=suggests,
        verdict=verdict,
        closes_url=reverse(requirement.closes, args=(programme.slug,)),
    )

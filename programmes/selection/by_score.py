"""Deciding many applications by their score: what a preview shows, and its seal."""

import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from programmes.models import Application, Cohort
from programmes.people.bulk import MOST_AT_ONCE, Seal
from programmes.selection.boundaries import Case, Doubt, Lines, Placed, Side, place_by_lines
from programmes.selection.enums import DecisionReason, Outcome
from programmes.selection.obstacles import Wish, obstacle_to
from programmes.selection.standings import Standing, per_cent, standings_of

OUTCOME_OF_SIDE = {Side.ACCEPT: Outcome.ACCEPT, Side.DECLINE: Outcome.DECLINE}


@dataclass(frozen=True, slots=True)
class ScoreWish:
    """What is asked for: a cohort, the lines, and why those beyond them are decided so."""

    cohort: Cohort
    lines: Lines
    accept_reason: DecisionReason
    decline_reason: DecisionReason


@dataclass(frozen=True, slots=True)
class Going:
    """An application that is decided by its score."""

    application: Application
    outcome: Outcome
    per_cent: int | None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An application that a person has to look at, and why."""

    application: Application
    per_cent: int | None
    why: str


@dataclass(frozen=True, slots=True)
class ScorePlan:
    """Who is decided, who is left to a person, and how many stay as they are."""

    going: tuple[Going, ...]
    left_out: tuple[LeftOut, ...]
    staying: int

    def of(self, outcome: Outcome) -> list[Going]:
        """Return those decided so."""
        return [each for each in self.going if each.outcome == outcome]


def plan_by_score(applications: Sequence[Application], wish: ScoreWish) -> ScorePlan:
    """Return what the lines would decide of these undecided applications; constant queries."""
    standings = standings_of(applications)
    by_key = {each.pk: each for each in applications}
    placed = place_by_lines((_case(each, standings[each.pk]) for each in applications), wish.lines)
    going: list[Going] = []
    left_out: list[LeftOut] = []
    staying = 0
    for each in placed:
        application = by_key[each.case.key]
        why = _why_left(each, application, standings[application.pk])
        points = per_cent(each.case.score)
        if why:
            left_out.append(LeftOut(application, points, why))
        elif each.is_clear and len(going) < MOST_AT_ONCE:
            going.append(Going(application, OUTCOME_OF_SIDE[each.side], points))
        else:
            staying += 1
    return ScorePlan(tuple(going), tuple(left_out), staying)


def seal_of_scores(plan: ScorePlan, wish: ScoreWish, occasion: uuid.UUID | None = None) -> Seal:
    """Return the seal of a plan; without an occasion it is a new one."""
    who = sorted(f"{each.application.pk} {each.outcome} {each.per_cent}" for each in plan.going)
    what = [str(wish.cohort.pk), str(wish.lines), wish.accept_reason, wish.decline_reason]
    digest = hashlib.sha256("\n".join([*who, *what]).encode()).hexdigest()
    return Seal(occasion or uuid.uuid4(), digest)


def _case(application: Application, standing: Standing) -> Case:
    """Return what of an application matters; marks count only once all are in."""
    return Case(
        key=application.pk,
        score=standing.score.value if standing.is_complete else None,
        is_disagreed=bool(standing.is_complete and standing.unresolved),
        has_unmet_essentials=bool(standing.is_complete and standing.score.unmet_essentials),
    )


def _why_left(placed: Placed, application: Application, standing: Standing) -> str:
    """Say why a person has to look at it; empty where its score decides, or nothing does."""
    if Doubt.INCOMPLETE in placed.doubts:
        return _why_incomplete(standing)
    if placed.side is Side.STAYS and not {Doubt.NEAR, Doubt.TIE} & set(placed.doubts):
        return ""
    words = {
        Doubt.DISAGREEMENT: _("Reviewers disagree, and nobody has said what settled it."),
        Doubt.ESSENTIAL: _("Something essential is not met: that needs an answer."),
        Doubt.TIE: _("Somebody with the same score lies on the other side of the line."),
        Doubt.NEAR: _("Within 5 points of a line."),
    }
    said = next((words[doubt] for doubt in placed.doubts), "")
    if said:
        return said
    return obstacle_to(application, standing, Wish(OUTCOME_OF_SIDE[placed.side]))


def _why_incomplete(standing: Standing) -> str:
    """Say what is missing of a score."""
    if standing.is_complete:
        return _("The score is incomplete: nobody could judge a criterion.")
    if standing.to_do:
        return _("Reviews are not all in.")
    return _("It has no reviews.")

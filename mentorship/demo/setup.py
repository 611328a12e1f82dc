"""How the demo's two programmes are run, what they look for, and what is to change next time."""

from datetime import date, timedelta

from mentorship.accounts.models import Person
from mentorship.demo.cast import Cast
from mentorship.demo.programmes import Year, noon
from programmes.actions.profile_drafts import store_drafts
from programmes.blueprints import BLUEPRINTS, Blueprint
from programmes.enums import CohortState, ProgrammeTemplate, RecommendationState, VersionState
from programmes.models import (
    CohortMove,
    IdealMentorProfile,
    MessageText,
    Programme,
    ProgrammePolicy,
    Recommendation,
)

# When somebody said last what they look for in their mentors.
PUBLISHED_BEFORE = timedelta(days=400)
# What the first cohort of Leadership Mentoring recommended, with what it rests on.
OPEN = (
    (
        "Ask line managers to keep the hour free",
        "Nine of 14 mentees who skipped a meeting named a clash their manager could have moved.",
    ),
    (
        "Train mentors in giving feedback before they meet anybody",
        "“Gives feedback I can use” was the lowest of seven answers, in the middle and at the end.",
    ),
    (
        "Match across departments only",
        (
            "Pairs of one department met as often, but half as many mentees said they could speak"
            " freely."
        ),
    ),
)
TAKEN = (
    (
        "Write to everybody who has not met by week four",
        "Of the five pairs that ended early, four had not met in the first month.",
        RecommendationState.ACCEPTED,
        "",
        True,
    ),
    (
        "Offer two kick-offs, one of them online",
        "A third of the people away from head office missed the only one.",
        RecommendationState.ADAPTED,
        "One kick-off, streamed, and a call in the week after for those who missed it.",
        False,
    ),
)


def build_setup(cast: Cast, year: Year, today: date) -> None:
    """Store policies, texts, profiles and recommendations, and how cohorts came where they are."""
    blueprint = BLUEPRINTS[ProgrammeTemplate.CORPORATE]
    for programme in (year.leadership, year.starters):
        _settle(programme, blueprint, by=cast.coordinator, day=today - PUBLISHED_BEFORE)
    Recommendation.objects.bulk_create(
        Recommendation(
            programme=year.leadership, cohort=year.closed.cohort, text=text, reason=reason
        )
        for text, reason in OPEN
    )
    Recommendation.objects.bulk_create(_taken(year, cast.coordinator, today, row) for row in TAKEN)
    _moves(year, cast.coordinator, today)


def _settle(programme: Programme, blueprint: Blueprint, *, by: Person, day: date) -> None:
    """Give a programme what a corporate one begins with."""
    ProgrammePolicy.objects.create(programme=programme, asks_endorsement=True)
    MessageText.objects.bulk_create(
        MessageText(programme=programme, kind=kind, text=str(text))
        for kind, text in blueprint.texts.items()
    )
    profile = IdealMentorProfile.objects.create(
        programme=programme,
        state=VersionState.PUBLISHED,
        published_at=noon(day),
        published_by=by,
    )
    store_drafts(profile, blueprint.expectations)


def _taken(
    year: Year,
    by: Person,
    today: date,
    row: tuple[str, str, RecommendationState, str, bool],
) -> Recommendation:
    """Return a recommendation of the one programme that the other took up."""
    text, reason, state, decision, is_done = row
    return Recommendation(
        programme=year.leadership,
        cohort=year.closed.cohort,
        text=text,
        reason=reason,
        state=state,
        decision=decision,
        decided_by=by,
        decided_at=noon(today - timedelta(days=240)),
        taken_into=year.starters,
        done_by=by if is_done else None,
        done_at=noon(today - timedelta(days=30)) if is_done else None,
    )


def _moves(year: Year, by: Person, today: date) -> None:
    """Say how a cohort came where it is: early, and why."""
    cohort = year.matching.cohort
    steps: tuple[tuple[CohortState, CohortState, int, str, list[str]], ...] = (
        (CohortState.DESIGNING, CohortState.RECRUITING, 70, "", []),
        (
            CohortState.RECRUITING,
            CohortState.MATCHING,
            12,
            "Two late applications are decided by Friday; the others should not wait for them.",
            ["Decide on every application"],
        ),
    )
    for came_from, to, days, reason, missing in steps:
        move = CohortMove.objects.create(
            cohort=cohort, came_from=came_from, to=to, by=by, reason=reason, missing=missing
        )
        CohortMove.objects.filter(pk=move.pk).update(at=noon(today - timedelta(days=days)))

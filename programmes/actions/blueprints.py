"""Giving a new programme everything that its template brings."""

from dataclasses import asdict, replace

from django.utils import translation

from mentorship.accounts.models import Person
from programmes.actions.profile_drafts import store_drafts
from programmes.blueprints.model import Blueprint, GoalDraft
from programmes.enums import CharterState
from programmes.models import (
    Charter,
    IdealMentorProfile,
    Indicator,
    MessageText,
    Objective,
    Programme,
    ProgrammePolicy,
    StrategicGoal,
)
from programmes.timetable import Span


def lay_out(
    programme: Programme, blueprint: Blueprint, *, span: Span, months: int, by: Person | None
) -> None:
    """Store a template's policy, goals, profile, texts and charter, in the house's language.

    Runs in the transaction that starts the programme. `span` is that of its first cohort, from
    which due dates count.
    """
    with translation.override(programme.organisation.language):
        values = asdict(replace(blueprint.policy, months=months))
        ProgrammePolicy.objects.create(programme=programme, **values)
        MessageText.objects.bulk_create(
            MessageText(programme=programme, kind=kind, text=str(text))
            for kind, text in blueprint.texts.items()
        )
        for goal in blueprint.goals:
            _store_goal(programme, goal, span)
        if blueprint.expectations:
            profile = IdealMentorProfile.objects.create(programme=programme)
            store_drafts(profile, blueprint.expectations)
        if blueprint.charter is not None:
            _store_charter(programme, blueprint, by)


def _store_goal(programme: Programme, draft: GoalDraft, span: Span) -> None:
    """Find the organisation's goal by its title, or write it down; then what serves it."""
    goal, _is_new = StrategicGoal.objects.get_or_create(
        organisation=programme.organisation,
        title=str(draft.title),
        defaults={
            "theme": draft.theme,
            "description": str(draft.description),
            "position": programme.organisation.strategic_goals.count(),
        },
    )
    known = programme.objectives.count()
    for position, each in enumerate(draft.objectives, start=known):
        objective = Objective.objects.create(
            programme=programme,
            goal=goal,
            title=str(each.title),
            description=str(each.description),
            position=position,
        )
        Indicator.objects.bulk_create(
            Indicator(
                objective=objective,
                name=str(indicator.name),
                definition=str(indicator.definition),
                unit=str(indicator.unit),
                measure=indicator.measure,
                target=indicator.target,
                direction=indicator.direction,
                due_on=indicator.due.on(span),
                position=place,
            )
            for place, indicator in enumerate(each.indicators)
        )


def _store_charter(programme: Programme, blueprint: Blueprint, by: Person | None) -> None:
    """Draft the first version of the charter."""
    draft = blueprint.charter
    if draft is None:
        return
    Charter.objects.create(
        programme=programme,
        version=1,
        state=CharterState.DRAFT,
        purpose=str(draft.purpose),
        sponsor_commits=str(draft.sponsor_commits),
        programme_commits=str(draft.programme_commits),
        resources=str(draft.resources),
        review_months=blueprint.policy.review_months,
        written_by=by,
    )

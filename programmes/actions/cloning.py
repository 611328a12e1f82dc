"""Starting a programme as another one was set up: its configuration comes along, its people not."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from mentorship.accounts.models import Person
from programmes.actions.profile_drafts import copy_profile
from programmes.actions.programmes import found_programme, plan_first_cohort, timetable_shape
from programmes.actions.recommendations import AlreadyDecidedError, decide_recommendation
from programmes.enums import CharterState, RecommendationState
from programmes.models import (
    Charter,
    Cohort,
    IdealMentorProfile,
    Indicator,
    MessageText,
    Objective,
    Programme,
    ProgrammePolicy,
    Recommendation,
)
from programmes.queries import policy_of
from programmes.signals import programme_created


@dataclass(frozen=True, slots=True)
class Decision:
    """What is to become of one recommendation, and the words that go with it."""

    recommendation_id: UUID
    to: RecommendationState
    words: str = ""


class UndecidedError(Exception):
    """Some of the source's recommendations are still open; nothing was changed."""

    def __init__(self, recommendations: Sequence[Recommendation]) -> None:
        """Name them."""
        self.recommendations = recommendations
        super().__init__(", ".join(str(each.pk) for each in recommendations))


@transaction.atomic
def clone_programme(
    source: Programme,
    *,
    name: str,
    purpose: str,
    starts_on: date,
    months: int,
    by: Person,
    decisions: Iterable[Decision] = (),
) -> Programme:
    """Start a programme as `source` is set up, with its first cohort; recorded.

    Policy, texts, objectives with their indicators, profile, charter (as a draft) and the shape of
    the latest timetable come along; no participant, team member or sponsor does: whoever clones
    becomes its lead coordinator. Each open recommendation of the source is decided here. Sends
    `programme_created`. Raises UndecidedError, AlreadyDecidedError, NameTakenError; then nothing
    is changed.
    """
    decided = _decisions_of(source, decisions)
    programme = found_programme(
        Programme(
            organisation=source.organisation,
            name=name,
            purpose=purpose,
            template=source.template,
            cloned_from=source,
        ),
        by=by,
    )
    latest = source.cohorts.newest_first().first()
    shape = timetable_shape(latest) if latest else None
    cohort = plan_first_cohort(programme, starts_on, months, by=by, shape=shape)
    _copy_policy(source, programme, months)
    _copy_objectives(source, programme, cohort, later_by=_delay(latest, cohort))
    _copy_profile(source, programme)
    _copy_charter(source, programme, by)
    for recommendation, decision in decided:
        decide_recommendation(
            recommendation,
            to=decision.to,
            words=decision.words,
            taken_into=programme,
            cohort=cohort,
            due_on=cohort.starts_on,
            by=by,
        )
    programme_created.send(sender=Programme, programme=programme, by=by)
    return programme


def _decisions_of(
    source: Programme, decisions: Iterable[Decision]
) -> list[tuple[Recommendation, Decision]]:
    """Pair each open recommendation with its decision, held until this transaction ends."""
    made = {decision.recommendation_id: decision for decision in decisions}
    held = source.recommendations.select_for_update(of=("self",)).select_related("programme")
    open_now = {each.pk: each for each in held.filter(state=RecommendationState.OPEN)}
    known = source.recommendations.select_related("decided_by").filter(pk__in=made)
    late = known.exclude(pk__in=open_now).first()
    if late is not None:
        raise AlreadyDecidedError(late)
    undecided = [each for pk, each in open_now.items() if pk not in made]
    if undecided:
        raise UndecidedError(undecided)
    return [(each, made[pk]) for pk, each in open_now.items()]


def _delay(latest: Cohort | None, cohort: Cohort) -> timedelta | None:
    """Return by how much due dates move: as the last day does; None where there was none."""
    return cohort.ends_on - latest.ends_on if latest else None


def _copy_policy(source: Programme, programme: Programme, months: int) -> None:
    """Take over how the programme is run, and what its messages say."""
    policy = policy_of(source)
    own = {"id", "programme", "months", "reports_open_since"}
    names = [field.name for field in ProgrammePolicy._meta.fields if field.name not in own]
    values = {name: getattr(policy, name) for name in names}
    values["reports_open_since"] = timezone.now() if policy.may_open_reports else None
    ProgrammePolicy.objects.create(programme=programme, months=months, **values)
    MessageText.objects.bulk_create(
        MessageText(programme=programme, kind=text.kind, text=text.text)
        for text in source.texts.all()
    )


def _copy_objectives(
    source: Programme, programme: Programme, cohort: Cohort, *, later_by: timedelta | None
) -> None:
    """Take over why it is run; what was reached last is where the new programme begins."""
    originals = list(source.objectives.prefetch_related("indicators__values"))
    copies = Objective.objects.bulk_create(
        Objective(
            programme=programme,
            goal_id=each.goal_id,
            title=each.title,
            description=each.description,
            position=each.position,
        )
        for each in originals
    )
    Indicator.objects.bulk_create(
        _copy_indicator(indicator, copy, cohort, later_by)
        for original, copy in zip(originals, copies, strict=True)
        for indicator in original.indicators.all()
    )


def _copy_indicator(
    original: Indicator, objective: Objective, cohort: Cohort, later_by: timedelta | None
) -> Indicator:
    """Return an indicator of the new programme, not yet stored; nobody owns it yet."""
    values = sorted(original.values.all(), key=lambda value: value.as_of)
    last = values[-1] if values else None
    return Indicator(
        objective=objective,
        name=original.name,
        definition=original.definition,
        unit=original.unit,
        baseline=last.value if last else original.baseline,
        baseline_on=last.as_of if last else original.baseline_on,
        target=original.target,
        direction=original.direction,
        due_on=cohort.ends_on if later_by is None else original.due_on + later_by,
        measure=original.measure,
        position=original.position,
    )


def _copy_profile(source: Programme, programme: Programme) -> None:
    """Take over what is looked for in mentors, as a draft: what is in use, else the latest."""
    profiles = source.mentor_profiles.order_by("-version")
    original = profiles.published().first() or profiles.first()
    if original is not None:
        copy_profile(original, IdealMentorProfile.objects.create(programme=programme))


def _copy_charter(source: Programme, programme: Programme, by: Person) -> None:
    """Take over what was promised last, as a draft: a new sponsor signs for themselves."""
    charters = source.charters.order_by("-version")
    original = charters.filter(state=CharterState.SIGNED).first() or charters.first()
    if original is None:
        return
    Charter.objects.create(
        programme=programme,
        version=1,
        state=CharterState.DRAFT,
        purpose=original.purpose,
        sponsor_commits=original.sponsor_commits,
        programme_commits=original.programme_commits,
        resources=original.resources,
        review_months=original.review_months,
        written_by=by,
    )

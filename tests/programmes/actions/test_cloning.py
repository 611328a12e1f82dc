"""Starting a programme as another one was set up."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from mentorship.audit.models import Event
from programmes.actions import NameTakenError, create_programme
from programmes.actions.cloning import Decision, UndecidedError, clone_programme
from programmes.actions.profile_versions import begin_version, publish_profile
from programmes.actions.programmes import add_cohort
from programmes.actions.recommendations import AlreadyDecidedError
from programmes.enums import CharterState, ProgrammeTemplate, RecommendationState
from programmes.models import (
    Criterion,
    Indicator,
    IndicatorValue,
    Participant,
    Programme,
    Sponsorship,
    TeamMember,
)
from programmes.selection.profile_versions import FACTS
from tests.factories.accounts import PersonFactory
from tests.factories.programmes import (
    MenteeFactory,
    ParticipantFactory,
    ProgrammeFactory,
    SponsorshipFactory,
    TeamMemberFactory,
)
from tests.factories.setup import RecommendationFactory
from tests.programmes.races import both_at_once

STARTS_ON = date(2032, 3, 1)


@pytest.fixture
def source(world):
    """A programme with everything, and with people."""
    programme = create_programme(
        organisation=world.organisation,
        name="Earlier",
        purpose="Because.",
        template=ProgrammeTemplate.CORPORATE,
        starts_on=date(2030, 3, 4),
        by=world.coordinator,
    )
    cohort = programme.cohorts.get()
    ParticipantFactory.create(cohort=cohort)
    MenteeFactory.create(cohort=cohort)
    TeamMemberFactory.create(programme=programme)
    SponsorshipFactory.create(programme=programme)
    return programme


def clone(source, by, **fields):
    facts: dict[str, Any] = {
        "name": "Later",
        "purpose": "Still.",
        "starts_on": STARTS_ON,
        "months": 9,
    }
    return clone_programme(source, **(facts | fields), by=by)


def contents(programme):
    """What a programme is made of, without whose it is and when."""
    profile = programme.mentor_profiles.get()
    return {
        "texts": sorted(programme.texts.values_list("kind", "text")),
        "objectives": list(programme.objectives.values_list("title", "goal", "position")),
        "indicators": sorted(
            Indicator.objects.filter(objective__programme=programme).values_list(
                "name", "definition", "unit", "target", "direction"
            )
        ),
        "criteria": list(
            Criterion.objects.filter(expectation__profile=profile)
            .order_by("expectation__position", "position")
            .values_list("expectation__text", "key", *FACTS)
        ),
        "charter": programme.charters.values_list("purpose", "resources").latest("version"),
    }


def test_configuration_comes_along_and_people_do_not(world, source):
    programme = clone(source, world.coordinator)

    assert contents(programme) == contents(source)
    assert (programme.cloned_from, programme.template) == (source, "corporate")
    assert programme.policy.asks_endorsement
    assert programme.charters.get().state == CharterState.DRAFT
    assert not Participant.objects.filter(cohort__programme=programme).exists()
    assert not Sponsorship.objects.filter(programme=programme).exists()
    member = TeamMember.objects.get(programme=programme)
    assert (member.person, member.role) == (world.coordinator, "lead_coordinator")
    kinds = [event.kind for event in Event.objects.about(programme)]
    assert kinds == ["programme.cloned"]


def test_of_the_profile_what_is_in_use_comes_along_as_a_draft(world, source):
    publish_profile(source.mentor_profiles.get(), by=world.coordinator)
    used = source.mentor_profiles.get()
    draft = begin_version(source, by=world.coordinator)
    Criterion.objects.filter(expectation__profile=draft).delete()

    cloned = clone(source, world.coordinator).mentor_profiles.get()

    assert (cloned.state, cloned.version) == ("draft", 1)
    criteria = Criterion.objects.filter(expectation__profile=cloned)
    of_source = Criterion.objects.filter(expectation__profile=used)
    assert criteria.count() == of_source.count() > 6
    assert all(len(each.anchors) == each.levels for each in criteria)


def test_the_timetable_comes_along_as_a_shape(world, source):
    earlier = source.cohorts.get()
    moved = earlier.phases.first()
    moved.starts_on -= timedelta(days=3)
    moved.save()

    later = clone(source, world.coordinator).cohorts.get()

    assert (later.name, later.starts_on, later.ends_on) == (
        "March 2032",
        STARTS_ON,
        date(2032, 11, 30),
    )

    def before(cohort):
        phase = cohort.phases.first()
        return [cohort.starts_on - phase.starts_on, cohort.starts_on - phase.ends_on]

    assert before(later) == before(earlier)
    assert list(later.milestones.values_list("kind", flat=True)) == list(
        earlier.milestones.values_list("kind", flat=True)
    )


def test_indicators_begin_where_they_were_read_last_and_are_due_later(world, source):
    read, unread = Indicator.objects.filter(objective__programme=source)[:2]
    Indicator.objects.filter(pk=unread.pk).update(
        baseline=Decimal(12), baseline_on=date(2030, 1, 1), owner=world.coordinator
    )
    for day, value in ((date(2030, 9, 1), 20), (date(2030, 12, 1), 31), (date(2030, 10, 1), 25)):
        IndicatorValue.objects.create(indicator=read, as_of=day, value=value)

    programme = clone(source, world.coordinator)

    copies = {copy.name: copy for copy in Indicator.objects.filter(objective__programme=programme)}
    shift = programme.cohorts.get().ends_on - source.cohorts.get().ends_on
    begun = copies[read.name]
    assert (begun.baseline, begun.baseline_on) == (Decimal(31), date(2030, 12, 1))
    assert begun.due_on == read.due_on + shift
    kept = copies[unread.name]
    assert (kept.baseline, kept.baseline_on, kept.owner) == (Decimal(12), date(2030, 1, 1), None)
    assert not IndicatorValue.objects.filter(indicator__objective__programme=programme).exists()


def test_what_is_changed_in_the_clone_stays_there(world, source):
    before = contents(source)
    programme = clone(source, world.coordinator)

    programme.texts.update(text="Other words")
    programme.objectives.first().indicators.all().delete()
    Criterion.objects.filter(expectation__profile__programme=programme).update(weight=1)
    programme.charters.update(purpose="Another")
    programme.policy.asks_endorsement = False
    programme.policy.save()
    programme.cohorts.get().phases.all().delete()

    assert contents(source) == before
    source.refresh_from_db()
    assert source.policy.asks_endorsement
    assert source.cohorts.get().phases.count() == 6


def test_a_programme_that_has_next_to_nothing_can_be_cloned(world):
    bare = ProgrammeFactory.create(organisation=world.organisation)
    programme = clone(bare, world.coordinator)

    assert programme.cohorts.get().phases.count() == 6
    assert programme.policy.months == 9
    assert not programme.charters.exists()


def test_each_recommendation_is_decided_on_the_way(world, source):
    accepted, adapted, refused = RecommendationFactory.create_batch(3, programme=source)
    programme = clone(
        source,
        world.coordinator,
        decisions=[
            Decision(accepted.pk, RecommendationState.ACCEPTED),
            Decision(adapted.pk, RecommendationState.ADAPTED, " By mail instead "),
            Decision(refused.pk, RecommendationState.REFUSED, "No money"),
        ],
    )

    for row in (accepted, adapted, refused):
        row.refresh_from_db()
        assert row.decided_by == world.coordinator
    assert [accepted.state, adapted.state, refused.state] == ["accepted", "adapted", "refused"]
    assert [accepted.taken_into, adapted.taken_into, refused.taken_into] == [
        programme,
        programme,
        None,
    ]
    assert (adapted.promise, refused.decision) == ("By mail instead", "No money")
    assert set(programme.recommendations_taken.all()) == {accepted, adapted}
    (event,) = Event.objects.about(adapted)
    assert event.organisation_id == world.organisation.pk
    assert "By mail" not in str(event.changes)


def test_undecided_recommendations_stop_the_cloning(world, source):
    decided, left = RecommendationFactory.create_batch(2, programme=source)
    with pytest.raises(UndecidedError) as stopped:
        clone(
            source,
            world.coordinator,
            decisions=[Decision(decided.pk, RecommendationState.ACCEPTED)],
        )

    assert stopped.value.recommendations == [left]
    decided.refresh_from_db()
    assert decided.state == RecommendationState.OPEN
    assert not Programme.objects.filter(name="Later").exists()


def test_a_taken_name_leaves_every_recommendation_open(world, source):
    recommendation = RecommendationFactory.create(programme=source)
    with pytest.raises(NameTakenError):
        clone(
            source,
            world.coordinator,
            name="Earlier",
            decisions=[Decision(recommendation.pk, RecommendationState.ACCEPTED)],
        )

    recommendation.refresh_from_db()
    assert recommendation.state == RecommendationState.OPEN


def test_who_decides_second_hears_who_was_quicker(world, source):
    recommendation = RecommendationFactory.create(
        programme=source, state=RecommendationState.REFUSED
    )
    with pytest.raises(AlreadyDecidedError) as late:
        clone(
            source,
            world.coordinator,
            decisions=[Decision(recommendation.pk, RecommendationState.ACCEPTED)],
        )

    assert late.value.recommendation.decided_by.name == "Quick Colleague"


@pytest.mark.django_db(transaction=True)
def test_of_two_who_clone_at_once_one_decides():
    source = ProgrammeFactory.create()
    recommendation = RecommendationFactory.create(programme=source)
    people = PersonFactory.create_batch(2)
    decisions = [Decision(recommendation.pk, RecommendationState.ACCEPTED)]

    def start(number):
        clone(source, people[number], name=f"Clone {number}", decisions=decisions)

    failures = both_at_once(lambda: start(0), lambda: start(1))

    assert [type(failure) for failure in failures] == [AlreadyDecidedError]
    programme = source.clones.get()
    recommendation.refresh_from_db()
    assert recommendation.taken_into == programme
    assert recommendation.decided_by == programme.team.get().person


def test_a_clones_second_cohort_is_timed_as_its_first(world, source):
    programme = clone(source, world.coordinator)
    second = add_cohort(
        programme,
        name="Second",
        starts_on=date(2033, 3, 1),
        ends_on=date(2033, 11, 30),
        by=world.coordinator,
    )
    assert second.phases.count() == programme.cohorts.get(number=1).phases.count()

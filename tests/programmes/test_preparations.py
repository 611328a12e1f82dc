"""What is asked for before a cohort recruits."""

from datetime import timedelta

import pytest
from django.utils import timezone

from programmes.enums import (
    CharterState,
    CohortState,
    PhaseKind,
    RecommendationState,
    TextKind,
    VersionState,
)
from programmes.models import Charter, IdealMentorProfile, MessageText
from programmes.preparations import (
    needs_of_preparations,
    tasks_before_recruiting,
    tasks_of_promises,
)
from programmes.task_list import missing_before
from tests.factories.charters import CharterFactory, signed_charter
from tests.factories.programmes import (
    CohortFactory,
    PhaseFactory,
    ProgrammeFactory,
    SponsorshipFactory,
)
from tests.factories.setup import (
    CriterionFactory,
    ExpectationFactory,
    IdealMentorProfileFactory,
    IndicatorFactory,
    ObjectiveFactory,
    RecommendationFactory,
)


@pytest.fixture
def cohort(db):
    """A cohort that is being designed, of a programme that has nothing."""
    return CohortFactory.create(
        state=CohortState.DESIGNING, starts_on=timezone.localdate() + timedelta(days=100)
    )


def states(cohort):
    """How each task stands, by the last word of its key."""
    tasks = [
        *tasks_before_recruiting(cohort.programme, cohort),
        *tasks_of_promises(cohort.programme, cohort),
    ]
    return {task.key.partition(".")[2]: task.state.value for task in tasks}


def test_nothing_is_there_at_first(cohort):
    assert states(cohort) == {
        "why": "todo",
        "sponsor": "todo",
        "charter": "blocked",
        "timetable": "todo",
        "mentor_profile": "todo",
        "invitations": "todo",
    }


def test_without_a_cohort_the_timetable_asks_for_one(db):
    programme = ProgrammeFactory.create()
    tasks = {task.key: task for task in tasks_before_recruiting(programme, None)}
    assert tasks["programmes.timetable"].url.endswith("/cohorts/add/")


def test_an_objective_alone_is_only_half_of_why(cohort):
    objective = ObjectiveFactory.create(programme=cohort.programme)
    assert states(cohort)["why"] == "progress"
    IndicatorFactory.create(objective=objective)
    assert states(cohort)["why"] == "done"


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (CharterState.DRAFT, "todo"),
        (CharterState.AWAITING_SIGNATURE, "progress"),
        (CharterState.DECLINED, "progress"),
        (CharterState.SUPERSEDED, "todo"),
    ],
)
def test_the_charter_waits_for_a_sponsor_then_for_their_signature(cohort, state, expected):
    Charter.objects.create(programme=cohort.programme, version=1, state=state)
    SponsorshipFactory.create(programme=cohort.programme)
    assert states(cohort)["charter"] == expected
    assert states(cohort)["sponsor"] == "done"


def test_a_signed_charter_is_done_even_while_another_version_is_written(cohort):
    SponsorshipFactory.create(programme=cohort.programme)
    signed_charter(cohort.programme)
    CharterFactory.create(programme=cohort.programme)
    assert states(cohort)["charter"] == "done"


def test_a_timetable_whose_recruiting_is_over_is_not_done(cohort):
    phase = PhaseFactory.create(cohort=cohort, kind=PhaseKind.RECRUIT)
    assert states(cohort)["timetable"] == "done"
    phase.ends_on = timezone.localdate() - timedelta(days=1)
    phase.starts_on = phase.ends_on - timedelta(days=9)
    phase.save()
    assert states(cohort)["timetable"] == "progress"
    cohort.state = CohortState.RECRUITING
    assert states(cohort)["timetable"] == "done"


def test_a_profile_has_to_be_published(cohort):
    expectation = ExpectationFactory.create(profile__programme=cohort.programme)
    assert states(cohort)["mentor_profile"] == "progress"
    CriterionFactory.create(expectation=expectation)
    assert states(cohort)["mentor_profile"] == "progress"
    IdealMentorProfile.objects.update(state=VersionState.PUBLISHED, published_at=timezone.now())
    assert states(cohort)["mentor_profile"] == "done"
    # The next version, still being written, takes nothing away.
    IdealMentorProfileFactory.create(programme=cohort.programme, version=2)
    assert states(cohort)["mentor_profile"] == "done"


def test_both_invitations_are_to_be_written(cohort):
    for kind, expected in (
        (TextKind.CHARTER_REQUEST, "todo"),
        (TextKind.INVITATION_MENTOR, "progress"),
        (TextKind.INVITATION_MENTEE, "done"),
    ):
        MessageText.objects.create(programme=cohort.programme, kind=kind, text="Come")
        assert states(cohort)["invitations"] == expected


def test_what_was_promised_is_recalled_and_holds_nothing_up(cohort):
    promise = RecommendationFactory.create(
        state=RecommendationState.ACCEPTED, taken_into=cohort.programme
    )
    assert states(cohort)["promises"] == "todo"
    assert "programmes.promises" not in [
        task.key for task in missing_before(cohort, CohortState.RECRUITING)
    ]
    promise.done_by, promise.done_at = promise.decided_by, timezone.now()
    promise.save()
    assert states(cohort)["promises"] == "done"


def test_today_says_how_much_is_left_while_a_cohort_is_designed(world):
    assert list(needs_of_preparations(world.programme, world.coordinator)) == []
    later = CohortFactory.create(
        programme=world.programme,
        name="Autumn",
        state=CohortState.DESIGNING,
        starts_on=timezone.localdate() + timedelta(days=100),
    )

    (need,) = needs_of_preparations(world.programme, world.coordinator)
    assert need.title == "Five things are left before Autumn can recruit"
    assert need.url == f"/programmes/leaders/setup/?cohort={later.pk}"
    assert list(needs_of_preparations(world.programme, world.reviewer)) == []


def test_today_says_when_a_cohort_is_ready(world, monkeypatch):
    monkeypatch.setattr("programmes.task_list._sources", [])
    later = CohortFactory.create(programme=world.programme, state=CohortState.DESIGNING)
    (need,) = needs_of_preparations(world.programme, world.coordinator)
    assert need.url == f"/programmes/leaders/cohorts/{later.pk}/move/"

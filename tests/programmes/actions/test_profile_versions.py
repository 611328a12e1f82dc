"""Beginning, publishing and throwing away versions of a profile."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from mentorship.audit.models import Event
from mentorship.common.lifecycle import IllegalTransitionError
from mentorship.notifications.models import Message
from programmes.actions.ideal_mentor import NotADraftError, change_criterion
from programmes.actions.profile_versions import (
    IncompleteProfileError,
    add_from_template,
    begin_version,
    discard_profile_draft,
    publish_profile,
)
from programmes.applying.enums import ApplicationState, OpenApplications
from programmes.meanwhile import ChangedMeanwhileError, mark_of
from programmes.models import Criterion, IdealMentorProfile, Review
from programmes.profile_templates import PROFILE_TEMPLATES
from programmes.selection.enums import ReviewState
from programmes.selection.profile_versions import (
    FACTS,
    changes_between,
    contents_of,
    criteria_of,
    expectations_of,
    open_counts,
)
from tests.factories.choosing import (
    ApplicationFactory,
    ReviewFactory,
    SelectionRoundFactory,
    mentor_application,
    published_profile,
)
from tests.factories.programmes import ProgrammeFactory
from tests.factories.setup import ExpectationFactory, IdealMentorProfileFactory
from tests.programmes.races import both_at_once

LISTENS = {"name": "Listens", "evidence": "Asks", "weight": 6}
WRITES = {"name": "Writes", "evidence": "A letter", "weight": 4}


@pytest.fixture
def used(world):
    return published_profile(world.programme, LISTENS, WRITES)


def criteria(profile):
    return criteria_of(expectations_of(profile))


def test_a_new_version_begins_with_what_is_in_use_and_is_begun_once(world, used):
    draft = begin_version(world.programme, by=world.coordinator)
    assert begin_version(world.programme, by=world.coordinator) == draft
    assert (draft.version, draft.state) == (2, "draft")
    for old, new in zip(criteria(used), criteria(draft), strict=True):
        assert old.pk != new.pk
        assert [getattr(old, name) for name in ("key", *FACTS)] == [
            getattr(new, name) for name in ("key", *FACTS)
        ]


def test_what_a_version_changes_is_told_criterion_by_criterion(world, used):
    draft = begin_version(world.programme, by=world.coordinator)
    assert changes_between(criteria(used), criteria(draft)) == []
    listens, writes = criteria(draft)
    change_criterion(listens, by=world.coordinator, weight=9, is_essential=True, evidence="Waits")
    writes.delete()
    Criterion.objects.create(expectation=listens.expectation, name="Reads")
    changes = changes_between(criteria(used), criteria(draft))
    assert {each.name: each.words for each in changes} == {
        "Reads": "Added",
        "Writes": "Taken out",
        "Listens": "weight 9 instead of 6, now essential, in other words",
    }


@pytest.mark.parametrize("what", ["nothing", "no criterion", "no evidence", "no anchors", "a gap"])
def test_what_is_incomplete_is_not_published(world, what):
    profile = IdealMentorProfileFactory.create(programme=world.programme)
    facts: dict[str, Any] = {"name": "Listens", "evidence": "Asks", "anchors": list("abcde")}
    changed: dict[str, dict[str, Any]] = {
        "no evidence": {"evidence": " "},
        "no anchors": {"anchors": []},
        "a gap": {"anchors": ["a", "", "c", "d", "e"]},
    }
    if what != "nothing":
        expectation = ExpectationFactory.create(profile=profile)
        if what in changed:
            Criterion.objects.create(expectation=expectation, **facts | changed[what])
    with pytest.raises(IncompleteProfileError) as raised:
        publish_profile(profile, by=world.coordinator)
    assert len(raised.value.missing) == 1
    profile.refresh_from_db()
    assert (profile.state, profile.published_at) == ("draft", None)


def test_a_draft_changed_since_it_was_read_is_not_published(world, used):
    draft = begin_version(world.programme, by=world.coordinator)
    seen = mark_of(contents_of(expectations_of(draft)))
    change_criterion(criteria(draft)[0], by=world.coordinator, weight=1)
    with pytest.raises(ChangedMeanwhileError):
        publish_profile(draft, by=world.coordinator, seen=seen)
    publish_profile(draft, by=world.coordinator, seen=mark_of(contents_of(expectations_of(draft))))
    used.refresh_from_db()
    assert (draft.state, used.state) == ("published", "superseded")


@pytest.fixture
def applications(world, used):
    """One of each sort, made under the version in use, and a mentee's."""

    def one(**facts):
        return mentor_application(world.programme, cohort=world.cohort, **facts)

    found = {
        "written": one(state=ApplicationState.DRAFT),
        "waits": one(round=SelectionRoundFactory.create(cohort=world.cohort)),
        "reviewed": one(),
        "decided": one(state=ApplicationState.DECIDED),
        "mentee": ApplicationFactory.create(cohort=world.cohort, role="mentee"),
    }
    round_ = found["waits"].round
    ReviewFactory.create(application=found["waits"], round=round_)
    ReviewFactory.create(
        application=found["reviewed"],
        round=round_,
        state=ReviewState.SUBMITTED,
        ended_at=timezone.now(),
    )
    return found


def test_open_applications_are_counted(world, applications):
    assert open_counts(world.programme) == (1, 1, 1)
    assert open_counts(world.other_programme) == (0, 0, 0)


@pytest.mark.parametrize("plan", OpenApplications)
def test_what_becomes_of_open_applications(world, used, applications, plan):
    draft = begin_version(world.programme, by=world.coordinator)
    publish_profile(draft, by=world.coordinator, open_applications=plan)

    for application in applications.values():
        application.refresh_from_db()
    assert applications["written"].profile == draft
    assert {applications[name].profile for name in ("reviewed", "decided")} == {used}
    assert applications["mentee"].profile is None
    waits, review = applications["waits"], Review.objects.get(application=applications["waits"])
    mails = Message.objects.filter(kind="programmes.asked_again")
    if plan == OpenApplications.KEEP:
        assert (waits.state, waits.profile, review.state) == ("submitted", used, "assigned")
        assert not mails.exists()
        return
    assert (waits.state, waits.profile, review.state) == ("draft", draft, "withdrawn")
    assert (waits.submitted_at, waits.round) == (None, None)
    assert waits.asked_again_until == timezone.localdate() + timedelta(days=14)
    assert mails.get().recipient == waits.person
    assert date_format(waits.asked_again_until, "l j F Y") in mails.get().text
    event = Event.objects.get(kind="mentor_profile.published")
    assert event.changes == {"version": 2, "supersedes": 1, "taken_along": 1, "asked_again": 1}


def test_a_draft_is_thrown_away_and_a_version_in_use_is_not(world, used):
    draft = begin_version(world.programme, by=world.coordinator)
    discard_profile_draft(draft, by=world.coordinator)
    with pytest.raises(IllegalTransitionError):
        discard_profile_draft(used, by=world.coordinator)
    assert list(IdealMentorProfile.objects.all()) == [used]


def test_a_template_fills_a_draft_once(world):
    template = PROFILE_TEMPLATES["five_roles"]
    chosen = template.expectations[:2]
    added = add_from_template(world.programme, chosen, by=world.coordinator)
    assert len(added) == 4
    assert add_from_template(world.programme, chosen, by=world.coordinator) == []
    add_from_template(world.programme, template.expectations, by=world.coordinator)
    profile = world.programme.mentor_profiles.get()
    assert [each.text for each in expectations_of(profile)] == [
        str(each.text) for each in template.expectations
    ]
    publish_profile(profile, by=world.coordinator)
    with pytest.raises(NotADraftError):
        add_from_template(world.programme, chosen, by=world.coordinator)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_publish_at_once_one_wins():
    programme = ProgrammeFactory.create()
    used = published_profile(programme, LISTENS)
    person = ApplicationFactory.create(cohort__programme=programme, profile=used).person
    draft = begin_version(programme, by=person)
    failures = both_at_once(
        lambda: publish_profile(IdealMentorProfile.objects.get(pk=draft.pk), by=person),
        lambda: publish_profile(IdealMentorProfile.objects.get(pk=draft.pk), by=person),
    )
    assert [type(each) for each in failures] == [IllegalTransitionError]
    assert programme.mentor_profiles.published().get() == draft
    assert Event.objects.filter(kind="mentor_profile.published").count() == 1

"""Reports: moderators have a card, coordinators a number after three days, nobody else anything."""

from datetime import timedelta

import pytest
from django.utils import timezone

from programmes.cards import home_of
from programmes.needs import needs_of
from tests.factories.fresh import DiscussionFactory
from training.actions.moderation import report_post
from training.models import PostReport

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(circle):
    talk = DiscussionFactory.create(
        community=circle.community, author=circle.amara, title="Private", words="Private"
    )
    return report_post(talk, reason="Unkind words", by=circle.chloe)


def needs(world, person=None):
    found = needs_of(world.programme, person or world.coordinator)
    return [need for need in found if need.key.startswith("training.reports")]


def cards(person):
    return [card.title for card in home_of(person).cards if card.key.startswith("training.reports")]


def test_a_coordinator_reads_after_three_days_that_a_report_waits_and_for_whom(world, report):
    assert needs(world) == []
    PostReport.objects.update(reported_at=timezone.now() - timedelta(days=4))
    (need,) = needs(world)
    assert need.title == "A report in Mentors’ circle waits for its moderators: Ben Ito"
    assert "Private" not in str(need)
    assert "Unkind" not in str(need)
    assert needs(world, world.reviewer) == []
    PostReport.objects.update(settled_at=timezone.now(), settled_by=report.reported_by)
    assert needs(world) == []


def test_without_moderators_it_says_so(world, circle, report):
    circle.community.members.update(is_moderator=False)
    PostReport.objects.update(reported_at=timezone.now() - timedelta(days=4))
    assert needs(world)[0].title == "A report in Mentors’ circle waits, and nobody moderates it"


def test_only_moderators_have_a_card(circle, report):
    assert cards(circle.ben) == ["1 report in Mentors’ circle waits for you"]
    assert cards(circle.amara) == cards(circle.chloe) == []

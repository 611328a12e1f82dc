"""How the agreement stands, on the pair's page, on Home and on the console's timeline."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from matching.agreeing.course import facts_of_beginning
from matching.agreeing.part import part_of_agreement
from matching.agreeing.welcome import cards_to_agree, cards_to_sign
from matching.enums import MatchState
from matching.models import Match
from mentorship.common.together import tell_together
from tests.cards import parts_by, told_by
from tests.factories.matching import MatchFactory, MeetingFactory, pair
from tests.factories.relationships import AgreementFactory, AgreementInForceFactory

pytestmark = pytest.mark.django_db


def part(match, person):
    rows = Match.objects.select_related("cohort__programme__organisation").with_people()
    return next(iter(parts_by(rows.get(pk=match.pk), person, part_of_agreement)), None)


def waiting(match):
    agreement = AgreementFactory.create(match=match)
    agreement.signatures.create(member=match.members.get(side="mentee"))
    return agreement


def test_it_wants_whoever_has_not_signed(world):
    match = pair(world)
    waiting(match)
    assert part(match, world.mentor).wants_you
    assert "Jonas wrote one" in part(match, world.mentor).text
    assert not part(match, world.mentee).wants_you
    assert "Waits for Amara" in part(match, world.mentee).text


def test_without_one_it_wants_both_once_they_meet(world):
    match = pair(world)
    assert not part(match, world.mentee).wants_you
    MeetingFactory.create(match=match)
    assert part(match, world.mentee).wants_you


def test_in_force_it_says_how_often_and_until_when_and_then_that_it_is_over(world):
    match = pair(world)
    agreement = AgreementInForceFactory.create(match=match)
    assert "every 2 weeks" in part(match, world.mentee).text
    agreement.ends_on = timezone.localdate() - timedelta(days=2)
    agreement.save()
    assert part(match, world.mentee).action == "Agree on a new day"


def test_before_a_yes_of_all_there_is_none(world):
    assert part(pair(world, MatchState.PROPOSED), world.mentee) is None


def asked(person):
    return told_by(person, cards_to_sign, cards_to_agree)


def test_home_asks_for_a_signature_and_for_a_first_agreement(world):
    match = pair(world)
    assert asked(world.mentee) == []
    MeetingFactory.create(match=match)
    (card,) = asked(world.mentee)
    assert card.title == "You and Amara have no agreement yet"
    waiting(match)
    assert asked(world.mentee) == []
    (card,) = asked(world.mentor)
    assert card.headline == "Jonas wrote down how you could work together"


def test_home_asks_no_more_for_many_matches(world):
    def count():
        with CaptureQueriesContext(connection) as captured:
            asked(world.mentor)
        return len(captured)

    MeetingFactory.create(match=pair(world))
    before = count()
    for _turn in range(5):
        match = MatchFactory.create(cohort=world.cohort, mentors=[world.mentor_place])
        MeetingFactory.create(match=match)
        waiting(MatchFactory.create(cohort=world.cohort, mentors=[world.mentor_place]))
    assert count() == before


def test_the_timeline_tells_facts_and_no_words(world):
    match = pair(world)
    AgreementInForceFactory.create(match=match, purpose="PLANTED")
    match.members.filter(side="mentee").update(talk_asked_at=timezone.now())
    (facts,) = tell_together(facts_of_beginning(Match.objects.with_people().get(pk=match.pk)))
    titles = [fact.title for fact in facts]
    assert "Jonas Weber asked to talk first" in titles
    assert "Everybody signed the agreement" in titles
    assert any("every 2 weeks" in fact.text for fact in facts)
    assert "PLANTED" not in str(facts)

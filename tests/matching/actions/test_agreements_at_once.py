"""Two people of one match at the same instant: one outcome, one line in the record, one mail."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from matching.actions.agreements import sign_agreement, take_back_agreement, write_agreement
from matching.actions.talks import MORE_TIME, ask_to_talk
from matching.agreeing.copies import send_copies
from matching.agreeing.enums import AgreementState
from matching.enums import MatchState
from matching.models import Agreement, Match
from mentorship.audit.models import Event
from mentorship.notifications.models import Message
from tests.factories.matching import MatchFactory, pair
from tests.factories.programmes import ParticipantFactory
from tests.matching.actions.test_agreements import LINES
from tests.programmes.races import both_at_once

pytestmark = pytest.mark.django_db(transaction=True)


def events():
    return Counter(
        Event.objects.filter(kind__startswith="agreement.").values_list("kind", flat=True)
    )


def mails(kind):
    rows = Message.objects.filter(kind=f"matching.{kind}").values_list("to_address", flat=True)
    return Counter(rows)


def fetched(row):
    return type(row).objects.get(pk=row.pk)


def test_two_who_sign_at_once_bring_it_into_force_once(world):
    third = ParticipantFactory.create(cohort=world.cohort)
    match = MatchFactory.create(
        cohort=world.cohort, mentors=[world.mentor_place, third], mentees=[world.mentee_place]
    )
    written = write_agreement(match, by=world.mentee, lines=LINES)
    errors = both_at_once(
        lambda: sign_agreement(fetched(written), by=world.mentor),
        lambda: sign_agreement(fetched(written), by=third.person),
    )
    assert errors == []
    assert fetched(written).state == AgreementState.IN_FORCE
    assert events() == {
        "agreement.proposed": 1,
        "agreement.signed": 2,
        "agreement.in_force": 1,
    }
    both_at_once(lambda: send_copies(written.pk), lambda: send_copies(written.pk))
    assert set(mails("agreement_copy").values()) == {1}
    assert mails("agreement_copy").total() == 3


def test_of_two_who_write_at_once_one_is_proposed(world):
    match = pair(world)
    errors = both_at_once(
        lambda: write_agreement(fetched(match), by=world.mentor, lines=LINES, seen=0),
        lambda: write_agreement(
            fetched(match), by=world.mentee, lines=replace(LINES, every_weeks=3), seen=0
        ),
    )
    assert [type(error).__name__ for error in errors] == ["AgreementChangedError"]
    assert Agreement.objects.count() == 1
    assert events() == {"agreement.proposed": 1}
    assert mails("agreement_proposed").total() == 1


def test_signed_or_taken_back_but_not_both(world):
    match = pair(world)
    written = write_agreement(match, by=world.mentee, lines=LINES)
    errors = both_at_once(
        lambda: sign_agreement(fetched(written), by=world.mentor),
        lambda: take_back_agreement(fetched(written), by=world.mentee),
    )
    assert [type(error).__name__ for error in errors] == ["AgreementChangedError"]
    done = events()
    if fetched(written).state == AgreementState.IN_FORCE:
        assert (done["agreement.in_force"], done["agreement.withdrawn"]) == (1, 0)
    else:
        assert (done["agreement.in_force"], done["agreement.withdrawn"]) == (0, 1)
        assert done["agreement.signed"] == 0


def test_two_who_ask_to_talk_at_once_get_more_time_once(world):
    match = pair(world, MatchState.PROPOSED)
    until = timezone.now() + timedelta(days=2)
    Match.objects.filter(pk=match.pk).update(answer_by=until)
    errors = both_at_once(
        lambda: ask_to_talk(fetched(match), by=world.mentor),
        lambda: ask_to_talk(fetched(match), by=world.mentee),
    )
    assert errors == []
    assert fetched(match).answer_by == until + MORE_TIME
    assert Event.objects.filter(kind="match.talk_asked").count() == 2
    assert mails("talk_asked") == {"amara@example.org": 1, "jonas@example.org": 1}

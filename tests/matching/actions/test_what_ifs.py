"""Two presses at the same moment: one draft, one mail."""

from functools import partial

import pytest

from matching.actions.recruits import mark_of_request, send_request
from matching.actions.what_ifs import keep_what_if
from matching.drafts.enums import DraftOrigin
from matching.models import Draft
from matching.trying.solving import try_out
from matching.trying.wanted import Wanted
from mentorship.notifications.models import Message
from tests.factories.rounds import RecruitRequestFactory
from tests.matching.trying.making import small_round
from tests.programmes.races import both_at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_draft_and_one_mail(world):
    small = small_round(world.programme)
    draft = small.draft()
    wanted = Wanted(together=(small.pair("Ines", "Li"),))
    mark = try_out(draft, wanted).mark
    keep = partial(keep_what_if, draft, wanted, by=world.coordinator, mark=mark)
    assert both_at_once(keep, keep) == []
    assert Draft.objects.filter(origin=DraftOrigin.WHAT_IF).count() == 1
    asked = RecruitRequestFactory.create(round=small.round, sent_to=world.sponsor)
    mark = mark_of_request(asked)
    send = partial(send_request, asked, by=world.coordinator, mark=mark)
    assert both_at_once(send, send) == []
    assert Message.objects.filter(kind="matching.recruit_asked").count() == 1

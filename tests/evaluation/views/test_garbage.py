"""Whatever is typed into the forms and addresses of surveys, no page breaks."""

import re

import pytest
from django.db import transaction

from evaluation.enums import InstrumentState
from tests.architecture.walking import named_addresses, resolve
from tests.architecture.world import make_walked_world
from tests.people import sign_in

pytestmark = pytest.mark.django_db

GARBAGE = ("99999999999999999999", "NaN a\x00b 💥 <b>'\"%s{{x}}", "9" * 5000)
QUERY = ("page", "q", "survey", "by", "question", "answer", "behind", "of", "cohort", "form")
OWN = ("evaluation:answer", "evaluation:my-", "evaluation:room")


def names_on(client, address):
    """Return what the page of an address asks for."""
    page = client.get(address)
    is_page = page.status_code == 200 and not page.streaming
    shown = page.content.decode(errors="replace") if is_page else ""
    return set(re.findall(r'name="([^"]+)"', shown)) - {"csrfmiddlewaretoken"}


@pytest.mark.parametrize(("who", "where"), [("coordinator", "evaluation:"), ("mentee", OWN)])
def test_no_page_of_surveys_breaks(who, where):
    walked = make_walked_world()
    walked.surveys.item.instrument.state = InstrumentState.DRAFT
    walked.surveys.item.instrument.save()
    client = sign_in(getattr(walked.world, who))
    for name in named_addresses():
        if not name.startswith(where):
            continue
        address = resolve(name, walked)
        names = names_on(client, address)
        for garbage in GARBAGE:
            before = transaction.savepoint()
            asked = client.get(address, dict.fromkeys({*names, *QUERY}, garbage))
            sent = client.post(address, dict.fromkeys({*names, *QUERY}, garbage))
            assert max(asked.status_code, sent.status_code) < 500, (name, garbage[:9])
            transaction.savepoint_rollback(before)

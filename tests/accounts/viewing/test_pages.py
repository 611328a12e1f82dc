"""No page that opens to a look as somebody else shows what is nobody else's to read."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mentorship.accounts.viewing.pages import OPEN
from tests.accounts.viewing.test_viewing import begin, fresh
from tests.architecture.planted import MARK, READERS, plant, words_of
from tests.architecture.walking import named_addresses, resolve
from tests.architecture.world import make_walked_world
from tests.people import sign_in

# What sponsors and coordinators write about a programme is no pair's, no concern and no answer.
PRIVATE = READERS.keys() - {"zqxsponsor", "zqxfinding", "zqxjudged"}
# What looking itself writes down: in the record, and for the person among who looked.
OWN = ("accounts_viewing", "accounts_sighting", "audit_event")


def bare(name):
    return name.removeprefix("mentorship:")


def writes_of(queries):
    changing = ("INSERT", "UPDATE", "DELETE")
    return [
        query["sql"][:80]
        for query in queries
        if query["sql"].startswith(changing) and not any(f'"{own}"' in query["sql"] for own in OWN)
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["mentor", "mentee", "coordinator", "reviewer"])
def test_nothing_private_is_shown_and_nothing_else_written(who):
    walked = make_walked_world()
    plant(walked)
    client: Client = fresh(sign_in(walked.world.administrator), walked.world.administrator)
    assert begin(client, getattr(walked.world, who)).status_code == 302
    private, written, opened = {}, {}, 0
    for name in named_addresses():
        if bare(name) not in OPEN:
            continue
        with CaptureQueriesContext(connection) as queries:
            page = client.get(resolve(name, walked))
        opened += page.status_code == 200
        if words := {word for word in MARK.findall(words_of(page)) if word in PRIVATE}:
            private[name] = words
        if writes := writes_of(queries):
            written[name] = writes
    assert opened > 3
    assert (private, written) == ({}, {})


@pytest.mark.django_db
def test_every_page_that_opens_is_there():
    assert {bare(name) for name in named_addresses()} >= OPEN

"""An administrator searches the record of the own organisation, and takes it along."""

import csv
import io
import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from mentorship.audit.actions import record
from mentorship.audit.models import Event
from mentorship.audit.queries import kinds_recorded, state_of_seals
from mentorship.audit.sealing import seal_what_is_final
from mentorship.audit.tasks import verify_record

pytestmark = pytest.mark.django_db
PAGE, FILE = "organisation-record", "organisation-record-file"


@pytest.fixture
def events(world):
    """Record one deed of each of three people, and one elsewhere."""
    cohort, organisation = world.cohort, {"organisation_id": world.organisation.pk}
    return [
        record("cohort.running", cohort, by=world.coordinator, **organisation),
        record("cohort.closing", cohort, by=world.administrator, **organisation),
        record("participant.paused", world.mentee_place, by=None, **organisation),
        record("programme.created", world.other_programme, by=world.other_coordinator),
    ]


@pytest.fixture
def client(world, client_of):
    return client_of(world.administrator)


def shown(client, **asked):
    return [line.what for line in client.get(reverse(PAGE), asked).context["lines"]]


RUN, CLOSING, AWAY = (
    "Let the cohort run",
    "Moved the cohort on to closing",
    "Noted as away",
)


def test_an_administrator_sees_the_own_organisation_newest_first(events, client):
    told = shown(client)
    assert told.index(AWAY) < told.index(CLOSING) < told.index(RUN)
    assert "Started the programme" not in told


def test_nobody_else_gets_in(world, client_of):
    assert client_of(world.coordinator).get(reverse(PAGE)).status_code == 403
    assert client_of(world.mentee).get(reverse(FILE)).status_code == 403


def test_an_organisation_of_others_cannot_be_chosen(world, events, client):
    told = shown(client, organisation=world.other_organisation.slug)
    assert "Started the programme" not in told


def test_it_is_searched_by_kind_person_day_and_thing(world, events, client):
    today = timezone.localdate()
    assert shown(client, kind="cohort.running") == [RUN]
    assert shown(client, who="catherine") == [RUN]
    assert shown(client, who="Nobody Here") == []
    assert RUN in shown(client, since=today, until=today)
    assert shown(client, until=today - timedelta(days=1)) == []
    thing = f"programmes.cohort/{world.cohort.pk}"
    assert shown(client, about=thing) == [CLOSING, RUN]


@pytest.mark.parametrize(
    "asked",
    [
        {"kind": "moon.landed"},
        {"since": "yesterday"},
        {"since": "2026-05-02", "until": "2026-05-01"},
        {"about": "nothing"},
        {"organisation": "nowhere"},
    ],
)
def test_what_makes_no_sense_is_said_and_kept(events, client, asked):
    page = client.get(reverse(PAGE), asked)
    assert page.status_code == 200
    assert page.context["form"].errors
    assert page.context["lines"] == []


@pytest.mark.parametrize("mark", ["", "x", "2026-01-01T00:00:00Z_x", "_", "2026-01-01_5", "1_2_3"])
def test_a_mark_that_is_none_is_the_first_page(events, client, mark):
    assert RUN in shown(client, before=mark)


def test_pages_follow_each_other_without_a_gap(world, client):
    for _each in range(120):
        record("cohort.running", world.cohort, by=None, organisation_id=world.organisation.pk)
    seen, query = 0, ""
    for _page in range(4):
        page = client.get(f"{reverse(PAGE)}?{query or 'kind=cohort.running'}")
        seen += len(page.context["lines"])
        query = page.context["older_url"]
        if not query:
            break
    assert seen == 120


def test_the_table_holds_all_that_was_searched_for_and_is_recorded(world, events, client):
    answer = client.get(reverse(FILE), {"format": "csv", "kind": "cohort.running"})
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [(row["what"], row["who"]) for row in rows] == [(RUN, "Catherine Ward")]
    taken = Event.objects.get(kind="record.downloaded")
    assert taken.actor_id == world.administrator.pk
    assert taken.changes == {"format": "csv", "search": ["format", "kind"]}


def test_lines_of_json_hold_the_columns(events, client):
    answer = client.get(reverse(FILE), {"format": "jsonl", "kind": "participant.paused"})
    (line,) = b"".join(answer.streaming_content).splitlines()
    told = json.loads(line)
    assert told["id"] == events[2].pk
    assert told["actor_id"] is None
    assert told["at"].endswith("Z")


def test_a_file_of_more_than_one_portion_misses_none(world, client, monkeypatch):
    monkeypatch.setattr("mentorship.telling.record_files.AT_ONCE", 7)
    for _each in range(30):
        record("cohort.running", world.cohort, by=None, organisation_id=world.organisation.pk)
    answer = client.get(reverse(FILE), {"format": "jsonl", "kind": "cohort.running"})
    lines = b"".join(answer.streaming_content).splitlines()
    assert len({json.loads(line)["id"] for line in lines}) == len(lines) == 30


@pytest.mark.parametrize("count", [1, 30])
def test_no_number_of_queries_grows(world, client, count, django_assert_max_num_queries):
    for _each in range(count):
        record("cohort.running", world.cohort, by=None, organisation_id=world.organisation.pk)
    client.get(reverse(PAGE))
    with django_assert_max_num_queries(18):
        client.get(reverse(PAGE))


def test_the_page_says_how_the_record_stands(world, events, client):
    assert b"Nothing is sealed yet" in client.get(reverse(PAGE)).content
    seal_what_is_final()
    verify_record()
    state = state_of_seals()
    assert (state.seals, state.was_whole) == (1, True)
    page = client.get(reverse(PAGE)).content.decode()
    assert state.head in page
    assert "As it was sealed" in page


def test_kinds_are_those_of_the_organisation_alone(world, events):
    assert "programme.created" not in kinds_recorded(world.organisation.pk)
    assert {"cohort.closing", "cohort.running"} <= set(kinds_recorded(world.organisation.pk))

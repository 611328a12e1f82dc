"""What may be read, of whom, and in which form."""

import json

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from evaluation.actions.reports import build_by_hand
from evaluation.models import Report
from mentorship.api.document import as_json, document
from programmes.enums import ParticipantRole
from tests.api.given import program_of
from tests.architecture.test_files import ROOT
from tests.factories.matching import pair
from tests.factories.programmes import ParticipantFactory
from tests.factories.training import SessionFactory
from tests.people import make_world

pytestmark = pytest.mark.django_db


def test_the_document_beside_the_code_is_the_one_that_is_served(client):
    served = client.get("/api/v1/openapi.json")
    assert served.status_code == 200
    assert served.content.decode() == as_json()
    assert (ROOT / "docs/openapi.json").read_text(encoding="utf-8") == as_json()


def test_names_are_told_only_by_a_token_that_opens_them(world):
    with_names = program_of(world).get("v1/participants").told["items"]
    without = program_of(world, ["participants:read"]).get("v1/participants").told["items"]
    assert {each["name"] for each in with_names} == {world.mentor.name, world.mentee.name}
    assert {each["name"] for each in without} == {each["email"] for each in without} == {None}
    assert {each["id"] for each in with_names} == {each["id"] for each in without}


def test_another_organisation_reads_nothing_of_it(world):
    match = pair(world)
    session = SessionFactory.create(programme=world.programme)
    stranger = program_of(world, organisation=world.other_organisation, by=world.stranger)
    for noun in ("participants", "matches", "sessions", "reports"):
        assert stranger.get(f"v1/{noun}").told == {"items": [], "next": None}
    assert stranger.get(f"v1/matches/{match.pk}").status_code == 404
    assert stranger.get(f"v1/sessions/{session.pk}").status_code == 404
    assert stranger.get(f"v1/participants/{world.mentor_place.pk}").status_code == 404


def test_a_match_says_who_is_in_it_and_how_it_stands(world):
    match = pair(world, ended_reason="")
    told = program_of(world).get(f"v1/matches/{match.pk}").told
    assert told["state"] == "active"
    assert {(each["participant_id"], each["side"]) for each in told["members"]} == {
        (str(world.mentor_place.pk), "mentor"),
        (str(world.mentee_place.pk), "mentee"),
    }


def test_drafts_of_reports_are_not_read(world):
    report = build_by_hand(world.programme, world.cohort, by=world.coordinator)
    program = program_of(world)
    assert program.get("v1/reports").told["items"] == []
    assert program.get(f"v1/reports/{report.pk}").status_code == 404


def test_a_report_is_read_without_the_words_and_names_in_it(world):
    snapshot = {
        "schema": 3,
        "steps": [],
        "voices": [{"words": "Said in confidence"}],
        "sponsors": [{"name": "Helena"}],
        "prepared_by": ["Maya"],
    }
    report = build_by_hand(world.programme, world.cohort, by=world.coordinator)
    Report.objects.update(state="approved", snapshot=json.dumps(snapshot))
    told = program_of(world).get(f"v1/reports/{report.pk}").told
    assert told["figures"] == {"schema": 3, "steps": []}


def test_pages_follow_each_other_and_miss_nobody(world):
    ParticipantFactory.create_batch(5, cohort=world.cohort, role=ParticipantRole.MENTEE)
    program, seen, cursor = program_of(world), [], ""
    while True:
        page = program.get(f"v1/participants?limit=3{cursor}").told
        seen += [each["id"] for each in page["items"]]
        if page["next"] is None:
            break
        cursor = f"&cursor={page['next']}"
    assert len(seen) == len(set(seen)) == 7
    assert len(program.get("v1/participants?role=mentor").told["items"]) == 1
    assert program.get("v1/participants?programme=captains").told["items"] == []


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=x", "cursor=%00", "cursor=abc", "state=%00", "programme=%00"]
)
def test_what_is_not_understood_is_said(world, query):
    refused = program_of(world).get(f"v1/participants?{query}")
    assert refused.status_code == 422
    assert refused["Content-Type"] == "application/problem+json"
    assert refused.told["status"] == 422


def test_the_number_of_queries_does_not_grow(world, django_assert_max_num_queries):
    pair(world)
    SessionFactory.create(programme=world.programme)
    program = program_of(world)
    ParticipantFactory.create_batch(30, cohort=world.cohort, role=ParticipantRole.MENTEE)
    for noun in ("participants", "matches", "sessions", "reports"):
        with django_assert_max_num_queries(7):
            assert program.get(f"v1/{noun}").status_code == 200


TEXTS = st.one_of(
    st.text(max_size=40),
    st.integers().map(str),
    st.sampled_from(["\0", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "active"]),
)
ANYTHING = st.tuples(
    st.sampled_from(sorted(document()["paths"])),
    st.dictionaries(
        st.sampled_from(
            sorted(
                {
                    parameter["name"]
                    for path in document()["paths"].values()
                    for parameter in path["get"].get("parameters", ())
                    if parameter["in"] == "query"
                }
            )
        ),
        TEXTS,
        max_size=3,
    ),
)


class Contract(TestCase):
    """Whatever is asked, the answer is one that the document describes, and never a 5xx."""

    @settings(max_examples=120, deadline=None)
    @given(ANYTHING)
    def test_answers_are_what_the_document_says(self, asked):
        path, query = asked
        if not hasattr(self, "program"):
            self.world = make_world()
            pair(self.world)
            SessionFactory.create(programme=self.world.programme)
            self.program = program_of(self.world, a_minute=30000)
        address = path.removeprefix("/api/").replace("{pk}", str(self.world.mentor_place.pk))
        encoded = {k: v.encode("utf-8", "replace").decode() for k, v in query.items()}
        response = self.program.client.get(
            f"/api/{address}",
            query_params=encoded,
            headers={"Authorization": f"Bearer {self.program.text}"},
        )
        assert response.status_code < 500
        described = document()["paths"][path]["get"]["responses"]
        assert str(response.status_code) in described
        content = described[str(response.status_code)]["content"]
        (kind, body), *_others = content.items()
        assert response["Content-Type"].partition(";")[0] == kind
        schema = body["schema"] | {"components": document()["components"]}
        jsonschema.validate(json.loads(response.content), schema)

"""Writing to the record."""

import structlog

from mentorship.audit.actions import record
from mentorship.audit.models import Event


def test_an_event_keeps_ids_and_not_rows(world):
    event = record(
        "programme.created", world.programme, by=world.coordinator, changes={"on": world.cohort.pk}
    )
    event.refresh_from_db()

    assert event.about_kind == "programmes.programme"
    assert event.about_id == str(world.programme.pk)
    assert event.actor_id == world.coordinator.pk
    assert event.organisation_id == world.organisation.pk
    assert event.changes == {"on": str(world.cohort.pk)}
    assert not any(field.is_relation for field in Event._meta.get_fields())
    assert str(event) == f"programme.created programmes.programme:{world.programme.pk}"


def test_the_system_acts_in_nobodys_name(world):
    assert record("cohort.closed", world.cohort, by=None).actor_id is None


def test_an_event_names_the_request_it_came_from(world):
    with structlog.contextvars.bound_contextvars(request_id="abc-123"):
        event = record("cohort.closed", world.cohort, by=None)
    assert event.request_id == "abc-123"


def test_events_are_found_by_what_they_are_about(world):
    record("cohort.running", world.cohort, by=None, organisation_id=world.organisation.pk)
    record("cohort.closing", world.cohort, by=None, organisation_id=world.organisation.pk)
    record("programme.created", world.other_programme, by=None)

    about = Event.objects.about(world.cohort)
    assert [event.kind for event in about] == ["cohort.closing", "cohort.running"]
    assert list(Event.objects.of_organisation(world.organisation.pk)) == list(about)

"""Who changed what, in words."""

from mentorship.audit.actions import record
from programmes.actions import move_participant
from programmes.enums import ParticipantState
from programmes.history import history_of


def test_each_event_says_what_when_and_who(world, django_assert_num_queries):
    place = world.mentee_place
    move_participant(place, ParticipantState.TRAINED, by=world.coordinator)
    move_participant(place, ParticipantState.FINISHED, by=None)
    record("cohort.running", world.cohort, by=world.mentor)
    record("team.left", world.programme, by=world.mentor)

    with django_assert_num_queries(1):
        lines = history_of(place, world.cohort)

    assert [(line.title, line.text.split(", ")[0]) for line in lines] == [
        ("Let the cohort run", "Amara Okafor"),
        ("Noted as finished", "by itself"),
        ("Noted as trained", "Catherine Ward"),
    ]


def test_somebody_who_is_no_longer_known_stays_somebody(world):
    class Gone:
        pk = "8d7a6d0e-6c0b-4c3f-9a53-3c2b3a1f0e11"

    record("participant.trained", world.mentee_place, by=Gone())
    (line,) = history_of(world.mentee_place)
    assert line.text.startswith("somebody, ")


def test_nothing_asked_nothing_answered(db):
    assert history_of() == []

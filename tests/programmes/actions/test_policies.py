"""Changing how a programme is run, and what its messages say."""

from mentorship.audit.models import Event
from programmes.actions.policies import set_policy, set_texts
from programmes.enums import TextKind
from programmes.queries import policy_of


def test_a_programme_that_never_said_is_run_as_usual(world):
    assert policy_of(world.programme).months == 9
    assert policy_of(world.programme)._state.adding


def test_the_record_names_what_changed_and_nothing_else(world):
    values = {"months": 6, "mentees_per_mentor": 2}
    set_policy(world.programme, values=values, by=world.coordinator)
    set_policy(world.programme, values=values, by=world.coordinator)

    assert policy_of(world.programme).months == 6
    (event,) = Event.objects.about(world.programme)
    assert event.changes == {"fields": ["months"]}


def test_texts_are_written_changed_and_taken_out(world):
    def say(mentor, mentee):
        texts = {TextKind.INVITATION_MENTOR: mentor, TextKind.INVITATION_MENTEE: mentee}
        set_texts(world.programme, texts=texts, by=world.coordinator)
        return dict(world.programme.texts.values_list("kind", "text"))

    assert say(" Come ", "") == {"invitation_mentor": "Come"}
    assert say("", "Do") == {"invitation_mentee": "Do"}
    assert say("", "Do") == {"invitation_mentee": "Do"}
    events = Event.objects.about(world.programme)
    assert [event.changes["texts"] for event in events] == [
        ["invitation_mentee", "invitation_mentor"],
        ["invitation_mentor"],
    ]

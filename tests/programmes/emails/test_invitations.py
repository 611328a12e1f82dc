"""The invitation says what the programme wrote, letter by letter."""

import pytest

from mentorship.accounts.models import Person
from mentorship.notifications.models import Message
from programmes.actions import add_participant
from programmes.emails import preview_invitation
from programmes.enums import ParticipantRole, TextKind
from programmes.models import MessageText
from tests.factories.accounts import PersonFactory

NASTY = "{{ recipient.email }} {% now 'Y' %} <b>bold</b> & “quotes”\n\nSecond paragraph"


def invite(world, role):
    person = PersonFactory.create()
    add_participant(cohort=world.cohort, person=person, role=role, by=world.coordinator)
    return Message.objects.get(recipient=person)


@pytest.mark.parametrize(
    ("role", "kind"),
    [
        (ParticipantRole.MENTOR, TextKind.INVITATION_MENTOR),
        (ParticipantRole.MENTEE, TextKind.INVITATION_MENTEE),
    ],
)
def test_each_role_reads_its_own_words(world, role, kind):
    for each in TextKind:
        MessageText.objects.create(programme=world.programme, kind=each, text=f"Words: {each}")

    mail = invite(world, role)

    assert f"Words: {kind}" in mail.text
    assert f"Words: {kind}" in mail.html
    assert mail.text.count("Words:") == 1


def test_words_arrive_literally_and_are_never_a_template(world):
    MessageText.objects.create(
        programme=world.programme, kind=TextKind.INVITATION_MENTOR, text=NASTY
    )

    mail = invite(world, ParticipantRole.MENTOR)

    assert NASTY in mail.text
    assert "{{ recipient.email }} {% now" in mail.html
    assert "&lt;b&gt;bold&lt;/b&gt; &amp;" in mail.html
    assert "<b>bold" not in mail.html


def test_without_words_of_its_own_the_mail_is_as_it_was(world):
    mail = invite(world, ParticipantRole.MENTOR)
    assert "Catherine Ward would like you as a mentor in Leaders." in mail.text


def test_a_preview_shows_what_is_being_typed(world):
    MessageText.objects.create(
        programme=world.programme, kind=TextKind.INVITATION_MENTEE, text="Stored"
    )
    by = Person.objects.get(pk=world.coordinator.pk)

    def preview(**words):
        return preview_invitation(
            cohort=world.cohort, role=ParticipantRole.MENTEE, name="Jo", by=by, **words
        ).text

    assert "Stored" in preview()
    assert "Typed" in preview(words=" Typed ")
    assert "Stored" not in preview(words="")

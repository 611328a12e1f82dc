"""Who is quoted: who consents still, among so many that nobody can tell, and never by name."""

from dataclasses import replace

import pytest
from django.utils import timezone

from evaluation.reports.gathering.voices import (
    name_parts,
    voices_of,
    withdrawn_from,
    without_names,
)
from tests.factories.accounts import PersonFactory
from tests.factories.fresh import ThankYouFactory
from tests.factories.programmes import CohortFactory, MenteeFactory, ParticipantFactory


@pytest.fixture
def cohort(db):
    cohort = CohortFactory.create()
    MenteeFactory.create_batch(9, cohort=cohort)
    return cohort


def note(cohort, words, **fields):
    writer = MenteeFactory.create(cohort=cohort, person__name="Łukasz Wójcik")
    mentor = PersonFactory.create(name="Amara Okafor")
    ParticipantFactory.create(cohort=cohort, person=mentor)
    return ThankYouFactory.create(
        programme=cohort.programme,
        author=writer.person,
        mentor=mentor,
        words=words,
        **{"may_be_shared": True, **fields},
    )


def quoted(cohort):
    return [voice.words for voice in voices_of(cohort.programme, [cohort])]


def test_a_note_is_quoted_without_names_and_with_its_cohort(cohort):
    note(cohort, "Thank you, Amara!\nAmara Okafor’s questions changed how I lead.  Łukasz")
    (voice,) = voices_of(cohort.programme, [cohort])
    assert voice.words == "Thank you, […]! […] questions changed how I lead. […]"
    assert (voice.role, voice.cohort) == ("mentee", cohort.number)


def test_without_consent_in_force_nobody_is_quoted(cohort):
    note(cohort, "Not shared.", may_be_shared=False)
    note(cohort, "Taken back.", withdrawn_at=timezone.now())
    assert quoted(cohort) == []


def test_where_few_could_have_written_nobody_is_quoted(db):
    small = CohortFactory.create()
    MenteeFactory.create_batch(8, cohort=small)
    note(small, "One of nine.")
    assert quoted(small) == []
    MenteeFactory.create(cohort=small)
    assert quoted(small) == ["One of nine."]


@pytest.mark.parametrize(
    "words", ["Write to me: me@example.org", "See www.example.org", "Call 030 1234567", "x" * 401]
)
def test_what_leads_to_somebody_or_would_have_to_be_cut_is_not_quoted(cohort, words):
    note(cohort, words)
    assert quoted(cohort) == []


def test_nobody_is_quoted_twice_and_six_at_the_most(cohort):
    first = note(cohort, "Once.")
    ThankYouFactory.create(
        programme=cohort.programme, author=first.author, may_be_shared=True, words="Twice."
    )
    assert len(quoted(cohort)) == 1
    for number in range(8):
        note(cohort, f"Words {number}.")
    assert len(quoted(cohort)) == 6


def test_names_of_others_are_left_out_as_they_are_spelt(db):
    own, others = name_parts(["Amara O’Hara"]), name_parts(["Will Jean-Luc", "Grace B."])
    said = "amara o'hara and Will will, by Grace and with grace, will-power for Jean-Luc’s B plan."
    assert without_names(said, own, others) == (
        "[…] o'[…] and […] will, by […] and with grace, will-power for […] B plan."
    )


def test_consent_taken_back_later_is_told(cohort, reports):
    given = note(cohort, "Once.")
    data = replace(reports.alone[3], voices=voices_of(cohort.programme, [cohort]))
    assert withdrawn_from(data) == frozenset()
    given.may_be_shared = False
    given.save()
    assert withdrawn_from(data) == {given.pk.hex}
    assert withdrawn_from(reports.alone[3]) == frozenset()

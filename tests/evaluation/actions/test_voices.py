"""A report that was never sent quotes nobody who took their words back; a sent one is kept."""

import pytest
from django.utils import timezone

from evaluation import canonical
from evaluation.actions.reports import build_by_hand, finish_reports
from evaluation.actions.voices import leave_out_withdrawn
from evaluation.reports.snapshot import thaw
from mentorship.audit.models import Event
from tests.factories.fresh import ThankYouFactory
from tests.factories.programmes import MenteeFactory


@pytest.fixture
def notes(world):
    """Two notes of mentees that may be quoted."""
    writers = MenteeFactory.create_batch(10, cohort=world.cohort)[:2]
    return [
        ThankYouFactory.create(
            programme=world.programme, author=writer.person, may_be_shared=True, words=words
        )
        for writer, words in zip(writers, ("It opened a door.", "I speak up now."), strict=True)
    ]


@pytest.fixture
def report(world, notes):
    made = build_by_hand(world.programme, None, by=world.coordinator)
    assert len(thaw(made.snapshot).voices) == 2
    return made


def take_back(note):
    note.may_be_shared, note.withdrawn_at = False, timezone.now()
    note.save()


def test_it_is_sealed_and_drawn_anew_without_the_quote(report, notes):
    finish_reports()
    old, before = report.files.get(format="pdf").sha256, thaw(report.snapshot)
    take_back(notes[0])
    leave_out_withdrawn(report)
    report.refresh_from_db()
    data = thaw(report.snapshot)
    assert [voice.words for voice in data.voices] == ["I speak up now."]
    assert (data.graduated, data.steps, data.risks) == (
        before.graduated,
        before.steps,
        before.risks,
    )
    assert report.code == canonical.code(canonical.sha256(report.snapshot))
    finish_reports()
    assert report.files.get(format="pdf").sha256 != old
    assert Event.objects.filter(kind="report.quotes_withdrawn").count() == 1


def test_nothing_is_touched_while_consent_holds_or_once_it_was_sent(report, notes):
    sealed = report.sha256
    leave_out_withdrawn(report)
    take_back(notes[0])
    report.sent_at = timezone.now()
    leave_out_withdrawn(report)
    assert report.sha256 == sealed
    assert not Event.objects.filter(kind="report.quotes_withdrawn").exists()


def test_a_quote_taken_back_before_drawing_is_never_drawn(report, notes):
    take_back(notes[0])
    finish_reports()
    report.refresh_from_db()
    assert [voice.words for voice in thaw(report.snapshot).voices] == ["I speak up now."]

"""Meetings held and matches imported before there was practice are entered as practice.

Nobody's practice is to lapse for want of records. The ledger is append-only, so going back leaves
what was entered, and coming again enters nothing twice.
"""

from datetime import date
from decimal import Decimal
from itertools import product

from django.db import migrations

USUAL_MINUTES = 60
BATCH = 1000


def enter_practice(apps, schema_editor):
    """Enter each mentor with each mentee, by the names that `matching.actions.practice` gives."""
    entries = apps.get_model("training", "LedgerEntry").objects
    drafts = []
    for match, day, minutes, occasion in _occasions(apps):
        drafts += _entries_of(apps, match, day, minutes, occasion)
        if len(drafts) >= BATCH:
            entries.bulk_create(drafts, ignore_conflicts=True)
            drafts = []
    entries.bulk_create(drafts, ignore_conflicts=True)


def _occasions(apps):
    """Yield matches with the day, the minutes and the name of each occasion."""
    related = "cohort__programme__organisation"
    people = "members__participant"
    meetings = apps.get_model("matching", "Meeting").objects.filter(state="held")
    matched = meetings.select_related(f"match__{related}").prefetch_related(f"match__{people}")
    for meeting in matched.order_by("pk").iterator(chunk_size=BATCH):
        zone = meeting.match.cohort.programme.organisation.time_zone
        day = meeting.starts_at.astimezone(zone).date()
        yield meeting.match, day, meeting.minutes, meeting.pk.hex
    matches = apps.get_model("matching", "Match").objects.filter(
        origin="imported", state__in=("closed", "ended_early")
    )
    whole = matches.select_related(related).prefetch_related(people)
    for match in whole.order_by("pk").iterator(chunk_size=BATCH):
        yield match, match.ended_on, USUAL_MINUTES, "record"


def _entries_of(apps, match, day: date, minutes: int, occasion: str):
    """Return the practice of one occasion, not yet stored."""
    entry = apps.get_model("training", "LedgerEntry")
    members = [
        member
        for member in match.members.all()
        if member.participant.ended_on is None or member.participant.ended_on >= day
    ]
    mentors = [member for member in members if member.side == "mentor"]
    mentees = [member for member in members if member.side == "mentee"]
    programme = match.cohort.programme
    return [
        entry(
            organisation_id=programme.organisation_id,
            programme_id=programme.pk,
            person_id=mentor.participant.person_id,
            role="mentor",
            kind="practice",
            source="practice",
            hours=max(Decimal("0.1"), (Decimal(minutes) / 60).quantize(Decimal("0.1"))),
            earned_on=day,
            counterpart_id=mentee.participant.person_id,
            occasion_key=(
                f"matching.match:{match.pk.hex}:{mentor.pk.hex}:{occasion}:{mentee.pk.hex}"
            ),
        )
        for mentor, mentee in product(mentors, mentees)
    ]


class Migration(migrations.Migration):
    """Only rows."""

    dependencies = (
        ("matching", "0001_initial"),
        ("training", "0003_keeping_fresh"),
    )

    operations = (migrations.RunPython(enter_practice, migrations.RunPython.noop, elidable=True),)

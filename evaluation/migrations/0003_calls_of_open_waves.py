"""Open waves call those whom they asked so far; versions that were asked are frozen."""

from django.db import migrations
from django.db.models import Exists, OuterRef
from django.utils import timezone

DOES_NOT = ("withdrawn", "declined")


def call_and_freeze(apps, schema_editor):
    """Make a call for each place that an open wave asks."""
    wave_model = apps.get_model("evaluation", "Wave")
    call_model = apps.get_model("evaluation", "Call")
    place_model = apps.get_model("programmes", "Participant")
    today = timezone.localdate()
    for wave in wave_model.objects.filter(state="open").select_related("instrument"):
        places = place_model.objects.filter(
            cohort_id=wave.cohort_id,
            role=wave.instrument.audience,
            person__is_active=True,
            person__email__isnull=False,
        ).exclude(state__in=DOES_NOT)
        call_model.objects.bulk_create(
            [
                call_model(wave=wave, person_id=place.person_id, place=place, called_on=today)
                for place in places
            ],
            ignore_conflicts=True,
        )
    asked = wave_model.objects.filter(instrument=OuterRef("pk"), state__in=("open", "closed"))
    instruments = apps.get_model("evaluation", "Instrument").objects.filter(state="ready")
    instruments.filter(Exists(asked)).update(state="frozen")


class Migration(migrations.Migration):
    """Needs the tables of the migration before."""

    dependencies = (("evaluation", "0002_throughout"),)
    operations = (migrations.RunPython(call_and_freeze, migrations.RunPython.noop),)

"""Hours are a person's own, told once, and no longer told for each of their places.

Earlier code may still run while this is applied, and reads and writes its column: so the column
stays, with a value of its own for new rows, and goes with a later release.
"""

from django.db import migrations


def carry_over(apps, schema_editor):
    """Give each person the hours they told last, at whichever place."""
    FreeHours = apps.get_model("matching", "FreeHours")
    MatchingPlace = apps.get_model("matching", "MatchingPlace")
    told = MatchingPlace.objects.filter(free_half_hours__len__gt=0).order_by("updated_at", "pk")
    latest = dict(told.values_list("participant__person_id", "free_half_hours"))
    FreeHours.objects.bulk_create(
        [FreeHours(person_id=person, half_hours=hours) for person, hours in latest.items()],
        batch_size=500,
        ignore_conflicts=True,
    )


def carry_back(apps, schema_editor):
    """Give a person's hours back to each of their places, so that none is lost."""
    FreeHours = apps.get_model("matching", "FreeHours")
    MatchingPlace = apps.get_model("matching", "MatchingPlace")
    Participant = apps.get_model("programmes", "Participant")
    for person, hours in FreeHours.objects.values_list("person_id", "half_hours"):
        places = Participant.objects.filter(person_id=person)
        missing = places.filter(matching_place__isnull=True)
        MatchingPlace.objects.bulk_create([MatchingPlace(participant=place) for place in missing])
        MatchingPlace.objects.filter(participant__person_id=person).update(free_half_hours=hours)


class Migration(migrations.Migration):
    dependencies = [("matching", "0004_relationships")]

    operations = [
        migrations.RunPython(carry_over, carry_back),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RemoveField(model_name="matchingplace", name="free_half_hours")
            ]
        ),
    ]

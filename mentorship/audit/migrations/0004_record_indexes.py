from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """The record is searched by day, kind and person; everybody goes on writing meanwhile.

    Not one transaction: indexes are built concurrently. Broken off, it may leave an index that is
    not valid; drop that index and migrate again.
    """

    atomic = False

    dependencies = [("audit", "0003_sealed")]

    operations = [
        AddIndexConcurrently(
            "event", models.Index(fields=["organisation_id", "-at", "-id"], name="audit_event_days")
        ),
        AddIndexConcurrently(
            "event",
            models.Index(
                fields=["organisation_id", "kind", "-at", "-id"], name="audit_event_kinds"
            ),
        ),
        AddIndexConcurrently(
            "event",
            models.Index(
                fields=["organisation_id", "actor_id", "-at", "-id"], name="audit_event_actors"
            ),
        ),
    ]

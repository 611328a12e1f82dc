import django.db.models.deletion
from django.conf import settings
from django.contrib.postgres.operations import (
    AddConstraintNotValid,
    TrigramExtension,
    UnaccentExtension,
)
from django.db import migrations, models


class Migration(migrations.Migration):
    """One record of a person may have become another; the next migration does what takes long."""

    dependencies = [
        ("accounts", "0003_working_days"),
    ]

    operations = [
        TrigramExtension(),
        UnaccentExtension(),
        migrations.AddField(
            model_name="person",
            name="merged_into",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="aliases",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        AddConstraintNotValid(
            model_name="person",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("merged_into__isnull", True), ("is_active", False), _connector="OR"
                ),
                name="accounts_person_alias_shut",
            ),
        ),
    ]

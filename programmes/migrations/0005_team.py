"""A role in a team is held once at a time, also by dates that lie ahead."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0004_set_up"),
    ]

    operations = [
        # PostgreSQL builds no exclusion constraint concurrently. A programme has a dozen rows here, so
        # the table is locked for milliseconds.
        BtreeGistExtension(),
        migrations.RemoveConstraint(
            model_name="teammember",
            name="programmes_teammember_once",
        ),
        migrations.AddConstraint(
            model_name="teammember",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    ("programme", "="),
                    ("person", "="),
                    ("role", "="),
                    (
                        models.Func(
                            "started_on",
                            "ended_on",
                            function="daterange",
                            output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                        ),
                        "&&",
                    ),
                ],
                name="programmes_teammember_once_at_a_time",
            ),
        ),
    ]

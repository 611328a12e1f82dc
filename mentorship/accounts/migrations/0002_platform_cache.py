"""A cache in the database: rate limits must count across processes, and hold while Redis is away."""

from django.core.management import call_command
from django.db import migrations


def create(apps, schema_editor):
    """Make the table; nothing happens where it stands already."""
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [
        migrations.RunPython(create, migrations.RunPython.noop),
        migrations.RunSQL(migrations.RunSQL.noop, "DROP TABLE IF EXISTS platform_cache"),
    ]

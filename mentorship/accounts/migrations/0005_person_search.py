import django.contrib.postgres.indexes
import django.db.models.functions.text
from django.contrib.postgres.operations import AddIndexConcurrently, ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    """People are found by parts of their name or address; people go on signing in meanwhile.

    Not one transaction: indexes are built concurrently. Broken off, it may leave an index that is
    not valid; drop that index and migrate again.
    """

    atomic = False

    dependencies = [
        ("accounts", "0004_person_merged_into"),
    ]

    operations = [
        ValidateConstraint(model_name="person", name="accounts_person_alias_shut"),
        AddIndexConcurrently(
            model_name="person",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(
                    django.db.models.functions.text.Upper("name"), "gin_trgm_ops"
                ),
                name="accounts_person_name_search",
            ),
        ),
        AddIndexConcurrently(
            model_name="person",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(
                    django.db.models.functions.text.Upper("email"), "gin_trgm_ops"
                ),
                name="accounts_person_email_search",
            ),
        ),
    ]

import django.contrib.postgres.indexes
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations

import mentorship.common.plain_text

# The dictionary is named with its schema: an index is built, and restored, without any search path.
FORWARDS = """
DO $$
DECLARE home text := (
    SELECT nspname FROM pg_extension JOIN pg_namespace n ON n.oid = extnamespace
    WHERE extname = 'unaccent'
);
BEGIN
    EXECUTE format(
        'CREATE OR REPLACE FUNCTION plain_text(words text) RETURNS text '
        'LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE '
        'AS $body$ SELECT pg_catalog.lower(%I.unaccent(%L::pg_catalog.regdictionary, $1)) $body$',
        home, quote_ident(home) || '.unaccent'
    );
END $$
"""
BACKWARDS = "DROP FUNCTION IF EXISTS plain_text(text)"


class Migration(migrations.Migration):
    """People are found by their names without accents; people go on signing in meanwhile.

    Not one transaction: the index is built concurrently. Broken off, it may leave an index that is
    not valid; drop that index and migrate again.
    """

    atomic = False

    dependencies = [
        ("accounts", "0009_organisation_look"),
    ]

    operations = [
        migrations.RunSQL(FORWARDS, BACKWARDS),
        AddIndexConcurrently(
            model_name="person",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(
                    mentorship.common.plain_text.PlainText("name"), "gin_trgm_ops"
                ),
                name="accounts_person_plain_name",
            ),
        ),
    ]

"""The database itself refuses to change or delete an hour once it was entered."""

from django.db import migrations

FORWARDS = """
CREATE FUNCTION training_ledger_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'ledger entries are append-only: reverse one by another'
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER training_ledger_append_only BEFORE UPDATE OR DELETE ON training_ledgerentry
    FOR EACH ROW EXECUTE FUNCTION training_ledger_is_append_only();
"""
BACKWARDS = """
DROP TRIGGER training_ledger_append_only ON training_ledgerentry;
DROP FUNCTION training_ledger_is_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("training", "0001_initial")]

    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]

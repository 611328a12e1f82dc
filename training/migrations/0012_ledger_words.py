"""Words beside an hour may be emptied when a person is erased; the hour itself never changes."""

from django.db import migrations

FORWARDS = """
CREATE OR REPLACE FUNCTION training_ledger_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE'
        AND current_setting('mentorship.erasing', true) = 'on'
        AND to_jsonb(NEW) - 'note' - 'rejected_reason' = to_jsonb(OLD) - 'note' - 'rejected_reason'
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'ledger entries are append-only: reverse one by another'
        USING ERRCODE = 'restrict_violation';
END $$;
"""
BACKWARDS = """
CREATE OR REPLACE FUNCTION training_ledger_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'ledger entries are append-only: reverse one by another'
        USING ERRCODE = 'restrict_violation';
END $$;
"""


class Migration(migrations.Migration):
    """Let only the words change, and only where somebody is being erased."""

    dependencies = (("training", "0011_shipped_competencies"),)

    operations = (migrations.RunSQL(FORWARDS, BACKWARDS),)

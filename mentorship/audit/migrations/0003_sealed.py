"""The record is sealed link by link; what a row held can be taken out, and nothing else done to it."""

import uuid

from django.db import migrations, models

# What stays is held against what went: the digest must be that of the old `changes` and salt, as
# `mentorship.audit.sealing` computes it, so that the chain holds and nothing can be put in place.
FORWARDS = """
CREATE FUNCTION audit_event_may_only_be_redacted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.changes_digest IS NULL
       AND NEW.changes_digest = sha256(
           convert_to(coalesce(OLD.salt::text, '') || OLD.changes::text, 'UTF8'))
       AND NEW.changes = '{}'::jsonb AND NEW.salt IS NULL
       AND (NEW.id, NEW.at, NEW.kind, NEW.about_kind, NEW.about_id, NEW.request_id)
         = (OLD.id, OLD.at, OLD.kind, OLD.about_kind, OLD.about_id, OLD.request_id)
       AND NEW.actor_id IS NOT DISTINCT FROM OLD.actor_id
       AND NEW.organisation_id IS NOT DISTINCT FROM OLD.organisation_id
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'audit events are append-only' USING ERRCODE = 'restrict_violation';
END $$;
DROP TRIGGER audit_event_append_only ON audit_event;
CREATE TRIGGER audit_event_append_only BEFORE DELETE ON audit_event
    FOR EACH ROW EXECUTE FUNCTION audit_event_is_append_only();
CREATE TRIGGER audit_event_only_redacted BEFORE UPDATE ON audit_event
    FOR EACH ROW EXECUTE FUNCTION audit_event_may_only_be_redacted();
CREATE TRIGGER audit_event_not_emptied BEFORE TRUNCATE ON audit_event
    FOR EACH STATEMENT EXECUTE FUNCTION audit_event_is_append_only();
CREATE TRIGGER audit_seal_append_only BEFORE UPDATE OR DELETE ON audit_seal
    FOR EACH ROW EXECUTE FUNCTION audit_event_is_append_only();
CREATE TRIGGER audit_seal_not_emptied BEFORE TRUNCATE ON audit_seal
    FOR EACH STATEMENT EXECUTE FUNCTION audit_event_is_append_only();
"""
BACKWARDS = """
DROP TRIGGER audit_seal_not_emptied ON audit_seal;
DROP TRIGGER audit_seal_append_only ON audit_seal;
DROP TRIGGER audit_event_not_emptied ON audit_event;
DROP TRIGGER audit_event_only_redacted ON audit_event;
DROP TRIGGER audit_event_append_only ON audit_event;
CREATE TRIGGER audit_event_append_only BEFORE UPDATE OR DELETE ON audit_event
    FOR EACH ROW EXECUTE FUNCTION audit_event_is_append_only();
DROP FUNCTION audit_event_may_only_be_redacted();
"""


class Migration(migrations.Migration):
    """Rows from before have no salt: a default for each would write the whole table anew."""

    dependencies = [("audit", "0002_append_only")]

    operations = [
        migrations.AddField("event", "salt", models.UUIDField(null=True)),
        migrations.AlterField("event", "salt", models.UUIDField(null=True, default=uuid.uuid4)),
        migrations.AddField(
            "event", "changes_digest", models.BinaryField(null=True, max_length=32)
        ),
        migrations.CreateModel(
            name="Seal",
            fields=[
                ("number", models.BigIntegerField(primary_key=True, serialize=False)),
                ("through_id", models.BigIntegerField()),
                ("count", models.PositiveIntegerField()),
                ("leaves", models.BinaryField()),
                ("previous", models.BinaryField(max_length=32)),
                ("hash", models.BinaryField(max_length=32, unique=True)),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "ordering": ("number",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(number__gte=1), name="audit_seal_numbered"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(through_id__gte=models.F("count")),
                        name="audit_seal_counted",
                    ),
                ],
            },
        ),
        migrations.RunSQL(FORWARDS, BACKWARDS),
    ]

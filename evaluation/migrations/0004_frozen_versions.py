"""The database itself refuses to change a version that people were asked, or its questions."""

from django.db import migrations

FORWARDS = """
CREATE FUNCTION evaluation_instrument_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- Between the two it may still be moved: taken from the offer, and brought back.
    IF TG_OP = 'UPDATE' AND NEW.state IN ('frozen', 'retired')
        AND to_jsonb(NEW) - 'state' = to_jsonb(OLD) - 'state' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'this version of the survey is frozen: begin a new one'
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER evaluation_instrument_frozen BEFORE UPDATE OR DELETE ON evaluation_instrument
    FOR EACH ROW WHEN (OLD.state IN ('frozen', 'retired'))
    EXECUTE FUNCTION evaluation_instrument_is_frozen();

CREATE FUNCTION evaluation_part_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    held text;
BEGIN
    IF TG_OP = 'UPDATE' AND NEW IS NOT DISTINCT FROM OLD THEN
        RETURN NEW;
    END IF;
    -- Held, so that nobody freezes the version while one of its parts is being changed.
    FOR held IN
        SELECT state FROM evaluation_instrument
        WHERE (TG_OP <> 'INSERT' AND id = OLD.instrument_id)
            OR (TG_OP <> 'DELETE' AND id = NEW.instrument_id)
        FOR SHARE
    LOOP
        IF held IN ('frozen', 'retired') THEN
            RAISE EXCEPTION 'this version of the survey is frozen: begin a new one'
                USING ERRCODE = 'restrict_violation';
        END IF;
    END LOOP;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER evaluation_section_frozen BEFORE INSERT OR UPDATE OR DELETE ON evaluation_section
    FOR EACH ROW EXECUTE FUNCTION evaluation_part_is_frozen();
CREATE TRIGGER evaluation_item_frozen BEFORE INSERT OR UPDATE OR DELETE ON evaluation_item
    FOR EACH ROW EXECUTE FUNCTION evaluation_part_is_frozen();
"""
BACKWARDS = """
DROP TRIGGER evaluation_item_frozen ON evaluation_item;
DROP TRIGGER evaluation_section_frozen ON evaluation_section;
DROP FUNCTION evaluation_part_is_frozen();
DROP TRIGGER evaluation_instrument_frozen ON evaluation_instrument;
DROP FUNCTION evaluation_instrument_is_frozen();
"""


class Migration(migrations.Migration):
    """Needs the states of versions; data migrations of frozen versions have to come before."""

    dependencies = (("evaluation", "0003_calls_of_open_waves"),)

    operations = (migrations.RunSQL(FORWARDS, BACKWARDS),)

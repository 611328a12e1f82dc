"""Name reminders of refreshers after the policy they rest on.

They were named after the person's standing, which goes and comes back with their seat: whoever left
and came back within a period would have had its reminders again.
"""

from django.db import migrations

TO_POLICIES = """
UPDATE notifications_message AS message
SET about = 'training.currencypolicy:' || standing.policy_id
FROM training_standing AS standing
WHERE message.kind = 'training.refresher_due'
  AND message.about = 'training.standing:' || standing.id
"""
TO_STANDINGS = """
UPDATE notifications_message AS message
SET about = 'training.standing:' || standing.id
FROM training_standing AS standing
WHERE message.kind = 'training.refresher_due'
  AND message.about = 'training.currencypolicy:' || standing.policy_id
  AND message.recipient_id = standing.person_id
"""


class Migration(migrations.Migration):
    """Only names change; what was sent stays sent."""

    dependencies = (
        ("training", "0005_attendance"),
        ("notifications", "0003_waiting_for_a_look"),
    )

    operations = (migrations.RunSQL(TO_POLICIES, TO_STANDINGS),)

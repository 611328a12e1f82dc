"""Lets health follow what is recorded, and registers tasks and mails."""

from django.db.models.signals import post_save

from matching.care import (
    course,
    emails,  # noqa: F401  (registers the kind of message)
    tasks,  # noqa: F401  (registers the entry points for workers)
)
from matching.care.refreshing import follow_record
from matching.timeline import register_facts
from mentorship.audit.models import Event


def register() -> None:
    """Fill the registries; called from `AppConfig.ready`."""
    post_save.connect(follow_record, sender=Event, dispatch_uid="matching.care")
    register_facts(course.care_steps)
    register_facts(course.level_changes)

"""What booking puts into the registries: kinds of message, tasks, its part of a relationship."""

from matching.booking import (
    emails,  # noqa: F401  (registers the kinds of message)
    tasks,  # noqa: F401  (registers the entry points for workers)
)
from matching.booking.course import meetings_course
from matching.booking.part import meetings_by_state, meetings_part, planned_meetings
from matching.pair_page import register_parts
from matching.timeline import register_facts


def register() -> None:
    """Fill the registries; called from `AppConfig.ready`."""
    register_parts(meetings_part, planned_meetings, meetings_by_state)
    register_facts(meetings_course)

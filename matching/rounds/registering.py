"""What rounds of matching put on pages that every app fills."""

from matching.rounds.preparations import needs_of_rounds, tasks_of_rounds
from programmes.needs import register_needs
from programmes.task_list import register_tasks


def register() -> None:
    """Put rounds on the task list and on Today."""
    register_tasks(tasks_of_rounds)
    register_needs(needs_of_rounds)

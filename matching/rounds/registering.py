"""What rounds of matching put on pages that every app fills."""

from matching.rounds.preparations import tasks_of_rounds
from programmes.task_list import register_tasks


def register() -> None:
    """Put rounds on the task list."""
    register_tasks(tasks_of_rounds, holds_up=())

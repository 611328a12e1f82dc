"""What the list of applications puts on the pages of others."""

from programmes.applications import measures
from programmes.applications.needs import needs_of_applications
from programmes.applications.tasks import tasks_of_applications
from programmes.enums import CohortState
from programmes.needs import register_needs
from programmes.task_list import register_tasks


def register() -> None:
    """Fill the registries; called from `AppConfig.ready`."""
    measures.register()
    register_needs(needs_of_applications)
    register_tasks(tasks_of_applications, holds_up=[CohortState.MATCHING])

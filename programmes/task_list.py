"""What is to be done before each step of a cohort's life: every app says it here."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from programmes.enums import CohortState
from programmes.models import Cohort, Programme


class TaskState(StrEnum):
    """How far a task is; the values are what `components/task_list.html` draws."""

    NOT_STARTED = "todo"
    IN_PROGRESS = "progress"
    CANNOT_START = "blocked"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do before a cohort enters `before`.

    `hint` says how it stands ("4 applications are undecided"), or what it waits for where it cannot
    start. A task that is not `is_required` is offered, and holds nothing up. `order` sorts the
    tasks of one step, the smallest first.
    """

    key: str
    title: str
    state: TaskState
    before: CohortState
    order: int
    url: str = ""
    hint: str = ""
    is_required: bool = True

    @property
    def is_missing(self) -> bool:
        """Tell whether the step should wait for it."""
        return self.is_required and self.state != TaskState.DONE


TaskSource = Callable[[Programme, Cohort | None], Iterable[Task]]


class _Source(NamedTuple):
    """A source of tasks, and the steps that a required task of it may hold up."""

    tasks: TaskSource
    holds_up: frozenset[CohortState]


_sources: list[_Source] = []


def register_tasks(
    tasks: TaskSource, *, holds_up: Iterable[CohortState] = tuple(CohortState)
) -> None:
    """Let an app say what is to be done; called from its `AppConfig.ready`.

    A source is given the programme and the cohort that is prepared (None before there is one), and
    makes a number of queries that does not grow with the programme. Who asks what is missing before
    a step asks the sources alone that hold it up.
    """
    source = _Source(tasks, frozenset(holds_up))
    if source not in _sources:
        _sources.append(source)


def tasks_of(programme: Programme, cohort: Cohort | None) -> list[Task]:
    """Return all tasks in the order of a cohort's life."""
    return _sorted(task for source in _sources for task in source.tasks(programme, cohort))


def missing_before(cohort: Cohort, step: CohortState) -> list[Task]:
    """Return what the step should wait for."""
    tasks = _sorted(
        task
        for source in _sources
        if step in source.holds_up
        for task in source.tasks(cohort.programme, cohort)
    )
    return [task for task in tasks if task.before == step and task.is_missing]


def _sorted(tasks: Iterable[Task]) -> list[Task]:
    """Sort tasks by step, and within each by their order."""
    steps = list(CohortState)
    return sorted(tasks, key=lambda task: (steps.index(task.before), task.order, task.key))

"""What follows for costs when a programme is started from another."""

from typing import Any

from evaluation.actions.costing import take_book_along
from mentorship.accounts.models import Person
from programmes.models import Programme
from programmes.signals import programme_created


def note_programme(
    sender: type[Programme], programme: Programme, by: Person | None, **_: Any
) -> None:
    """Give a cloned programme the assumptions of its origin, to be confirmed."""
    take_book_along(programme, by=by)


def connect() -> None:
    """Listen."""
    programme_created.connect(note_programme, dispatch_uid="evaluation.costing")

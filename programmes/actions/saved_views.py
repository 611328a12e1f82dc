"""Keeping ways of looking at the list of people."""

from django.db import IntegrityError, transaction

from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from programmes.models import Programme, SavedView


class ViewNameTakenError(Exception):
    """The person keeps another view under this name already; nothing was changed."""


@transaction.atomic
def keep_view(
    programme: Programme, *, name: str, query: str, is_shared: bool, is_default: bool, by: Person
) -> SavedView:
    """Keep a question under a name; recorded. Raises ViewNameTakenError."""
    if is_default:
        _open_no_other_first(programme, by)
    try:
        with transaction.atomic():
            view = SavedView.objects.create(
                programme=programme,
                person=by,
                name=name,
                query=query,
                is_shared=is_shared,
                is_default=is_default,
            )
    except IntegrityError as error:
        raise ViewNameTakenError(name) from error
    _record("view.kept", view, by=by)
    return view


@transaction.atomic
def change_view(
    view: SavedView, *, name: str, is_shared: bool, is_default: bool, by: Person
) -> None:
    """Rename a view, share it or not, open it first or not; recorded.

    Raises ViewNameTakenError.
    """
    if is_default:
        _open_no_other_first(view.programme, view.person)
    try:
        with transaction.atomic():
            SavedView.objects.filter(pk=view.pk).update(
                name=name, is_shared=is_shared, is_default=is_default
            )
    except IntegrityError as error:
        raise ViewNameTakenError(name) from error
    _record("view.changed", view, by=by)


@transaction.atomic
def remove_view(view: SavedView, *, by: Person) -> None:
    """Remove a view for everybody who saw it; recorded."""
    _record("view.removed", view, by=by)
    view.delete()


def _open_no_other_first(programme: Programme, person: Person) -> None:
    """Let none of the person's views open first."""
    SavedView.objects.filter(programme=programme, person=person, is_default=True).update(
        is_default=False
    )


def _record(kind: str, view: SavedView, *, by: Person) -> None:
    """Record under the organisation of the programme."""
    record(kind, view, by=by, organisation_id=view.programme.organisation_id)

"""The next step of an import, at once where the table is small, else by a worker."""

from functools import partial

from django.db import transaction

from programmes.actions.table_import_work import go_on
from programmes.actions.table_imports import is_small
from programmes.models import Import
from programmes.tasks import ring_for_import


def next_step(run: Import) -> None:
    """Do it now while somebody waits, or ask a worker to."""
    if is_small(run):
        go_on(run.pk)
    else:
        transaction.on_commit(partial(ring_for_import, run.pk), robust=True)

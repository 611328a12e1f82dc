"""What becomes of the copies of all that was kept of somebody who is erased."""

from functools import partial

from mentorship.accounts.models import DataCopy
from mentorship.accounts.privacy.erasing.registry import Gone, Taken
from mentorship.accounts.privacy.sealing import forget_sealed


def forget_copies(gone: Gone, taken: Taken) -> None:
    """Let the files go from the store once their rows, which go as declared, are gone."""
    copies = DataCopy.objects.filter(person__in=gone.pks).exclude(store_key="")
    for store_key in copies.values_list("store_key", flat=True):
        taken.afterwards.append(partial(forget_sealed, store_key))

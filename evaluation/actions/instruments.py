"""What becomes of a version of an instrument."""

from evaluation.enums import InstrumentState
from evaluation.models import Instrument


def freeze(instrument: Instrument) -> None:
    """Keep a version as it is from now on: somebody is asked it, whatever its state was."""
    written = (InstrumentState.DRAFT, InstrumentState.READY)
    Instrument.objects.filter(pk=instrument.pk, state__in=written).update(
        state=InstrumentState.FROZEN
    )

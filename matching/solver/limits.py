"""How long a run may take, whom it tells how far it is, and who may stop it."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from matching.solver.model import CancelledError

Progress = Callable[[str, float], None]


@dataclass(frozen=True, slots=True)
class Limits:
    """The patience of whoever asked: all modes look at it between their steps.

    `seconds` is the time limit from `began` on, None for none.
    """

    seconds: float | None = None
    progress: Progress | None = None
    is_cancelled: Callable[[], bool] | None = None
    began: float = field(default_factory=time.monotonic)

    @property
    def is_over(self) -> bool:
        """Return whether the time is up."""
        return self.seconds is not None and time.monotonic() - self.began >= self.seconds

    @property
    def left(self) -> float | None:
        """Return how many seconds are left, 0 or more; None where there is no limit."""
        if self.seconds is None:
            return None
        return max(0.0, self.seconds - (time.monotonic() - self.began))

    def check(self) -> None:
        """Raise CancelledError once somebody has stopped the run."""
        if self.is_cancelled is not None and self.is_cancelled():
            raise CancelledError("The run was stopped before it had an answer.")

    def tell(self, what: str, part: float) -> None:
        """Say what is being done and how much of it, 0 to 1; raise CancelledError if stopped."""
        self.check()
        if self.progress is not None:
            self.progress(what, part)

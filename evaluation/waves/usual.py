"""The plans with which most programmes begin: which ready-made survey is asked when."""

from dataclasses import asdict, dataclass
from typing import Any

from evaluation.enums import Trigger

HALF_A_YEAR = 182


@dataclass(frozen=True, slots=True)
class Usual:
    """A plan as it is usually written; it is for the survey with this key, where there is one."""

    key: str
    trigger: Trigger
    days: int = 0
    every_days: int | None = None
    open_days: int = 10

    @property
    def fields(self) -> dict[str, Any]:
        """Return the fields of the plan."""
        fields = asdict(self)
        fields["instrument_key"] = fields.pop("key")
        return fields


def _for_both(name: str, trigger: Trigger, **fields: Any) -> tuple[Usual, ...]:
    """Return a plan for the mentors' and one for the mentees' version of a survey."""
    return tuple(Usual(f"{name}-{role}", trigger, **fields) for role in ("mentee", "mentor"))


USUAL: tuple[Usual, ...] = (
    *_for_both("baseline", Trigger.AT_START),
    *_for_both("session-feedback", Trigger.AFTER_SESSION, open_days=7),
    *_for_both("pulse", Trigger.MATCH_DAY, days=30, every_days=60),
    *_for_both("mid", Trigger.MIDWAY),
    *_for_both("relationship", Trigger.MIDWAY, days=14),
    Usual("competency-self", Trigger.AT_START, days=7),
    Usual("competency-self", Trigger.AT_CLOSE),
    Usual("competency-by-mentee", Trigger.AT_CLOSE),
    *_for_both("close", Trigger.AT_CLOSE),
    Usual("sponsor", Trigger.AT_CLOSE, days=7, open_days=21),
    Usual("line-manager", Trigger.AT_CLOSE, days=7, open_days=21),
    *_for_both("follow-up", Trigger.AFTER_CLOSE, days=HALF_A_YEAR, open_days=21),
)

"""How an indicator stands on a day: a pure function of its plan, its latest value and the day.

The rules, in the order in which they apply:

* Met. The latest value has reached the target, whatever its day: a target is met as soon as it is
  reached, and only a later, worse value takes that back. Reached after the due day is met, late.
* Cannot tell. There is no value; or it is too old: a value speaks for ``SPEAKS_FOR`` days. Up to
  the due day its age is counted to today, after it to the due day.
* Missed. The due day is over and the target is not reached. On the due day itself it is not over.
* Cannot tell. There is no baseline, or it has no day before the due day: there is no line.
* On course or behind. The line runs straight from the baseline on its day to the target on the due
  day. On course has covered at least ``TOLERANCE`` of the way that the line has covered by today;
  anything less is behind. Before the baseline's day no way is expected, only no step back.

They give these promises, which tests hold: a better value of the same day never has a worse
status; an indicator where lower is better stands as its mirror image where higher is better; the
same holds for any unit of counting; and waiting alone never makes a status better.
"""

from programmes.indicators.model import Better, Plan, Reason, Standing, Status, Value
from programmes.indicators.standing import SPEAKS_FOR, TOLERANCE, standing_on

__all__ = [
    "SPEAKS_FOR",
    "TOLERANCE",
    "Better",
    "Plan",
    "Reason",
    "Standing",
    "Status",
    "Value",
    "standing_on",
]

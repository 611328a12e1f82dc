"""How current a person's training is: a pure function of ledger, activity, pauses and policy.

The rules, in the order in which they apply:

* Accreditation. A person is *in training* until the hours of initial training reach the policy's
  initial hours. The day on which that happens first is ``since``. A later initial entry accredits
  anew only where it could have completed the initial hours by itself or with earlier ones left out.
* Three clocks run from accreditation, each only if the policy asks for it: *refresher*, *activity*
  and *review*. The status of the person is the worst of the three; lapsing on one is lapsing.
* Rolling. The refresher clock is met on a day if the months of one period up to that day hold the
  hours, or the gatherings, or the refreshers, asked for, or the accreditation. Someone who earned
  them on one day is in date for one period from that day; someone who earned them bit by bit is in
  date for one period from the oldest bit that is still needed. So no hour is used twice, and on
  each day that counts as in date the sentence "3 hours in the last 12 months" is literally true.
* Anchored. Periods follow each other from the accreditation (or from a day of the year that is the
  same for everybody), and what they ask for is to be met once in each. Met in one period, on
  whichever day of it, a person is in date to the end of the next: renewing early keeps the
  anniversary, and so does renewing late.
* Once. Where a policy is not repeated, the refresher is asked for once, within one period of the
  accreditation, and whoever has had it stays in date.
* Activity. In the months of the activity rule there were so many different mentees; it first
  applies one such stretch after the accreditation.
* Review. Every so many months a review is entered in the ledger.
* Pauses. A paused day counts in no period, window or grace: on it all clocks stand still. While a
  pause has no end nobody can say when something expires, so the dates to come are ``None``.
* Months end where they end: a period of 12 months from 29 February 2024 has 28 February 2025 as its
  last day, and one month from 31 January ends on the last day of February.
* What does not count: an entry that was rejected or reversed, one dated after the day asked about,
  one of a kind the policy does not ask for, and hours above a cap. A reversal corrects the record,
  so it undoes its entry on every day, also on days before the reversal was written.

They give these promises, which tests hold: the order of the entries does not matter; one more
assured entry never makes a status worse on any day; a status changes only on the day that was
predicted, unless something new is entered; and what ``restore`` asks for does restore.
"""

from training.currency.engine import currency_on, passes_gate
from training.currency.model import (
    Activity,
    Clock,
    Currency,
    Entry,
    Kind,
    Line,
    Need,
    Option,
    Pause,
    Policy,
    Reason,
    Renewal,
    Rule,
    Status,
)
from training.currency.regimes import MENTEE_DEFAULT, MENTOR_DEFAULT, POLICIES, Regime

__all__ = [
    "MENTEE_DEFAULT",
    "MENTOR_DEFAULT",
    "POLICIES",
    "Activity",
    "Clock",
    "Currency",
    "Entry",
    "Kind",
    "Line",
    "Need",
    "Option",
    "Pause",
    "Policy",
    "Reason",
    "Regime",
    "Renewal",
    "Rule",
    "Status",
    "currency_on",
    "passes_gate",
]

"""States of nominations, endorsements and places on the waiting list."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class NominationState(TextChoices):
    """How far a nomination is."""

    OPEN = "open", _("Waits for the nominee")
    CONFIRMED = "confirmed", _("Confirmed")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


NOMINATION_TRANSITIONS: dict[str, frozenset[str]] = {
    NominationState.CONFIRMED: frozenset({NominationState.OPEN}),
    NominationState.DECLINED: frozenset({NominationState.OPEN}),
    NominationState.WITHDRAWN: frozenset({NominationState.OPEN}),
}


class NominatorKind(TextChoices):
    """As what somebody nominates."""

    MANAGER = "manager", _("Line manager")
    MENTOR = "mentor", _("Mentor")
    COLLEAGUE = "colleague", _("Colleague")


class EndorsementState(TextChoices):
    """What a line manager answered."""

    OPEN = "open", _("Unanswered")
    ENDORSED = "endorsed", _("Endorsed")
    CONDITIONAL = "conditional", _("Endorsed with conditions")
    NOT_NOW = "not_now", _("Not now")
    PASSED_ON = "passed_on", _("Passed on to somebody else")
    WITHDRAWN = "withdrawn", _("Withdrawn")


ENDORSEMENT_TRANSITIONS: dict[str, frozenset[str]] = {
    state: frozenset({EndorsementState.OPEN})
    for state in EndorsementState.values
    if state != EndorsementState.OPEN
}


class EligibilityFact(TextChoices):
    """What an eligibility rule looks at."""

    DEPARTMENT = "department", _("Department")
    LOCATION = "location", _("Location")
    GRADE = "grade", _("Grade")
    COUNTRY = "country_code", _("Country")
    LANGUAGE = "languages", _("Languages")
    MONTHS_HERE = "months_here", _("Months in the organisation")
    EARLIER_COHORTS = "earlier_cohorts", _("Earlier cohorts in this role")


class EligibilityTest(TextChoices):
    """How it looks at it."""

    ONE_OF = "one_of", _("is one of")
    NONE_OF = "none_of", _("is none of")
    AT_LEAST = "at_least", _("is at least")
    AT_MOST = "at_most", _("is at most")


# Facts that are words, and facts that are numbers; each can be looked at in two ways.
NUMBER_FACTS = (EligibilityFact.MONTHS_HERE, EligibilityFact.EARLIER_COHORTS)
NUMBER_TESTS = (EligibilityTest.AT_LEAST, EligibilityTest.AT_MOST)


class PromotionRule(TextChoices):
    """Who is next when a place becomes free."""

    FIRST_COME = "first_come", _("First come, first served")
    PRIORITY = "priority", _("By priority, then first come")


class WaitingState(TextChoices):
    """How far somebody on the waiting list is."""

    WAITING = "waiting", _("Waiting")
    PROMOTED = "promoted", _("Got a place")
    LEFT = "left", _("Left the list")


WAITING_TRANSITIONS: dict[str, frozenset[str]] = {
    WaitingState.PROMOTED: frozenset({WaitingState.WAITING}),
    WaitingState.LEFT: frozenset({WaitingState.WAITING}),
    # Back on the list: a decision about them was taken anew.
    WaitingState.WAITING: frozenset({WaitingState.LEFT, WaitingState.PROMOTED}),
}

"""States and choices of rounds of matching and their rules."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RoundState(TextChoices):
    """Whether a round is still worked on."""

    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")


ROUND_TRANSITIONS: dict[str, frozenset[str]] = {
    RoundState.CLOSED: frozenset({RoundState.OPEN}),
    RoundState.OPEN: frozenset({RoundState.CLOSED}),
}


class MatchingWay(TextChoices):
    """Who finds the pairs."""

    DRAFT = "draft", _("Coordinators, from a draft")
    ASKING = "asking", _("Mentees, who ask mentors themselves")


class WhoWishes(TextChoices):
    """Which side says whom they would like."""

    NOBODY = "nobody", _("Nobody")
    MENTEES = "mentees", _("Mentees")
    MENTORS = "mentors", _("Mentors")
    BOTH = "both", _("Both sides")


class RuleStrength(TextChoices):
    """Whether a rule decides, or only weighs."""

    MUST = "must", _("must")
    MUST_NOT = "must_not", _("must not")
    SHOULD = "should", _("should")


class RuleTest(TextChoices):
    """What a rule looks at."""

    SAME = "same", _("have the same")
    DIFFERENT = "different", _("have different")
    IN_COMMON = "in_common", _("share at least so many")
    GAP = "gap", _("be so many steps apart")
    TIME_ZONE = "time_zone", _("live in time zones at most so many hours apart")
    LANGUAGE = "language", _("share a language at this level")
    AVAILABILITY = "availability", _("be free at the same hours")
    REPORTING_LINE = "reporting_line", _("be in one reporting line")
    PREVIOUS_PARTNER = "previous_partner", _("have been matched before")
    IN_DATE = "in_date", _("be in date with their training")
    CHECKS = "checks", _("have their checks")
    SIMILAR_TEXT = "similar_text", _("have written something alike")
    WISHES = "wishes", _("get what they wished for")


class DraftMode(TextChoices):
    """What makes one draft better than another."""

    QUALITY = "quality", _("Best fit in all")
    PARTICIPATION = "participation", _("Everybody placed first")
    LEXIMIN = "leximin", _("Fairest: raise the weakest pairs")
    MAXMIN = "maxmin", _("Raise the weakest pair, then best fit in all")
    RANK_MAXIMAL = "rank_maximal", _("Most first wishes")
    STABLE = "stable", _("Stable: no two would rather have each other")

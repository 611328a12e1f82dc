"""States of matches and meetings."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class MatchState(TextChoices):
    """How far a match is."""

    PROPOSED = "proposed", _("Proposed")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    EXPIRED = "expired", _("Expired")
    ACTIVE = "active", _("Active")
    PAUSED = "paused", _("Paused")
    CLOSED = "closed", _("Closed")
    ENDED_EARLY = "ended_early", _("Ended early")


MATCH_TRANSITIONS: dict[str, frozenset[str]] = {
    MatchState.ACCEPTED: frozenset({MatchState.PROPOSED}),
    MatchState.DECLINED: frozenset({MatchState.PROPOSED}),
    MatchState.EXPIRED: frozenset({MatchState.PROPOSED}),
    MatchState.ACTIVE: frozenset({MatchState.ACCEPTED, MatchState.PAUSED}),
    MatchState.PAUSED: frozenset({MatchState.ACTIVE}),
    MatchState.CLOSED: frozenset({MatchState.ACTIVE, MatchState.PAUSED}),
    MatchState.ENDED_EARLY: frozenset({MatchState.ACCEPTED, MatchState.ACTIVE, MatchState.PAUSED}),
}

# States in which the pair is, or is about to be, under way.
CURRENT_STATES = (MatchState.PROPOSED, MatchState.ACCEPTED, MatchState.ACTIVE, MatchState.PAUSED)
ENDED_STATES = (MatchState.CLOSED, MatchState.ENDED_EARLY)


class MatchSide(TextChoices):
    """What somebody is in a match; peers are both to each other."""

    MENTOR = "mentor", _("Mentor")
    MENTEE = "mentee", _("Mentee")
    PEER = "peer", _("Peer partner")


PEERS_AT_LEAST = 2

# On which sides a person gives, and on which they are given to.
MENTORING_SIDES = (MatchSide.MENTOR, MatchSide.PEER)
MENTORED_SIDES = (MatchSide.MENTEE, MatchSide.PEER)


class MatchOrigin(TextChoices):
    """How a match came about."""

    ENTERED = "entered", _("Entered by a coordinator")
    ENGINE = "engine", _("From a draft")
    IMPORTED = "imported", _("From an imported record")
    ASKED = "asked", _("Asked for by the mentee")


class MatchOutcome(TextChoices):
    """What a closed match reached, where the programme says so."""

    GRADUATED = "graduated", _("Graduated")
    NOT_GRADUATED = "not_graduated", _("Not graduated")


class DeclineReason(TextChoices):
    """Why somebody declined; nobody has to excuse themselves."""

    NO_TIME = "no_time", _("I have too little time just now")
    KNOW_EACH_OTHER = "know_each_other", _("We work together too closely")
    DIFFERENT_NEEDS = "different_needs", _("I hoped for other experience")
    OTHER = "other", _("Another reason")
    UNSAID = "unsaid", _("I would rather not say")


class MeetingState(TextChoices):
    """Whether a meeting took place."""

    PLANNED = "planned", _("Planned")
    HELD = "held", _("Held")
    NOT_HELD = "not_held", _("Did not happen")
    CANCELLED = "cancelled", _("Cancelled")


MEETING_TRANSITIONS: dict[str, frozenset[str]] = {
    MeetingState.HELD: frozenset({MeetingState.PLANNED}),
    MeetingState.NOT_HELD: frozenset({MeetingState.PLANNED}),
    MeetingState.CANCELLED: frozenset({MeetingState.PLANNED}),
}

# What was said of a meeting may have been a slip.
MEETING_CORRECTIONS: dict[str, frozenset[str]] = {
    MeetingState.HELD: frozenset({MeetingState.NOT_HELD}),
    MeetingState.NOT_HELD: frozenset({MeetingState.HELD}),
}

"""The nouns of this app."""

from matching.models.draft import (
    Draft,
    DraftChange,
    DraftHold,
    DraftPair,
    DraftSeat,
    DraftUnplaced,
)
from matching.models.match import Match, MatchMember
from matching.models.meeting import Meeting
from matching.models.round import (
    MatchingRule,
    MentorGroup,
    MentorGroupMember,
    MentorSeats,
    Round,
)
from matching.models.sending import RecruitRequest, Sending
from matching.models.wish import MatchingPlace, MatchRequest, Wish, WishList

__all__ = [
    "Draft",
    "DraftChange",
    "DraftHold",
    "DraftPair",
    "DraftSeat",
    "DraftUnplaced",
    "Match",
    "MatchMember",
    "MatchRequest",
    "MatchingPlace",
    "MatchingRule",
    "Meeting",
    "MentorGroup",
    "MentorGroupMember",
    "MentorSeats",
    "RecruitRequest",
    "Round",
    "Sending",
    "Wish",
    "WishList",
]

"""The nouns of this app."""

from matching.models.afterwards import FitCheck, MeetingMood, MeetingNote
from matching.models.agreement import Agreement, Signature
from matching.models.care import CareStep, CareThreshold, HealthReading, MatchHealth
from matching.models.concern import Concern, ConcernContact, ConcernEntry, ConcernRoute
from matching.models.draft import (
    Draft,
    DraftChange,
    DraftHold,
    DraftPair,
    DraftSeat,
    DraftUnplaced,
)
from matching.models.ending import (
    ClosingWord,
    MatchRest,
    ParticipationCertificate,
    RematchWish,
)
from matching.models.goal import Goal, GoalNote, GoalStep
from matching.models.hours import FreeHours, MeetingFeed
from matching.models.match import Match, MatchMember
from matching.models.meeting import Meeting, MeetingSeries
from matching.models.message import MessageReport, PairMessage, ThreadRead
from matching.models.round import (
    MatchingRule,
    MentorGroup,
    MentorGroupMember,
    MentorSeats,
    Round,
)
from matching.models.sending import RecruitRequest, Sending, SendingPair
from matching.models.wish import MatchingPlace, MatchRequest, Wish, WishList

__all__ = [
    "Agreement",
    "CareStep",
    "CareThreshold",
    "ClosingWord",
    "Concern",
    "ConcernContact",
    "ConcernEntry",
    "ConcernRoute",
    "Draft",
    "DraftChange",
    "DraftHold",
    "DraftPair",
    "DraftSeat",
    "DraftUnplaced",
    "FitCheck",
    "FreeHours",
    "Goal",
    "GoalNote",
    "GoalStep",
    "HealthReading",
    "Match",
    "MatchHealth",
    "MatchMember",
    "MatchRequest",
    "MatchRest",
    "MatchingPlace",
    "MatchingRule",
    "Meeting",
    "MeetingFeed",
    "MeetingMood",
    "MeetingNote",
    "MeetingSeries",
    "MentorGroup",
    "MentorGroupMember",
    "MentorSeats",
    "MessageReport",
    "PairMessage",
    "ParticipationCertificate",
    "RecruitRequest",
    "RematchWish",
    "Round",
    "Sending",
    "SendingPair",
    "Signature",
    "ThreadRead",
    "Wish",
    "WishList",
]

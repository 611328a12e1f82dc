"""The nouns of this app."""

from matching.models.match import Match, MatchMember
from matching.models.meeting import Meeting

__all__ = ["Match", "MatchMember", "Meeting"]

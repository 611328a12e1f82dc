"""Words people write for roles and states."""

from collections.abc import Mapping

from programmes.enums import ContributionRole, ParticipantRole, ParticipantState
from programmes.importing.enums import WordAbout
from programmes.importing.fields import plain

_ROLES: dict[str, tuple[str, ...]] = {
    ParticipantRole.MENTOR: ("mentor", "mentors", "coach"),
    ParticipantRole.MENTEE: ("mentee", "mentees", "protege", "mentoree"),
    ContributionRole.EXPERT: ("expert", "experts"),
    ContributionRole.SPEAKER: ("speaker", "speakers"),
    ContributionRole.FACILITATOR: ("facilitator", "facilitators"),
    ContributionRole.ORGANISER: ("organiser", "organizer", "organisers", "organizers"),
}
_STATES: dict[str, tuple[str, ...]] = {
    ParticipantState.INVITED: ("invited", "invitation sent"),
    ParticipantState.APPLIED: ("applied", "applicant"),
    ParticipantState.ACCEPTED: ("accepted", "confirmed"),
    ParticipantState.TRAINED: ("trained",),
    ParticipantState.MATCHED: ("matched",),
    ParticipantState.FINISHED: ("finished", "completed", "graduated"),
    ParticipantState.WITHDRAWN: ("withdrawn", "withdrew", "left", "dropped out"),
    # “Declined” is left to be asked about: nobody knows who declined whom.
    ParticipantState.DECLINED: ("not taken on", "not accepted", "turned down", "rejected"),
}
_BUILT_IN = {
    WordAbout.ROLE: {word: role for role, words in _ROLES.items() for word in words},
    WordAbout.STATE: {word: state for state, words in _STATES.items() for word in words},
}
MEANINGS: dict[str, list[tuple[str, object]]] = {
    WordAbout.ROLE: [*ParticipantRole.choices, *ContributionRole.choices],
    WordAbout.STATE: [
        choice for choice in ParticipantState.choices if choice[0] != ParticipantState.MATCHED
    ],
}


def meaning_of(about: str, word: str, said: Mapping[str, str]) -> str:
    """Return what a word means: as it was said, else as everybody says it, else nothing."""
    bare = plain(word)
    return said.get(bare) or _BUILT_IN[WordAbout(about)].get(bare, "")

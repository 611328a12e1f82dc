"""Which classes of what is about people each role may meet, as data, with each exception's reason.

Read by `readers.may_meet`. Before these rules come the declarations themselves: a key is met by
nobody, what a pair writes only by the pair, what was said in confidence not by whom it is about.
"""

from dataclasses import dataclass
from enum import StrEnum

from mentorship.common.privacy import FieldClass


class Standing(StrEnum):
    """What somebody does, wherever they do it."""

    NOBODY = "nobody"  # a stranger, or not signed in
    MENTOR = "mentor"
    MENTEE = "mentee"
    SPONSOR = "sponsor"
    REVIEWER = "reviewer"
    FACILITATOR = "facilitator"
    ASSISTANT = "assistant"
    COORDINATOR = "coordinator"
    ADMINISTRATOR = "administrator"
    LINK = "link"  # whoever holds a link that opens one thing without signing in


class Whose(StrEnum):
    """How the person who meets a word stands to whom or what it is about."""

    WRITTEN = "written"  # by themselves
    OWN = "own"  # about themselves
    PARTNERS = "partners"  # about somebody of the same match
    PROGRAMME = "programme"  # about somebody of the same programme
    COMMON = "common"  # about nobody: texts of their own programme or organisation
    ORGANISATION = "organisation"  # of another programme of the same organisation
    ELSEWHERE = "elsewhere"  # of another organisation
    LINKED = "linked"  # what the link is about


PERSONAL, SENSITIVE, CONTENT = FieldClass.PERSONAL, FieldClass.SENSITIVE, FieldClass.CONTENT
ALL = frozenset({PERSONAL, SENSITIVE, CONTENT})
ONESELF = {Whose.OWN: ALL, Whose.WRITTEN: ALL}
STAFF = {
    **ONESELF,
    Whose.PARTNERS: ALL,
    Whose.PROGRAMME: ALL,
    Whose.COMMON: frozenset({CONTENT, PERSONAL}),
}
RULE: dict[Standing, dict[Whose, frozenset[FieldClass]]] = {
    Standing.NOBODY: ONESELF,
    Standing.MENTOR: {**ONESELF, Whose.PARTNERS: frozenset({PERSONAL, CONTENT})},
    Standing.MENTEE: {**ONESELF, Whose.PARTNERS: frozenset({PERSONAL, CONTENT})},
    Standing.SPONSOR: ONESELF,
    Standing.REVIEWER: ONESELF,
    Standing.FACILITATOR: ONESELF,
    Standing.ASSISTANT: STAFF,
    Standing.COORDINATOR: STAFF,
    Standing.ADMINISTRATOR: STAFF,
    Standing.LINK: {},
}


@dataclass(frozen=True, slots=True)
class Grant:
    """Fields that some may meet beyond the rule, and why that is right."""

    reason: str
    fields: frozenset[str]
    to: frozenset[tuple[Standing, Whose]]


GRANTS: tuple[Grant, ...] = ()

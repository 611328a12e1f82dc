"""How personal each field of a model is, whose a row is, and what becomes of it.

Every model says it next to its fields, in a class attribute `privacy`; a test fails on a field that
no model classifies. Exporting, erasing, keeping for so long and the search for leaks all read it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any


class FieldClass(StrEnum):
    """How personal what a field holds is."""

    NONE = "none"  # about nobody: ids of things, states, times, settings
    PERSONAL = "personal"  # about somebody: names, addresses, roles, who did what
    SENSITIVE = "sensitive"  # about somebody, and could hurt: judgements, concerns, answers, needs
    CONTENT = "content"  # what somebody wrote in their own words, about whatever


class Keeping(StrEnum):
    """How long a row is kept, always counted from an end that the row's life has."""

    ORGANISATION = "organisation"  # as long as the organisation uses the product: not about people
    ACCOUNT = "account"  # as long as the person belongs to the organisation
    RELATIONSHIP = "relationship"  # counted from the end of the match
    PARTICIPATION = "participation"  # counted from the end of the participation
    APPLICATION = "application"  # counted from the decision
    CONCERN = "concern"  # counted from its settling
    ANSWER = "answer"  # counted from the closing of the survey
    MESSAGE = "message"  # counted from the sending
    RECORD = "record"  # the audit record and proofs: counted from the event


class OnErasure(StrEnum):
    """What becomes of a field's value when the person whose row it is is erased."""

    KEEP = "keep"  # tells nothing once the person has no name: ids, dates, marks for statistics
    BLANK = "blank"  # emptied: the empty text, NULL, the empty list
    DELETE = "delete"  # the whole row goes
    REVIEW = "review"  # written by somebody else: shown to a person who looks for the name in it
    OWN = "own"  # an eraser of the app's own takes out what is personal and leaves the figures


class Withheld(StrEnum):
    """Why the export of a person leaves a field out, or puts a mark in a name's place.

    Nothing that is the person's own is ever held back from them: a field that names the person
    themselves, or words that the person wrote, are given whatever this says.
    """

    KEY = "key"  # opens a door: hashes of passwords, keys and tokens; nobody ever gets it
    CONFIDENCE = "confidence"  # written about somebody in confidence; given after a second look
    OTHERS = "others"  # names somebody else, who spoke in confidence: a mark stands for the name
    PAIR = "pair"  # what two people write to each other: never through an administrator's hands


@dataclass(frozen=True, slots=True)
class Privacy:
    """What one model says of its fields.

    `subjects` are look-ups from a row to the Person it is about, `authors` to the Person whose
    own words its content is; both are empty where a row is about nobody. `erasing` names what
    becomes of a field or of the row (key `"*"`) otherwise than usual: usually personal ids are
    kept (they point at somebody without a name), other personal and sensitive values are
    blanked, content is blanked where an author is erased and reviewed where only a subject is.

    Where several people write in one row, `writers` names the look-up to whoever wrote a field.
    `counted_from` says when keeping begins to count: one look-up to a day or a time, or two, to a
    Person and to a Programme, for the end of the last thing that person took part in there.

    A subject may also be a field that holds a Person's id without a foreign key, as the audit
    record does. `by_address` names fields that hold the e-mail address of whom the row is about,
    in lower case, where no person need be known. `withheld` names what an export holds back; key
    `"*"` holds back whole rows (`CONFIDENCE`, from whoever did not write them; `PAIR`).
    """

    none: tuple[str, ...] = ()
    personal: tuple[str, ...] = ()
    sensitive: tuple[str, ...] = ()
    content: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    by_address: tuple[str, ...] = ()
    keeping: Keeping = Keeping.ORGANISATION
    erasing: Mapping[str, OnErasure] = field(default_factory=lambda: MappingProxyType({}))
    writers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    counted_from: tuple[str, ...] = ()
    withheld: Mapping[str, Withheld] = field(default_factory=lambda: MappingProxyType({}))

    def classes(self) -> dict[str, FieldClass]:
        """Return the class of each field that is named."""
        return {name: kind for kind in FieldClass for name in getattr(self, kind.value)}


def privacy_of(model: Any) -> Privacy | None:
    """Return what a model says of itself, and nothing of what it inherits."""
    declared: Privacy | None = vars(model).get("privacy")
    return declared

"""One step for several people at once: who is meant, who takes it, and who is skipped and why.

A preview is sealed: what was shown is signed into the page, so that what is done afterwards is what
was seen. Where the people changed in between, the preview is shown again instead.
"""

import hashlib
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from mentorship.accounts.models import Person
from mentorship.notifications.actions.posting import about_key
from mentorship.notifications.enums import Category, MessageState
from mentorship.notifications.models import AddressHealth, Preference
from programmes.enums import PARTICIPANT_TRANSITIONS, CohortState, ParticipantState
from programmes.models import Participant, Pause, Programme, TeamMember
from programmes.people.found import FoundPeople, list_query
from programmes.people.invited import invitations_of
from programmes.selection.undecided import waiting_for_decision

# What one request can do while somebody waits: a message takes some 10 ms.
MOST_AT_ONCE = 500
_SALT = "programmes.bulk"
_SEAL_LASTS = 60 * 60 * 24

LEFT = frozenset({ParticipantState.WITHDRAWN, ParticipantState.DECLINED})


@dataclass(frozen=True, slots=True)
class Skipped:
    """Somebody who was chosen, and whom the step leaves out."""

    place: Participant
    why: str


@dataclass(frozen=True, slots=True)
class Plan:
    """Who takes the step, and who does not."""

    going: tuple[Participant, ...]
    skipped: tuple[Skipped, ...]


@dataclass(frozen=True, slots=True)
class Seal:
    """What a preview showed: its own id, and a digest of who and what."""

    occasion: uuid.UUID
    digest: str

    def text(self) -> str:
        """Return it signed, for a page to carry."""
        return signing.dumps([str(self.occasion), self.digest], salt=_SALT)

    @classmethod
    def read(cls, text: str) -> "Seal | None":
        """Return what a page carries, or None where nobody sealed it lately."""
        try:
            occasion, digest = signing.loads(text, salt=_SALT, max_age=_SEAL_LASTS)
        except signing.BadSignature:
            return None
        return cls(uuid.UUID(occasion), digest)


def selected(asked: QueryDict, programme: Programme, *, viewer: Person) -> list[Participant]:
    """Return whom a list's form means: those ticked, or all whom its question leaves in now.

    Only people whom the viewer may see, in this programme; at most one more than may be done at
    once, so that the caller sees when there are too many.
    """
    query = list_query(QueryDict(asked.get("list", "")), programme)
    if asked.get("all"):
        people = FoundPeople(query, programme, viewer=viewer).people
    else:
        visible = Participant.objects.visible_to(viewer).filter(cohort__programme=programme)
        ticked = visible.filter(pk__in=_ids(asked.getlist("chosen"))).by_name()
        people = ticked.select_related("person", "cohort", "coordinator__person")
    return list(people[: MOST_AT_ONCE + 1])


def seal_of(plan: Plan, facts: dict[str, Any], occasion: uuid.UUID | None = None) -> Seal:
    """Return the seal of a plan; without an occasion it is a new one."""
    who = sorted(str(place.pk) for place in plan.going)
    what = [f"{name}={getattr(facts[name], 'pk', facts[name])}" for name in sorted(facts)]
    digest = hashlib.sha256("\n".join([*who, *what]).encode()).hexdigest()
    return Seal(occasion or uuid.uuid4(), digest)


def plan_note(places: Sequence[Participant]) -> Plan:
    """Return who gets a message, once each; four queries, however many there are."""
    people = [place.person_id for place in places]
    addresses = [place.person.email for place in places if place.person.email]
    switched_off = set(
        Preference.objects.filter(
            person__in=people, category=Category.PROGRAMME, is_wanted=False
        ).values_list("person_id", flat=True)
    )
    refused = set(
        AddressHealth.objects.paused()
        .filter(address__in=addresses)
        .values_list("address", flat=True)
    )
    away = _away(places)
    seen: set[uuid.UUID] = set()

    def why(place: Participant) -> str:
        person = place.person
        reasons = (
            (place.state in LEFT, _("They have left.")),
            (not person.email, _("No e-mail address is known.")),
            (not person.is_active, _("Their account is closed.")),
            (person.email in refused, _("Their mail server keeps refusing our mail.")),
            (place.pk in away, _("They are away.")),
            (person.pk in switched_off, _("They switched off news of the programme.")),
            (person.pk in seen, _("They get it once already, for their other place.")),
        )
        reason = next((words for is_so, words in reasons if is_so), "")
        if not reason:
            seen.add(person.pk)
        return reason

    return _sort((place, why(place)) for place in places)


def plan_invitation(places: Sequence[Participant]) -> Plan:
    """Return who is asked by e-mail whether they would like their place; three queries."""
    invitations = invitations_of(places)
    addresses = [place.person.email for place in places if place.person.email]
    refused = set(
        AddressHealth.objects.paused()
        .filter(address__in=addresses)
        .values_list("address", flat=True)
    )
    away = _away(places)

    def why(place: Participant) -> str:
        person, sent = place.person, invitations.get(about_key(place), [])
        reasons = (
            (place.state != ParticipantState.INVITED, _("They have answered already.")),
            (place.cohort.state == CohortState.CLOSED, _("Their cohort is closed.")),
            (any(mail.state != MessageState.CANCELLED for mail in sent), _("They were asked.")),
            (not person.email, _("No e-mail address is known.")),
            (not person.is_active, _("Their account is closed.")),
            (person.email in refused, _("Their mail server keeps refusing our mail.")),
            (place.pk in away, _("They are away.")),
        )
        return next((words for is_so, words in reasons if is_so), "")

    return _sort((place, why(place)) for place in places)


def plan_move(places: Sequence[Participant], to: str) -> Plan:
    """Return who moves to a state."""
    goal = ParticipantState(to)
    undecided = waiting_for_decision(places) if goal == ParticipantState.ACCEPTED else set()

    def why(place: Participant) -> str:
        if place.state == goal:
            return _("They are there already.")
        if place.cohort.state == CohortState.CLOSED:
            return _("Their cohort is closed.")
        if place.pk in undecided:
            return _("Decide their application first.")
        if place.state not in PARTICIPANT_TRANSITIONS[goal]:
            words = _("From “%(state)s” nobody goes straight to “%(to)s”.")
            return words % {"state": place.get_state_display(), "to": goal.label}
        return ""

    return _sort((place, why(place)) for place in places)


def plan_assignment(places: Sequence[Participant], member: TeamMember | None) -> Plan:
    """Return who comes into a team member's care, or, without one, into nobody's."""

    def why(place: Participant) -> str:
        if place.coordinator_id == (member.pk if member else None):
            return _("That is so already.")
        if place.state in LEFT:
            return _("They have left.")
        return ""

    return _sort((place, why(place)) for place in places)


def plan_withdrawal(places: Sequence[Participant]) -> Plan:
    """Return who leaves."""

    def why(place: Participant) -> str:
        if place.state in LEFT:
            return _("They have left already.")
        if place.state not in PARTICIPANT_TRANSITIONS[ParticipantState.WITHDRAWN]:
            return _("They have finished.")
        return ""

    return _sort((place, why(place)) for place in places)


def _sort(answers: Iterable[tuple[Participant, str]]) -> Plan:
    """Return those with a reason against it apart from those without."""
    going: list[Participant] = []
    skipped: list[Skipped] = []
    for place, why in answers:
        if why:
            skipped.append(Skipped(place, why))
        else:
            going.append(place)
    return Plan(tuple(going), tuple(skipped))


def _away(places: Sequence[Participant]) -> set[uuid.UUID]:
    """Return who of them is away today."""
    pauses = Pause.objects.on(timezone.localdate()).filter(participant__in=places)
    return set(pauses.values_list("participant_id", flat=True))


def _ids(texts: Iterable[str]) -> list[uuid.UUID]:
    """Return the ids among the words of an address."""
    found = []
    for text in texts:
        try:
            found.append(uuid.UUID(text))
        except (ValueError, ValidationError):
            continue
    return found[: MOST_AT_ONCE + 1]

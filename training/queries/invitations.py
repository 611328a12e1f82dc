"""Whom to invite to the next refreshers, session after session, and who already was."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from mentorship.accounts.models import Person
from mentorship.notifications.actions.posting import about_key
from mentorship.notifications.models import Message
from programmes.enums import ParticipantRole
from programmes.models import Programme
from training.communities.queries import communities_of
from training.emails import SESSION_INVITATION
from training.models import Enrolment, Session, Standing
from training.queries.register import open_places, to_invite
from training.queries.sessions import open_refreshers


@dataclass(frozen=True, slots=True)
class Wave:
    """A session with free places, and who would be invited to it."""

    session: Session
    people: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class Invitation:
    """Who would be invited to which session, and who would not and why."""

    waves: tuple[Wave, ...]
    has_session: bool
    without_place: tuple[Person, ...] = ()
    invited: tuple[Person, ...] = ()
    unreachable: tuple[Person, ...] = ()
    elsewhere: tuple[Person, ...] = ()

    @property
    def people(self) -> list[Person]:
        """Return everybody who would be invited."""
        return [person for wave in self.waves for person in wave.people]


def invitation_for(
    programme: Programme, now: datetime, role: ParticipantRole = ParticipantRole.MENTOR
) -> Invitation:
    """Return whom to invite to the refreshers to come, as far as there are places; six queries.

    Who runs out first gets the first session that is for them. A place that somebody was invited
    to, and has neither taken nor declined, is not offered to anybody else.
    """
    standings = to_invite(programme, role, now)
    sessions = open_refreshers(programme, role)
    people = [row.person for row in standings]
    reachable = [person for person in people if person.can_sign_in]
    unreachable = tuple(person for person in people if not person.can_sign_in)
    if not sessions:
        return Invitation((), False, tuple(reachable), unreachable=unreachable)
    invited = invited_to_any(sessions)
    known = {person for theirs in invited.values() for person in theirs}
    belonging = _belonging(standings, role)
    new = [person for person in reachable if person.pk not in known]
    fitting = [person for person in new if _sessions_for(person, sessions, belonging)]
    waves, left = _fill(fitting, sessions, belonging, _free_places(sessions, invited))
    return Invitation(
        waves,
        True,
        left,
        invited=tuple(person for person in reachable if person.pk in known),
        unreachable=unreachable,
        elsewhere=tuple(person for person in new if person not in fitting),
    )


def invited_to(session: Session) -> set[UUID]:
    """Return who was invited to a session, whether or not the mail has left."""
    return invited_to_any([session])[session.pk]


def invited_to_any(sessions: Iterable[Session]) -> defaultdict[UUID, set[UUID]]:
    """Return who was invited to each of these sessions, whether or not the mail left; one query."""
    by_key = {about_key(session): session.pk for session in sessions}
    messages = Message.objects.filter(kind=SESSION_INVITATION.name, about__in=by_key)
    found: defaultdict[UUID, set[UUID]] = defaultdict(set)
    rows = messages.filter(recipient__isnull=False).values_list("about", "recipient_id")
    for about, recipient in rows:
        if recipient is not None:
            found[by_key[about]].add(recipient)
    return found


def _free_places(
    sessions: Collection[Session], invited: defaultdict[UUID, set[UUID]]
) -> Counter[UUID]:
    """Return how many places each session has that nobody has or was offered; one query."""
    answered: defaultdict[UUID, set[UUID]] = defaultdict(set)
    answers = Enrolment.objects.filter(session__in=sessions)
    for session, person in answers.values_list("session_id", "person_id"):
        answered[session].add(person)
    return Counter(
        {
            session.pk: session.free_places - len(invited[session.pk] - answered[session.pk])
            for session in sessions
        }
    )


def _fill(
    people: Iterable[Person],
    sessions: Sequence[Session],
    belonging: "Belonging",
    free: Counter[UUID],
) -> tuple[tuple[Wave, ...], tuple[Person, ...]]:
    """Give each person the first session that is for them and has room; return who is left."""
    offered: defaultdict[UUID, list[Person]] = defaultdict(list)
    left = []
    for person in people:
        fitting = _sessions_for(person, sessions, belonging)
        session = next((each for each in fitting if free[each.pk] > 0), None)
        if session is None:
            left.append(person)
            continue
        free[session.pk] -= 1
        offered[session.pk].append(person)
    waves = (Wave(each, tuple(offered[each.pk])) for each in sessions if offered[each.pk])
    return tuple(waves), tuple(left)


def _sessions_for(
    person: Person, sessions: Iterable[Session], belonging: "Belonging"
) -> list[Session]:
    """Return the sessions that are for everybody, or for a cohort and community of the person."""
    cohorts = belonging.cohorts.get(person.pk, set())
    communities = belonging.communities[person.pk]
    return [
        each
        for each in sessions
        if (each.cohort_id is None or each.cohort_id in cohorts)
        and each.community_id in communities
    ]


@dataclass(frozen=True, slots=True)
class Belonging:
    """In which cohorts people take part now, and to which communities they belong."""

    cohorts: Mapping[UUID, set[UUID]]
    communities: Mapping[UUID, set[UUID | None]]


def _belonging(standings: Iterable[Standing], role: ParticipantRole) -> Belonging:
    """Return where these people take part in a role, and what they belong to; two queries."""
    people = [row.person_id for row in standings]
    places = open_places().filter(role=role, person__in=people)
    found: defaultdict[UUID, set[UUID]] = defaultdict(set)
    for person, cohort in places.values_list("person_id", "cohort_id"):
        found[person].add(cohort)
    return Belonging(found, communities_of(people))

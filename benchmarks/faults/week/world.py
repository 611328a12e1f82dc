"""Who takes part in the week: pairs that write to each other, and a group that is asked."""

from dataclasses import dataclass
from typing import Any

from benchmarks.faults.week.browser import Browser

PAIRS = 6
GROUP = 20


@dataclass(frozen=True)
class World:
    """The pairs' matches, a certificate of somebody, and who is signed in by which session."""

    cohort: Any
    matches: list[Any]
    sessions: dict[Any, str]
    certificate: Any

    def browser(self, person: Any, port: int, *, patience: float = 60) -> Browser:
        """Return the browser of somebody who is signed in."""
        return Browser(port, session=self.sessions[person.pk], patience=patience)

    def writers(self) -> list[tuple[Any, Any]]:
        """Return each match with one of its people: everybody who writes."""
        return [(match, person) for match in self.matches for person in match.people]


def build() -> World:
    """Store everybody and sign them in."""
    from tests.factories.fresh import CertificateFactory
    from tests.factories.matching import MatchFactory
    from tests.people import make_world

    world = make_world()
    certificate = CertificateFactory.create(programme=world.programme, person=world.mentor)
    matches = [MatchFactory.create(cohort=world.cohort) for _ in range(PAIRS)]
    people = [world.mentor, world.coordinator]
    people += [person for match in matches for person in match.people]
    sessions = {person.pk: session_of(person) for person in people}
    return World(world.cohort, matches, sessions, certificate)


def session_of(person: Any) -> str:
    """Sign somebody in, and return what their cookie says."""
    from django.test import Client

    client = Client()
    client.force_login(person)
    return client.cookies["session"].value

"""Who missed a session and can come to another, and who cannot and why."""

from dataclasses import dataclass

from mentorship.accounts.models import Person
from training.attending.emails import told_they_were_missed
from training.models import Session
from training.queries.attending import may_come_to, missed, next_chances


@dataclass(frozen=True, slots=True)
class Offer:
    """A seat for somebody at a session to come."""

    person: Person
    session: Session


@dataclass(frozen=True, slots=True)
class Chances:
    """Who is offered which seat, and who is left out: told before, no address, nothing fits."""

    offers: tuple[Offer, ...]
    told: tuple[Person, ...]
    unreachable: tuple[Person, ...]
    without: tuple[Person, ...]

    @property
    def by_person(self) -> dict[Person, Session]:
        """Return the session that each person is offered."""
        return {offer.person: offer.session for offer in self.offers}


def chances_of(session: Session) -> Chances:
    """Return whom to write to of those who missed a session; queries grow with no list."""
    people = [row.person for row in missed(session)]
    known = told_they_were_missed(session)
    reachable = [each for each in people if each.can_sign_in and each.pk not in known]
    found = may_come_to(next_chances(session), {person.pk for person in reachable})
    return Chances(
        offers=tuple(Offer(each, found[each.pk]) for each in reachable if each.pk in found),
        told=tuple(each for each in people if each.pk in known),
        unreachable=tuple(p for p in people if not p.can_sign_in and p.pk not in known),
        without=tuple(each for each in reachable if each.pk not in found),
    )

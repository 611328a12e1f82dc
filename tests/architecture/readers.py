"""Who stands how to whom in a walked world, and so whether somebody may meet a marked word."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from matching.models import MatchMember
from mentorship.accounts.models import Membership, Person
from mentorship.accounts.privacy.erasing.rows import all_declared
from mentorship.common.privacy import Privacy, Withheld
from programmes.models import Participant, Programme, Sponsorship, TeamMember
from tests.architecture.marking import Token, people_of
from tests.architecture.may_meet import GRANTS, KEPT, RULE, Standing, Whose


@dataclass
class Ties:
    """Who belongs where, asked once for a world: ids of people to ids of what they belong to."""

    programmes: dict[Any, set[Any]]
    organisations: dict[Any, set[Any]]
    partners: dict[Any, set[Any]]

    @classmethod
    def of_world(cls) -> "Ties":
        """Read the ties of all people there are."""
        programmes: dict[Any, set[Any]] = {}
        for model, path in (
            (Participant, "cohort__programme"),
            (TeamMember, "programme"),
            (Sponsorship, "programme"),
        ):
            for person, programme in model._base_manager.values_list("person", path):
                programmes.setdefault(person, set()).add(programme)
        organisations: dict[Any, set[Any]] = {}
        for person, organisation in Membership._base_manager.values_list("person", "organisation"):
            organisations.setdefault(person, set()).add(organisation)
        return cls(programmes, organisations, _partners())

    @cached_property
    def organisation_of(self) -> dict[Any, Any]:
        """Return the organisation of each programme."""
        return dict(Programme._base_manager.values_list("pk", "organisation"))

    def whose(self, person: Any, token: Token) -> Whose:
        """Tell how somebody, by id, stands to what a word stands in."""
        if person in token.authors:
            return Whose.WRITTEN
        if person in token.subjects:
            return Whose.OWN
        owners = token.subjects | token.authors
        if owners & self.partners.get(person, set()):
            return Whose.PARTNERS
        near, far = self._places(token, owners)
        programmes = self.programmes.get(person, set())
        ours = self.organisations.get(person, set()) | self._organisations_of(programmes)
        if programmes & near:
            return Whose.PROGRAMME if owners else Whose.COMMON
        if ours & far:
            return Whose.ORGANISATION if owners or near else Whose.COMMON
        return Whose.ELSEWHERE

    def _places(self, token: Token, owners: frozenset[Any]) -> tuple[set[Any], set[Any]]:
        """Return the programmes and the organisations where a word stands.

        Where its row stands, if it stands anywhere; else where its people belong, or, of those
        who belong nowhere, where rows name them.
        """
        if token.programme or not owners:
            near = {token.programme} - {None}
            return near, self._organisations_of(near) | {token.organisation} - {None}
        near = set[Any]().union(*(self.programmes.get(one, set()) for one in owners))
        far = set[Any]().union(*(self.organisations.get(one, set()) for one in owners))
        far |= self._organisations_of(near)
        if not far:
            near, far = self._named(owners)
        return near, far

    def _organisations_of(self, programmes: set[Any]) -> set[Any]:
        """Return the organisations of programmes."""
        return {self.organisation_of[each] for each in programmes}

    def _named(self, owners: frozenset[Any]) -> tuple[set[Any], set[Any]]:
        """Return the programmes and the organisations whose rows name people."""
        near, far = set(), set()
        for owner in owners:
            for programme, organisation in self.named.get(owner, ()):
                near |= {programme} - {None}
                far |= {organisation} - {None}
        return near, far | self._organisations_of(near)

    @cached_property
    def named(self) -> dict[Any, set[tuple[Any, Any]]]:
        """Return the programme and the organisation of each row that names a person."""
        found: dict[Any, set[tuple[Any, Any]]] = {}
        for declared in all_declared():
            names = [
                made.attname
                for made in declared.model._meta.concrete_fields
                if made.related_model is Person
            ]
            if not names:
                continue
            around = people_of(declared.model, Privacy())
            for pk, *people in declared.model._base_manager.values_list("pk", *names):
                place = (around[pk].programme, around[pk].organisation)
                for person in people:
                    found.setdefault(person, set()).add(place)
        return found


def _partners() -> dict[Any, set[Any]]:
    """Return who shares a match with whom."""
    matches: dict[Any, set[Any]] = {}
    for match, person in MatchMember._base_manager.values_list("match", "participant__person"):
        matches.setdefault(match, set()).add(person)
    partners: dict[Any, set[Any]] = {}
    for people in matches.values():
        for person in people:
            partners.setdefault(person, set()).update(people - {person})
    return partners


def granted(label: str, at: str) -> frozenset[tuple[Standing, Whose]]:
    """Return who may meet a field at an address beyond the rule."""
    return frozenset(
        each
        for grant in GRANTS
        if label in grant.fields and (not grant.at or at.startswith(grant.at))
        for each in grant.to
    )


def may_meet(
    standing: Standing, whose: Whose, token: Token, *, at: str, by_link: bool = False
) -> bool:
    """Tell whether somebody of that standing may meet a word at a named address.

    `by_link` says that the address opens to whoever holds it. A mail stands at “mail”, a space and
    the address that sent it.
    """
    wanted = {(standing, whose), *([(Standing.LINK, Whose.LINKED)] if by_link else [])}
    if wanted & granted(token.field, at):
        return True
    if token.withheld is Withheld.KEY:
        return False
    if whose is Whose.WRITTEN:
        return True
    if token.withheld is Withheld.PAIR:
        return whose in {Whose.OWN, Whose.PARTNERS}
    if whose is Whose.OWN:
        return token.withheld is not Withheld.CONFIDENCE
    return token.field not in KEPT and token.kind in RULE[standing].get(whose, frozenset())


def standing_of(role: str) -> Standing:
    """Return how somebody of a role of the walk stands, wherever that is."""
    words = role.split()
    return next((each for each in Standing if each.value == words[-1]), Standing.NOBODY)

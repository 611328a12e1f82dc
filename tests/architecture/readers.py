"""Who stands how to whom in a walked world, and so whether somebody may meet a marked word."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from matching.models import MatchMember
from mentorship.accounts.models import Membership, Person
from mentorship.common.privacy import Withheld
from programmes.models import Participant, Programme, Sponsorship, TeamMember
from tests.architecture.marking import Token
from tests.architecture.may_meet import GRANTS, RULE, Standing, Whose


@dataclass(frozen=True)
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
        programmes = self.programmes.get(person, set())
        organisations = self.organisations.get(person, set())
        if token.programme:
            return self._whose_by_place(token, programmes, organisations, is_about=bool(owners))
        if not owners:
            ours = organisations | {self.organisation_of[each] for each in programmes}
            return Whose.COMMON if token.organisation in ours else Whose.ELSEWHERE
        if any(programmes & self.programmes.get(owner, set()) for owner in owners):
            return Whose.PROGRAMME
        if any(organisations & self.organisations.get(owner, set()) for owner in owners):
            return Whose.ORGANISATION
        return Whose.ELSEWHERE

    def _whose_by_place(
        self, token: Token, programmes: set[Any], organisations: set[Any], *, is_about: bool
    ) -> Whose:
        """Tell it of what stands in a programme."""
        if token.programme in programmes:
            return Whose.PROGRAMME if is_about else Whose.COMMON
        if self.organisation_of[token.programme] in organisations:
            return Whose.ORGANISATION
        return Whose.ELSEWHERE


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


def may_meet(standing: Standing, whose: Whose, token: Token, *, by_link: bool) -> bool:
    """Tell whether somebody of that standing may meet a word, or whoever holds a link may."""
    grants = {each for grant in GRANTS for each in grant.to if token.field in grant.fields}
    if (standing, whose) in grants or (by_link and (Standing.LINK, Whose.LINKED) in grants):
        return True
    if token.withheld is Withheld.KEY:
        return False
    if whose is Whose.WRITTEN:
        return True
    if token.withheld in {Withheld.PAIR, Withheld.CONFIDENCE} and whose is not Whose.OWN:
        return token.withheld is Withheld.PAIR and whose is Whose.PARTNERS
    if token.withheld is Withheld.CONFIDENCE:
        return False
    return token.kind in RULE[standing].get(whose, frozenset())


def standing_of(role: str) -> Standing:
    """Return how somebody of a role of the walk stands, wherever that is."""
    words = role.split()
    return next((each for each in Standing if each.value == words[-1]), Standing.NOBODY)


def is_anybodys(person: Any) -> bool:
    """Tell whether a word is met by nobody in particular."""
    return not isinstance(person, Person)

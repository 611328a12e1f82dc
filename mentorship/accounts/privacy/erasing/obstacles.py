"""What has to be ended or handed over before somebody is erased."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from mentorship.accounts.models import LegalHold, Membership, Organisation, OrganisationRole, Person
from mentorship.accounts.privacy.erasing.registry import Obstacle, obstacles_of


def all_obstacles(
    people: Sequence[Person], organisation: Organisation, *, by: Person | None
) -> list[Obstacle]:
    """Return all that stands in the way of erasing somebody through an organisation."""
    return [*_of_accounts(people, organisation, by), *obstacles_of(people)]


def _of_accounts(
    people: Sequence[Person], organisation: Organisation, by: Person | None
) -> Iterator[Obstacle]:
    """Yield what the accounts themselves know."""
    if by in people:
        yield Obstacle(_("You cannot erase yourself: another administrator has to."))
    holds = LegalHold.objects.standing().filter(person__in=people).select_related("organisation")
    for hold in holds:
        yield Obstacle(
            _("%(organisation)s must keep what it has of this person for now (a legal hold).")
            % {"organisation": hold.organisation.name}
        )
    elsewhere = Membership.objects.filter(person__in=people, ended_on=None).exclude(
        organisation=organisation
    )
    for name in elsewhere.values_list("organisation__name", flat=True).distinct():
        yield Obstacle(
            _("This person still belongs to %(organisation)s, which has to end that first.")
            % {"organisation": name}
        )
    roles = OrganisationRole.objects.filter(membership__person__in=people, ended_on=None)
    if roles.exists():
        yield Obstacle(_("This person still has a role in the organisation: take it back first."))

"""What has to be ended or handed over before somebody is erased."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from mentorship.accounts.models import LegalHold, Membership, Organisation, OrganisationRole, Person
from mentorship.accounts.privacy.erasing.registry import Obstacle, obstacles_of
from mentorship.accounts.ties import is_known_elsewhere


def all_obstacles(
    people: Sequence[Person],
    organisation: Organisation,
    *,
    by: Person | None,
    asked_by: Person | None = None,
) -> list[Obstacle]:
    """Return all that stands in the way of erasing somebody through an organisation.

    `by` would do it; `asked_by` wished it, where that was not the organisation's own rule.
    """
    return [
        *_of_accounts(people, organisation, by),
        *_of_others(people, organisation, asked_by),
        *obstacles_of(people),
    ]


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


def _of_others(
    people: Sequence[Person], organisation: Organisation, asked_by: Person | None
) -> Iterator[Obstacle]:
    """Yield that another organisation knows them too: then they alone can wish to be erased."""
    if asked_by in people or not is_known_elsewhere(people, organisation):
        return
    # Where else they are known is nobody's business here.
    yield Obstacle(
        _("Another organisation knows this person too, so they have to ask for this themselves.")
    )

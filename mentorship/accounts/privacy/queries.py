"""What the pages about what is kept of people read."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from mentorship.accounts.access import organisations_allowing
from mentorship.accounts.models import (
    Consent,
    DataCopy,
    Organisation,
    Person,
    PrivacyRequest,
    Sighting,
)
from mentorship.accounts.models.privacy_request import PrivacyRequestQuerySet
from mentorship.accounts.permissions import Permission, Role
from mentorship.accounts.privacy.consents import PURPOSES
from mentorship.accounts.privacy.enums import SightingKind


@dataclass(frozen=True, slots=True)
class Look:
    """A look at somebody's record in words: when, who, what."""

    on: object
    who: str
    what: str
    where: str


def looks_at(person: Person) -> "QuerySet[Sighting]":
    """Return looks at the person's record that they are told of, the latest first."""
    return Sighting.objects.at(person).select_related("viewer", "organisation")


def in_words(sighting: Sighting) -> Look:
    """Put a look into words for the person, by name or by role as the organisation chose."""
    is_named = sighting.organisation.names_viewers
    role = str(Role(sighting.role).label) if sighting.role else _("Somebody of the organisation")
    return Look(
        on=sighting.on,
        who=sighting.viewer.name if is_named else role,
        what=str(SightingKind(sighting.kind).label),
        where=sighting.organisation.name,
    )


def copies_for(person: Person) -> list[DataCopy]:
    """Return the person's own copies that they may know of, the latest first."""
    return list(DataCopy.objects.visible_to(person).of(person)[:10])


def requests_of(person: Person) -> list[PrivacyRequest]:
    """Return what the person asked, the latest first."""
    own = PrivacyRequest.objects.visible_to(person).filter(person=person)
    return list(own.select_related("organisation").order_by("-asked_at")[:20])


def may_agree_to(person: Person, organisations: list[Organisation]) -> list[dict[str, object]]:
    """Return what the person could agree to with their organisations and has not."""
    standing = set(
        Consent.objects.visible_to(person).standing().values_list("organisation_id", "purpose")
    )
    return [
        {"organisation": organisation, "purpose": purpose}
        for organisation in organisations
        for purpose in PURPOSES
        if (organisation.pk, purpose.name) not in standing
    ]


def administered_by(person: Person) -> list[Organisation]:
    """Return the organisations whose requests the person answers, by name."""
    allowed = organisations_allowing(person, Permission.MANAGE_ORGANISATION)
    return list(Organisation.objects.visible_to(person).filter(pk__in=allowed))


def requests_to(organisations: list[Organisation]) -> PrivacyRequestQuerySet:
    """Return what was asked of organisations: what is due first comes first."""
    return PrivacyRequest.objects.filter(organisation__in=organisations).select_related(
        "person", "organisation"
    )


def looks_in(
    organisations: list[Organisation], *, who: str = "", kind: str = ""
) -> "QuerySet[Sighting]":
    """Return looks at records in organisations, the latest first; `who` looked or was looked at."""
    looks = Sighting.objects.filter(organisation__in=organisations)
    if who:
        looks = looks.filter(Q(viewer__name__icontains=who) | Q(person__name__icontains=who))
    if kind:
        looks = looks.filter(kind=kind)
    return looks.select_related("viewer", "person", "organisation")


def agreed_counts(organisations: list[Organisation]) -> dict[str, int]:
    """Return how many people agree to each purpose at present."""
    standing = Consent.objects.standing().filter(organisation__in=organisations)
    counted = standing.values("purpose").annotate(number=Count("pk")).order_by()
    return {row["purpose"]: row["number"] for row in counted}

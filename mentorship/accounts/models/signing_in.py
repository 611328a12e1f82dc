"""How the people of an organisation sign in: its own sign-in service, its domains, its rules."""

import uuid
from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.models.organisation import Organisation
from mentorship.accounts.models.person import Person
from mentorship.accounts.permissions import Permission, Role
from mentorship.common.ciphers import seal, unseal
from mentorship.common.privacy import Keeping, OnErasure, Privacy

if TYPE_CHECKING:
    from django.db.models.expressions import Combinable

SECRET_PURPOSE = "sign-in service"  # noqa: S105  # names a purpose, opens nothing


class ProviderKind(models.TextChoices):
    """The language that a sign-in service speaks."""

    OIDC = "oidc", _("OpenID Connect")
    SAML = "saml", _("SAML 2.0")


class ProviderState(models.TextChoices):
    """Whether people may sign in by a service."""

    DRAFT = "draft", _("not tried yet")
    TESTED = "tested", _("tried, and off")
    OFFERED = "offered", _("on: people may use it")
    REQUIRED = "required", _("on: people of your domains must use it")


# Of these, people may sign in by the service.
OPEN_STATES = (ProviderState.OFFERED, ProviderState.REQUIRED)


class Joining(models.TextChoices):
    """What becomes of somebody whom the service vouches for and who is not here yet."""

    NOBODY = "nobody", _("Nobody is added: people are invited first")
    MEMBERS = "members", _("They belong to the organisation, and to nothing else")


class IdentityProviderQuerySet(models.QuerySet["IdentityProvider"]):
    """Sign-in services, chainable."""

    def visible_to(self, person: Person) -> "IdentityProviderQuerySet":
        """Return those of organisations that the person sets up."""
        from mentorship.accounts.access import organisations_allowing  # noqa: PLC0415

        return self.filter(
            organisation_id__in=organisations_allowing(person, Permission.MANAGE_ORGANISATION)
        )

    def open(self) -> "IdentityProviderQuerySet":
        """Return those by which people may sign in."""
        return self.filter(state__in=OPEN_STATES)


class IdentityProvider(models.Model):
    """A sign-in service of an organisation, which vouches for addresses of its domains alone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="identity_providers"
    )
    slug = models.SlugField(_("short name in addresses"), max_length=60, unique=True)
    name = models.CharField(_("name on the button"), max_length=80)
    kind = models.CharField(max_length=10, choices=ProviderKind.choices)
    state = models.CharField(
        max_length=10, choices=ProviderState.choices, default=ProviderState.DRAFT
    )
    # OpenID Connect: where it is described, and what we are called there.
    issuer = models.CharField(_("issuer"), max_length=400, blank=True)
    client_id = models.CharField(_("client ID"), max_length=255, blank=True)
    sealed_secret = models.TextField(blank=True)
    # SAML: what it is called, where people go, and whose signatures count.
    entity_id = models.CharField(_("entity ID"), max_length=400, blank=True)
    sso_url = models.CharField(_("sign-in address"), max_length=400, blank=True)
    certificates = models.TextField(_("certificates"), blank=True)
    joining = models.CharField(max_length=10, choices=Joining.choices, default=Joining.NOBODY)
    counts_second_step = models.BooleanField(_("its second step counts here"), default=False)
    tested_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    privacy = Privacy(
        none=(
            "id",
            "organisation",
            "slug",
            "name",
            "kind",
            "state",
            "issuer",
            "client_id",
            "sealed_secret",
            "entity_id",
            "sso_url",
            "certificates",
            "joining",
            "counts_second_step",
            "tested_at",
            "created_at",
        ),
    )

    objects = IdentityProviderQuerySet.as_manager()

    class Meta:
        """By name; of services that must be used an organisation has one."""

        verbose_name = _("sign-in service")
        verbose_name_plural = _("sign-in services")
        ordering = ("name", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=ProviderState.values), name="accounts_provider_state"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=ProviderKind.values), name="accounts_provider_kind"
            ),
            models.UniqueConstraint(
                fields=("organisation",),
                condition=Q(state=ProviderState.REQUIRED),
                name="accounts_provider_one_required",
            ),
        )

    def __str__(self) -> str:
        """Return the name."""
        return self.name

    @property
    def secret(self) -> str:
        """Return the secret shared with the service; raises UnreadableError."""
        return unseal(self.sealed_secret, purpose=SECRET_PURPOSE) if self.sealed_secret else ""

    @secret.setter
    def secret(self, value: str) -> None:
        """Keep it sealed."""
        self.sealed_secret = seal(value, purpose=SECRET_PURPOSE) if value else ""

    @property
    def is_open(self) -> bool:
        """Tell whether people may sign in by it."""
        return self.state in OPEN_STATES


class OwnedDomainQuerySet(models.QuerySet["OwnedDomain"]):
    """Domains, chainable."""

    def visible_to(self, person: Person) -> "OwnedDomainQuerySet":
        """Return those of organisations that the person sets up."""
        from mentorship.accounts.access import organisations_allowing  # noqa: PLC0415

        return self.filter(
            organisation_id__in=organisations_allowing(person, Permission.MANAGE_ORGANISATION)
        )

    def confirmed(self) -> "OwnedDomainQuerySet":
        """Return those that were shown to be the organisation's."""
        return self.filter(confirmed_at__isnull=False)


class OwnedDomain(models.Model):
    """A domain of e-mail addresses that an organisation says, and has shown, to be its own."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="owned_domains"
    )
    domain = models.CharField(_("domain"), max_length=253)
    # The code that was mailed to whoever runs the domain's mail: hashed, for so long, so often.
    code_hash = models.CharField(max_length=200, blank=True)
    code_until = models.DateTimeField(null=True, blank=True)
    code_tries = models.PositiveSmallIntegerField(default=0)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    privacy = Privacy(
        none=(
            "id",
            "organisation",
            "domain",
            "code_hash",
            "code_until",
            "code_tries",
            "confirmed_at",
            "created_at",
        ),
    )

    objects = OwnedDomainQuerySet.as_manager()

    class Meta:
        """Asked for once by each organisation; owned by one."""

        verbose_name = _("domain of an organisation")
        verbose_name_plural = _("domains of an organisation")
        ordering = ("domain",)
        constraints = (
            models.UniqueConstraint(
                fields=("organisation", "domain"), name="accounts_domain_asked_once"
            ),
            models.UniqueConstraint(
                fields=("domain",),
                condition=Q(confirmed_at__isnull=False),
                name="accounts_domain_owned_once",
            ),
        )

    def __str__(self) -> str:
        """Return the domain."""
        return self.domain


class ProviderLinkQuerySet(models.QuerySet["ProviderLink"]):
    """Links of people to sign-in services, chainable."""

    def visible_to(self, person: Person) -> "ProviderLinkQuerySet":
        """Return those to services that the person sets up."""
        return self.filter(provider__in=IdentityProvider.objects.visible_to(person))


class ProviderLink(models.Model):
    """Whom a sign-in service means by a name of its own; they are known by it from then on."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.ForeignKey(IdentityProvider, on_delete=models.CASCADE, related_name="links")
    person: "models.ForeignKey[Person | Combinable, Person]" = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="provider_links"
    )
    subject = models.CharField(max_length=255)
    linked_at = models.DateTimeField(auto_now_add=True)
    used_at = models.DateTimeField()

    privacy = Privacy(
        none=("id", "provider"),
        personal=("person", "subject", "linked_at", "used_at"),
        subjects=("person",),
        keeping=Keeping.ACCOUNT,
        erasing={"*": OnErasure.DELETE},
    )

    objects = ProviderLinkQuerySet.as_manager()

    class Meta:
        """A name at a service is one person's; a person has one name there."""

        verbose_name = _("link to a sign-in service")
        verbose_name_plural = _("links to a sign-in service")
        constraints = (
            models.UniqueConstraint(fields=("provider", "subject"), name="accounts_link_subject"),
            models.UniqueConstraint(fields=("provider", "person"), name="accounts_link_person"),
        )

    def __str__(self) -> str:
        """Say who is linked to what."""
        return f"{self.person_id} at {self.provider_id}"


class SignInPolicy(models.Model):
    """Whom an organisation asks for a second step, beside those who are always asked."""

    organisation = models.OneToOneField(
        Organisation, on_delete=models.CASCADE, primary_key=True, related_name="sign_in_policy"
    )
    roles = ArrayField(
        models.CharField(max_length=30, choices=Role.choices), default=list, blank=True
    )
    is_for_everybody = models.BooleanField(default=False)

    privacy = Privacy(none=("organisation", "roles", "is_for_everybody"))

    class Meta:
        """What it is called."""

        verbose_name = _("rule for signing in")
        verbose_name_plural = _("rules for signing in")

    def __str__(self) -> str:
        """Say whose it is."""
        return f"second step in {self.organisation_id}"

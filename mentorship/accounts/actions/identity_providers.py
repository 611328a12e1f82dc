"""Setting up an organisation's own sign-in service, trying it, switching it on and off."""

import secrets
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify

from mentorship.accounts.models import IdentityProvider, Organisation, Person, ProviderLink
from mentorship.accounts.models.signing_in import ProviderState
from mentorship.audit.actions import record
from mentorship.common.lifecycle import advance

# What the service is; a change of any of these puts it back to being tried.
DEFINING = ("issuer", "client_id", "sealed_secret", "entity_id", "sso_url", "certificates")
SWITCHES: dict[str, frozenset[str]] = {
    ProviderState.OFFERED: frozenset({ProviderState.TESTED, ProviderState.REQUIRED}),
    ProviderState.REQUIRED: frozenset({ProviderState.OFFERED}),
    ProviderState.TESTED: frozenset(
        {ProviderState.DRAFT, ProviderState.OFFERED, ProviderState.REQUIRED}
    ),
}


class AnotherRequiredError(Exception):
    """Another service of the organisation must be used already."""


@transaction.atomic
def add_provider(
    *, organisation: Organisation, kind: str, by: Person, secret: str = "", **fields: Any
) -> IdentityProvider:
    """Store a service that nobody can use before it was tried; recorded."""
    slug = f"{slugify(organisation.slug)[:45] or 'at'}-{secrets.token_hex(3)}"
    provider = IdentityProvider(organisation=organisation, kind=kind, slug=slug, **fields)
    provider.secret = secret
    provider.save()
    record("sign_in.service_added", provider, by=by, changes={"kind": kind})
    return provider


@transaction.atomic
def change_provider(
    provider: IdentityProvider, *, by: Person, secret: str = "", **fields: Any
) -> IdentityProvider:
    """Change a service; where it becomes another one it is off until it was tried; recorded.

    An empty `secret` leaves the one that is kept.
    """
    kept = IdentityProvider.objects.select_for_update().get(pk=provider.pk)
    before = {name: getattr(kept, name) for name in (*fields, "sealed_secret")}
    for name, value in fields.items():
        setattr(kept, name, value)
    if secret:
        kept.secret = secret
    changed = sorted(name for name, value in before.items() if getattr(kept, name) != value)
    if not changed:
        return kept
    if set(changed) & set(DEFINING):
        kept.state, kept.tested_at = ProviderState.DRAFT, None
    kept.save()
    record("sign_in.service_changed", kept, by=by, changes={"fields": changed})
    return kept


@transaction.atomic
def note_test(*, provider: IdentityProvider, by: Person) -> None:
    """Keep that the service vouched for somebody of the organisation's own domains; recorded."""
    kept = IdentityProvider.objects.select_for_update().get(pk=provider.pk)
    kept.tested_at = timezone.now()
    if kept.state == ProviderState.DRAFT:
        kept.state = ProviderState.TESTED
    kept.save(update_fields=["tested_at", "state"])
    record("sign_in.service_tested", kept, by=by)


@transaction.atomic
def switch_provider(provider: IdentityProvider, *, to: str, by: Person | None) -> None:
    """Offer a service, require it, or switch it off; recorded.

    Raises IllegalTransitionError where it is not where it was seen to be, AnotherRequiredError.
    """
    try:
        with transaction.atomic():
            advance(provider, to=to, transitions=SWITCHES)
    except IntegrityError as error:
        raise AnotherRequiredError from error
    record("sign_in.service_switched", provider, by=by, changes={"to": to})


@transaction.atomic
def forget_link(link: ProviderLink, *, by: Person) -> None:
    """Forget by which name a service knows a person, so that the next sign-in links anew."""
    record(
        "sign_in.unlinked",
        link,
        by=by,
        organisation_id=link.provider.organisation_id,
        changes={"person": link.person_id, "provider": link.provider_id},
    )
    link.delete()

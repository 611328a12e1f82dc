"""Showing that a domain of e-mail addresses is the organisation's own."""

import secrets
from datetime import timedelta

from django.contrib.auth.hashers import check_password, make_password
from django.db import IntegrityError, transaction
from django.utils import timezone

from mentorship.accounts.models import IdentityProvider, Organisation, OwnedDomain, Person
from mentorship.accounts.models.signing_in import ProviderState
from mentorship.audit.actions import record

CODE_HOURS = 24
MOST_TRIES = 5
# No letters and digits that are taken for one another.
ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"


class OwnedElsewhereError(Exception):
    """Another organisation has shown the domain to be its own."""


class WrongCodeError(Exception):
    """The code is wrong, too old, or was tried too often."""


class StillNeededError(Exception):
    """People have to sign in by a service of the organisation, which rests on the domain."""


@transaction.atomic
def claim_domain(*, organisation: Organisation, domain: str, by: Person) -> tuple[OwnedDomain, str]:
    """Note that the organisation says a domain to be its own, and return it with a fresh code.

    The code goes to whoever runs the mail of the domain and to nobody else; only its hash is kept.
    Raises OwnedElsewhereError.
    """
    claimed, _is_new = OwnedDomain.objects.select_for_update().get_or_create(
        organisation=organisation, domain=domain
    )
    if claimed.confirmed_at is not None:
        return claimed, ""
    if OwnedDomain.objects.confirmed().filter(domain=domain).exists():
        raise OwnedElsewhereError
    code = "".join(secrets.choice(ALPHABET) for _ in range(10))
    claimed.code_hash, claimed.code_tries = make_password(code), 0
    claimed.code_until = timezone.now() + timedelta(hours=CODE_HOURS)
    claimed.save()
    record("sign_in.domain_claimed", claimed, by=by)
    return claimed, code


def confirm_domain(claimed: OwnedDomain, *, code: str, by: Person) -> None:
    """Keep that a domain is the organisation's, shown by the code; recorded.

    Raises WrongCodeError (and counts the try), OwnedElsewhereError.
    """
    if not _is_right(claimed, code):
        raise WrongCodeError
    own_domain(claimed, by=by)


@transaction.atomic
def own_domain(claimed: OwnedDomain, *, by: Person | None) -> None:
    """Keep that a domain is the organisation's, however that was shown; recorded."""
    try:
        with transaction.atomic():
            owned = OwnedDomain.objects.filter(pk=claimed.pk, confirmed_at__isnull=True).update(
                confirmed_at=timezone.now(), code_hash="", code_until=None
            )
    except IntegrityError as error:
        raise OwnedElsewhereError from error
    if owned:
        record("sign_in.domain_confirmed", claimed, by=by)


@transaction.atomic
def give_up_domain(claimed: OwnedDomain, *, by: Person) -> None:
    """Let go of a domain; recorded. Raises StillNeededError while a service must be used."""
    needed = IdentityProvider.objects.filter(
        organisation_id=claimed.organisation_id, state=ProviderState.REQUIRED
    )
    if claimed.confirmed_at is not None and needed.exists():
        raise StillNeededError
    record("sign_in.domain_given_up", claimed, by=by)
    claimed.delete()


@transaction.atomic
def _is_right(claimed: OwnedDomain, code: str) -> bool:
    """Tell whether the code is right, and count the try, whatever becomes of it."""
    kept = OwnedDomain.objects.select_for_update().get(pk=claimed.pk)
    is_usable = (
        kept.code_until is not None
        and kept.code_until > timezone.now()
        and kept.code_tries < MOST_TRIES
    )
    kept.code_tries = min(kept.code_tries + 1, MOST_TRIES)
    kept.save(update_fields=["code_tries"])
    return is_usable and check_password(code.strip().upper(), kept.code_hash)

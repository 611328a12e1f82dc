"""Making tokens and taking them back."""

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from mentorship.accounts.models import Organisation, Person
from mentorship.api.models import AccessToken
from mentorship.api.tokens import new_token
from mentorship.audit.actions import record
from mentorship.common.lifecycle import IllegalTransitionError


@transaction.atomic
def make_token(
    *,
    organisation: Organisation,
    name: str,
    scopes: Sequence[str],
    days: int,
    networks: Sequence[str] = (),
    a_minute: int = 120,
    by: Person,
) -> tuple[AccessToken, str]:
    """Make a token for so many days; return it with its text, which is nowhere else. Recorded."""
    made, now = new_token(), timezone.now()
    token = AccessToken.objects.create(
        organisation=organisation,
        name=name,
        prefix=made.prefix,
        digest=made.digest,
        scopes=sorted(scopes),
        networks=list(networks),
        a_minute=a_minute,
        created_at=now,
        created_by=by,
        expires_at=now + timedelta(days=days),
    )
    changes = {"scopes": token.scopes, "expires_at": token.expires_at}
    record("token.made", token, by=by, changes=changes)
    return token, made.text


@transaction.atomic
def revoke_token(token: AccessToken, *, by: Person) -> None:
    """Take a token back, from this moment on; recorded. Raises IllegalTransitionError if it was."""
    now = timezone.now()
    open_now = AccessToken.objects.filter(pk=token.pk, revoked_at__isnull=True)
    if not open_now.update(revoked_at=now, revoked_by=by):
        raise IllegalTransitionError(token, "revoked")
    token.revoked_at, token.revoked_by = now, by
    record("token.revoked", token, by=by)

"""One row of everything that privacy, the record, sign-in, looks and the edges consist of."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from mentorship.accounts.actions.keeping import begin_hold
from mentorship.accounts.models import Erasure
from mentorship.api.actions.endpoints import add_endpoint, send_test
from mentorship.api.actions.tokens import make_token
from mentorship.api.enums import Scope
from tests.architecture.privacy_rows import privacy_rows
from tests.factories.signing_in import (
    IdentityProviderFactory,
    OwnedDomainFactory,
    ProviderLinkFactory,
)
from tests.people import World


@dataclass(frozen=True)
class TrustRows:
    """What addresses of the platform itself point at.

    `rows` by the first words of an address's name, `given` what addresses take beside a row's
    `pk`, and `tokens` what opens one without signing in.
    """

    rows: dict[str, Any] = field(default_factory=dict)
    given: dict[str, Callable[[], Any]] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)


def make_trust(world: World) -> TrustRows:
    """Make a row of each in the organisation of the world."""
    made = TrustRows()
    # export, consents, who saw whom
    made.rows.update(privacy_rows(world))
    # erasing and keeping
    now = timezone.now()
    made.rows["organisation-erasing"] = Erasure.objects.create(
        organisation=world.organisation,
        person=world.mentee,
        asked_at=now,
        asked_by=world.mentee,
        due_on=now.date(),
    )
    made.rows["organisation-holds"] = begin_hold(
        world.mentor, organisation=world.organisation, reason="A claim", by=world.administrator
    )
    made.given["house"] = lambda: world.organisation.slug
    made.given["keeping"] = lambda: "message"
    # the record and its chain
    thing: dict[str, Callable[[], Any]] = {
        "kind": lambda: "programmes.cohort",
        "row_id": lambda: world.cohort.pk,
    }
    # signing in, view as
    signing_in = make_signing_in(world)
    # directory, tokens, webhooks
    edges = make_edges(world)
    # operations
    # name, logo, colours, search
    made.rows["look"] = world.organisation
    made.rows["search"] = world.mentee_place
    look: dict[str, Callable[[], Any]] = {
        "mark": lambda: world.organisation.look_version,
        "scheme": lambda: "light",
        "size": lambda: 192,
        "cut": lambda: "any",
        "found_kind": lambda: "person",
    }
    for part in (signing_in, edges):
        made.rows.update(part.rows)
        made.given.update(part.given)
    made.given.update(thing | look)
    return made


def make_signing_in(world: World) -> TrustRows:
    """Make a service that people sign in with, its domain, and somebody who came through it."""
    service = IdentityProviderFactory.create(organisation=world.organisation, slug="guildhall-id")
    return TrustRows(
        rows={
            "organisation-sign-in-service": service,
            "organisation-sign-in-domain": OwnedDomainFactory.create(
                organisation=world.organisation
            ),
            "organisation-sign-in-link": ProviderLinkFactory.create(
                provider=service, person=world.mentee
            ),
            "organisation-view-as": world.mentee,
        },
        given={
            "provider": lambda: service.slug,
            "organisation": lambda: world.organisation.slug,
            "protocol": lambda: "oidc",
        },
    )


def make_edges(world: World) -> TrustRows:
    """Make a token, an endpoint and news for it; the directory knows the mentee."""
    token, _text = make_token(
        organisation=world.organisation,
        name="Warehouse",
        scopes=[Scope.MATCHES],
        days=30,
        by=world.administrator,
    )
    endpoint = add_endpoint(
        organisation=world.organisation,
        name="Hub",
        url="https://example.org/",
        kinds=["match.started"],
        by=world.administrator,
    )
    delivery = send_test(endpoint, by=world.administrator)
    return TrustRows(
        rows={
            "organisation-token": token,
            "organisation-webhook": endpoint,
            "organisation-news": delivery,
            "scim-user": world.mentee.memberships.get(),
            "read-participant": world.mentee_place,
            "read-match": delivery,
            "read-session": delivery,
            "read-report": delivery,
        },
        given={"step": lambda: "test", "rest": lambda: "nothing", "urn": lambda: "urn:nothing"},
    )

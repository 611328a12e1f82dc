"""One row of everything that privacy, the record, sign-in, looks and the edges consist of."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from mentorship.api.actions.endpoints import add_endpoint, send_test
from mentorship.api.actions.tokens import make_token
from mentorship.api.enums import Scope
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
    # export, consents, who saw whom
    # erasing and keeping
    # the record and its chain
    # signing in, view as
    # directory, tokens, webhooks
    edges = make_edges(world)
    # operations
    # name, logo, colours, search
    return TrustRows(rows=edges.rows, given=edges.given)


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

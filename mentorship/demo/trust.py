"""What the demo shows of trust: what people asked and agreed to, who looked, and its edges."""

from datetime import timedelta

from django.utils import timezone

from mentorship.accounts.actions.consents import give_consent
from mentorship.accounts.actions.domains import claim_domain, own_domain
from mentorship.accounts.actions.erasing import ask_for_erasure
from mentorship.accounts.actions.identity_providers import add_provider
from mentorship.accounts.actions.looks import change_look
from mentorship.accounts.actions.privacy_requests import ask_organisation
from mentorship.accounts.models import Organisation, Sighting
from mentorship.accounts.models.signing_in import ProviderKind
from mentorship.accounts.permissions import Role
from mentorship.accounts.privacy.consents import LATER_PROGRAMMES
from mentorship.accounts.privacy.enums import RequestKind, SightingKind
from mentorship.api.actions.endpoints import add_endpoint, pause_endpoint
from mentorship.api.actions.tokens import make_token
from mentorship.api.enums import DeliveryState, Scope
from mentorship.api.models import Delivery, DeliveryTry
from mentorship.demo.cast import DOMAIN, Cast

LOOKS = ((SightingKind.PERSON, 1), (SightingKind.MATCH, 3), (SightingKind.LIST, 12))
TOLD_OF = ("match.accepted", "participant.matched", "report.sent")
ANSWERS = (200, 200, 503)


def build_trust(organisation: Organisation, cast: Cast) -> None:
    """Add a request, a wish to be erased, a consent, looks, a service, a token and a webhook."""
    _ask(organisation, cast)
    _look(organisation, cast)
    _sign_in(organisation, cast)
    _connect(organisation, cast)
    change_look(
        organisation,
        seen=organisation.look_version,
        logos={},
        by=cast.administrator,
        accent_light="#5a3d8f",
        sender_name="Mentoring at Guildhall",
        reply_to=f"mentoring@{DOMAIN}",
        footer_text="Guildhall Mentoring, 12 Weavers’ Row, London",
        imprint_url=f"https://www.{DOMAIN}/imprint",
        privacy_url=f"https://www.{DOMAIN}/privacy",
    )
    organisation.refresh_from_db()


def _ask(organisation: Organisation, cast: Cast) -> None:
    """Let people ask about what is kept of them, and agree to something."""
    mentee, leaving = cast.juniors[0], cast.juniors[-6]
    ask_organisation(
        organisation,
        kind=RequestKind.CORRECTION,
        words="My job title changed in spring. The page still shows the old one.",
        person=mentee,
        by=mentee,
    )
    ask_for_erasure(leaving, organisation=organisation, by=leaving)
    for person in (mentee, cast.seniors[0]):
        give_consent(
            organisation,
            purpose=LATER_PROGRAMMES.name,
            version=LATER_PROGRAMMES.version,
            words=str(LATER_PROGRAMMES.words),
            by=person,
        )


def _look(organisation: Organisation, cast: Cast) -> None:
    """Let the coordinator have looked at two people's records on some days."""
    today = timezone.localdate()
    Sighting.objects.bulk_create(
        Sighting(
            viewer=cast.coordinator,
            person=person,
            organisation=organisation,
            kind=kind,
            on=today - timedelta(days=ago),
            role=Role.LEAD_COORDINATOR,
        )
        for person in (cast.juniors[0], cast.seniors[0])
        for kind, ago in LOOKS
    )


def _sign_in(organisation: Organisation, cast: Cast) -> None:
    """Own the domain, and set up a service that nobody has tried yet."""
    claimed, _code = claim_domain(organisation=organisation, domain=DOMAIN, by=cast.administrator)
    own_domain(claimed, by=cast.administrator)
    add_provider(
        organisation=organisation,
        kind=ProviderKind.OIDC,
        by=cast.administrator,
        name="Guildhall account",
        issuer=f"https://login.{DOMAIN}",
        client_id="mentorship",
    )


def _connect(organisation: Organisation, cast: Cast) -> None:
    """Let one program read, and one have been told of news; paused, so nothing leaves the demo."""
    make_token(
        organisation=organisation,
        name="HR dashboard",
        scopes=[Scope.PARTICIPANTS, Scope.MATCHES],
        days=180,
        by=cast.administrator,
    )
    endpoint = add_endpoint(
        organisation=organisation,
        name="Intranet news",
        url=f"https://intranet.{DOMAIN}/hooks/mentoring",
        kinds=TOLD_OF,
        by=cast.administrator,
    )
    pause_endpoint(endpoint, by=cast.administrator)
    now = timezone.now()
    for number, (kind, status) in enumerate(zip(TOLD_OF, ANSWERS, strict=True)):
        at = now - timedelta(hours=30 * (number + 1))
        heard = status < 300  # noqa: PLR2004  (the answers that mean: heard)
        delivery = Delivery.objects.create(
            endpoint=endpoint,
            kind=kind,
            happened_at=at,
            facts={"organisation_id": str(organisation.pk)},
            state=DeliveryState.DELIVERED if heard else DeliveryState.FAILED,
            tries_made=1,
            settled_at=at,
        )
        DeliveryTry.objects.create(delivery=delivery, began_at=at, milliseconds=180, status=status)

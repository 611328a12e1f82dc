"""Sign-in services to talk to, and what our side knows of them."""

import pytest

from tests.accounts.federation import oidc_service, saml_service
from tests.factories.signing_in import IdentityProviderFactory, OwnedDomainFactory


@pytest.fixture(scope="session")
def _oidc():
    service = oidc_service.OidcService()
    yield service
    service.close()


@pytest.fixture
def oidc(_oidc, settings):
    """Start each test with a service that says nothing odd."""
    settings.SIGN_IN_INSIDE_NETWORK = True
    _oidc.claims = {
        "sub": "248289761001",
        "email": "jonas@example.org",
        "email_verified": True,
        "name": "Jonas Weber",
    }
    _oidc.document, _oidc.userinfo = {}, {}
    _oidc.algorithm, _oidc.signs_with = "RS256", _oidc.key
    return _oidc


@pytest.fixture(scope="session")
def saml():
    return saml_service.SamlService()


@pytest.fixture
def oidc_provider(world, oidc):
    """Let Guildhall sign in by it, for addresses of example.org."""
    OwnedDomainFactory.create(organisation=world.organisation, domain="example.org")
    provider = IdentityProviderFactory.build(
        organisation=world.organisation, issuer=oidc.issuer, client_id=oidc_service.CLIENT_ID
    )
    provider.secret = oidc_service.CLIENT_SECRET
    provider.save()
    return provider


@pytest.fixture
def saml_provider(world, saml):
    """Let Guildhall sign in by it, for addresses of example.org."""
    OwnedDomainFactory.create(organisation=world.organisation, domain="example.org")
    return IdentityProviderFactory.create(
        organisation=world.organisation,
        kind="saml",
        entity_id=saml_service.ENTITY_ID,
        sso_url=saml_service.SSO_URL,
        certificates=saml.certificate_pem,
    )

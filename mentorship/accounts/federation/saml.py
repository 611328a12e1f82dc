"""SAML 2.0: our description, the way to the service, and answers of which only signed parts count.

The signature and the XML around it are judged by python3-saml; what it lets pass and we do not
(no audience, no request, another recipient) is judged here. Answers nobody asked for are refused.
"""

import json
import time
from dataclasses import asdict
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from onelogin.saml2.auth import OneLogin_Saml2_Auth
from onelogin.saml2.constants import OneLogin_Saml2_Constants
from onelogin.saml2.errors import OneLogin_Saml2_Error, OneLogin_Saml2_ValidationError
from onelogin.saml2.response import OneLogin_Saml2_Response
from onelogin.saml2.settings import OneLogin_Saml2_Settings
from onelogin.saml2.xml_utils import OneLogin_Saml2_XML

from mentorship.accounts.federation.identities import DistrustedError, Identity, Mistrust
from mentorship.accounts.models import IdentityProvider
from mentorship.common.ciphers import UnreadableError, seal, unseal

CARRY_PURPOSE = "answer of a sign-in service"
CARRIED_SECONDS = 120
MOST_LETTERS = 400_000
_CLAIMS = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims"
EMAIL_ATTRIBUTES = (
    "email",
    "mail",
    "urn:oid:0.9.2342.19200300.100.1.3",
    f"{_CLAIMS}/emailaddress",
)
NAME_ATTRIBUTES = (
    "displayName",
    "urn:oid:2.16.840.1.113730.3.1.241",
    "http://schemas.microsoft.com/identity/claims/displayname",
    "cn",
    "urn:oid:2.5.4.3",
)
GIVEN_ATTRIBUTES = ("givenName", "urn:oid:2.5.4.42", f"{_CLAIMS}/givenname")
FAMILY_ATTRIBUTES = ("sn", "urn:oid:2.5.4.4", f"{_CLAIMS}/surname")
METHOD_ATTRIBUTE = "http://schemas.microsoft.com/claims/authnmethodsreferences"
SECOND_STEP_CLASSES = frozenset(
    {
        "https://refeds.org/profile/mfa",
        "http://schemas.microsoft.com/claims/multipleauthn",
        "urn:oasis:names:tc:SAML:2.0:ac:classes:MobileTwoFactorContract",
        "urn:oasis:names:tc:SAML:2.0:ac:classes:SmartcardPKI",
    }
)


def where_to(provider: IdentityProvider, *, answer_at: str, our_name: str) -> tuple[str, str]:
    """Return the address at the service where the person signs in, and the id of our question."""
    try:
        auth = OneLogin_Saml2_Auth(_request(answer_at), _settings(provider, answer_at, our_name))
        address = auth.login(return_to="")
    except OneLogin_Saml2_Error as error:
        raise DistrustedError(Mistrust.UNREACHABLE, str(error)[:200]) from error
    return address, str(auth.get_last_request_id())


def describe(provider: IdentityProvider, *, answer_at: str, our_name: str) -> str:
    """Return our own description (metadata), which the service's administrator reads in."""
    ours = OneLogin_Saml2_Settings(
        _settings(provider, answer_at, our_name), sp_validation_only=True
    )
    described: bytes | str = ours.get_sp_metadata()
    return described.decode() if isinstance(described, bytes) else described


def read_answer(
    provider: IdentityProvider, answer: str, *, answer_at: str, our_name: str
) -> tuple[Identity, str]:
    """Return whom the service vouches for, and the id of the question it answers.

    `answer` is what a browser posted. Raises DistrustedError.
    """
    if not answer or len(answer) > MOST_LETTERS:
        raise DistrustedError(Mistrust.FORGED, "there is no answer in it")
    try:
        ours = OneLogin_Saml2_Settings(_settings(provider, answer_at, our_name))
        response = OneLogin_Saml2_Response(ours, answer)
        response.is_valid(_request(answer_at), raise_exceptions=True)
        question = _question(response, answer_at)
        return _identity(response), question
    except DistrustedError:
        raise
    except OneLogin_Saml2_ValidationError as error:
        is_no = error.code == OneLogin_Saml2_ValidationError.STATUS_CODE_IS_NOT_SUCCESS
        why = Mistrust.DECLINED if is_no else Mistrust.FORGED
        raise DistrustedError(why, str(error)[:200]) from error
    # The library lets what its parsers meet in hostile XML through as whatever they raise.
    except Exception as error:
        raise DistrustedError(Mistrust.FORGED, type(error).__name__) from error


def carry(identity: Identity, question: str, *, provider: IdentityProvider) -> str:
    """Return an identity sealed, for the browser to carry from one address to the next.

    It says which service vouched: each is believed about its own organisation alone.
    """
    carried = {
        "who": asdict(identity),
        "question": question,
        "provider": str(provider.pk),
        "at": int(time.time()),
    }
    return seal(json.dumps(carried), purpose=CARRY_PURPOSE)


def carried(sealed: str, *, provider: IdentityProvider) -> tuple[Identity, str]:
    """Return what a browser carried, and the id of the question.

    Raises DistrustedError, also where another service vouched.
    """
    try:
        told = json.loads(unseal(sealed, purpose=CARRY_PURPOSE))
    except UnreadableError as error:
        raise DistrustedError(Mistrust.FORGED, "what the browser carried was changed") from error
    if told["provider"] != str(provider.pk):
        raise DistrustedError(Mistrust.FORGED, "another service answered")
    if time.time() - told["at"] > CARRIED_SECONDS:
        raise DistrustedError(Mistrust.STALE, "the browser took too long")
    return Identity(**told["who"]), told["question"]


def _question(response: OneLogin_Saml2_Response, answer_at: str) -> str:
    """Return the id of the question, from the signed part; judge what the library lets pass."""
    if not response.get_audiences():
        raise DistrustedError(Mistrust.FORGED, "it does not say for whom it is meant")
    where = "/samlp:Response/saml:Assertion/saml:Subject/saml:SubjectConfirmation"
    document = response.get_xml_document()
    for data in OneLogin_Saml2_XML.query(document, f"{where}/saml:SubjectConfirmationData"):
        question = data.get("InResponseTo")
        if question and data.get("Recipient") == answer_at and data.get("NotOnOrAfter"):
            return str(question)
    raise DistrustedError(Mistrust.FORGED, "it answers no question of ours")


def _identity(response: OneLogin_Saml2_Response) -> Identity:
    """Return the assertion as what we know of somebody."""
    told: dict[str, list[str]] = response.get_attributes()
    name_id = str(response.get_nameid() or "")
    by_address = OneLogin_Saml2_Constants.NAMEID_EMAIL_ADDRESS
    email = _first(told, EMAIL_ATTRIBUTES)
    if not email and response.get_nameid_format() == by_address:
        email = name_id
    if not name_id:
        raise DistrustedError(Mistrust.FORGED, "it gives the person no name of its own")
    full = f"{_first(told, GIVEN_ATTRIBUTES)} {_first(told, FAMILY_ATTRIBUTES)}".strip()
    classes = {*response.get_authn_contexts(), *told.get(METHOD_ATTRIBUTE, [])}
    return Identity(
        subject=name_id[:255],
        email=email.lower(),
        name=(_first(told, NAME_ATTRIBUTES) or full)[:150],
        has_second_step=bool(classes & SECOND_STEP_CLASSES),
    )


def _first(told: dict[str, list[str]], names: tuple[str, ...]) -> str:
    """Return the first value that stands under one of these names."""
    found = (value for name in names for value in told.get(name, []) if value)
    return str(next(found, "")).strip()


def _request(answer_at: str) -> dict[str, Any]:
    """Say where we are: by the configured address, never by what a request says of its host."""
    base = urlsplit(settings.BASE_URL)
    return {
        "https": "on" if base.scheme == "https" else "off",
        "http_host": base.netloc,
        "script_name": urlsplit(answer_at).path,
        "path_info": "",
        "get_data": {},
        "post_data": {},
    }


def _settings(provider: IdentityProvider, answer_at: str, our_name: str) -> dict[str, Any]:
    """Return what the library needs to know of both sides."""
    return {
        "strict": True,
        "debug": False,
        "sp": {
            "entityId": our_name,
            "assertionConsumerService": {
                "url": answer_at,
                "binding": OneLogin_Saml2_Constants.BINDING_HTTP_POST,
            },
            "NameIDFormat": OneLogin_Saml2_Constants.NAMEID_PERSISTENT,
        },
        "idp": {
            "entityId": provider.entity_id,
            "singleSignOnService": {
                "url": provider.sso_url,
                "binding": OneLogin_Saml2_Constants.BINDING_HTTP_REDIRECT,
            },
            "x509certMulti": {"signing": certificates_of(provider.certificates)},
        },
        "security": {
            "wantAssertionsSigned": True,
            "wantMessagesSigned": False,
            "wantNameId": True,
            "wantAttributeStatement": False,
            "allowRepeatAttributeName": True,
            "rejectDeprecatedAlgorithm": True,
            "requestedAuthnContext": False,
            "allowSingleLabelDomains": True,
            "signatureAlgorithm": OneLogin_Saml2_Constants.RSA_SHA256,
            "digestAlgorithm": OneLogin_Saml2_Constants.SHA256,
        },
    }


def certificates_of(text: str) -> list[str]:
    """Return each certificate of a text that holds one or more, as bare base64."""
    end = "-----END CERTIFICATE-----"
    bodies = (part.rpartition("-----BEGIN CERTIFICATE-----")[2] for part in text.split(end))
    return [body for body in ("".join(part.split()) for part in bodies) if body]

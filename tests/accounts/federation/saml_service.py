"""A small sign-in service that speaks SAML 2.0: it signs real XML with a real key."""

import base64
import secrets
import zlib
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from defusedxml import ElementTree
from onelogin.saml2.constants import OneLogin_Saml2_Constants
from onelogin.saml2.utils import OneLogin_Saml2_Utils

ENTITY_ID, SSO_URL = "https://idp.guildhall.example", "https://idp.guildhall.example/sso"
ASSERTION = """<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" \
xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="{response_id}" Version="2.0" \
IssueInstant="{now}" Destination="{destination}" InResponseTo="{question}">\
<saml:Issuer>{issuer}</saml:Issuer>\
<samlp:Status><samlp:StatusCode \
Value="urn:oasis:names:tc:SAML:2.0:status:{status}"/></samlp:Status>\
<saml:Assertion ID="{assertion_id}" Version="2.0" IssueInstant="{now}">\
<saml:Issuer>{issuer}</saml:Issuer>\
<saml:Subject><saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">\
{subject}</saml:NameID>\
<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">\
<saml:SubjectConfirmationData NotOnOrAfter="{until}" Recipient="{recipient}" \
InResponseTo="{question}"/></saml:SubjectConfirmation></saml:Subject>\
<saml:Conditions NotBefore="{since}" NotOnOrAfter="{until}">{audience}</saml:Conditions>\
<saml:AuthnStatement AuthnInstant="{now}" SessionIndex="one"><saml:AuthnContext>\
<saml:AuthnContextClassRef>{context}</saml:AuthnContextClassRef></saml:AuthnContext>\
</saml:AuthnStatement>\
<saml:AttributeStatement>\
<saml:Attribute Name="mail"><saml:AttributeValue>{email}</saml:AttributeValue></saml:Attribute>\
<saml:Attribute Name="displayName"><saml:AttributeValue>{name}</saml:AttributeValue>\
</saml:Attribute></saml:AttributeStatement>\
</saml:Assertion></samlp:Response>"""
AUDIENCE = "<saml:AudienceRestriction><saml:Audience>{}</saml:Audience></saml:AudienceRestriction>"


def moment(minutes: float = 0) -> str:
    return (datetime.now(UTC) + timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M:%SZ")


class SamlService:
    """Answers questions; each part of an answer may be set otherwise."""

    def __init__(self) -> None:
        self.key_pem, self.certificate_pem = key_and_certificate()

    def question_of(self, address: str) -> tuple[str, str, str]:
        """Return id, ACS address and issuer of the question a browser is sent with."""
        query = parse_qs(urlsplit(address).query)
        xml = zlib.decompress(base64.b64decode(query["SAMLRequest"][0]), -15)
        root = ElementTree.fromstring(xml)
        issuer = root.find("{urn:oasis:names:tc:SAML:2.0:assertion}Issuer")
        return root.attrib["ID"], root.attrib["AssertionConsumerServiceURL"], issuer.text

    def xml(self, address: str, **parts: Any) -> str:
        """Return an answer, not signed yet."""
        question, destination, audience = self.question_of(address)
        told = {
            "response_id": f"_{secrets.token_hex(16)}",
            "assertion_id": f"_{secrets.token_hex(16)}",
            "now": moment(),
            "since": moment(-5),
            "until": moment(5),
            "destination": destination,
            "recipient": destination,
            "question": question,
            "issuer": ENTITY_ID,
            "status": "Success",
            "subject": "jw-4711",
            "email": "jonas@example.org",
            "name": "Jonas Weber",
            "audience": AUDIENCE.format(audience),
            "context": "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport",
            **parts,
        }
        return ASSERTION.format(**told)

    def signed(self, xml: str, **how: Any) -> str:
        """Sign the assertion (or, with `whole`, nothing but the response)."""
        start, end = xml.index("<saml:Assertion "), xml.index("</saml:Assertion>") + 17
        assertion = xml[start:end].replace(
            "<saml:Assertion ",
            '<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ',
            1,
        )
        signed = OneLogin_Saml2_Utils.add_sign(
            assertion,
            how.get("key", self.key_pem),
            self.certificate_pem,
            sign_algorithm=how.get("signature", OneLogin_Saml2_Constants.RSA_SHA256),
            digest_algorithm=how.get("digest", OneLogin_Saml2_Constants.SHA256),
        )
        text = signed.decode() if isinstance(signed, bytes) else signed
        return xml[:start] + text + xml[end:]

    def answer(self, address: str, **parts: Any) -> str:
        """Return a signed answer as a browser posts it."""
        return posted(self.signed(self.xml(address, **parts)))


def posted(xml: str) -> str:
    return base64.b64encode(xml.encode()).decode()


def key_and_certificate() -> tuple[str, str]:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "idp.guildhall.example")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=30))
        .sign(key, hashes.SHA256())
    )
    key_pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return key_pem.decode(), certificate.public_bytes(serialization.Encoding.PEM).decode()

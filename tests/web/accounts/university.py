"""A made-up university on 127.0.0.1 that lets people sign in elsewhere: OpenID Connect and SAML."""

import base64
import hashlib
import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from onelogin.saml2.constants import OneLogin_Saml2_Constants
from onelogin.saml2.utils import OneLogin_Saml2_Utils

CLIENT, SECRET = "theodolite", "shared with the university alone"


@dataclass
class University:
    """Who signs in there next, and what was asked of it."""

    address: str = ""
    person: dict[str, Any] = field(default_factory=dict)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def configuration(self) -> dict[str, Any]:
        """What it says of itself to programs."""
        return {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "userinfo_endpoint": f"{self.address}/person",
            "jwks_uri": f"{self.address}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def code_for(self, asked: dict[str, str]) -> str:
        """Let the person in, and send them back with a code."""
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def token_for(self, told: dict[str, str]) -> dict[str, str]:
        """Change a code for a token, once, for whoever asked for it and holds the secret."""
        asked = self.codes.pop(told["code"])
        proof = hashlib.sha256(told["code_verifier"].encode()).digest()
        assert base64.urlsafe_b64encode(proof).rstrip(b"=").decode() == asked["code_challenge"]
        assert told["client_secret"] == SECRET
        now = datetime.now(UTC)
        claims = {
            "iss": self.address,
            "aud": CLIENT,
            "iat": now,
            "exp": now + timedelta(minutes=5),
            **self.person,
        }
        key = "of the university " * 4
        return {
            "access_token": "good for one look",
            "token_type": "Bearer",
            "id_token": jwt.encode(claims, key, algorithm="HS256"),
        }


@contextmanager
def open_university() -> Iterator[University]:
    """The university answering on a port of its own."""
    university = University()

    class Door(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked = {
                name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()
            }
            match urlsplit(self.path).path:
                case "/.well-known/openid-configuration":
                    self._tell(university.configuration())
                case "/authorize":
                    self.send_response(302)
                    self.send_header("Location", university.code_for(asked))
                    self.end_headers()
                case "/person":
                    self._tell(university.person)
                case _:
                    self.send_error(404)

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._tell(university.token_for(_one_each(body)))

        def _tell(self, said: dict[str, Any]) -> None:
            body = json.dumps(said).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    university.address = f"http://127.0.0.1:{server.server_port}"
    Thread(target=server.serve_forever, daemon=True).start()
    yield university
    server.shutdown()
    server.server_close()


def _one_each(query: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(query).items()}


@dataclass(frozen=True)
class Seal:
    """A key and its certificate, as the university signs with."""

    key: str
    certificate: str


def make_seal() -> Seal:
    """A seal of its own."""
    key = rsa.generate_private_key(public_exponent=65_537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "university.example")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    certificate = made.public_bytes(serialization.Encoding.PEM).decode()
    return Seal(private.decode(), certificate)


@dataclass(frozen=True)
class Statement:
    """What a SAML answer says, to which question, for whose ears."""

    email: str
    answers: str
    site: str
    entity: str = "https://university.example/saml"

    def sealed(self, seal: Seal) -> str:
        """The answer as a browser carries it, with its statement signed."""
        now = datetime.now(UTC)
        at = f"{now:%Y-%m-%dT%H:%M:%SZ}"
        until = f"{now + timedelta(minutes=5):%Y-%m-%dT%H:%M:%SZ}"
        acs = f"{self.site}/accounts/saml/hospital/acs/"
        audience = f"{self.site}/accounts/saml/hospital/metadata/"
        assertion = (
            '<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"'
            f' ID="_statement" Version="2.0" IssueInstant="{at}">'
            f"<saml:Issuer>{self.entity}</saml:Issuer><saml:Subject>"
            '<saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">'
            f"p-{self.email}</saml:NameID><saml:SubjectConfirmation"
            ' Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData'
            f' InResponseTo="{self.answers}" Recipient="{acs}" NotOnOrAfter="{until}"/>'
            "</saml:SubjectConfirmation></saml:Subject>"
            f'<saml:Conditions NotBefore="{at}" NotOnOrAfter="{until}"><saml:AudienceRestriction>'
            f"<saml:Audience>{audience}</saml:Audience></saml:AudienceRestriction>"
            f'</saml:Conditions><saml:AuthnStatement AuthnInstant="{at}"><saml:AuthnContext>'
            "<saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password"
            "</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>"
            '<saml:AttributeStatement><saml:Attribute Name="mail"><saml:AttributeValue>'
            f"{self.email}</saml:AttributeValue></saml:Attribute>"
            '<saml:Attribute Name="displayName"><saml:AttributeValue>Sam Example'
            "</saml:AttributeValue></saml:Attribute></saml:AttributeStatement></saml:Assertion>"
        )
        signed = OneLogin_Saml2_Utils.add_sign(
            assertion,
            seal.key,
            seal.certificate,
            sign_algorithm=OneLogin_Saml2_Constants.RSA_SHA256,
            digest_algorithm=OneLogin_Saml2_Constants.SHA256,
        )
        words = signed.decode().removeprefix('<?xml version="1.0"?>').strip()
        response = (
            '<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"'
            ' xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"'
            f' ID="_answer" Version="2.0" IssueInstant="{at}" Destination="{acs}"'
            f' InResponseTo="{self.answers}"><saml:Issuer>{self.entity}</saml:Issuer>'
            '<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/>'
            f"</samlp:Status>{words}</samlp:Response>"
        )
        return base64.b64encode(response.encode()).decode()

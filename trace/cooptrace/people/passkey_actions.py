"""Verbs about passkeys (WebAuthn level 3): challenges that work once, registering, signing in."""

from datetime import timedelta
from typing import Any

from sqlalchemy import delete
from sqlmodel import Session, col, select
from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, parse_client_data_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from cooptrace.database import now
from cooptrace.errors import Invalid, NotFound, say
from cooptrace.people import queries
from cooptrace.people.models import Passkey, PasskeyChallenge, Person
from cooptrace.people.relying_party import RelyingParty

_ANSWER_WITHIN = timedelta(minutes=5)
_MOST = 10
# The phone asks for the finger, the face or its PIN each time: holding the phone alone opens nothing.
_VERIFIED = UserVerificationRequirement.REQUIRED
# What a browser sends may be anything at all.
_UNUSABLE = (WebAuthnException, ValueError, KeyError, TypeError)


def registration_options(session: Session, person: Person, party: RelyingParty) -> str:
    """JSON for the browser, with a challenge that is remembered."""
    options = generate_registration_options(
        rp_id=party.id,
        rp_name="cooptrace",
        user_id=person.id.encode(),
        user_name=person.phone or person.name,
        user_display_name=person.name,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=_VERIFIED
        ),
        exclude_credentials=[
            PublicKeyCredentialDescriptor(id=key.credential_id) for key in queries.passkeys_of(session, person.id)
        ],
    )
    _remember(session, options.challenge, person.id)
    return options_to_json(options)


def add_passkey(
    session: Session, person: Person, credential: dict[str, Any], party: RelyingParty, *, device: str
) -> None:
    """Raises Invalid when the browser's answer does not fit the challenge."""
    challenge = _take_challenge(session, credential, person.id)
    try:
        verified = verify_registration_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=party.id,
            expected_origin=party.origin,
            require_user_verification=True,
        )
    except _UNUSABLE as problem:
        raise _refused() from problem
    if len(queries.passkeys_of(session, person.id)) >= _MOST:
        raise Invalid({"passkey": say("There are enough already. Remove one first.")})
    if _passkey_of(session, verified.credential_id):
        raise _refused()
    session.add(
        Passkey(
            person_id=person.id,
            credential_id=verified.credential_id,
            public_key=verified.credential_public_key,
            sign_count=verified.sign_count,
            device=device,
        )
    )
    session.flush()


def sign_in_options(session: Session, party: RelyingParty) -> str:
    """JSON for the browser. Names no account: the phone knows which passkeys it has for this place."""
    options = generate_authentication_options(rp_id=party.id, user_verification=_VERIFIED)
    _remember(session, options.challenge, None)
    return options_to_json(options)


def person_of_answer(session: Session, credential: dict[str, Any], party: RelyingParty) -> Person:
    """Whose passkey has answered the challenge. Raises Invalid."""
    challenge = _take_challenge(session, credential, None)
    try:
        passkey = _passkey_of(session, base64url_to_bytes(credential["rawId"]))
        if passkey is None:
            raise _refused()
        verified = verify_authentication_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=party.id,
            expected_origin=party.origin,
            credential_public_key=passkey.public_key,
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
    except _UNUSABLE as problem:
        raise _refused() from problem
    passkey.sign_count = verified.new_sign_count
    person = session.get_one(Person, passkey.person_id)
    if person.disabled_at:
        raise _refused()
    return person


def remove_passkey(session: Session, person_id: str, passkey_id: str) -> None:
    found = session.get(Passkey, passkey_id)
    if found is None or found.person_id != person_id:
        raise NotFound
    session.delete(found)
    session.flush()


def _passkey_of(session: Session, credential_id: bytes) -> Passkey | None:
    return session.exec(select(Passkey).where(Passkey.credential_id == credential_id)).first()


def _remember(session: Session, challenge: bytes, person_id: str | None) -> None:
    session.execute(delete(PasskeyChallenge).where(col(PasskeyChallenge.expires_at) < now()))
    session.add(
        PasskeyChallenge(
            challenge=bytes_to_base64url(challenge), person_id=person_id, expires_at=now() + _ANSWER_WITHIN
        )
    )
    session.flush()


def _take_challenge(session: Session, credential: dict[str, Any], person_id: str | None) -> bytes:
    """The challenge this answer names, which works no second time."""
    try:
        client_data = base64url_to_bytes(credential["response"]["clientDataJSON"])
        challenge = parse_client_data_json(client_data).challenge
    except _UNUSABLE as problem:
        raise _refused() from problem
    taken = delete(PasskeyChallenge).where(
        col(PasskeyChallenge.challenge) == bytes_to_base64url(challenge),
        col(PasskeyChallenge.person_id) == person_id,
        col(PasskeyChallenge.expires_at) > now(),
    )
    if session.execute(taken.returning(col(PasskeyChallenge.challenge))).first() is None:
        raise _refused()
    return challenge


def _refused() -> Invalid:
    return Invalid({"passkey": say("That did not work. Please try again, or sign in another way.")})

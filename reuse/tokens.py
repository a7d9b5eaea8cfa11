"""Short-lived access tokens: signed here, believed nowhere else, kept nowhere."""

from datetime import UTC, datetime, timedelta

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

from reuse.callers import Caller
from reuse.keys import LEEWAY, derive

KIND = "at+jwt"


class Tokens:
    """Signs and reads access tokens (JWT, HS256, RFC 9068's `typ`)."""

    def __init__(self, secret: bytes, lifetime: timedelta = timedelta(minutes=15)) -> None:
        """`secret`: the one signing secret; `WeakKey` when it is too short."""
        self._key = OctKey.import_key(derive(secret, "access"))
        self.lifetime = lifetime

    def issue(self, caller: Caller, now: datetime) -> str:
        """A token that says who calls and what it may."""
        claims = {
            "sub": caller.name,
            "agency": caller.agency,
            "scope": " ".join(sorted(caller.scopes)),
            "iat": int(now.timestamp()),
            "exp": int((now + self.lifetime).timestamp()),
        }
        return jwt.encode({"alg": "HS256", "typ": KIND}, claims, self._key, default_type=None)

    def read(self, token: str, now: datetime) -> Caller | None:
        """Who calls; None for a token that is forged, expired, or from the future (a clock has jumped)."""
        try:
            read = jwt.decode(token, self._key, algorithms=["HS256"])
        except (JoseError, ValueError):
            return None
        claims = read.claims
        begins, ends = (datetime.fromtimestamp(claims[name], UTC) for name in ("iat", "exp"))
        if read.header.get("typ") != KIND or not begins - LEEWAY <= now < ends:
            return None
        return Caller(name=claims["sub"], agency=claims["agency"], scopes=frozenset(claims["scope"].split()))

"""Who sits at the review page: signing in by access code, a signed cookie that ends a quarter of an hour unused."""

import hmac
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey
from starlette.requests import Request
from starlette.responses import Response

COOKIE = "sohoa-kiem-tra"
IDLE = 15 * 60
"""Seconds; TCVN 14423 demands a lock after at most 15 minutes."""
ALGORITHM = "HS256"


@dataclass(frozen=True, slots=True)
class Sessions:
    """Signs in officers and knows them again; the key lives as long as the server."""

    reviewers: Mapping[str, str]
    """Access code -> the officer's name."""
    key: OctKey = field(default_factory=lambda: OctKey.import_key(secrets.token_bytes(32)))

    def officer_of(self, code: str) -> str | None:
        """The officer with that access code; compared in constant time."""
        given = code.strip().encode()
        found = [name for known, name in self.reviewers.items() if hmac.compare_digest(known.encode(), given)]
        return found[0] if found and given else None

    def officer(self, request: Request) -> str | None:
        """Who asks, None when nobody is signed in or the session has ended."""
        try:
            token = jwt.decode(request.cookies.get(COOKIE, ""), self.key, algorithms=[ALGORITHM])
        except (JoseError, ValueError):
            return None
        claims = token.claims
        name, until = claims.get("sub"), claims.get("exp", 0)
        return name if isinstance(name, str) and name in self.reviewers.values() and until > time.time() else None

    def keep(self, response: Response, officer: str) -> None:
        """Signs in, or puts the end of the session off."""
        claims = {"sub": officer, "exp": int(time.time()) + IDLE}
        token = jwt.encode({"alg": ALGORITHM}, claims, self.key)
        response.set_cookie(COOKIE, token, max_age=IDLE, httponly=True, samesite="strict")

    def end(self, response: Response) -> None:
        """Signs out."""
        response.delete_cookie(COOKIE, httponly=True, samesite="strict")


def same_site(request: Request) -> bool:
    """Whether a form was sent from our own page: browsers say where a POST comes from."""
    origin = request.headers.get("origin")
    site = request.headers.get("sec-fetch-site", "same-origin")
    own = f"{request.url.scheme}://{request.headers.get('host', '')}"
    return site in {"same-origin", "none"} and origin in {None, own}

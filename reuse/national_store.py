"""Our digitised results as the national result store is asked for them: its request, its answer, and the file.

Only results that are in force, of types the named procedure needs. A requester who is not the owner must give each
result's number: who holds the paper knows it, who goes through identity numbers does not.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from joserfc import jws, jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey, OKPKey

from domain.documents import DocumentType
from domain.rules import Procedure, ResultKind
from reuse.asking import KNOWN_BY, Question, Row, find, first_failed, is_the_one
from reuse.callers import Caller
from reuse.held import current
from reuse.keys import derive
from reuse.papers import own, papers
from reuse.together import in_turn
from warehouse.access import record
from warehouse.facts import VIETNAM
from warehouse.standing import valid_on
from warehouse.validity import InForce

FILE_LIFETIME = timedelta(minutes=10)
OK, REFUSED = "0", "1"
"""errorCode. The store's own list of codes is not published; these two are ours."""
MESSAGES = {OK: "Thành công", REFUSED: "Không cung cấp được dữ liệu cho yêu cầu này."}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One result asked for: by its national code and, where the asker has it, its number."""

    code: str
    number: str = ""


class StoreKeys:
    """Signs answers (Ed25519: whoever has the public key can check them) and the short-lived paths of files."""

    def __init__(self, secret: bytes) -> None:
        """`secret`: the one signing secret."""
        self._answers = OKPKey.import_key(Ed25519PrivateKey.from_private_bytes(derive(secret, "store")))
        self._files = OctKey.import_key(derive(secret, "file"))

    @property
    def public(self) -> dict[str, Any]:
        """The public key as a JWK."""
        return dict(self._answers.as_dict(private=False)) | {"use": "sig", "alg": "Ed25519"}

    def sign(self, result: Mapping[str, Any]) -> str:
        """A compact JWS over the canonical JSON of the result (keys sorted, no spaces, UTF-8)."""
        content = json.dumps(result, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
        return jws.serialize_compact({"alg": "Ed25519"}, content, self._answers, algorithms=["Ed25519"])

    def path(self, document: str, caller: Caller, now: datetime) -> str:
        """A path to a file that only this system may follow, for ten minutes."""
        claims = {"doc": document, "sys": caller.name, "exp": int((now + FILE_LIFETIME).timestamp())}
        return jwt.encode({"alg": "HS256", "typ": "file+jwt"}, claims, self._files, default_type=None)

    def document(self, path: str, caller: Caller, now: datetime) -> str | None:
        """The document of such a path; None for one that is forged, another system's, or over."""
        try:
            claims = jwt.decode(path, self._files, algorithms=["HS256"]).claims
        except (JoseError, ValueError):
            return None
        fresh = now < datetime.fromtimestamp(claims["exp"], UTC)
        return str(claims["doc"]) if fresh and claims["sys"] == caller.name else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """What answers need besides the request."""

    engine: sa.Engine
    keys: StoreKeys
    procedures: Mapping[str, Procedure]
    types: Mapping[str, DocumentType]
    codes: Mapping[str, ResultKind]

    def answer(self, question: Question, *, requester_id: str, wanted: Sequence[Wanted]) -> dict[str, Any]:
        """The answer in the store's shape; one refusal for every reason, and its row in the access log."""
        found = in_turn(self.engine, lambda connection: self._look(connection, question, requester_id, wanted))
        code = REFUSED if found is None else OK
        result = {"DanhSachGiayToKetQua": [self._shown(row, question) for row in found or ()]}
        return {
            "errorCode": code,
            "message": MESSAGES[code],
            "signature": self.keys.sign(result),
            "result": result,
        }

    def _look(
        self, connection: sa.Connection, question: Question, requester_id: str, wanted: Sequence[Wanted]
    ) -> list[Row] | None:
        owner = find(connection, question.subject)
        facts = current(connection, owner or "", KNOWN_BY)
        types = self._needed(question.purpose) & {self.codes[one.code].type for one in wanted if one.code in self.codes}
        held = papers(connection, owner or "", types)
        is_owner = requester_id == question.subject.id and is_the_one(question.subject, facts)
        refusal = first_failed(
            {
                "scope": question.caller.may("store"),
                "purpose": question.purpose in self.procedures,
                "not_found": owner is not None,
                "mismatch": is_owner or (requester_id != question.subject.id and all(one.number for one in wanted)),
            }
        )
        rows = [] if refusal else self._fitting(connection, question, wanted, held)
        given = tuple(row["type"] for row in rows)
        outcome = f"refused:{refusal}" if refusal else "answered"
        record(connection, question.look("result_store", outcome=outcome, attributes=given))
        return None if refusal else rows

    def _needed(self, purpose: str) -> set[str]:
        procedure = self.procedures.get(purpose)
        return {kind for one in (procedure.components if procedure else ()) for kind in one.types}

    def _fitting(
        self,
        connection: sa.Connection,
        question: Question,
        wanted: Sequence[Wanted],
        held: Mapping[str, Sequence[Row]],
    ) -> list[Row]:
        today = question.now.astimezone(VIETNAM).date()
        fitting = {}
        for one in wanted:
            kind = self.types[self.codes[one.code].type] if one.code in self.codes else None
            for row in own(held, kind, tuple(role.name for role in kind.roles)) if kind else ():
                if row["is_result"] and one.number in ("", row["number"]):
                    fitting[row["id"]] = row
        standing = {name: valid_on(connection, name, today, types=self.types) for name in fitting}
        return [row for name, row in fitting.items() if standing[name].status is InForce.YES]

    def _shown(self, row: Row, question: Question) -> dict[str, Any]:
        code = next(one for one in self.codes.values() if one.type == row["type"])
        file = {"TenTep": f"{code.code}.pdf", "DuongDan": self.keys.path(row["id"], question.caller, question.now)}
        return {
            "MaKetQua": code.code,
            "TenGiayTo": code.name,
            "SoKyHieu": row["number"] or "",
            "CoQuanChuQuan": row["agency"],
            "DanhSachTepDinhKem": [file],
        }

"""`POST /facts`: what was true of a subject on a day, as known at a moment."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Annotated, Any

import sqlalchemy as sa
from fastapi import FastAPI
from fastapi.encoders import jsonable_encoder
from fastapi.responses import JSONResponse

from domain.facts import Form
from reuse import wire
from reuse.asking import Question, asked
from reuse.callers import Caller
from reuse.errors import USUAL, described
from reuse.history import When, facts_at
from reuse.identity import COMPANY, scheme_of


def add_facts(app: FastAPI, engine: sa.Engine, forms: Mapping[str, Form], caller: Any) -> None:
    """Adds the route to the API."""

    @app.post("/facts", response_model=wire.FactsAnswer, responses=described(*USUAL))
    def facts(body: wire.FactsRequest, system: Annotated[Caller, caller]) -> Any:
        """What was true of one subject `as_of` a day, as far as `known_at` a moment: only what the forms of the
        purpose ask that were granted (`facts:<form>`). Every refusal is the same answer, whatever its cause."""
        now = datetime.now(UTC)
        number = "".join(body.subject.id.split())
        kind = "company" if scheme_of(number) == COMPANY else "person"
        question = Question(
            subject=asked(kind, number, body.subject.name, body.subject.born),
            purpose=body.purpose,
            requester=body.requester,
            caller=system,
            now=now,
        )
        when = When(as_of=body.as_of, known_at=body.known_at or now)
        found = facts_at(engine, forms.values(), question, when, body.attributes)
        answer = {"purpose": body.purpose, "requester": body.requester, **asdict(when)}
        told = answer | {"facts": [asdict(one) for one in found]}
        return JSONResponse(jsonable_encoder(told), headers={"Cache-Control": "no-store"})

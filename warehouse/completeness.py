"""Is a dossier whole: each paper its procedure asks for against what is here. Said before anyone scans anything."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import sqlalchemy as sa

from catalog import document_types
from domain.documents import Origin
from domain.rules import Component, Procedure
from warehouse.dossiers import Dossier, documents_of
from warehouse.standing import Standing, holders, valid_on
from warehouse.tables import current_facts, documents, links
from warehouse.validity import InForce


class State(StrEnum):
    """What is known of one component, best first."""

    PRESENT = "present"
    """In the dossier and in force."""
    IN_WAREHOUSE = "in_warehouse"
    """Digitized before, in force: not to be asked for nor scanned again."""
    IN_DATABASE = "in_database"
    """A linked national database has it: not to be asked for."""
    UNSURE = "unsure"
    """In the dossier, but nobody can say that it is in force today."""
    EXPIRED = "expired"
    REPLACED = "replaced"
    """Revoked, replaced or ended."""
    BY_HAND = "by_hand"
    """No paper the machine knows (an application, a drawing): an officer looks."""
    MISSING = "missing"


SETTLED = (State.PRESENT, State.IN_WAREHOUSE, State.IN_DATABASE)
ORDER = tuple(State)
STATES = {InForce.YES: State.PRESENT, InForce.UNKNOWN: State.UNSURE, InForce.EXPIRED: State.EXPIRED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One component of the procedure, and what answers for it."""

    code: str
    name: str
    required: bool
    state: State
    why: str
    """Vietnamese."""
    document: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Completeness:
    """A dossier against its procedure. `complete` says whether nothing required is open, as far as a machine can."""

    procedure: str
    title: str
    items: tuple[Item, ...]

    @property
    def complete(self) -> bool:
        """Every required component is settled or is one that only an officer can see."""
        return all(one.state in (*SETTLED, State.BY_HAND) for one in self.items if one.required)


def of_dossier(connection: sa.Connection, dossier: Dossier, procedure: Procedure, today: date) -> Completeness:
    """The dossier's papers against the procedure; applicants are those of whom its papers chiefly speak."""
    own = [valid_on(connection, name, today) for name in documents_of(connection, dossier)]
    subjects = {one for paper in own for one in _chiefly(connection, paper)}
    return _completeness(connection, procedure, own, subjects, today)


def of_subject(connection: sa.Connection, subject: str, procedure: Procedure, today: date) -> Completeness:
    """What of the procedure's papers need not be asked of that subject, before there is a dossier."""
    return _completeness(connection, procedure, [], {subject}, today)


def _completeness(
    connection: sa.Connection, procedure: Procedure, own: list[Standing], subjects: set[str], today: date
) -> Completeness:
    items = (_item(connection, component, own, subjects, today) for component in procedure.components)
    return Completeness(procedure=procedure.code, title=procedure.title, items=tuple(items))


def _chiefly(connection: sa.Connection, paper: Standing) -> frozenset[str]:
    kind = document_types().get(paper.type)
    return holders(connection, paper.document, kind.subject) if kind and kind.subject else frozenset()


def _item(
    connection: sa.Connection, component: Component, own: Iterable[Standing], subjects: set[str], today: date
) -> Item:
    if not component.types:
        return _said(component, State.BY_HAND, "Máy không nhận ra loại giấy tờ này: cán bộ kiểm tra")
    said = [_said(component, State.MISSING, "Không có trong hồ sơ, không có trong kho")]
    said += [_of(component, paper) for paper in own if paper.type in component.types]
    said += _held(connection, component, subjects, {paper.document for paper in own}, today)
    said += _in_database(connection, component, subjects, today)
    return min(said, key=lambda one: ORDER.index(one.state))


def _of(component: Component, paper: Standing) -> Item:
    return _said(component, STATES.get(paper.status, State.REPLACED), paper.reason, paper.document)


def _held(
    connection: sa.Connection, component: Component, subjects: set[str], own: set[str], today: date
) -> Iterator[Item]:
    """Papers in force that came with something else."""
    query = sa.select(documents.c.id, documents.c.type, links.c.role, links.c.subject_id).join(
        links, links.c.document_id == documents.c.id
    )
    wanted = query.where(documents.c.type.in_(component.types), links.c.subject_id.in_(subjects)).distinct()
    for row in connection.execute(wanted).all():
        roles = component.roles or (document_types()[row.type].subject,)
        if row.id in own or row.role not in roles or row.subject_id not in holders(connection, row.id, row.role):
            continue
        paper = valid_on(connection, row.id, today)
        if paper.status is InForce.YES:
            yield _said(component, State.IN_WAREHOUSE, f"Đã số hóa trước đây: {paper.reason}", paper.document)


def _in_database(connection: sa.Connection, component: Component, subjects: set[str], today: date) -> Iterator[Item]:
    day = today.isoformat()
    holds = component.basis_since <= day and (not component.basis_until or day <= component.basis_until)
    if not component.database or not holds:
        return
    query = sa.select(current_facts.c.id).where(
        current_facts.c.subject_id.in_(subjects),
        current_facts.c.origin == Origin.REGISTRY,
        current_facts.c.registry == component.database,
    )
    if connection.execute(query.limit(1)).first():
        yield _said(component, State.IN_DATABASE, f"Đã có trong cơ sở dữ liệu quốc gia; {component.basis}")


def _said(component: Component, state: State, why: str, document: str | None = None) -> Item:
    return Item(
        code=component.code,
        name=component.name,
        required=component.required,
        state=state,
        why=why,
        document=document,
    )

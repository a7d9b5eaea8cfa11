"""The rules of `warehouse.roles` held by PostgreSQL itself, by row-level security, while somebody's query runs.

The owner of the tables, as whom the pipeline works, is not bound. A query for somebody runs as the role `sohoa_app`,
which may only read, and sees nothing until the transaction says for whom: a query that forgot its condition, or that
was tampered with, gets no row beyond the scope.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from warehouse.roles import OF_FACTS, TABLES, THIRD_PERSONS, Actor, scope_of

READER = "sohoa_app"
INVOKER_VIEWS = 150000
"""PostgreSQL 15: the first whose views can ask as whoever reads them; before it, views are not granted."""
VIEWS = tuple(name for name in OF_FACTS if name != "facts")

FUNCTIONS = """CREATE OR REPLACE FUNCTION sohoa_scope(kind text) RETURNS text LANGUAGE sql STABLE AS
$$ SELECT coalesce(current_setting('sohoa.scope_' || kind, true), 'none') $$;
CREATE OR REPLACE FUNCTION sohoa_told(kind text) RETURNS text LANGUAGE sql STABLE AS
$$ SELECT coalesce(current_setting('sohoa.' || kind, true), '') $$;
CREATE OR REPLACE FUNCTION sohoa_list(kind text) RETURNS text[] LANGUAGE sql STABLE AS
$$ SELECT string_to_array(sohoa_told(kind), ',') $$;
CREATE OR REPLACE FUNCTION sohoa_papers() RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS
$$ SELECT id::text FROM documents WHERE sohoa_told('code') <> '' AND (agency = sohoa_told('code')
OR substr(agency, 1, length(sohoa_told('code')) + 1) = sohoa_told('code') || '.') $$;
CREATE OR REPLACE FUNCTION sohoa_linked() RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS
$$ SELECT subject_id::text FROM links WHERE subject_id IS NOT NULL AND judgement = 'SAME'
AND document_id IN (SELECT sohoa_papers()) AND role <> ALL (sohoa_list('hidden')) $$;
CREATE OR REPLACE FUNCTION sohoa_known() RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS
$$ SELECT sohoa_linked() UNION SELECT facts.subject_id::text FROM facts
JOIN subjects ON subjects.id = facts.subject_id
WHERE subjects.kind = 'paper' AND facts.document_id IN (SELECT sohoa_papers()) $$;
CREATE OR REPLACE FUNCTION sohoa_own_papers() RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS
$$ SELECT document_id::text FROM links WHERE subject_id = sohoa_told('subject') AND judgement = 'SAME'
AND role <> ALL (sohoa_list('third_persons')) $$;
CREATE OR REPLACE FUNCTION sohoa_tells_of_hidden(attribute text) RETURNS boolean LANGUAGE sql STABLE AS
$$ SELECT EXISTS (SELECT 1 FROM unnest(sohoa_list('hidden')) AS role
WHERE substr(attribute, 1, length(role) + 1) = role || '_') $$;
"""

OWN = "sohoa_told('subject') <> '' AND {column} = sohoa_told('subject')"
POLICIES = {
    "documents": ("id IN (SELECT sohoa_papers())", "id IN (SELECT sohoa_own_papers())", "false"),
    "results": ("document_id IN (SELECT sohoa_papers())", "document_id IN (SELECT sohoa_own_papers())", "false"),
    "links": (
        "document_id IN (SELECT sohoa_papers()) AND role <> ALL (sohoa_list('hidden'))",
        OWN.format(column="subject_id"),
        "false",
    ),
    "subjects": ("id IN (SELECT sohoa_known())", OWN.format(column="id"), "true"),
    "identifiers": ("subject_id IN (SELECT sohoa_known())", OWN.format(column="subject_id"), "true"),
    "facts": (
        "(document_id IS NULL OR document_id IN (SELECT sohoa_papers())) AND subject_id IN (SELECT sohoa_known()) "
        "AND NOT sohoa_tells_of_hidden(attribute)",
        OWN.format(column="subject_id"),
        "attribute = ANY (sohoa_list('attributes'))",
    ),
    "access_log": ("false", "false", "false"),
    "rights_requests": ("subject_id IN (SELECT sohoa_linked())", OWN.format(column="subject_id"), "false"),
}
"""Table -> what a row must be for the scopes unit and agency, own, forms."""


def install(connection: sa.Connection) -> None:
    """Puts the rules into a PostgreSQL database, unless these very rules are there; does nothing elsewhere."""
    if connection.dialect.name != "postgresql":
        return
    views_too = _views_can_ask(connection)
    wanted = statements(views_too=views_too)
    mark = hashlib.sha256("".join(wanted).encode()).hexdigest()
    if _mark(connection) == mark and (not views_too or _views_ask(connection)):
        return
    if not _make_reader(connection):
        return
    for statement in wanted:
        connection.exec_driver_sql(statement)
    connection.exec_driver_sql(f"COMMENT ON POLICY sohoa_read ON documents IS '{mark}'")


def is_installed(connection: sa.Connection) -> bool:
    """Whether this database holds the rules itself."""
    return connection.dialect.name == "postgresql" and _mark(connection) is not None


@contextmanager
def acting(connection: sa.Connection, actor: Actor) -> Iterator[None]:
    """Within the caller's transaction: what is read in the block is read for the actor. Log the look after it."""
    if not is_installed(connection):
        yield
        return
    for name, value in _told(actor).items():
        connection.execute(sa.select(sa.func.set_config(f"sohoa.{name}", value, True)))  # noqa: FBT003
    connection.exec_driver_sql(f"SET LOCAL ROLE {READER}")
    try:
        yield
    finally:
        connection.exec_driver_sql("RESET ROLE")


def statements(*, views_too: bool) -> tuple[str, ...]:
    """What makes a database hold the rules."""
    found = [f"{one} $$" for one in FUNCTIONS.strip().removesuffix("$$;").split(" $$;\n") if one]
    for table, (by_agency, own, forms) in POLICIES.items():
        found += [
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
            f"DROP POLICY IF EXISTS sohoa_read ON {table}",
            f"CREATE POLICY sohoa_read ON {table} FOR SELECT TO {READER} USING (CASE sohoa_scope('{table}') "
            f"WHEN 'all' THEN true WHEN 'own' THEN {own} WHEN 'forms' THEN {forms} "
            f"WHEN 'unit' THEN {by_agency} WHEN 'agency' THEN {by_agency} ELSE false END)",
            f"GRANT SELECT ON {table} TO {READER}",
        ]
    for view in VIEWS if views_too else ():
        found += [f"ALTER VIEW {view} SET (security_invoker = true)", f"GRANT SELECT ON {view} TO {READER}"]
    return (*found, *(f"GRANT SELECT ON {table} TO {READER}" for table in ("supersessions", "current_state")))


def _told(actor: Actor) -> dict[str, str]:
    scopes = {f"scope_{table}": scope_of(actor, table).value for table in TABLES}
    return scopes | {
        "code": actor.code(scope_of(actor, "documents")),
        "subject": actor.subject,
        "attributes": ",".join(sorted(actor.attributes)),
        "hidden": ",".join(actor.hidden),
        "third_persons": ",".join(THIRD_PERSONS),
    }


def _mark(connection: sa.Connection) -> str | None:
    found = (
        "SELECT obj_description(oid, 'pg_policy') FROM pg_policy "
        "WHERE polname = 'sohoa_read' AND polrelid = to_regclass('documents')"
    )
    mark: str | None = connection.exec_driver_sql(found).scalar()
    return mark


def _views_can_ask(connection: sa.Connection) -> bool:
    version: int = connection.exec_driver_sql("SELECT current_setting('server_version_num')::int").scalar_one()
    return version >= INVOKER_VIEWS


def _views_ask(connection: sa.Connection) -> bool:
    """Whether every view still asks as its reader: one that a migration made anew does not."""
    names = ", ".join(f"to_regclass('{view}')" for view in VIEWS)
    asks = "coalesce('security_invoker=true' = ANY (reloptions), false)"
    query = f"SELECT bool_and({asks}) FROM pg_class WHERE oid IN ({names})"  # noqa: S608
    return bool(connection.exec_driver_sql(query).scalar())


def _make_reader(connection: sa.Connection) -> bool:
    """Makes the role where it is missing; False when this login may not and nobody has."""
    connection.exec_driver_sql(
        f"DO $$ BEGIN CREATE ROLE {READER} NOLOGIN; EXCEPTION "
        "WHEN duplicate_object OR unique_violation OR insufficient_privilege THEN NULL; END $$"
    )
    usable = f"SELECT pg_has_role(current_user, oid, 'MEMBER') FROM pg_roles WHERE rolname = '{READER}'"  # noqa: S608
    return bool(connection.exec_driver_sql(usable).scalar())

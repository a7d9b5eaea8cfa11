"""`sohoa portal`: the national portal's sync messages as files, and which dossiers may not go out, with why."""

import json
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Engine, select

from catalog import result_codes
from ledger.originals import Originals
from ledger.tables import arrivals, open_state
from pipelines.messages import Messages
from pipelines.settings import Settings
from pipelines.vault import warehouse_of
from reuse.portal import Dossier, dossier_messages
from reuse.portal_source import Handed, dossier_of
from reuse.shortcuts import refusals


def portal(settings: Settings, out: Path, *, updating: bool) -> int:
    """Writes `DongBoHoSoMC-0001.json`, … (ten dossiers each) and prints each refused dossier with the checks; 0."""
    engine, state = warehouse_of(settings), open_state(settings.state)
    good, refused = _sorted_out(engine, list(_handed_in(state, Originals(settings.home_path / "originals"))))
    out.mkdir(parents=True, exist_ok=True)
    messages = dossier_messages(good, updating=updating)
    for number, message in enumerate(messages, start=1):
        text = json.dumps(message, ensure_ascii=False, indent=1)
        (out / f"DongBoHoSoMC-{number:04}.json").write_text(text, "utf-8")
    for dossier, why in refused.items():
        print(json.dumps({"dossier": dossier, "refused": why}, ensure_ascii=False))
    print(Messages(settings.lang)("portal", good=len(good), refused=len(refused), files=len(messages), out=out))
    return 0


def _sorted_out(engine: Engine, handed: list[Handed]) -> tuple[list[Dossier], dict[str, dict[str, str]]]:
    """Dossiers that may go out, and code -> check -> why of the others."""
    good, refused = [], {}
    with engine.connect() as connection:
        for one in handed:
            dossier, known = dossier_of(connection, one, result_codes())
            why = refusals(dossier, (), known)
            if why:
                refused[one.dossier] = why
            else:
                good.append(dossier)
    return good, refused


def _handed_in(state: Engine, originals: Originals) -> Iterator[Handed]:
    """Every dossier with a stored manifest, and its stored files."""
    kept = arrivals.c.state.in_(("stored", "duplicate"))
    query = select(arrivals).where(kept, ~arrivals.c.is_result).order_by(arrivals.c.agency, arrivals.c.dossier)
    with state.connect() as connection:
        rows = connection.execute(query).mappings().all()
    manifests = {(row["agency"], row["dossier"]): row["scan"] for row in rows if row["kind"] == "manifest"}
    for (agency, dossier), digest in manifests.items():
        mine = [row for row in rows if (row["agency"], row["dossier"], row["kind"]) == (agency, dossier, "scan")]
        yield Handed(
            agency=agency,
            dossier=dossier,
            manifest=json.loads(originals.path(digest).read_text("utf-8-sig")),
            files={row["scan"]: Path(row["path"]).name for row in mine},
        )

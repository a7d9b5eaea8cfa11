"""What the manifests of a batch say of its dossiers, for the warehouse."""

from assets.desk import Desk
from domain.errors import ReadError
from ledger import arrivals, manifest
from warehouse.dossiers import Manifest


def manifests(batch: str, desk: Desk) -> dict[str, Manifest]:
    """Dossier code -> its procedure and its other codes, where a manifest tells."""
    named, files = arrivals.procedures(desk.state, batch), arrivals.manifests(desk.state, batch)
    return {
        dossier: Manifest(procedure=named.get(dossier), aliases=_others(files.get(dossier), dossier, desk))
        for dossier in {*named, *files}
    }


def _others(original: str | None, dossier: str, desk: Desk) -> tuple[str, ...]:
    try:
        codes = manifest.codes(desk.intake.originals.path(original)) if original else ()
    except (ReadError, OSError):
        return ()
    return tuple(code for code in codes if code != dossier)

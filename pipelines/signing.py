"""The one secret that signs tokens and receipts: from the settings, or made once and kept under home."""

import contextlib
import secrets
from pathlib import Path

from pipelines.settings import Settings


def secret(settings: Settings) -> bytes:
    """The signing secret: the setting `api_secret`, else one made once and kept under home, readable by us alone."""
    if settings.api_secret:
        return settings.api_secret.encode()
    kept = settings.home_path / "keys" / "api.secret"
    if not kept.exists():
        _keep(kept, secrets.token_hex(32))
    return kept.read_bytes()


def _keep(file: Path, text: str) -> None:
    """Two starts at once agree on one: whoever links its file first."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    mine = file.with_name(f"{file.name}.{secrets.token_hex(4)}")
    mine.touch(mode=0o600)
    mine.write_text(text, "ascii")
    with contextlib.suppress(FileExistsError):
        file.hardlink_to(mine)
    mine.unlink()

"""What the end-to-end tests look at: a home with the samples in it, and the truth about them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ledger.tables import open_state
from pipelines.settings import Settings
from pipelines.summary import rows_of


@dataclass(frozen=True, slots=True)
class World:
    """A home with everything the demo made of the samples, and the truth about them."""

    settings: Settings
    code: int
    truth: dict[str, Any]

    def rows(self, asset: str) -> list[Any]:
        return list(rows_of(self.settings, open_state(self.settings.state), asset))

    def documents(self) -> Iterator[tuple[Any, dict[str, Any]]]:
        """Each extraction with the truth of the paper on its pages."""
        path_of = {scan.id: scan.path for scan in self.rows("scans")}
        for extraction in self.rows("extractions"):
            papers = self.truth[path_of[extraction.scan]]
            yield extraction, next(paper for paper in papers if paper["pages"] == list(extraction.pages))

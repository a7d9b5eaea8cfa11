"""What the QR code on an issued result says (Circular 01/2023/TT-VPCP): of which procedure and dossier, whose, what.

The circular names the parts; no public text fixes their order, so each is told by its own form.
"""

import re
from dataclasses import dataclass
from typing import Self

RESULT = re.compile(r"KQ\.[A-Z]\d{2}\.\d{6}")
DOSSIER = re.compile(r"(?:\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2}|[A-Z]\d{2}(?:\.\d{1,3}){0,3})-\d{6}-\d{4,6}")
PROCEDURE = re.compile(r"\d\.\d{6}(?:\.[\dA-Z.]+)?")
SUBJECT = re.compile(r"\d{12}|\d{10}(?:-\d{3})?|\d{9}")
TYPES = {"KQ.G15.000031": "birth_certificate", "KQ.G15.000032": "marriage_certificate"}
"""Result codes whose paper is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultCode:
    """The parts of such a code that were found; empty where it does not say."""

    result: str = ""
    dossier: str = ""
    procedure: str = ""
    subject: str = ""
    """Identity number of the person or code of the organisation."""
    paper: str = ""

    @property
    def type(self) -> str | None:
        """The document type it stands on, None when the code alone does not say."""
        return TYPES.get(self.result)

    @classmethod
    def of(cls, text: str) -> Self | None:
        """The parts of a code's text, None when it is no result code: that takes its own code or a dossier's."""
        parts = [part.strip().partition(":")[2].strip() or part.strip() for part in re.split(r"[|;\n]", text)]
        found = {name: next((part for part in parts if form.fullmatch(part)), "") for name, form in FORMS.items()}
        if not found["result"] and not (found["dossier"] and found["procedure"]):
            return None
        rest = (part for part in parts if part not in found.values() and re.search(r"[^\W\d_]{2}", part))
        return cls(**found, paper=next(rest, ""))


FORMS = {"result": RESULT, "dossier": DOSSIER, "procedure": PROCEDURE, "subject": SUBJECT}

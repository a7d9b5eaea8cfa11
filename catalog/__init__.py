"""Everything declared as data. Adding a file adds the thing; a wrong key, kind or rule in one fails to load."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError

from domain.documents import DocumentType
from domain.facts import Form
from domain.rules import PrecedenceRule, Procedure

HERE = Path(__file__).parent

T = TypeVar("T", DocumentType, Form, Procedure)


class CatalogError(Exception):
    """A file of the catalog that is not as the format demands; says which file, where in it and why."""


def _load(path: Path, kind: type[T]) -> T:
    try:
        content = {"code": path.stem} | yaml.safe_load(path.read_text("utf-8"))
        return TypeAdapter(kind).validate_python(content)
    except (ValidationError, yaml.YAMLError, TypeError) as error:
        raise CatalogError(f"{path.name}: {error}") from error


def _load_all(folder: Path, kind: type[T]) -> Mapping[str, T]:
    return {path.stem: _load(path, kind) for path in sorted(folder.glob("*.yaml"))}


@cache
def document_types(folder: Path = HERE / "documents") -> Mapping[str, DocumentType]:
    """Every declared document type by its code, sorted by code."""
    return _load_all(folder, DocumentType)


@cache
def forms(folder: Path = HERE / "forms") -> Mapping[str, Form]:
    """Every declared form by its code, sorted by code."""
    return _load_all(folder, Form)


@cache
def procedures(folder: Path = HERE / "procedures") -> Mapping[str, Procedure]:
    """Every declared procedure by its national code, sorted by code."""
    declared = _load_all(folder, Procedure)
    found = {one.code: one for one in sorted(declared.values(), key=lambda one: one.code)}
    if len(found) != len(declared):
        raise CatalogError("two procedures with one code")
    return found


@cache
def precedence(file: Path = HERE / "rules" / "precedence.yaml") -> tuple[PrecedenceRule, ...]:
    """Whose word counts first, as dated rows; sorted by the day from which each holds."""
    try:
        rules = TypeAdapter(tuple[PrecedenceRule, ...]).validate_python(yaml.safe_load(file.read_text("utf-8")))
    except (ValidationError, yaml.YAMLError, TypeError) as error:
        raise CatalogError(f"{file.name}: {error}") from error
    return tuple(sorted(rules, key=lambda rule: rule.since))

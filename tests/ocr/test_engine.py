"""What is said when the engine or its model is missing, and that the engine's name is its own."""

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from ocr import engine
from ocr.page import ENGINE


def models(folder: Path, monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    """A tesseract that has these models only."""
    script = folder / "tesseract"
    script.write_text("#!/bin/sh\nprintf 'List of available languages\\n" + "".join(f"{n}\\n" for n in names) + "'\n")
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    for answer in (engine.languages, engine.model):
        monkeypatch.setattr(engine, answer.__name__, answer.__wrapped__)


def test_the_best_model_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    models(tmp_path, monkeypatch, "eng", "vie", "Vietnamese")
    assert engine.model() == "Vietnamese"


def test_the_fast_model_serves_where_there_is_no_better(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    models(tmp_path, monkeypatch, "eng", "vie")
    assert engine.model() == "vie"


def test_without_a_vietnamese_model_the_debian_package_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    models(tmp_path, monkeypatch, "eng")
    with pytest.raises(engine.EngineMissing, match="apt install tesseract-ocr-script-viet"):
        engine.model()


def test_the_name_of_the_engine_tells_model_and_settings() -> None:
    assert "Vietnamese" in ENGINE
    assert "settings" in ENGINE


def test_importing_the_readers_brings_no_heavy_library() -> None:
    heavy = "cv2 onnxruntime pandas pikepdf pypdfium2 pytesseract PIL pdf2image zxingcpp"
    ask = f"import sys, ocr.pool, ocr.files; print([name for name in '{heavy}'.split() if name in sys.modules])"
    answer = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"

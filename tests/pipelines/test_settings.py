"""Settings: file, then environment; an unknown key or a wrong value is an error that names it."""

from dataclasses import asdict
from pathlib import Path

import pytest

from pipelines.settings import ROOT, Settings, SettingsError, read


def a_file(folder: Path, text: str) -> Path:
    file = folder / "sohoa.toml"
    file.write_text(text, "utf-8")
    return file


def test_the_environment_overrides_the_file(tmp_path: Path) -> None:
    file = a_file(tmp_path, 'workers = 3\nlang = "en"\n')
    assert read(file, {"SOHOA_WORKERS": "5"}) == Settings(workers=5, lang="en")


def test_the_shipped_file_holds_every_setting_at_its_default() -> None:
    assert read(ROOT / "sohoa.toml", {}) == Settings()
    text = (ROOT / "sohoa.toml").read_text("utf-8")
    assert all(f"\n{key} = " in text for key in asdict(Settings()))


@pytest.mark.parametrize("text", ["werkers = 1", 'workers = "many"', "workers = ["])
def test_a_mistake_is_named(tmp_path: Path, text: str) -> None:
    with pytest.raises(SettingsError, match=r"w[eo]rkers|sohoa\.toml"):
        read(a_file(tmp_path, text), {})


def test_a_child_process_sees_the_same_settings() -> None:
    settings = Settings(workers=7, home="/x", settle_seconds=1.5)
    assert read(Path("/no/file"), settings.environment()) == settings

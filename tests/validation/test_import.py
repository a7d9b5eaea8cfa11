import subprocess
import sys

import pytest

MODULES = ("rules", "expectations", "clear", "decisions", "suite", "tables")


@pytest.mark.parametrize("module", MODULES)
def test_importing_validation_loads_neither_pandas_nor_great_expectations(module: str) -> None:
    heavy = "{'pandas', 'great_expectations', 'numpy'} & set(sys.modules)"
    code = f"import sys, validation.{module}; sys.exit(str({heavy}) if {heavy} else 0)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr

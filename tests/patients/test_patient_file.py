"""A patient's file is refused where nobody could diagnose the patient."""

import re

import pytest

from restorelib.patients.patient import CLINIC, FOLDER, read

TEXT = (FOLDER / f"{CLINIC[0]}.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "pattern, instead",
    [(r"^telling = \[.*\]$", "telling = []"), ("^right = true$", "right = false")],
)
def test_a_patient_needs_a_telling_measurement_and_a_right_change(tmp_path, pattern, instead):
    text, found = re.subn(pattern, instead, TEXT, flags=re.MULTILINE)
    assert found
    (tmp_path / "nobody.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match="expects a telling measurement and a right change"):
        read(tmp_path / "nobody.toml")

"""Each patient's file can be read, and its record is fresh and says what the file says."""

import re
import subprocess
import sys
from statistics import median

import pytest

from restorelib.patients import CAUSES, load, recorded
from restorelib.patients.patient import FOLDER, NONE, read
from restorelib.patients.program import without_durations
from tests.place import ROOT

PRESENT = sorted(path.stem for path in FOLDER.glob("*.toml"))
HEALTHY = ("too_few_epochs", "ceiling")  # causes with nothing wrong
NEAR = 0.1  # a curve that ends within this share of a number stands at it
each_patient = pytest.mark.parametrize("name", PRESENT)


def test_each_record_has_its_patient():
    assert sorted(path.stem for path in FOLDER.glob("*.json")) == PRESENT


@each_patient
def test_its_record_is_fresh(name):
    patient, found = load(name), recorded(name)
    changes = ["", *(change.name for change in patient.changes)]
    assert [*found.scores] == [*found.curves] == changes
    assert all(len(scores) == patient.seeds for scores in found.scores.values())
    assert [*found.outputs] == [each.name for each in patient.measurements]
    assert [*found.numbers] == [*patient.numbers]
    assert found.log == without_durations(found.log)


@each_patient
def test_each_change_replaces_what_it_says(name):
    patient = load(name)
    assert len(patient.program.splitlines()) <= 40
    assert 3 <= len(patient.changes) <= 5
    codes = {"": patient.code()}
    for change in patient.changes:
        code = patient.code(change.name, seed=3)
        compile(code, f"{name}.py", "exec")
        assert "SEED = 3" in code
        assert all(new in code for _, new in change.lines), change.name
        codes[change.name] = patient.code(change.name)
    changed = [change.name for change in patient.changes if change.lines]
    assert len({codes[change] for change in ("", *changed)}) == 1 + len(changed)


@each_patient
def test_a_right_change_learns_and_a_wrong_one_does_not(name):
    patient, found = load(name), recorded(name)
    learned = {change: found.learned(patient, change) for change in found.scores}
    right = [learned[change.name] for change in patient.changes if change.right]
    wrong = [learned[change.name] for change in patient.changes if not change.right]
    assert right and min(right) >= 0.8 * patient.seeds, learned
    assert wrong and max(wrong) < patient.seeds / 2, learned
    assert learned[""] == 0 or patient.cause in HEALTHY, learned


@each_patient
def test_the_curve_stands_at_its_number(name):
    patient, found = load(name), recorded(name)
    ends = [curve[-1] for curve in found.curves[""]]
    if None in ends:
        assert patient.number == NONE
        return
    scale = max(abs(value) for value in found.numbers.values())
    near = {
        number: abs(median(ends) - value) / (abs(value) or scale)
        for number, value in found.numbers.items()
    }
    nearest = min(near, key=near.get)
    assert patient.number == (nearest if near[nearest] <= NEAR else NONE), (median(ends), near)


@each_patient
def test_it_can_be_told_in_short(name):
    patient, found = load(name), recorded(name)
    assert 5 <= len(patient.measurements) <= 7
    assert len({each.step for each in patient.measurements}) >= 3
    assert set(patient.telling) < {each.name for each in patient.measurements}
    for output in found.outputs.values():
        lines = output.splitlines()
        assert 1 <= len(lines) <= 8 and max(map(len, lines)) <= 90, output
    assert len(patient.numbers) == 3
    assert len(patient.slips) >= 4 and patient.cause not in patient.slips
    told = (patient.complaint, patient.stands_for, patient.why, *patient.slips.values())
    assert all(text.strip() for text in (*told, *(each.reply for each in patient.changes)))
    assert re.match(r"https://\S+\d", patient.asked)


@each_patient
def test_its_name_and_title_do_not_say_what_is_wrong(name):
    patient = load(name)
    cause = f"{patient.cause} {CAUSES[patient.cause]}"
    said, wrong = (
        {word for word in re.findall("[a-z]+", text.lower()) if len(word) > 3}
        for text in (f"{name} {patient.title}", cause)
    )
    assert not said & wrong
    assert CAUSES[patient.cause].lower() not in patient.complaint.lower()


def test_ruff_passes_the_programs(tmp_path):
    for name in PRESENT:
        (tmp_path / f"{name}.py").write_text(load(name).program, encoding="utf-8")
    ruff = [sys.executable, "-m", "ruff"]
    config = ["--no-cache", "--config", str(ROOT / "pyproject.toml"), str(tmp_path)]
    for command in (["check", "--extend-ignore", "D1,B905"], ["format", "--check", "--diff"]):
        done = subprocess.run([*ruff, *command, *config], capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("number", 'number = "a number that is not there"'),
        ("telling", 'telling = ["a measurement that is not there"]'),
        ("cause", 'cause = "a cause that is not there"'),
    ],
)
def test_an_unknown_name_is_an_error_in_words(tmp_path, field, wrong):
    text = (FOLDER / "spam_filter.toml").read_text(encoding="utf-8")
    changed = re.sub(rf"^{field} = .*$", wrong, text, flags=re.MULTILINE)
    (tmp_path / "patient.toml").write_text(changed, encoding="utf-8")
    with pytest.raises(ValueError, match=f"expects {field} among .* received .*is not there"):
        read(tmp_path / "patient.toml")


def test_an_unknown_patient_or_change_is_an_error_in_words():
    with pytest.raises(ValueError, match="expects one of .*spam_filter.* received 'ham'"):
        load("ham")
    with pytest.raises(ValueError, match="expects one of the changes .* received 'hope'"):
        load("spam_filter").code("hope")


def test_a_change_needs_a_text_that_stands_once(tmp_path):
    text = (FOLDER / "spam_filter.toml").read_text(encoding="utf-8")
    (tmp_path / "patient.toml").write_text(text.replace("'epochs=8'", "'e'"), encoding="utf-8")
    with pytest.raises(ValueError, match="expects a text that stands once .* 'e' [0-9]+ times"):
        read(tmp_path / "patient.toml").code("twice as many epochs")

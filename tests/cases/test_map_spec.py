"""What is said of the maps of where training dies follows from how their runs ended."""

import numpy as np
import pytest

from restorelib.cases import map_spec, training_maps
from restorelib.cases.map_spec import typical
from restorelib.experiments.endings import DEAD, DIVERGED, NOT_WITHIN

SPECS = [map_spec.case_b_maps(), map_spec.case_a_maps()]
MAPS = [(spec, label) for spec in SPECS for label in spec.maps]
each_map = pytest.mark.parametrize(("spec", "label"), MAPS, ids=lambda value: str(value)[:7])


def test_the_median_counts_a_run_that_never_learned_as_the_slowest():
    seeds = [(40, 900, 30), (NOT_WITHIN, 40, 50), (DIVERGED, NOT_WITHIN, 40), (DEAD, DEAD, 9)]
    assert typical(np.array(seeds)).tolist() == [40, 50, NOT_WITHIN, DEAD]


def wrong_cells(learned, border):
    """Cells on the wrong side of a border, up to the last one that learned."""
    band = learned[: np.flatnonzero(learned)[-1] + 1]
    return sum(cell != (column >= border) for column, cell in enumerate(band))


@each_map
def test_no_other_border_has_fewer_cells_on_its_wrong_side(spec, label):
    steps, columns = spec.steps_in(label), len(spec.x.values)
    for row, border in zip(steps > 0, spec.border(label), strict=True):
        learned, at = (row, border) if spec.learns_right else (row[::-1], columns - border)
        if not row.any():
            assert at == columns
            continue
        counts = [wrong_cells(learned, other) for other in range(columns + 1)]
        assert counts[at] == min(counts)


@each_map
def test_the_finding_names_the_ends_of_what_learns(spec, label):
    told = spec.finding(label)
    if not (spec.steps_in(label) > 0).any():
        assert told == f"{label}: no net of the map learns"
        return
    for row in (0, -1):
        assert spec.y.one.format(spec.y.labels[row]) in told
        if (span := spec.span(label, row)) is None:
            assert "nowhere" in told
            continue
        learned = np.array(spec.x.values)[spec.steps_in(label)[row] > 0]
        assert span[1] == learned[-1] if spec.learns_right else span[0] == learned[0]
        assert f"{span[0]:g} to {span[1]:g}" in told


@each_map
def test_a_state_of_the_panel_is_the_net_of_its_cell(spec, label):
    states = spec.panel_states(label)
    assert len(states) == (6 if spec.has_gain else 3)
    for row, column, text in states:
        name, _, told = text.partition(": ")
        values = dict(pair.split("=") for pair in told.split(", "))
        assert name == spec.panel[1].case
        if spec.has_gain:
            std = values["kernel_initializer"].removeprefix("normal_")
            assert float(std) == spec.x.values[column]
            assert int(values["m"]) + 4 == int(spec.y.labels[row])
            assert values["optimizer"] == label.lower()
        else:
            assert float(values["learning_rate"]) == spec.x.values[column]
            assert training_maps.WIDTHS.values[row] == 32

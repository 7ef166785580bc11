"""Depth as data: RED-Nets of 10, 20 and 30 layers, with and without symmetric skips."""

from dataclasses import replace

from restorelib.recipes import Recipe, seeds

# The net paints the picture itself, with a linear last layer: nothing but depth and skips differs.
# Mao, Shen and Yang 2016, arXiv 1603.09056: RED10, RED20, RED30; a skip at every second pair.
SHALLOW = Recipe(depth=10, skip_every=2, input_skip=False, residual_activation=None, steps=1024)
DEPTHS = (10, 20, 30)
SEEDS = 10


def panel_recipe(depth: int, symmetric_skips: bool) -> Recipe:
    """The recipe of one state of the panel."""
    return replace(SHALLOW, depth=depth, symmetric_skips=symmetric_skips)


def panel_recipes() -> list[Recipe]:
    """Every state of the panel under every seed: depth slowest, seeds fastest."""
    states = (panel_recipe(depth, skips) for depth in DEPTHS for skips in (True, False))
    return [recipe for state in states for recipe in seeds(state, SEEDS)]

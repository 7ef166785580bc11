"""Rules about symptoms of a net that is stuck; their cause may lie elsewhere."""

from __future__ import annotations

import keras
import numpy as np

from restorelib.checkup.evidence import Evidence
from restorelib.checkup.finding import CONTRADICTION, MEASURED, repaired, rule
from restorelib.checkup.known_table import INPUT


@rule(
    "dead-layer",
    shows=("identical digits", "black"),
    first_test="Take the largest gradient of any weight: is it exactly 0?",
    lesson="04#4.-Follow-the-gradient-back:-who-pushes?",
    not_tested="what killed it: its place in the net, a large learning rate, its initial weights",
)
def dead_layer(evidence: Evidence) -> tuple[str, int] | None:
    """The loss is identical to the last digit; or the output is black."""
    if not evidence.failed:
        return None
    for when, layers in (("", evidence.layers), (" after the trial", evidence.layers_after)):
        dead = [r for r in layers if r.dead == 1 and r.signal == 0 and r.activation in _ONE_SIDED]
        kernels = [r for r in layers if r.has_kernel]
        moving = sum(r.gradient > 0 for r in kernels)
        if not dead or not kernels or moving > len(kernels) / 2:
            continue
        what = (
            f"{dead[-1].name} ({dead[-1].activation}) puts out 0 for every sample{when}, in all of "
            f"its {dead[-1].units} units, and the gradient is exactly 0 in "
            f"{len(kernels) - moving} of {len(kernels)} layers with a kernel."
        )
        nothing = evidence.batch_scores.get(INPUT)
        if nothing and abs(evidence.overfit.end / nothing - 1) < 1e-3:
            what += f" The loss, {evidence.overfit.end:.4g}, is what the input itself scores."
        layer = next(x for x in evidence.subject.leaves if x.name == dead[-1].name)
        name = f"{layer.name} without its {dead[-1].activation}"
        trial = evidence.attempt(name, last=(layer, "linear"))
        if evidence.repairs(trial):
            return repaired(evidence, what, name, trial)
        return what, MEASURED
    return None


@rule(
    "no-gradient",
    shows=("crawling",),
    first_test="Print the largest gradient of each weight: which are exactly 0?",
    not_tested="whether the net needs these layers",
)
def no_gradient(evidence: Evidence) -> tuple[str, int] | None:
    """Some trainable layers never change, or Keras finds no gradient."""
    if evidence.gradients == {} and evidence.probe.disconnected:
        return (
            f"No gradient reaches any of the {len(evidence.subject.model.trainable_variables)} "
            "trainable weights, so that Keras refuses to take a step: something between them and "
            "the loss cannot be differentiated, such as round, argmax or a comparison.",
            CONTRADICTION,
        )
    before = {r.name: r for r in evidence.layers if r.has_kernel}
    after = {r.name: r for r in evidence.layers_after if r.has_kernel}
    # Twice: a branch that starts with a factor of 0 gets its gradient after the first step.
    cut = [
        name
        for name in before
        if before[name].gradient == 0 and name in after and after[name].gradient == 0
    ]
    if not cut or len(cut) == len(before) or any(r.dead == 1 for r in evidence.layers_after):
        return None
    return (
        f"The gradient is exactly 0 in {len(cut)} of {len(before)} layers with a kernel "
        f"({', '.join(cut[:3])}{', ...' if len(cut) > 3 else ''}), before and after one batch is "
        "trained on, while no layer is dead.",
        MEASURED,
    )


@rule(
    "saturated",
    shows=("flat",),
    first_test="Print the share of a tanh's or sigmoid's values within 0.01 of its bounds.",
    not_tested="what drove it there: the inputs' range, the weights, the learning rate",
)
def saturated(evidence: Evidence) -> tuple[str, int] | None:
    """Outputs or hidden values sit at -1, 0 or 1."""
    if not evidence.failed or evidence.cured:
        return None
    for when, layers in (("", evidence.layers), (" after the trial", evidence.layers_after)):
        # Not the output: its targets may lie at the bounds themselves.
        full = [r for r in layers[:-1] if r.saturated > 0.95]
        if full:
            return (
                f"{full[-1].saturated:.0%} of the values of {full[-1].name} "
                f"({full[-1].activation}) lie within 0.01 of its bounds{when}, where it passes "
                "almost no gradient.",
                MEASURED,
            )
    return None


@rule(
    "signal-fades",
    shows=("grey",),
    first_test="Print how far each layer's output differs from sample to sample.",
    lesson="07#Recap",
    not_tested="which change would mend it: other initial weights, skips, normalisation",
)
def signal_fades(evidence: Evidence) -> tuple[str, int] | None:
    """The output is one flat value, the mean, whatever goes in."""
    if not evidence.failed or evidence.cured:
        return None
    kernels = [r for r in evidence.layers if r.has_kernel]
    if len(kernels) < 3 or not kernels[-1].varies < 1e-4 * kernels[0].varies:
        return None
    output = evidence.subject.outputs[0]
    return (
        f"From sample to sample the signal differs by {kernels[0].varies:.1e} behind "
        f"{kernels[0].name}, and by {kernels[-1].varies:.1e} behind {kernels[-1].name}; the "
        f"targets differ by {float(output.y.std()):.2g}. The gradient of the kernels is "
        f"{kernels[0].gradient:.1e} to {kernels[-1].gradient:.1e}.",
        MEASURED,
    )


@rule(
    "gradient-fades",
    shows=("flat",),
    first_test="Print the size of the gradient, layer by layer.",
    lesson="08#3.-Solve-it-for-the-weights",
    not_tested="which change would mend it: other activations, skips, normalisation",
)
def gradient_fades(evidence: Evidence) -> tuple[str, int] | None:
    """In a deep net only the last layers change."""
    if not evidence.failed or evidence.cured:
        return None
    kernels = [r for r in evidence.layers if r.has_kernel and r.gradient > 0]
    if len(kernels) < 3 or not kernels[0].gradient < 1e-3 * kernels[-1].gradient:
        return None
    return (
        f"From the last layer to the first the gradient fades from {kernels[-1].gradient:.1e} "
        f"({kernels[-1].name}) to {kernels[0].gradient:.1e} ({kernels[0].name}).",
        MEASURED,
    )


@rule(
    "checkerboard",
    shows=("checkerboard",),
    first_test="Does the stride of each Conv2DTranspose divide its kernel size?",
    lesson="06#4.-Deconvolve",
    not_tested="whether longer training would wear it off",
)
def checkerboard(evidence: Evidence) -> tuple[str, int] | None:
    """A fine regular pattern in every output of a net with Conv2DTranspose."""
    uneven = [
        layer
        for layer in evidence.subject.leaves
        if isinstance(layer, keras.layers.Conv2DTranspose)
        and any(k % s for k, s in zip(layer.kernel_size, layer.strides, strict=True))
    ]
    if not uneven or not evidence.scores.has_learned:
        return None
    for output, made in zip(evidence.subject.outputs, evidence.scores.predictions, strict=True):
        if output.kind != "values" or made.ndim != 4:
            continue
        wanted = evidence.examination.samples[1]
        error = made - keras.tree.flatten(wanted)[0]
        share = _pattern_share(error, int(np.prod([x.strides[0] for x in uneven])))
        if share > 0.25:
            return (
                f"{share:.0%} of the squared error is one pattern that repeats with the stride; "
                f"{uneven[-1].name} has a kernel of {uneven[-1].kernel_size} and strides of "
                f"{uneven[-1].strides}, which do not divide it.",
                MEASURED,
            )
    return None


def _pattern_share(error: np.ndarray, period: int) -> float:
    """Share of the squared error that a pattern of this period explains, apart from its mean."""
    height, width = (n // period * period for n in error.shape[1:3])
    blocks = error[:, :height, :width].reshape(
        len(error), height // period, period, width // period, period, -1
    )
    pattern = blocks.mean(axis=(0, 1, 3))
    pattern = pattern - pattern.mean(axis=(0, 1))
    return float(np.mean(pattern**2) / max(np.mean(error**2), 1e-30))


_ONE_SIDED = ("relu", "relu6")

"""Checks of lesson 04: a ReLU that learns, damage that suits a ReLU, and the three blind cases."""

from collections.abc import Callable
from dataclasses import dataclass

import keras
import numpy as np

from restorelib import clinic, experiments, training
from restorelib.checks import PASSES, Feedback
from restorelib.diagnostics import layers_with_kernel, residual_signs
from restorelib.metrics import psnr

NUMBERS = ("the input", "zero", "the mean", "none of them")


def check_relu_kept(model: keras.Model | None, noisy: np.ndarray, clean: np.ndarray) -> Feedback:
    """Lesson 04, exercise 1: a net with a ReLU right before the sum, and it learns.

    Args:
        model: the learner's trained net.
        noisy: `(N, height, width, channels)` float32 in [0, 1].
        clean: the same shape.
    """
    if not isinstance(model, keras.Model):
        return _not_yet(f"The check expects your trained keras.Model; it received {model!r}.")
    output = _output(model, noisy)
    if output.shape != clean.shape:
        return _not_yet(
            f"Your net makes {output.shape[1:]} out of {noisy.shape[1:]}: the last layer needs "
            f"{clean.shape[-1]} filters, so that the input can be added."
        )
    if not _keeps_a_relu(model):
        return _not_yet(
            "There is no ReLU between your last layer with a kernel and the sum. Without one it "
            "learns, that was lesson 03. Here the ReLU must stay: what can be done *behind* it, "
            "or with a second one beside it?"
        )
    signs = residual_signs(noisy, output)
    if signs["unchanged"] == 1:
        return _not_yet(
            "Every value comes out as it went in: whatever ReLUs it has, all died. Each of them is "
            "a ratchet as long as nothing above zero is wanted of it. What could you do behind a "
            "ReLU so that something is?"
        )
    if not signs["darkened"] or not signs["brightened"]:
        can, cannot = ("brighten", "darken") if signs["brightened"] else ("darken", "brighten")
        return _not_yet(
            f"Your net can {can} and never {cannot}s: still one sign. What could be taken away "
            "from what the ReLU gives, so that both signs come out?"
        )
    nothing = psnr(clean, noisy, data_range=1.0)
    gain = psnr(clean, output, data_range=1.0) - nothing
    stand = f"{gain:+.2f} dB against doing nothing ({nothing:.2f} dB)"
    if gain < PASSES:
        return _not_yet(f"Both signs come out, but it stands at {stand}. Train it for longer.")
    return Feedback(
        True,
        f"A ReLU right before the sum, and it stands at {stand}; {signs['darkened']:.0%} of the "
        f"values darker, {signs['brightened']:.0%} brighter. So a ReLU there is no death sentence; "
        "it depends on what is asked of it. Try other seeds: does it live in all of them?",
    )


def _keeps_a_relu(model: keras.Model) -> bool:
    last = layers_with_kernel(model)[-1]
    behind = model.layers[model.layers.index(last) :]
    return any(
        isinstance(layer, keras.layers.ReLU)
        or getattr(layer, "activation", None) is keras.activations.relu
        for layer in behind
        if layer.output is not model.output  # a ReLU after the sum is another matter
    )


def check_damage(damage: Callable[[np.ndarray, int], np.ndarray], *, steps: int = 192) -> Feedback:
    """Lesson 04, exercise 2: damage that the broken net of case A can undo. Takes seconds.

    Args:
        damage: (images, seed) -> damaged images, of the same shape and dtype.
        steps: of training the broken net on it.
    """
    recipe = experiments.Recipe()
    clean = experiments.train_patches(recipe)[1]
    test_clean = experiments.test_patches(recipe)[1]
    damaged, test_damaged = damage(clean.copy(), 1), damage(test_clean.copy(), 2)
    for images, given in ((damaged, clean), (test_damaged, test_clean)):
        if np.shape(images) != given.shape or not np.isfinite(images).all():
            return _not_yet(
                f"damage should give finite images of the shape it was given, {given.shape}; it "
                f"gave {np.shape(images)}."
            )
    damaged, test_damaged = (np.asarray(a, "float32") for a in (damaged, test_damaged))
    below = float(np.mean(clean < damaged))
    if np.array_equal(damaged, clean):
        return _not_yet("That is no damage: nothing is left to correct.")
    if below > 0.01:
        return _not_yet(
            f"{below:.0%} of your damaged values are brighter than the truth: there the correction "
            "must be negative, and a ReLU has none. Damage the pictures so that it never is."
        )
    model = experiments.build(recipe)
    training.fit(model, damaged, clean, steps=steps, batch_size=recipe.batch_size, seed=0)
    nothing = psnr(test_clean, test_damaged, data_range=1.0)
    gain = psnr(test_clean, _output(model, test_damaged), data_range=1.0) - nothing
    if gain < PASSES:
        return _not_yet(
            f"No correction is negative, good. But after {steps} steps it stands {gain:+.2f} dB "
            "against doing nothing. Make the damage stronger: this one is hard to see."
        )
    return Feedback(
        True,
        f"The very net that died on Gaussian noise stands {gain:+.2f} dB above doing nothing after "
        f"{steps} steps. Where corrections go up, a ReLU that starts too low is pushed up.",
    )


@dataclass(frozen=True)
class Credits:
    """Four things that a diagnosis needs; each holds what is wrong with it, or nothing."""

    number: str
    evidence: str
    fix: str
    seeds: str
    why: str = ""

    @property
    def solved(self) -> bool:
        """All four are right."""
        return not (self.number or self.evidence or self.fix or self.seeds)

    def __repr__(self) -> str:
        rows = [
            f"{'✘' if wrong else '✔'} {name}{': ' + wrong if wrong else ''}"
            for name, wrong in (
                ("number", self.number),
                ("evidence", self.evidence),
                ("fix", self.fix),
                ("seeds", self.seeds),
            )
        ]
        return "\n".join([*rows, self.why] if self.solved else rows)


def check_case(
    patient: clinic.Patient,
    *,
    number: str | None,
    evidence: tuple[str, float] | None,
    fix: clinic.Trial | None,
    recovered: int | None,
) -> Credits:
    """Lesson 04, the clinic: which of number, evidence, fix and seeds is missing or wrong, and why.

    Args:
        patient: as `clinic.admit` handed it over.
        number: which trivial predictor the loss stands at: one of NUMBERS.
        evidence: a name from `clinic.EVIDENCE`, and what the learner measured.
        fix: what `clinic.treat` returned.
        recovered: how many of its seeds recovered, in the learner's count.
    """
    case = clinic.diagnosis(patient.name)
    wrong_fix = _fix_fault(fix, patient)
    credits = {
        "number": _number_fault(number, case, patient),
        "evidence": _evidence_fault(evidence, case, patient),
        "fix": wrong_fix,
        "seeds": _seeds_fault(fix, recovered) if fix else "no trial yet, so nothing to count.",
    }
    return Credits(**credits, why=f"{patient.name}: {case.why}.")


def _number_fault(number: str | None, case: clinic.Diagnosis, patient: clinic.Patient) -> str:
    if number not in NUMBERS:
        return f"say one of {', '.join(map(repr, NUMBERS))}; so far it is {number!r}."
    if number == case.number:
        return ""
    x, y = patient.x.astype("float64"), patient.y.astype("float64")
    scores = {"the input": np.mean((y - x) ** 2), "zero": np.mean(y**2), "the mean": np.var(y)}
    late = patient.loss[-64:].mean()
    if number == "none of them":
        return f"one of them does fit the last 64 steps' loss of {late:.4g}. Compute all three."
    return f"{number} would score {scores[number]:.4g}; the last 64 steps' loss is {late:.4g}."


def _evidence_fault(
    evidence: tuple[str, float] | None, case: clinic.Diagnosis, patient: clinic.Patient
) -> str:
    if not isinstance(evidence, tuple) or len(evidence) != 2 or evidence[0] not in clinic.EVIDENCE:
        names = ", ".join(map(repr, clinic.EVIDENCE))
        return f"give (name, value), the name one of {names}."
    name, value = evidence
    measured = clinic.EVIDENCE[name](patient)
    if value is None or not np.isclose(value, measured, rtol=0.05, atol=1e-6):
        return f"I measure {measured:.4g} for {name}, you say {value!r}."
    if name not in case.telling:
        return f"{name} is measured rightly, but a net with another fault could show the same."
    return ""


def _fix_fault(fix: clinic.Trial | None, patient: clinic.Patient) -> str:
    if not isinstance(fix, clinic.Trial):
        return "try one change with clinic.treat, and hand in what it returns."
    if fix.name != patient.name:
        return f"that is a trial of {fix.name}, not of {patient.name}."
    if not fix.change:
        return "nothing was changed in this trial."
    if 2 * fix.recovered <= len(fix.losses):
        return f"it recovers {fix.recovered} of {len(fix.losses)} seeds. Look for another cause."
    return ""


def _seeds_fault(fix: clinic.Trial, recovered: int | None) -> str:
    if len(fix.losses) < 3:
        return f"{len(fix.losses)} tried; one success may be luck. Try 3 or more."
    if recovered != fix.recovered:
        return f"you count {recovered} recovered, the trial shows {fix.recovered}."
    return ""


def _not_yet(text: str) -> Feedback:
    return Feedback(False, text)


def _output(model: keras.Model, images: np.ndarray) -> np.ndarray:
    return keras.ops.convert_to_numpy(model(images, training=False))

"""What both clinics share: `admit` a net, measure it, `treat` it. Each lesson adds its cases."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace

import keras
import numpy as np

from restorelib.exercises.card import Card
from restorelib.experiments.recipes import AnyRecipe
from restorelib.experiments.verdicts import OFF_THE_PLATEAU
from restorelib.images.metrics import rms
from restorelib.training import gradients, inside, loop

RECOVERED = 10 ** (-OFF_THE_PLATEAU / 10)  # factor on the squared error of the reference
SEEDS = 5  # what the method card asks for
Pair = tuple[np.ndarray, np.ndarray]  # inputs, targets


@dataclass(frozen=True, repr=False)
class Patient(Card):
    """A trained net, what it was trained on, and what its owner says."""

    lesson: str  # number of the lesson with its clinic, such as "04"
    name: str
    complaint: str
    model: keras.Model
    x: np.ndarray  # (N, height, width, 1), inputs: noisy, or in low resolution
    y: np.ndarray  # (N, height, width, 1), targets: clean, or in high resolution
    loss: np.ndarray  # (steps,), of every training step
    at_start: dict[str, float] = field(default_factory=dict)  # layer -> rms of its initial kernel

    def _words(self) -> tuple[str, ...]:
        trained = f"{len(self.x)} patches, {len(self.loss)} steps"
        return f"Patient {self.name}", self.complaint, trained


@dataclass(frozen=True, repr=False)
class Trial(Card):
    """The results of one change under several seeds."""

    name: str
    change: dict
    losses: tuple[float, ...]  # one for each seed: final mean squared error on the test patches
    reference: float  # mean squared error of a predictor without a network
    reference_name: str = "doing nothing"

    @property
    def recovered(self) -> int:
        """How many seeds end at least 1 dB better than the reference."""
        return sum(loss < RECOVERED * self.reference for loss in self.losses)

    def _words(self) -> tuple[str, ...]:
        change = ", ".join(f"{k}={v!r}" for k, v in self.change.items()) or "nothing changed"
        losses = ", ".join(f"{loss:.4g}" for loss in self.losses)
        reference = f"{self.reference_name} {self.reference:.4g}"
        recovered = f"recovered in {self.recovered} of {len(self.losses)} seeds"
        return f"{self.name}, {change}", f"loss {losses}", reference, recovered


Measure = Callable[[Patient], float]


@dataclass(frozen=True)
class Case:
    """The recipe of a patient's owner, and the diagnosis. Reading it spoils the case."""

    complaint: str
    recipe: AnyRecipe
    number: str  # the trivial predictor with the score of the plateau
    telling: tuple[str, ...]  # names of the measurements that support the diagnosis
    why: str
    patch_options: Mapping[str, float] = field(default_factory=dict)  # as the owner set them


@dataclass(frozen=True, repr=False)
class Clinic(Card):
    """Three nets that "do not train", without their diagnoses. One of them is healthy."""

    lesson: str
    cases: Mapping[str, Case]
    # Scores of trivial predictors: name -> mean squared error on the patient's patches.
    PREDICTORS: Mapping[str, Measure]
    # What learners can measure in a patient; not every measurement is useful.
    EVIDENCE: Mapping[str, Measure]
    build: Callable[[AnyRecipe], keras.Model]
    # Options of the patches, which are not fields of the recipe: name -> healthy value.
    patch_options: Mapping[str, float]
    train_patches: Callable[..., Pair]  # (recipe, **patch_options)
    test_patches: Callable[..., Pair]  # (recipe, **patch_options)
    reference: Callable[[Pair, Pair], float]  # (train, test) -> error on test without a network
    reference_name: str

    def _words(self) -> tuple[str, ...]:  # without the diagnoses
        return (f"Clinic of lesson {self.lesson}, patients {', '.join(self.cases)}",)

    def diagnosis(self, name: str) -> Case:
        """The diagnosis of a case.

        Raises:
            ValueError: for a name other than "A", "B" or "C".
        """
        if name not in self.cases:
            raise ValueError(f"The clinic expects one of {sorted(self.cases)}; received {name!r}.")
        return self.cases[name]

    def admit(self, name: str) -> Patient:
        """Train a net as its owner did, which takes about three seconds, and return it.

        Raises:
            ValueError: for a name other than "A", "B" or "C".
        """
        case = self.diagnosis(name)
        recipe = case.recipe
        model = self.build(recipe)
        at_start = kernel_sizes(model)
        x, y = self.train_patches(recipe, **{**self.patch_options, **case.patch_options})
        loss = loop.fit(
            model, x, y, steps=recipe.steps, batch_size=recipe.batch_size, seed=recipe.seed
        )
        return Patient(self.lesson, name, case.complaint, model, x, y, loss, at_start)

    def treat(self, name: str, *, seeds: Sequence[int] = range(SEEDS), **change) -> Trial:
        """Change one thing about a net, and train it from new weights, once for each seed.

        Args:
            name: "A", "B" or "C".
            seeds: each determines the initial weights and the order of the patches.
            **change: one field of the recipe, such as `learning_rate=1e-3` or `steps=128`; in
                lesson 04 `residual_activation="tanh"`, in lesson 08 `optimizer="sgd"`,
                `kernel_initializer="prelu_normal"` or `m=1`. Or one option of the patches: in
                lesson 04 `scale`, a factor on images in [0, 1]; in lesson 08 `offset`, the number
                of places by which the list of targets is shifted against the inputs.

        Returns:
            The trial. A seed has recovered if it ends at least 1 dB better than a predictor without
            a network: doing nothing in lesson 04, one flat grey in lesson 08.

        Raises:
            ValueError: for an unknown name or field, more than one change, or no seed.
        """
        case = self.diagnosis(name)
        self._check_change(case.recipe, change, seeds)
        options = {**self.patch_options, **case.patch_options}
        recipe = replace(case.recipe, **{k: v for k, v in change.items() if k not in options})
        options |= {k: v for k, v in change.items() if k in options}
        train, test = self.train_patches(recipe, **options), self.test_patches(recipe, **options)
        losses = losses_under(seeds, recipe, self.build, train, test)
        return Trial(name, change, losses, self.reference(train, test), self.reference_name)

    def _check_change(self, recipe: AnyRecipe, change: dict, seeds: Sequence[int]) -> None:
        """Raise a ValueError for an unknown field, more than one change, or no seed."""
        fields = sorted({*self.patch_options, *asdict(recipe)} - {"seed"})
        if len(change) > 1 or not set(change) <= set(fields) or not len(seeds):
            raise ValueError(
                "treat changes one thing at a time, under one or more seeds: one of "
                f"{', '.join(fields)}; received {change or 'nothing'} and seeds={list(seeds)}."
            )


def losses_under(
    seeds: Sequence[int],
    recipe: AnyRecipe,
    build: Callable[[AnyRecipe], keras.Model],
    train: Pair,
    test: Pair,
) -> tuple[float, ...]:
    """Train a recipe from new weights, once for each seed. The graph is built only once.

    Returns:
        Mean squared error on `test` for each seed, in the order of `seeds`; infinity if the
        training diverged.
    """
    model = build(recipe)
    model.optimizer.build(model.trainable_variables)
    fresh = [gradients.values(v) for v in model.optimizer.variables]
    losses = []
    for seed in seeds:
        model.set_weights(build(replace(recipe, seed=seed)).get_weights())
        for variable, value in zip(model.optimizer.variables, fresh, strict=True):
            variable.assign(value)
        try:
            loop.fit(model, *train, steps=recipe.steps, batch_size=recipe.batch_size, seed=seed)
            losses.append(float(np.mean(np.square(inside.forward(model, test[0]) - test[1]))))
        except FloatingPointError:  # the training diverged, which is also a result
            losses.append(float("inf"))
    return tuple(losses)


def kernel_sizes(model: keras.Model) -> dict[str, float]:
    """Root mean square of each kernel: name of the layer -> rms."""
    return {
        layer.name: rms(gradients.values(layer.kernel))
        for layer in inside.layers_with_kernel(model)
    }


def mean_square(array: np.ndarray) -> float:
    """Mean of the squares of an array of any shape, computed in float64."""
    return float(np.mean(np.square(array, dtype="float64")))

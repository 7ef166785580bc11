"""Rules that are asked only if no other has found anything."""

from __future__ import annotations

import keras
import numpy as np

from restorelib.checkup.evidence import Evidence
from restorelib.checkup.finding import MEASURED, repaired, rule
from restorelib.checkup.predictable import right_order
from restorelib.checkup.rules.training_rules import optimizer_named
from restorelib.checkup.trial import NO_BETTER


@rule(
    "optimizer",
    shows=("crawling",),
    first_test="Train with a plain `keras.optimizers.Adam(1e-3)`.",
    lesson="08#4.-And-with-Adam?",
    not_tested="which of the optimizer's settings is to blame",
    last=True,
)
def optimizer(evidence: Evidence) -> tuple[str, int] | None:
    """The loss hardly moves, at an ordinary learning rate."""
    if not evidence.failed or evidence.subject.optimizer is None:
        return None
    name = "with a plain Adam(1e-3)"
    trial = evidence.attempt(name, optimizer=keras.optimizers.Adam(1e-3))
    if not evidence.repairs(trial):
        return None
    config = evidence.subject.optimizer.get_config()
    odd = {k: config[k] for k in ("clipnorm", "clipvalue", "global_clipnorm") if config.get(k)}
    if (config.get("epsilon") or 0) > 1e-5:
        odd["epsilon"] = config["epsilon"]
    settings = f" ({', '.join(f'{k}={v:g}' for k, v in odd.items())})" if odd else ""
    return repaired(
        evidence, f"The optimizer is {optimizer_named(evidence)}{settings}.", name, trial
    )


@rule(
    "nothing-to-learn",
    shows=("poor",),
    first_test="Shuffle y on purpose: is the loss the same as before?",
    lesson="02#5.-Overfit-one-batch",
    not_tested="patterns that neither neighbours nor a linear fit can see",
    last=True,
)
def nothing_to_learn(evidence: Evidence) -> tuple[str, int] | None:
    """Samples are learned by heart, and new ones are never better than the mean."""
    # The targets of a frozen judge are all alike: to shuffle them tells nothing.
    if evidence.failed == "one batch" or evidence.subject.ends_frozen:
        return None
    found = evidence.scores.predictability
    if found is None or found.above_chance:
        return None
    learned_all = evidence.failed and evidence.fresh_start.status == "learned"
    trial = None if learned_all else evidence.held_out
    if not trial or trial.status == "cut":
        return None
    # Not only the constant: a net may learn where in a picture the targets are large, and no more.
    shuffled = evidence.held_out_shuffled
    if (trial.end < NO_BETTER * shuffled.end) if shuffled else not trial.fails:
        return None
    beside = f"; with the targets of each batch shuffled {shuffled.end:.3g}" if shuffled else ""
    moved = right_order(evidence.subject, found.chance)
    cause = (
        "Either x holds nothing of y, or the pairs do not belong together: x and y were read, "
        "sorted or shuffled apart. Look at three pairs."
    )
    if moved:
        cause = f"With y {moved[0]} the skill is {moved[1]:.2f}: the pairs do not belong together."
    return (
        f"Neither neighbours nor a linear fit predict y from x: their skill on samples not "
        f"fitted to is {found.skill:.2f}, with y shuffled on purpose up to {found.chance:.2f}. The "
        f"net from fresh weights, trained for {len(trial.losses)} steps on three quarters of the "
        f"samples, scores {trial.end:.3g} on the others (best constant "
        f"prediction {trial.constant:.3g}{beside}). {cause}",
        MEASURED,
    )


@rule(
    "not-learned",
    shows=("flat",),
    first_test="Overfit one batch with the smallest version of the net that still fails.",
    lesson="11#7.-Your-network",
    not_tested="two faults at once; whether it only needs many more steps",
    last=True,
)
def not_learned(evidence: Evidence) -> tuple[str, int] | None:
    """Nothing has helped so far."""
    stuck, trial = evidence.scores.stuck, evidence.overfit
    if evidence.goes_on or (not stuck and not _one_batch_shows_it(evidence)):
        return None
    said = ""
    if stuck:
        best, score = next(iter(evidence.scores.trivial.items()), ("no constant", float("nan")))
        said = (
            f"After {evidence.subject.iterations:,} steps the model scores "
            f"{evidence.scores.loss:.4g}; {best} scores {score:.4g}. "
        )
        if evidence.scores.loss < NO_BETTER * score:
            said += (
                f"It explains {evidence.scores.skill:.0%} of the targets' variance, and neighbours "
                f"or a linear fit {evidence.scores.simple_skill:.0%}. "
            )
    learned = [name for name, tried in evidence.trials.items() if tried.status == "learned"]
    said += f"These trials learned: {', '.join(learned)}. " if learned else ""
    return (
        f"It does not learn, and the cause was not found. {said}One batch, trained on for "
        f"{len(trial.losses)} steps, goes from {trial.start:.3g} to {trial.end:.3g}; the best "
        f"constant prediction scores {trial.constant:.3g} there.",
        MEASURED,
    )


def _one_batch_shows_it(evidence: Evidence) -> bool:
    if evidence.failed != "one batch" or evidence.overfit.status not in ("flat", "diverged"):
        return False
    weights = sum(int(np.prod(v.shape)) for v in evidence.subject.model.trainable_variables)
    values = sum(array.size for array in keras.tree.flatten(evidence.examination.batch[1]))
    enough = weights >= 10 * values  # to learn a batch by heart
    return enough or evidence.overfit.status == "diverged" or evidence.overfit.hopeless

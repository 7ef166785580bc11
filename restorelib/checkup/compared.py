"""Which outputs are compared with which targets, and by which loss."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import keras

from restorelib.checkup.calls import added_losses
from restorelib.checkup.views import by_output, with_outputs


@dataclass(frozen=True)
class Compared:
    """The outputs that have a loss and a target; all structured as the predictions are."""

    model: keras.Model  # the part that leads to these outputs
    predictions: Any
    y: Any  # [] if the model adds its own loss
    loss: Any  # None if the model adds its own loss
    loss_weights: Any
    left_out: tuple[str, ...] = ()  # in words


def loss_of(model: keras.Model, loss: Any) -> tuple[Any, Any, list[str]]:
    """The loss to train with.

    Args:
        model: as it was handed over, called at least once.
        loss: as for `compile`; None takes the compiled one.

    Returns:
        (loss, weights of the outputs, what is left out, in words); a loss of None if the model
        adds its own.

    Raises:
        ValueError: if there is none.
    """
    weights, left_out = None, []
    own = [name for name in ("train_step", "compute_loss") if _overrides(model, name)]
    if loss is None and getattr(model, "compiled", False) and model.loss is not None:
        loss = model.loss
        weights = getattr(model._compile_loss, "_user_loss_weights", None)
    if own:
        if loss is None and not added_losses(model):
            raise ValueError(
                f"{type(model).__name__} has a {own[0]} of its own, so that diagnose cannot "
                "tell which loss it lowers: say it, as diagnose(model, x, y, loss='mse')."
            )
        lowered = "the loss that it adds" if loss is None else "the loss"
        left_out.append(f"its own {own[0]}: the trials train as Keras does, on {lowered}")
    if loss is None:
        if not added_losses(model):
            raise ValueError(
                "diagnose needs a loss: compile the model with one, or say "
                "diagnose(model, x, y, loss='mse')."
            )
        left_out.append(
            "whether it has learned: it adds its own loss, which no constant prediction has"
        )
    return loss, weights, left_out


def compared(
    model: keras.Model,
    predictions: Any,
    y: Any,
    loss: Any,
    loss_weights: Any,
    *,
    scale: float = 1.0,
) -> Compared:
    """Leave out what has no loss or no target, and put dicts in the order of the outputs.

    Args:
        model: that makes the predictions.
        predictions: of a few samples.
        y: targets of all outputs, or of those that have a loss.
        loss: as for `compile`; None if the model adds its own.
        loss_weights: likewise.
        scale: by which the loss of every output is multiplied.

    Raises:
        ValueError: if there is a loss and no target.
    """
    if loss is None:
        return Compared(with_outputs(model, []), [], [], None, None)
    flat = keras.tree.flatten(predictions)
    in_dict = isinstance(predictions, dict)
    keys = sorted(predictions) if in_dict else getattr(model, "output_names", None)
    losses = by_output(loss, keys, len(flat))
    with_loss = [i for i, own in enumerate(losses) if own is not None]
    targets = by_output(y, keys, len(flat), places=with_loss)
    chosen = [i for i in with_loss if i < len(targets) and targets[i] is not None]
    if not chosen:
        raise ValueError(
            "diagnose expects targets for this loss; received y=None. The targets of an "
            "autoencoder are its inputs: diagnose(model, x, x)."
        )
    weights = by_output(loss_weights, keys, len(flat))
    left_out: tuple[str, ...] = ()
    if len(chosen) < len(flat) == len(targets):
        left_out = (f"{len(flat) - len(chosen)} of {len(flat)} outputs: they have no loss",)
        model, in_dict = with_outputs(model, chosen), False
        predictions, y, loss = (_only(part, chosen) for part in (flat, targets, losses))
        weights = [weights[i] for i in chosen]
    elif not in_dict:
        loss = losses if isinstance(loss, dict) else loss
        y = targets if isinstance(y, dict) else y
    scaled = [scale * (1.0 if weight is None else weight) for weight in weights]
    if all(weight == 1 for weight in scaled):
        scaled = None
    elif in_dict:
        scaled = dict(zip(keys, scaled, strict=True))
    return Compared(model, predictions, y, loss, scaled, left_out)


def _only(parts: list[Any], chosen: list[int]) -> Any:
    kept = [parts[i] for i in chosen]
    return kept[0] if len(kept) == 1 else kept


def _overrides(model: keras.Model, method: str) -> bool:
    return getattr(type(model), method) is not getattr(keras.Model, method)

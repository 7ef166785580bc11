"""The loss of given predictions, computed as the model's own `compile` asks for it."""

from typing import Any

import keras

from restorelib.checkup.calls import added_losses


class Judge(keras.Model):
    """A model with a loss and no layers, hence without penalties on weights.

    Args:
        loss: as for `compile`.
        loss_weights: likewise.
    """

    def __init__(self, loss: Any, loss_weights: Any = None):
        super().__init__()
        self.compile(loss=loss, loss_weights=loss_weights, jit_compile=False, auto_scale_loss=False)

    def score(self, y: Any, predictions: Any) -> float:
        """Mean loss of predictions, both structured as the outputs of the model examined."""
        y, predictions = (
            keras.tree.map_structure(keras.ops.convert_to_tensor, a) for a in (y, predictions)
        )
        return float(self.compute_loss(y=y, y_pred=predictions))


class AddedLoss:
    """The loss that a model adds itself while it is called, without penalties on weights.

    Args:
        model: that calls `add_loss`.
    """

    def __init__(self, model: keras.Model):
        self._model = model

    def score(self, y: Any, predictions: Any) -> float:
        """Sum of what the last call of the model added; the arguments do not count."""
        del y, predictions
        return float(sum(added_losses(self._model), 0.0))

"""The loss of given predictions, computed as the model's own `compile` asks for it."""

from typing import Any

import keras


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

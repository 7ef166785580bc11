"""What is no model of Keras 3: said in words, with what can be done instead."""

from __future__ import annotations

from typing import Any

import keras

INSTEAD = {  # kind -> what it is, and what to do
    "torch": (
        "a PyTorch module",
        "With KERAS_BACKEND=torch, wrap it: keras.Sequential([keras.Input(shape), "
        "keras.layers.TorchModuleWrapper(module)]). Or take the steps by hand: what does a "
        "constant prediction score, is one batch learned, which layer has no gradient?",
    ),
    "keras 2": (
        "a model of Keras 2 (tf_keras)",
        "Build it with Keras 3: `import keras` and `from keras import layers` in place of "
        "tf_keras or of TF_USE_LEGACY_KERAS=1, then new.set_weights(old.get_weights()).",
    ),
    "history": (
        "what fit returns",
        "Hand over the model: diagnose(model, x, y).",
    ),
    "estimator": (
        "an estimator of scikit-learn's kind",
        "Hand over the Keras model inside it (of scikeras: estimator.model_).",
    ),
}
PLACES = {"torch": ("torch.nn",), "keras 2": ("tf_keras", "keras.src.engine", "keras.engine")}


def require_keras_model(model: Any, name: str = "diagnose") -> None:
    """Raise a TypeError in words unless this is a model of Keras 3; `name` is what expects one."""
    if isinstance(model, keras.Model):
        return
    received = type(model).__name__
    if isinstance(model, type):
        raise TypeError(
            f"{name} expects a keras.Model; received the class {model.__name__}. Make one: "
            f"{model.__name__}()."
        )
    what, instead = INSTEAD.get(_kind(model), ("", ""))
    if isinstance(model, keras.Layer):
        instead = "Put it into a model: keras.Sequential([keras.Input(shape), layer])."
    raise TypeError(
        f"{name} expects a keras.Model; received {received}"
        + (f", {what}" if what else "")
        + f". {instead}".rstrip()
    )


def _kind(model: Any) -> str:
    """A key of INSTEAD, by the modules that its classes come from; none of them is imported."""
    modules = [kind.__module__ for kind in type(model).__mro__]
    for kind, places in PLACES.items():
        if any(module.startswith(places) for module in modules):
            return kind
    if isinstance(model, keras.callbacks.History):
        return "history"
    return "estimator" if hasattr(model, "get_params") and hasattr(model, "fit") else ""

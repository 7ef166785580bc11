"""What a panel says of the single layers of a denoiser."""

from restorelib.experiments.recipes import RunRecord
from restorelib.experiments.wording import Wording


def _facts(record: RunRecord, snapshot: int) -> dict[str, float | str]:
    if not record.signal.size:
        return {}
    signal, gradient = record.signal[snapshot], record.kernel_gradient[snapshot]
    return {
        "dead": int(record.dead[snapshot].sum()),
        "units": sum(record.units),
        "first_layer": record.layers[0],
        "last_layer": record.layers[-1],
        "first_signal": float(signal[0]),
        "last_signal": float(signal[-1]),
        "first_gradient": float(gradient[0]),
        "last_gradient": float(gradient[-1]),
    }


# An empty text for a recording that holds nothing of single layers.
layer_words = Wording(
    "[{dead:,} of {units:,} units are dead; the signal is {first_signal:size} (rms) after "
    "{first_layer} and {last_signal:size} after {last_layer}, and on its way back the gradient is "
    "{last_gradient:size|exactly 0} at {last_layer} and {first_gradient:size|exactly 0} at "
    "{first_layer}]",
    _facts,
)

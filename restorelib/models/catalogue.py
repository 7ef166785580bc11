"""How each trained network of the course was trained: a recipe for each name."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class TrainingRecipe:
    """Everything that decides the weights of a trained network, except the images themselves.

    Each batch gets new noise. Its standard deviation lies between the two numbers of `sigma`, on
    the 0..255 scale; `sigma=(0, 0)` with a `scale` above 1 is super-resolution.
    """

    model: str  # name of a function of restorelib.models; `arguments` are its arguments
    arguments: Mapping[str, object]
    steps: int
    scale: int = 1
    sigma: tuple[float, float] = (0.0, 0.0)
    start_from: str = ""  # a trained network whose weights are the initial ones
    folders: tuple[str, ...] = ("T91", "General100")  # inside the folder that the user gives
    image_scales: tuple[float, ...] = (1.0, 0.9, 0.8, 0.7, 0.6)  # Dong et al. 2016, section 4.1
    patch_size: int = 24  # pixels of the input
    batch_size: int = 8
    jit_compile: bool = True  # with XLA: at least a tenth faster
    learning_rate: float = 3e-3  # of `ConvMuon` after the warm-up; a cosine takes it to 0
    warmup_steps: int = 1000
    cycles: int = 1  # how often the learning rate rises and falls (Loshchilov and Hutter 2017)
    ema_momentum: float = 0.999  # of the moving average of the weights, which is what is saved
    seed: int = 0

    @property
    def task(self) -> str:
        """ "super-resolution" or "denoising"."""
        return "super-resolution" if self.scale > 1 else "denoising"


BSDS500 = ("BSDS500/train", "BSDS500/val")
# RED30 with 64 filters would take too long to train on two processor cores. Instead: half and a
# quarter of the resolution inside, as in a U-Net, full resolution at both ends, and a skip at every
# second pair. It has 0.84 M weights instead of 1.04 M, and 1/13 of the multiplications per pixel.
RED20 = {
    "depth": 20,
    "filters": (32, 48, 48, 48, 48, 96, 96, 96, 96, 96),
    "strides": (1, 2, 1, 1, 1, 2, 1, 1, 1, 1),
    "skip_every": 2,
    "channels": 1,
}
# Half the resolution inside: as many multiplications as RED20 above, a third of its weights.
RED16 = {"depth": 16, "filters": 48, "skip_every": 2, "strides": 2, "channels": 3}


def _grey(sigma: float, steps: int, start_from: str = "") -> TrainingRecipe:
    return TrainingRecipe(
        "red_net",
        RED20,
        steps=steps,
        sigma=(sigma, sigma),
        start_from=start_from,
        folders=BSDS500,
        image_scales=(0.5, 0.6),  # Mao et al. 2016 test on images that were made smaller
        patch_size=96,
        batch_size=4,
        learning_rate=2e-3,
    )


RECIPES = {
    "fsrcnn-x3": TrainingRecipe("fsrcnn", {"scale": 3}, scale=3, steps=100_000),
    # As in the paper, x2 and x4 start from x3; here all layers train further, not only the deconv.
    "fsrcnn-x2": TrainingRecipe(
        "fsrcnn", {"scale": 2}, scale=2, steps=60_000, start_from="fsrcnn-x3"
    ),
    "fsrcnn-x4": TrainingRecipe(
        "fsrcnn", {"scale": 4}, scale=4, steps=20_000, start_from="fsrcnn-x3"
    ),
    "fsrcnn-s-x3": TrainingRecipe(
        "fsrcnn",
        {"scale": 3, "d": 32, "s": 5, "m": 1},
        scale=3,
        batch_size=16,
        learning_rate=1e-2,
        steps=120_000,
    ),
    "srcnn-x3": TrainingRecipe("srcnn", {}, scale=3, patch_size=36, batch_size=4, steps=30_000),
    "red20-grey-s10": _grey(10, 24_000),
    "red20-grey-s30": _grey(30, 32_000),
    "red20-grey-s50": _grey(50, 12_000, start_from="red20-grey-s30"),
    "red20-grey-s70": _grey(70, 8_000, start_from="red20-grey-s50"),
    "red-colour-blind": TrainingRecipe(
        "red_net",
        RED16,
        steps=12_000,
        sigma=(0, 55),
        folders=BSDS500,
        image_scales=(1.0, 0.7, 0.5),
        patch_size=48,
        batch_size=4,
        learning_rate=2e-3,  # with 6e-3 the loss becomes NaN
    ),
}
# Name of the paper's network -> name of the network that takes its place here.
STAND_INS = {f"red30-grey-s{sigma}": f"red20-grey-s{sigma}" for sigma in (10, 30, 50, 70)}

"""A run as plain Keras: code that needs no other part of this library.

It draws the weights, the patches and their order as a recorded run does, so it ends at its score.
No line is longer than 88 columns, so that formatters leave the code as it is.
"""

from restorelib.experiments.recipes import AnyRecipe, Recipe, SRRecipe
from restorelib.images.embedded import SPLITS

TRAIN, TEST = (" ".join(SPLITS[split]) for split in ("train", "test"))
IMPORTS = """\
import keras
import numpy as np
from keras import layers
from skimage import data"""
HE = "prelu_normal"


def code(recipe: AnyRecipe, *, scores: bool = True) -> str:
    """Code that builds, trains and tests the net of a recipe, on photographs of scikit-image.

    Args:
        recipe: of a RED-Net for colour pictures, or of an FSRCNN.
        scores: whether it prints scores in dB at its end; otherwise it prints losses.

    Returns:
        Lines of Python. Those of two runs of one state differ only in the line that sets `SEED,
        STEPS, PATCHES`, so the browser gets them once for each state.

    Raises:
        ValueError: for another net, or a RED-Net for grey pictures.
    """
    if getattr(recipe, "channels", 3) != 3 or getattr(recipe, "net", "fsrcnn") != "fsrcnn":
        raise ValueError(
            f"code expects a RED-Net with channels=3, or an FSRCNN; received {recipe}. "
            "Build other nets with experiments.build(recipe)."
        )
    training, test = _denoiser(recipe) if isinstance(recipe, Recipe) else _enlarger(recipe)
    return training + (test if scores else LOSSES)


LOSSES = """\
for part in np.array_split(losses, 4):
    print(f"mean loss of a quarter of the steps: {np.mean(part):.5f}")
"""


def _denoiser(recipe: Recipe) -> tuple[str, str]:
    size = recipe.patch_size
    training = f"""\
# RED-Net of {recipe.depth} layers, which removes noise. Plain Keras.
{IMPORTS}


def patches(names, count, seed):  # noisy and clean; or give your own, in [0, 1]
    photos = [np.atleast_3d(getattr(data, name)()) for name in names.split()]
    rng, clean = np.random.default_rng(0), np.empty((count, {size}, {size}, 3), "float32")
    for i, photo in zip(range(count), photos * count):
        top, left = rng.integers(np.subtract(photo.shape[:2], {size - 1}))
        clean[i] = photo[top : top + {size}, left : left + {size}] / 255
    noise = np.random.default_rng(seed).standard_normal(clean.shape, "float32")
    return clean + {recipe.sigma:g} / 255 * noise, clean


SEED, STEPS, PATCHES = {recipe.seed}, {recipe.steps}, {recipe.patches}
seeds = np.random.SeedSequence(SEED).generate_state({recipe.depth}).tolist()
start = ({_initializer(recipe.kernel_initializer)} for seed in seeds)
{_red_net(recipe)}
model = keras.Model(inputs, x)
{_compiled(recipe)}

noisy, clean = patches("{TRAIN}", PATCHES, 1)
{_trained(recipe, "noisy", "clean")}
"""
    test = f"""\

noisy, clean = patches("{TEST}", 64, 2)
for name, image in ("doing nothing", noisy), ("the net", model.predict(noisy)):
    print(f"{{name}}: {{-10 * np.log10(np.mean((image - clean) ** 2)):.2f}} dB")
"""
    return training, test


def _red_net(recipe: Recipe) -> str:
    half, every, skips = recipe.depth // 2, recipe.skip_every, recipe.symmetric_skips
    layer = '3, padding="same", kernel_initializer=next(start))(x)'
    hidden = f'x = layers.Activation("{recipe.hidden_activation}")'
    last, output = recipe.residual_activation, recipe.output_activation
    where = "before the input is added" if recipe.input_skip else "on the picture itself"
    return _lines(
        "inputs = x = keras.Input((None, None, 3))",
        skips and "features = []",
        f"for _ in range({half}):",
        f"    x = layers.Conv2D({recipe.filters}, {layer}",
        f"    {hidden}(x)",
        skips and "    features.append(x)",
        f"for {'i' if skips else '_'} in range({half - 1}):",
        f"    x = layers.Conv2DTranspose({recipe.filters}, {layer}",
        f"    {hidden}(x)",
        skips and every > 1 and f"    if i % {every} == 0:",
        skips
        and f"{' ' * (8 if every > 1 else 4)}{hidden}(layers.Add()([features[{half - 2} - i], x]))",
        f"x = layers.Conv2DTranspose(3, {layer}",
        last and f'x = layers.Activation("{last}")(x)  # {where}',
        recipe.input_skip and "x = layers.Add()([inputs, x])  # the input skip",
        output and f'x = layers.Activation("{output}")(x)',
    )


def _enlarger(recipe: SRRecipe) -> tuple[str, str]:
    size, large = recipe.patch_size, recipe.scale * recipe.patch_size
    bicubic = f'keras.ops.image.resize(small, ({large}, {large}), "bicubic")'
    training = f"""\
# FSRCNN, which makes pictures {recipe.scale} times larger. Plain Keras.
{IMPORTS}


def patches(names, count):  # small and large; or give your own, in [0, 1]
    photos = [getattr(data, name)() / 255 for name in names.split()]
    photos = [p @ [0.299, 0.587, 0.114] if p.ndim == 3 else p for p in photos]
    rng, large = np.random.default_rng(0), np.empty((count, {large}, {large}, 1), "float32")
    for i, photo in zip(range(count), photos * count):
        top, left = rng.integers(np.subtract(photo.shape, {large - 1}))
        large[i, ..., 0] = photo[top : top + {large}, left : left + {large}]
    small = keras.ops.image.resize(large, ({size}, {size}), "bicubic", antialias=True)
    return keras.ops.convert_to_numpy(small), large


SEED, STEPS, PATCHES = {recipe.seed}, {recipe.steps}, {recipe.patches}
{_fsrcnn(recipe)}
model = keras.Model(inputs, x)
{_compiled(recipe)}

small, large = patches("{TRAIN}", PATCHES)
{_trained(recipe, "small", "large")}
"""
    test = f"""\

grey = large.mean()
small, large = patches("{TEST}", 64)
bicubic = keras.ops.convert_to_numpy({bicubic})
for name, image in ("grey", grey), ("bicubic", bicubic), ("net", model.predict(small)):
    print(f"{{name}}: {{-10 * np.log10(np.mean((image - large) ** 2)):.2f}} dB")
"""
    return training, test


def _fsrcnn(recipe: SRRecipe) -> str:
    d, s, m, slope = recipe.d, recipe.s, recipe.m, recipe.prelu_slope
    shapes = f"({d}, 5)" if recipe.shallow else f"({d}, 5), ({s}, 1), *{m} * [({s}, 3)], ({d}, 1)"
    same = 'padding="same"' if recipe.use_bias else 'padding="same", use_bias=False'
    std = f"std = (2 / ((1 + {slope}**2) *"  # He et al. 2015, arXiv 1502.01852
    first, last = recipe.kernel_initializer, recipe.deconv_initializer
    return _lines(
        "last, *seeds = np.random.SeedSequence(SEED)"
        f".generate_state({2 if recipe.shallow else 4 + m}).tolist()",
        f"shapes = [{shapes}]  # feature maps, kernel size",
        "inputs = x = keras.Input((None, None, 1))",
        "for seed, (maps, size) in zip(seeds, shapes):",
        first == HE and f"    {std} size**2 * x.shape[-1])) ** 0.5  # He et al. 2015",
        f"    start = {_initializer(first)}",
        f"    x = layers.Conv2D(maps, size, {same}, kernel_initializer=start)(x)",
        f"    x = layers.PReLU(keras.initializers.Constant({slope}), shared_axes=[1, 2])(x)",
        last == HE and f"{std} (9 / {recipe.scale}) ** 2 * x.shape[-1])) ** 0.5",
        f"start = {_initializer(last, seed='last')}",
        f"x = layers.Conv2DTranspose(1, 9, {recipe.scale}, {same}, kernel_initializer=start)(x)",
    )


def _initializer(name: str, seed: str = "seed") -> str:
    """Expression that makes an initializer; HE reads its standard deviation from `std`."""
    if name.startswith("normal_") or name == HE:
        std = "std" if name == HE else float(name.removeprefix("normal_"))
        return f"keras.initializers.RandomNormal(stddev={std}, seed={seed})"
    return f"keras.initializers.{name.title().replace('_', '')}(seed={seed})"


def _compiled(recipe: AnyRecipe) -> str:
    arguments = f"learning_rate={recipe.learning_rate}"
    if recipe.optimizer == "adam":
        epsilon = getattr(recipe, "epsilon", 1e-7)  # Keras's default
        arguments += f", epsilon={epsilon}" if epsilon != 1e-7 else ""
    elif recipe.momentum:
        arguments += f", momentum={recipe.momentum}"
    kind = {"adam": "Adam", "sgd": "SGD"}[recipe.optimizer]
    return f'model.compile(keras.optimizers.{kind}({arguments}), loss="mse")'


def _trained(recipe: AnyRecipe, x: str, y: str) -> str:
    images = recipe.batch_size
    return f"""\
rng, passes = np.random.default_rng(SEED), 1 + STEPS * {images} // PATCHES
order = np.concatenate([rng.permutation(PATCHES) for _ in range(passes)])
batches = order[: STEPS * {images}].reshape(STEPS, {images})
losses = [model.train_on_batch({x}[b], {y}[b]) for b in batches]"""


def _lines(*lines: str | bool | None) -> str:
    return "\n".join(line for line in lines if line)

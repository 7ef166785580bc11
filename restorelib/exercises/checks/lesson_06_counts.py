"""Check of lesson 06's first exercise: count the weights and products of FSRCNN-s on paper."""

from restorelib.exercises.answers import read_whole
from restorelib.exercises.feedback import Feedback, exercise, not_yet
from restorelib.exercises.shown import shown
from restorelib.exercises.slips import Slip, nearest_slip

SMALL = (32, 5, 1)  # d, s, m of FSRCNN-s: Dong et al. 2016, arXiv 1608.00367
HEIGHT, WIDTH = 60, 90  # of exercise 1's picture


def parts(d: int = SMALL[0], s: int = SMALL[1], m: int = SMALL[2]) -> list[tuple[int, ...]]:
    """(window, maps in, maps out) of each layer of an FSRCNN, the deconvolution last."""
    return [(5, 1, d), (1, d, s), *[(3, s, s)] * m, (1, s, d), (9, d, 1)]


def weights_of(layers: list[tuple[int, ...]]) -> int:
    """Number of kernel weights of layers, each given as (window, maps in, maps out)."""
    return sum(window**2 * before * after for window, before, after in layers)


@exercise("06.1")
def check_counts(weights: int | None, products: int | None) -> Feedback:
    """Lesson 06, exercise 1: FSRCNN-s at x4, on a picture of 60 x 90 pixels.

    Args:
        weights: number of weights in all kernels, without biases and slopes.
        products: number of multiplications for the whole picture.
    """
    if weights is None or products is None:
        return not_yet(
            f"Fill in weights and products; so far they are {shown(weights)} and "
            f"{shown(products)}. One line of paper for each of the five layers is enough."
        )
    weights = read_whole(weights, "weights should be a whole number; so far it is")
    products = read_whole(products, "products should be a whole number; so far it is")
    right, pixels = weights_of(parts()), HEIGHT * WIDTH
    if weights != right:
        return not_yet(_weights_mistake(weights, right))
    if products != right * pixels:
        return not_yet(f"{right:,} weights is right. {_products_mistake(products)}")
    return Feedback(
        True,
        f"{right:,} weights, the paper's number, and {right * pixels:,} multiplications. The scale "
        "is in neither: on one small picture, FSRCNN costs the same at x2, x3 and x4. Two thirds "
        "of both are the deconvolution's.",
    )


def _weights_mistake(weights: int, right: int) -> str:
    biases = sum(after for *_, after in parts())
    d, s, _ = SMALL
    slips = [
        Slip(
            right + biases, "The biases are in it, one for each filter. Only kernels are asked for."
        ),
        Slip(right + 2 * biases - 1, "Biases and slopes are in it. Only kernels are asked for."),
        Slip(right - 81 * d, "The deconvolution is missing: 9×9, 32 maps in, one out."),
        Slip(
            weights_of(parts(m=4)),
            "Those are four mapping layers. In (32, 5, 1) the last number says how many there are.",
        ),
        Slip(weights_of(parts(m=0)), "The mapping layer is missing: 3×3, 5 maps in and 5 out."),
        Slip(weights_of(parts(56, 12, 4)), "That is the full FSRCNN, (56, 12, 4)."),
        Slip(right - 81 * d + 81, "The deconvolution gets 32 maps: its kernel is (9, 9, 1, 32)."),
        Slip(
            right - 81 * d + 81 * s,
            "The deconvolution comes after expand: it gets 32 maps, not 5.",
        ),
        Slip(right - 9 * s * s + 9 * s, "The mapping layer has 5 maps in *and* 5 out: 9 × 5 × 5."),
        Slip(right - s * d, "One of the two 1×1 layers is missing."),
    ]
    slip = nearest_slip(weights, slips, within=0)
    if slip:
        return slip.words
    hint = "too many" if weights > right else "too few"
    return (
        f"{weights:,} weights are {hint}. A layer has window × window × (maps in) × (maps out), "
        "and the layers are 5×5 from 1 to 32 maps, 1×1 to 5, 3×3 to 5, 1×1 to 32, 9×9 to 1."
    )


def _products_mistake(products: int) -> str:
    right, pixels, scale = weights_of(parts()), HEIGHT * WIDTH, 4
    deconv = 81 * SMALL[0]
    slips = [
        Slip(right, "That is for one small pixel. The picture has 60 × 90 of them."),
        Slip(
            right * pixels * scale**2,
            "You counted the pixels of the large picture. All layers stand on the small one.",
        ),
        Slip(
            (right - deconv + deconv * scale**2) * pixels,
            "The deconvolution stands on the small picture, too: each small pixel is multiplied by "
            "its 9 × 9 × 32 weights once, and the products lie scattered over the large picture.",
        ),
        Slip(
            right * pixels * scale,
            "Where does the 4 come from? No layer stands on a larger picture.",
        ),
        Slip(right * (HEIGHT + WIDTH), "A picture of 60 by 90 has 60 × 90 pixels, not 60 + 90."),
    ]
    slip = nearest_slip(products, slips, within=0)
    if slip:
        return slip.words
    return (
        f"{products:,} multiplications are not it. Each weight is used once at each place of its "
        "window. How many places are there, for a picture of 60 × 90?"
    )

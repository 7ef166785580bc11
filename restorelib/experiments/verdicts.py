"""The result of a run: stuck, or better than, the same as or worse than doing nothing."""

from dataclasses import asdict, dataclass

from restorelib.experiments.judging import holds
from restorelib.experiments.wording import fill

CLEAR = 0.3  # dB; a difference of this size or more does not come from the seed alone
OFF_THE_PLATEAU = 1.0  # dB above one flat grey; a net this far above it has left the plateau
# A net against doing nothing: the first of these whose conditions hold.
OUTCOMES = {
    "better": (("gain", ">=", CLEAR),),
    "worse": (("gain", "<=", -CLEAR),),
    "same": (),
}
STUCK = (("gain", "<", 0.01), ("gain", ">", -0.01), ("alive_share", "<", 1e-3))


@dataclass(frozen=True)
class Measurement:
    """Measurements of a denoiser with an input skip: shares in [0, 1], scores in dB."""

    step: int
    psnr: float
    identity_psnr: float  # of returning the input: the score of doing nothing
    alive: float  # share of residuals above 0 before their activation
    darkened: float  # share of output values below the input
    brightened: float
    values: int  # number of output values, of which the shares are taken
    gradient: float  # largest absolute gradient of any weight


VERDICT = (
    "After {step:,} step{step:plural} the score is {psnr:.2f} dB, {gain:+z.2f} dB against doing "
    "nothing ({identity_psnr:.2f} dB): {alive:,} of {values:,} values of the last layer are above "
    "zero before its activation, the output differs from the input in {changed:,} of {values:,} "
    "values ({darkened:.1%} darker, {brightened:.1%} brighter), and the largest gradient is "
    "{gradient:.1e|exactly 0}."
)


def verdict(m: Measurement) -> str:
    """State the measured quantities in one sentence, without naming a cause."""
    return fill(VERDICT, facts(m))


def facts(m: Measurement) -> dict[str, float]:
    """What `VERDICT` tells of a measurement: shares also as numbers of values."""
    return {
        **asdict(m),
        "gain": m.psnr - m.identity_psnr,
        "alive": round(m.alive * m.values),
        "alive_share": m.alive,
        "changed": round((m.darkened + m.brightened) * m.values),
    }


def outcome(m: Measurement) -> str:
    """Compare a net with doing nothing: "better" or "worse" by at least 0.3 dB, else "same"."""
    measured = facts(m)
    return next(kind for kind, conditions in OUTCOMES.items() if holds(conditions, measured))


def is_stuck(m: Measurement) -> bool:
    """Whether a net is within 0.01 dB of doing nothing and has under 0.1 % of residuals alive."""
    return holds(STUCK, facts(m))

"""What a run came to: stuck, better, the same or worse than doing nothing."""

from dataclasses import dataclass

CLEAR = 0.3  # dB from which on a difference is no luck of the seed
OFF_THE_PLATEAU = 1.0  # dB from one flat grey, from which on a net has left it


@dataclass(frozen=True)
class Measurement:
    """One look at a denoiser with an input skip: shares in [0, 1], scores in dB."""

    step: int
    psnr: float
    identity_psnr: float  # of returning the input: the score of doing nothing
    alive: float  # share of residuals above 0 before their activation
    darkened: float  # share of output values below the input
    brightened: float
    values: int  # how many values the shares are of
    gradient: float  # largest absolute gradient of any weight


def verdict(m: Measurement) -> str:
    """One sentence of measured quantities; it never infers a cause."""
    gradient = "exactly 0" if m.gradient == 0 else f"{m.gradient:.1e}"
    gain = round(m.psnr - m.identity_psnr, 2) + 0.0  # never "-0.00"
    return (
        f"After {m.step:,} step{'s' * (m.step != 1)} the score is {m.psnr:.2f} dB, "
        f"{gain:+.2f} dB against doing nothing ({m.identity_psnr:.2f} dB): "
        f"{_count(m.alive, m.values)} values of the last layer are above zero before its "
        f"activation, the output differs from the input in "
        f"{_count(m.darkened + m.brightened, m.values)} values ({m.darkened:.1%} darker, "
        f"{m.brightened:.1%} brighter), and the largest gradient is {gradient}."
    )


def outcome(m: Measurement) -> str:
    """Where a net stands against doing nothing: "better", "same" or "worse", by 0.3 dB or more."""
    gain = m.psnr - m.identity_psnr
    return "better" if gain >= CLEAR else "worse" if gain <= -CLEAR else "same"


def is_stuck(m: Measurement) -> bool:
    """Within 0.01 dB of doing nothing, with fewer than 0.1 % of the residuals alive."""
    return abs(m.psnr - m.identity_psnr) < 0.01 and m.alive < 1e-3


def _count(share: float, values: int) -> str:
    return f"{round(share * values):,} of {values:,}"

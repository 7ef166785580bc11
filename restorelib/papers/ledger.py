"""The reproduction ledger: scores that papers report, beside those of the course's networks."""

from dataclasses import dataclass

from restorelib.papers.image_sets import SETS
from restorelib.papers.methods import ENSEMBLE
from restorelib.papers.results import Setting, load_results


@dataclass(frozen=True)
class Entry:
    """One score of a paper, and where to find ours in the recorded results."""

    network: str  # its name in the course
    set_name: str
    setting: Setting
    paper: float  # dB
    theirs: str  # the paper's network, and its training set where that is another one
    averages_eight: bool  # the paper says that it averages the outputs of eight orientations

    @property
    def ours(self) -> float | None:
        """The recorded mean PSNR in dB of one pass; None while that network is not recorded."""
        return self._recorded(self.network)

    @property
    def ours_eight(self) -> float | None:
        """The recorded mean PSNR in dB of the self-ensemble; None while it is not recorded."""
        return self._recorded(self.network + ENSEMBLE)

    @property
    def gap(self) -> float | None:
        """One pass of ours minus the paper's, in dB; None while ours is not recorded."""
        return None if self.ours is None else self.ours - self.paper

    def _recorded(self, method: str) -> float | None:
        scores = load_results(self.set_name, self.setting).methods.get(method)
        return scores.mean_psnr if scores else None


def _enlarging(network: str, scale: int, paper: float, theirs: str = "FSRCNN") -> Entry:
    return Entry(network, "Set5", Setting(scale=scale), paper, theirs, averages_eight=False)


def _denoising(network: str, sigma: int, paper: float) -> Entry:
    setting = Setting(sigma=sigma, half=True)
    return Entry(network, "BSDS500 test", setting, paper, "RED30", averages_eight=True)


# FSRCNN: Dong, Loy, Tang 2016, arXiv 1608.00367. Trained on T91 and General-100, as ours; but the
# figure of FSRCNN-s is from their Table 3, of networks trained on T91 alone.
# RED-Net: Mao, Shen, Yang 2016, arXiv 1603.09056. Section 2.4 says that the outputs for rotated and
# mirrored inputs are averaged, and the released script averages eight; that its table has them is
# likely, not stated. "BSD200" is taken to be the 200 test images of BSDS500. RED30 is that paper's
# best network; ours is smaller.
LEDGER = (
    _enlarging("fsrcnn-x2", 2, 37.00),
    _enlarging("fsrcnn-x3", 3, 33.16),
    _enlarging("fsrcnn-x4", 4, 30.71),
    _enlarging("fsrcnn-s-x3", 3, 32.55, "FSRCNN-s, T91"),
    _denoising("red20-grey-s10", 10, 33.63),
    _denoising("red20-grey-s30", 30, 27.95),
    _denoising("red20-grey-s50", 50, 25.75),
    _denoising("red20-grey-s70", 70, 24.37),
)
# Another column of RED-Net's table. We measure BM3D, too: it shows whether both measure alike.
BM3D = {10: 33.01, 30: 27.31, 50: 25.06, 70: 23.82}
assert all(entry.set_name in SETS for entry in LEDGER)

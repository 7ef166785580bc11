"""The reproduction ledger: scores that papers report, beside those of the course's networks."""

from dataclasses import dataclass

from restorelib.papers.image_sets import SETS
from restorelib.papers.results import Setting, load_results

FSRCNN = "Dong, Loy, Tang 2016, arXiv 1608.00367"
RED_NET = "Mao, Shen, Yang 2016, arXiv 1603.09056"
# Neither paper reports the spread over training seeds.
FSRCNN_LEAVES_OUT = "how far other seeds would fall apart"
RED_NET_LEAVES_OUT = "how long it trained; how the test images were made smaller; other seeds"


@dataclass(frozen=True)
class Entry:
    """One score of a paper, and where to find ours in the recorded results."""

    network: str  # its name in the course
    set_name: str
    setting: Setting
    paper: float  # dB
    theirs: str  # the paper's network
    source: str
    leaves_out: str

    @property
    def ours(self) -> float | None:
        """The recorded mean PSNR in dB; None while that network is not recorded."""
        scores = load_results(self.set_name, self.setting).methods.get(self.network)
        return scores.mean_psnr if scores else None

    @property
    def gap(self) -> float | None:
        """Ours minus the paper's, in dB; None while ours is not recorded."""
        return None if self.ours is None else self.ours - self.paper


def _enlarging(network: str, scale: int, paper: float, theirs: str = "FSRCNN") -> Entry:
    setting = Setting(scale=scale)
    return Entry(network, "Set5", setting, paper, theirs, FSRCNN, FSRCNN_LEAVES_OUT)


def _denoising(network: str, sigma: int, paper: float, theirs: str) -> Entry:
    setting = Setting(sigma=sigma, half=True)
    return Entry(network, "BSDS500 test", setting, paper, theirs, RED_NET, RED_NET_LEAVES_OUT)


# FSRCNN: trained on T91 and General-100, as ours. RED-Net: "BSD200", which we take to be the 200
# test images of BSDS500. RED30 is that paper's best network; ours is smaller.
LEDGER = (
    _enlarging("fsrcnn-x2", 2, 37.00),
    _enlarging("fsrcnn-x3", 3, 33.16),
    _enlarging("fsrcnn-x4", 4, 30.71),
    _enlarging("fsrcnn-s-x3", 3, 32.55, "FSRCNN-s"),
    _denoising("red20-grey-s10", 10, 33.63, "RED30"),
    _denoising("red20-grey-s30", 30, 27.95, "RED30"),
    _denoising("red20-grey-s50", 50, 25.75, "RED30"),
    _denoising("red20-grey-s70", 70, 24.37, "RED30"),
)
# Other columns of that table. BM3D, which we measure too, shows whether both measure alike.
RED10 = {10: 33.49, 30: 27.79, 50: 25.54, 70: 24.13}
BM3D = {10: 33.01, 30: 27.31, 50: 25.06, 70: 23.82}
assert all(entry.set_name in SETS for entry in LEDGER)

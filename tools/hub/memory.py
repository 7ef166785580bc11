"""What each user of the hub holds in memory."""

from dataclasses import dataclass
from pathlib import Path

from tools.hub.running import processes

MB = 1 << 20


@dataclass(frozen=True)
class Held:
    """One process. A share (PSS) counts a page that n processes have in common as 1/n page."""

    user: str  # "" of the hub and its proxy
    kind: str  # "server", "kernel" or "hub"
    share: float  # MB
    peak: float  # MB, the most that was ever resident, shared pages in full
    computed: float  # processor seconds since its start


def held(folder: Path) -> list[Held]:
    """Every process of the hub of this folder."""
    found = []
    for process in processes(folder):
        home = Path(process.environ()["HOME"])
        user = home.name if home.parent == folder / "homes" else ""
        command = " ".join(process.cmdline())
        kind = "kernel" if "ipykernel" in command else "server" if user else "hub"
        status = Path(f"/proc/{process.pid}/status").read_text()
        peak = int(status.partition("VmHWM:")[2].split()[0]) / 1024
        share = process.memory_full_info().pss / MB
        computed = sum(process.cpu_times()[:2])
        found.append(Held(user, kind, share, peak, computed))
    return found


def table(found: list[Held]) -> str:
    """A row per user, in Markdown."""
    rows = ["| user | server | kernels | together | peak | CPU |", "|---|---|---|---|---|---|"]
    for user in sorted({each.user for each in found} - {""}):
        own = [each for each in found if each.user == user]
        server, kernels = (
            sum(each.share for each in own if each.kind == kind) for kind in ("server", "kernel")
        )
        peak = sum(each.peak for each in own)
        cells = (f"{MB:.0f} MB" for MB in (server, kernels, server + kernels, peak))
        computed = sum(each.computed for each in own)
        rows.append(f"| {user} | {' | '.join(cells)} | {computed:.0f} s |")
    hub = [each for each in found if not each.user]
    share, computed = (sum(getattr(each, of) for each in hub) for of in ("share", "computed"))
    return "\n".join([*rows, f"| hub and proxy | | | {share:.0f} MB | | {computed:.0f} s |"])

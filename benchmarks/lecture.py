"""What a class costs in memory: `python -m benchmarks.lecture` prints the table of TEACHING.md.

Some kernels of a kind run at once. "each" is a kernel's proportional share (PSS: a page that n
processes share counts as 1/n of a page for each), read while all of them are alive; "peak" is the
most that one of them ever held (resident, shared pages in full), for memory limits; "CPU" is what
one of them computed from its start on. Linux only, for it reads what the system tells of a process.
"""

import argparse
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import nbformat
from jupyter_client.manager import KernelManager, start_new_kernel

ROOT = Path(__file__).parents[1]
NOTEBOOKS = ROOT / "notebooks"
CLASS = 200
SECONDS = 300  # a cell
TRAINS = "kernel, lesson 03, all cells"
PANEL = """
from restorelib.cases import case_a
from restorelib.widgets import Panel

panel = Panel(case_a.panel_spec(["residual_activation"]))
"""


def cells(name: str) -> list[str]:
    notebook = nbformat.read(NOTEBOOKS / name, as_version=4)
    return [cell.source for cell in notebook.cells if cell.cell_type == "code"]


def kinds() -> dict[str, list[str]]:
    """Name -> cells that a kernel of that kind runs."""
    return {
        "kernel, nothing run": ["pass"],
        "kernel, one recorded panel": [PANEL],
        "kernel, lesson 00, all cells": cells("00_start_here.ipynb"),
        "kernel, `lecture_panels.ipynb`": cells("lecture_panels.ipynb"),
        "kernel, `import keras` only": ["import keras"],
        TRAINS: cells("03_the_loss_that_never_moves.ipynb"),
    }


def share(pid: int) -> float:
    """Proportional share of memory in MB."""
    told = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return int(re.search(r"^Pss:\s+(\d+)", told, re.MULTILINE)[1]) / 1024


def peak(pid: int) -> float:
    """The most that was ever resident in MB."""
    told = Path(f"/proc/{pid}/status").read_text()
    return int(re.search(r"^VmHWM:\s+(\d+)", told, re.MULTILINE)[1]) / 1024


def computed(pid: int) -> float:
    """Processor seconds since the process started."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def figures(pids: list[int]) -> tuple[float, float, float]:
    return (
        statistics.mean(map(share, pids)),
        max(map(peak, pids)),
        statistics.mean(map(computed, pids)),
    )


def measure(code: list[str], count: int) -> tuple[float, float, float]:
    """(share, peak, CPU) of a kernel when `count` of them have run these cells."""
    running: list[KernelManager] = []
    try:
        for _ in range(count):
            manager, client = start_new_kernel(cwd=str(NOTEBOOKS), stderr=subprocess.DEVNULL)
            running.append(manager)
            for cell in code:
                reply = client.execute_interactive(cell, timeout=SECONDS, output_hook=id)
                if reply["content"]["status"] != "ok":
                    sys.exit(f"A cell failed: {reply['content']['evalue']}\n{cell}")
            client.stop_channels()
        time.sleep(1)
        return figures([manager.provisioner.pid for manager in running])
    finally:
        for manager in running:
            manager.shutdown_kernel(now=True)


def server() -> tuple[float, float, float]:
    """The same for a student's own JupyterLab server, as a JupyterHub starts it."""
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--port=0"]
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"JUPYTER_RUNTIME_DIR": folder, "JUPYTER_CONFIG_DIR": folder}
        process = subprocess.Popen(
            [*command, "--IdentityProvider.token="],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            deadline = time.monotonic() + 60
            while not (told := list(Path(folder).glob("jpserver-*.html"))):
                if time.monotonic() > deadline or process.poll() is not None:
                    sys.exit("JupyterLab does not start: try 'make lab'.")
                time.sleep(0.2)
            address = re.search(r"http://[^\"?]+", told[0].read_text())[0].rpartition("/")[0]
            for page in ("/lab", "/api/contents/notebooks", "/lab/api/settings"):
                urllib.request.urlopen(address + page, timeout=60).read()
            time.sleep(1)
            return figures([process.pid])
        finally:
            process.terminate()
            process.wait(20)


def row(name: str, count: int, measured: tuple[float, float, float]) -> str:
    each, most, seconds = measured
    whole = f"{CLASS * each / 1000:.0f} GB"
    return f"| {name} | {count} | {each:.0f} MB | {most:.0f} MB | {seconds:.1f} s | {whole} |"


def main() -> int:
    """Measure each kind and print the table."""
    known = kinds()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--kernels", type=int, default=5, help="of each kind, at once; two that train"
    )
    arguments = parser.parse_args()
    if not Path("/proc/self/smaps_rollup").exists():
        sys.exit("This system does not tell what a process shares: measure on Linux.")
    print(f"| what runs | at once | each | peak | CPU | {CLASS} students |")
    print("|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["RESTORELIB_PROGRESS"] = str(Path(folder) / "progress.json")
        for name, code in known.items():
            count = min(2, arguments.kernels) if name == TRAINS else arguments.kernels
            print(row(name, count, measure(code, count)), flush=True)
    print(row("JupyterLab's server, one a student on a Hub", 1, server()))
    return 0


if __name__ == "__main__":
    sys.exit(main())

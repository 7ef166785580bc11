"""Processes that record, and wait for others to end: on this machine, and with Dask."""

import json
import os
import pickle
import subprocess
import sys
import time
from contextlib import suppress

import psutil

from tests.commands import light
from tests.place import ROOT

PATIENCE = 300  # seconds, on a machine that has much else to do
QUICK = {  # a client gives a lost scheduler up after two seconds, not thirty
    "DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "2s",
    "DASK_LOGGING__DISTRIBUTED": "error",
}


class Cluster:
    """A Dask scheduler, its workers and clients on this machine."""

    def __init__(self, folder):
        self.folder, self.processes = folder, []
        self.scheduler, self.address = None, ""

    def begin(self, workers=2):
        """Start a scheduler and workers with one thread each."""
        place = self.folder / "scheduler.json"
        place.unlink(missing_ok=True)
        self.scheduler = self.start(
            "dask", "scheduler", "--host=127.0.0.1", "--port=0", f"--scheduler-file={place}"
        )
        wait_for(lambda: place.exists() and place.read_text().endswith("}"))
        self.address = json.loads(place.read_text())["address"]
        for _ in range(workers):
            self.start("dask", "worker", self.address, "--nthreads=1", "--memory-limit=0")

    def start(self, *command):
        """Start a module of Python."""
        command = [sys.executable, "-m", *map(str, command)]
        quiet = subprocess.DEVNULL
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=os.environ | QUICK,
            stdout=subprocess.PIPE,
            stderr=quiet,
            start_new_session=True,  # as on machines of their own
        )
        self.processes.append(process)
        return process

    def client(self, recording, *further):
        """Start `record`."""
        file = recording.folder / f"{time.monotonic_ns()}.pickle"
        file.write_bytes(pickle.dumps(recording))
        told = [*light.arguments(recording.name, recording.folder), *further]
        return self.start(light.__name__, file, *told, f"--scheduler={self.address}")

    def trainings(self):
        """Processes that train a chunk."""
        running = [process for process in self.processes if process.poll() is None]
        return [pid for process in running for pid in trainings(process.pid)]

    def end(self):
        """End all of them."""
        for process in self.processes:
            if process.poll() is None:
                children = psutil.Process(process.pid).children(recursive=True)
                process.kill()
                for child in children:
                    with suppress(psutil.Error):
                        child.kill()
            process.wait()
        self.processes.clear()


def trainings(pid):
    """Processes that train a chunk, of those that this one started."""
    found = []
    for each in psutil.Process(pid).children(recursive=True):
        with suppress(psutil.Error):  # it has just ended
            if "restorelib.commands.record_child" in each.cmdline():
                found.append(each.pid)
    return found


def wait_for(condition):
    """Wait until it holds."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.2)


def ended(pids):
    """Whether none of these processes runs any more."""
    alive = [pid for pid in pids if psutil.pid_exists(pid)]
    return all(psutil.Process(pid).status() == psutil.STATUS_ZOMBIE for pid in alive)

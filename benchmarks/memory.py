"""Peak memory of JupyterLab's server and kernel together, over each lesson, on one core.

`python -m benchmarks.memory` prints a table; with names of notebooks, of those only. A lesson runs
through the server, as in a browser, but for the browser itself. `--binder` starts the server by
`binder/start`, as Binder does; without it nothing is set that `make lab` does not set.

Counted is what stands in memory (resident), ten times a second: the anonymous pages of all
processes, and of the files that they map (libraries, above all) each one once, by the process that
holds most of it. The kernel's own PSS would share a library out among all that use it on this
machine, so it would fall as soon as somebody else opens a lesson.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import nbformat
import psutil
import websocket

ROOT = Path(__file__).parent.parent
LESSONS = sorted(ROOT.glob("notebooks/[0-9]*.ipynb"))
TOKEN = uuid.uuid4().hex
BAR = 1.2e9  # bytes: Binder ends a server at 2 GB, and a learner's own code needs some as well
PAUSE = 0.1  # seconds between two looks


def main() -> int:
    """Measure and print a table; exits with 1 if a lesson needs as much as the bar or more."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("notebooks", nargs="*", type=Path, default=LESSONS)
    parser.add_argument("--binder", action="store_true", help="start it as Binder does")
    parser.add_argument("--cells", action="store_true", help="also the peak of each cell")
    arguments = parser.parse_args()
    print("| Lesson | Peak MB | of these, the kernel | Seconds |\n|---|---|---|---|")
    worst = 0.0
    for path in arguments.notebooks:
        with server(binder=arguments.binder) as (url, process), Sampler(process) as memory:
            start = time.perf_counter()
            run(url, path, memory if arguments.cells else None)
            seconds = time.perf_counter() - start
        worst = max(worst, memory.peak)
        print(f"| {path.stem[:2]} | {memory.peak / 1e6:,.0f} | {memory.kernel / 1e6:,.0f} ", end="")
        print(f"| {seconds:.0f} |", flush=True)
    print(f"\nMB are 10^6 bytes; the bar is {BAR / 1e6:,.0f} MB.")
    return int(worst >= BAR)


class Sampler(threading.Thread):
    """Looks at a process and all that it started: `peak`, and the `kernel` then, in bytes."""

    def __init__(self, process: psutil.Process):
        super().__init__(daemon=True)
        self.process, self.peak, self.kernel, self.recent = process, 0, 0, 0
        self._end = threading.Event()

    def run(self) -> None:
        while not self._end.wait(PAUSE):
            with suppress(psutil.Error, OSError):  # one of them ended meanwhile
                children = [child.pid for child in self.process.children(recursive=True)]
                now = resident([self.process.pid, *children])
                self.recent = max(self.recent, now)
                if now > self.peak:
                    self.peak, self.kernel = now, resident(children)

    def __enter__(self) -> "Sampler":
        self.start()
        return self

    def __exit__(self, *_) -> None:
        self._end.set()
        self.join()


def resident(pids: Sequence[int]) -> int:
    """Bytes of these processes in memory, each file that they map counted once.

    Source: proc_pid_smaps(5); Rss holds Anonymous, the pages that belong to no file.
    """
    anonymous, files = 0, Counter()
    for pid in pids:
        own = Counter()
        for line in Path(f"/proc/{pid}/smaps").read_text().splitlines():
            name, *rest = line.split(None, 5)
            if not name.endswith(":"):
                mapped = rest[-1] if len(rest) == 5 else ""
            elif name == "Rss:":
                own[mapped] += int(rest[0]) * 1024
            elif name == "Anonymous:":
                own[mapped] -= int(rest[0]) * 1024
                anonymous += int(rest[0]) * 1024
        files |= own  # the larger one of each file
    return anonymous + files.total()


@contextmanager
def server(*, binder: bool) -> Iterator[tuple[str, psutil.Process]]:
    """A JupyterLab of its own on one core: its address, and its process."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--port=0"]
        command += [f"--IdentityProvider.token={TOKEN}", f"--ServerApp.root_dir={ROOT}"]
        if binder:
            command.insert(0, str(ROOT / "binder" / "start"))
        own = {"JUPYTER_RUNTIME_DIR": folder, "RESTORELIB_PROGRESS": f"{folder}/progress.json"}
        core = max(os.sched_getaffinity(0))
        started = subprocess.Popen(
            command,
            env=os.environ | own,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            preexec_fn=lambda: os.sched_setaffinity(0, {core}),
        )
        try:
            while not (found := list(Path(folder).glob("jpserver-*.json"))):
                if started.poll() is not None:
                    sys.exit(f"JupyterLab ended with {started.returncode}: try 'make lab'.")
                time.sleep(0.2)
            time.sleep(1)  # until it is written, and the server listens
            yield json.loads(found[0].read_text())["url"], psutil.Process(started.pid)
        finally:
            started.terminate()
            started.wait()


def run(url: str, path: Path, memory: Sampler | None) -> None:
    """Open a notebook with its kernel on the server and run its code cells, one after another.

    Raises:
        RuntimeError: if a cell ends with an error.
    """
    place = path.resolve().relative_to(ROOT).as_posix()
    asked = {"path": place, "name": path.name, "type": "notebook", "kernel": {"name": "python3"}}
    request = urllib.request.Request(
        f"{url}api/sessions", json.dumps(asked).encode(), {"Authorization": f"token {TOKEN}"}
    )
    kernel = json.load(urllib.request.urlopen(request))["kernel"]["id"]
    channels = f"{url.replace('http', 'ws', 1)}api/kernels/{kernel}/channels?token={TOKEN}"
    socket = websocket.create_connection(channels, timeout=600)
    for number, cell in enumerate(nbformat.read(path, as_version=4).cells):
        if cell.cell_type == "code":
            execute(socket, cell.source)
            if memory:
                print(f"{number:4} {memory.recent / 1e6:7,.0f} MB", cell.source.split("\n")[0])
                memory.recent = 0
    socket.close()


def execute(socket: websocket.WebSocket, code: str) -> None:
    """Run one cell, and wait until the kernel has answered and is idle again."""
    header = {"msg_id": uuid.uuid4().hex, "msg_type": "execute_request", "version": "5.3"}
    header |= {"username": "", "session": "benchmark", "date": ""}
    content = {"code": code, "silent": False, "allow_stdin": False, "stop_on_error": True}
    message = {"header": header, "parent_header": {}, "metadata": {}, "content": content}
    socket.send(json.dumps(message | {"channel": "shell", "buffers": []}))
    awaited = {"reply", "idle"}
    while awaited:
        received = socket.recv()
        if isinstance(received, bytes):  # a widget's pictures
            continue
        answer = json.loads(received)
        if answer["parent_header"].get("msg_id") != header["msg_id"]:
            continue
        told = answer["content"]
        if answer["msg_type"] == "execute_reply":
            if told["status"] != "ok":
                raise RuntimeError(f"{told['ename']}: {told['evalue']}\nin the cell\n{code}")
            awaited.discard("reply")
        elif told.get("execution_state") == "idle":
            awaited.discard("idle")


if __name__ == "__main__":
    sys.exit(main())

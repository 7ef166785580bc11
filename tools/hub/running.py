"""A real JupyterHub on loopback, and its end: nothing of it is left, whatever happens."""

import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import psutil

from tools.hub import environment

PASSWORD = "for-this-class-only"
MARK = "RESTORELIB_HUB"  # variable by which all processes of one hub are known
PATIENCE = 300  # seconds, for a busy machine; on an idle one the hub is up in 3
CONFIG = """
c = get_config()
c.JupyterHub.bind_url = "http://127.0.0.1:{public}"
c.JupyterHub.hub_bind_url = "http://127.0.0.1:{hub}"
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{proxy}"
c.ConfigurableHTTPProxy.command = ["node", {proxy_program!r}]
c.JupyterHub.authenticator_class = "dummy"
c.DummyAuthenticator.password = {password!r}
c.Authenticator.allow_all = True
c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = {homes!r}
c.Spawner.default_url = "/lessons/course"
c.Spawner.args = ["--allow-root"]
c.Spawner.environment = {variables!r}
c.Spawner.start_timeout = c.Spawner.http_timeout = {patience}
c.JupyterHub.log_level = "WARN"
"""


@contextmanager
def hub(folder: Path) -> Iterator[str]:
    """Start a hub that keeps all it writes in `folder`; yield its address.

    Raises:
        SystemExit: if it does not answer; with the end of its log.
    """
    public, inner, proxy = free_ports(3)
    variables = {MARK: str(folder), "PATH": environment.surroundings()["PATH"]}
    config = folder / "jupyterhub_config.py"
    config.write_text(
        CONFIG.format(
            public=public,
            hub=inner,
            proxy=proxy,
            proxy_program=str(environment.PROXY / "configurable-http-proxy"),
            password=PASSWORD,
            homes=str(folder / "homes" / "{username}"),
            variables=variables,
            patience=PATIENCE,
        ),
        encoding="utf-8",
    )
    log = folder / "log"
    command = [environment.PREFIX / "bin" / "jupyterhub", "--config", config]
    with log.open("w") as file:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=environment.surroundings() | variables,
            stdout=file,
            stderr=file,
            start_new_session=True,  # Ctrl-C ends this program, which then ends the hub in order
        )
    try:
        address = f"http://127.0.0.1:{public}"
        _wait(f"{address}/hub/login", process, log)
        yield address
    finally:
        _end(process, folder)


def processes(folder: Path) -> list[psutil.Process]:
    """All that runs of the hub of this folder: hub, proxy, servers and kernels."""
    found = []
    for process in psutil.process_iter():
        with suppress(psutil.Error):
            if process.environ().get(MARK) == str(folder):
                found.append(process)
    return found


def free_ports(count: int) -> list[int]:
    """Ports on loopback that nobody listens to."""
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]


def _wait(url: str, process: subprocess.Popen, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        with suppress(OSError):
            urllib.request.urlopen(url, timeout=5).close()
            return
        time.sleep(0.2)
    raise SystemExit(
        f"make hub expects a hub at {url}; it does not answer. Its log ends:\n"
        f"{log.read_text()[-2000:]}"
    )


def _end(process: subprocess.Popen, folder: Path) -> None:
    """Ask the hub to end with all its servers; then end what is left, by its number."""
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(30)
    left = processes(folder)
    for each in left:
        with suppress(psutil.Error):
            each.terminate()
    for each in psutil.wait_procs(left, timeout=10)[1]:
        with suppress(psutil.Error):
            each.kill()

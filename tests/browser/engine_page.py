"""The training engine in a page with nothing else: jobs go in, losses and snapshots come out."""

import json
from typing import Any

import numpy as np
from playwright.sync_api import Page

from tests.place import ROOT

BUNDLE = ROOT / "restorelib" / "widgets" / "engine.bundle.js"
URL = "http://127.0.0.1/engine/"  # no server: every answer comes from this file
# What the page may do, as strict as a notebook in VS Code, which forbids workers from a blob.
ANY = "default-src 'none'; script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'; connect-src 'self'"
POLICIES = {
    "blob worker": f"{ANY}; worker-src blob:",
    "data worker": f"{ANY}; child-src https: data:",
    "page": f"{ANY}; worker-src 'none'",
}
NO_WASM = f"{ANY}; worker-src blob:".replace(" 'wasm-unsafe-eval'", "")
START = """async options => {
  const { default: openEngine } = await import("./engine.bundle.js");
  window.engine = await openEngine(options);
  const floats = async name => new Float32Array(await (await fetch(name)).arrayBuffer());
  const images = async ({ name, shape }) => ({ shape, values: await floats(name) });
  window.withArrays = async job => {
    for (const part of [job, ...(job.looks ?? [])])
      for (const key of ["x", "y"]) if (part[key]) part[key] = await images(part[key]);
    if (job.weights) job.weights = await floats(job.weights.name);
    return job;
  };
  return { place: engine.place, kernels: engine.kernels, workers: engine.workers };
}"""
TRAIN = """async sent => {
  const job = await withArrays(sent), losses = [], seen = [];
  const end = await new Promise(resolve => engine.train(job, answer => {
    if (answer.kind === "progress") losses.push(...answer.losses);
    else if (answer.kind === "seen") seen.push(answer.seen);
    else resolve(answer);
  }));
  const list = value => ArrayBuffer.isView(value) ? { floats: Array.from(value) } : value;
  return JSON.stringify({ ...end, losses, seen }, (_, value) => list(value));
}"""


class EnginePage:
    """A page on which `openEngine` was called."""

    def __init__(self, page: Page, policy: str = POLICIES["blob worker"], workers: int = 1):
        self.page = page
        self._files: dict[str, bytes] = {}
        page.route(f"{URL}**", lambda route: self._answer(route, policy))
        page.goto(URL)
        self.started = page.evaluate(START, {"workers": workers})

    def _answer(self, route, policy: str) -> None:
        name = route.request.url.removeprefix(URL)
        if name == "":
            headers = {"Content-Type": "text/html", "Content-Security-Policy": policy}
            route.fulfill(body="<!doctype html><title>engine</title>", headers=headers)
        elif name == "engine.bundle.js":
            route.fulfill(body=BUNDLE.read_bytes(), content_type="text/javascript")
        elif name in self._files:
            route.fulfill(body=self._files[name], content_type="application/octet-stream")
        else:
            route.fulfill(status=404)

    def train(self, job: dict[str, Any]) -> dict[str, Any]:
        """Train to the end. Arrays in a job, and in what comes back, are NumPy's."""
        answer = json.loads(self.page.evaluate(TRAIN, self.sent(job)), object_hook=_array)
        if answer["kind"] == "failed":
            raise RuntimeError(answer["text"])
        return answer

    def sent(self, job: dict[str, Any]) -> dict[str, Any]:
        """A job that the page's `withArrays` fills with the arrays of this one."""
        self._files.clear()
        return self._without_arrays(job)

    def _without_arrays(self, value):
        if isinstance(value, np.ndarray):
            name = str(len(self._files))
            self._files[name] = value.astype("<f4").tobytes()
            shape = value.shape if value.ndim == 4 else (len(value), 1, 1, value.size // len(value))
            return {"name": name, "shape": shape}
        if isinstance(value, dict):
            return {key: self._without_arrays(item) for key, item in value.items()}
        return (
            [self._without_arrays(item) for item in value]
            if isinstance(value, list | tuple)
            else value
        )


def _array(value: dict) -> Any:
    return np.array(value["floats"], "float32") if value.keys() == {"floats"} else value

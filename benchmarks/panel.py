"""How long a toggle and a scrub of a panel take, in Chromium: `python -m benchmarks.panel`.

"CPU" is what the page's main thread computes for one action, painting included: it holds on a
busy machine, too. "handler" is the time from the click (or the slider's event) to the end of the
forced layout, "frame" to the end of the next frame, so it holds up to 16.7 ms of waiting for one.
"longest" is the longest time between two frames of the screen, while the charts move and play.
With --train the panel trains a net with two workers meanwhile.
"""

import argparse
import functools
import http.server
import statistics
import sys
import tempfile
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from restorelib.cases import case_a, case_b, depth
from restorelib.experiments import recordings
from restorelib.experiments.recordings import records_from
from restorelib.storage.packing import RecordingError
from restorelib.widgets import panel
from restorelib.widgets.live_data import live_data
from restorelib.widgets.payload import payload as packed_panel
from tests.browser.conftest import FLAGS, chromium

PAGE = """<!doctype html><meta charset="utf-8"><link rel="stylesheet" href="panel.css">
<body><div id="host"></div><script type="module">
import panel from "./panel.js";
const bytes = async (name) => new DataView(await (await fetch(name)).arrayBuffer());
const [payload, patches] = [await bytes("payload.bin"), await bytes("patches.bin")];
const traits = { guess: "", payload, patches };
const model = { get: (name) => traits[name], on() {} };
for (const name of ["set", "off", "send", "save_changes"]) model[name] = () => {};
const start = performance.now();
await panel.render({ model, el: document.getElementById("host") });
window.opened = performance.now() - start;
</script>"""
MEASURE = """async (act) => {
  const start = performance.now();
  act();
  document.querySelector(".rl-panel").getBoundingClientRect();
  const handler = performance.now() - start;
  await new Promise((done) => requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = done;
    channel.port2.postMessage(0);
  }));
  return [handler, performance.now() - start];
}"""
# Every knob and the seeds in turn, so that no two repaints are of the same run.
TOGGLE = """async (i) => {
  const groups = document.querySelectorAll(".rl-knob");
  const inputs = groups[i % groups.length].querySelectorAll("input");
  const checked = [...inputs].findIndex((input) => input.checked);
  return (MEASURE)(() => inputs[(checked + 1) % inputs.length].click());
}""".replace("MEASURE", MEASURE)
SCRUB = """async (i) => {
  const slider = document.querySelector(".rl-scrub");
  return (MEASURE)(() => {
    slider.value = i % (+slider.max + 1);
    slider.dispatchEvent(new Event("input"));
  });
}""".replace("MEASURE", MEASURE)
SLIDE = """async (i) => {
  const slider = document.querySelector(".rl-std");
  return (MEASURE)(() => {
    slider.value = -4 + 0.04 * (i % 100);
    slider.dispatchEvent(new Event("input"));
  });
}""".replace("MEASURE", MEASURE)
LIVE_STEPS = 2000  # more than are trained meanwhile
TRAINS = "/Step [0-9]/.test(document.querySelector('.rl-status').textContent)"
# The panel trains with one worker fewer than there are cores.
THREE_CORES = "Object.defineProperty(navigator, 'hardwareConcurrency', { get: () => 3 })"
CASES = {"case_a": case_a, "case_b": case_b, "depth": depth}
# Play for five seconds; the lengths of the frames of the screen in ms, from now on.
PLAY = """async () => {
  document.querySelector(".rl-play").click();
  return new Promise((done) => setTimeout(done, 5000));
}"""
WATCH = """() => {
  window.frames = [];
  requestAnimationFrame(function next(before) {
    requestAnimationFrame((now) => { frames.push(now - before); next(now); });
  });
}"""


def main() -> int:
    """Measure and print a table; exits with 1 if a 95th percentile is 50 ms or more."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=200)
    parser.add_argument("--case", choices=CASES, default="case_a")
    parser.add_argument("--recording", type=Path, help="a packed file instead of the recorded one")
    parser.add_argument("--train", action="store_true", help="again, while a net trains")
    arguments = parser.parse_args()
    try:
        records = (
            records_from(arguments.recording.read_bytes())
            if arguments.recording
            else recordings.load(arguments.case)
        )
    except (RecordingError, OSError) as error:
        sys.exit(f"{error} Or name one with --recording.")
    slow = []
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        spec = replace(CASES[arguments.case].panel_spec(), live_steps=LIVE_STEPS)
        payload = packed_panel(spec, records)
        url = _serve(Path(folder), payload, live_data(spec.live(spec.states()[0])))
        page = playwright.chromium.launch(executable_path=chromium(), args=FLAGS).new_page(
            viewport={"width": 1200, "height": 1000}
        )
        page.add_init_script(THREE_CORES)
        page.goto(url)
        page.wait_for_function("window.opened")
        opened, size = page.evaluate("opened"), len(payload) / 1e6
        print(f"opened in {opened:.0f} ms, {len(records)} runs, {size:.2f} MB")
        heads = "".join(f"{name + ' p50':>12}{'p95':>8}" for name in ("CPU", "handler", "frame"))
        print(f"{'ms':24}{heads}{'longest':>10}")
        slow += _table(page, arguments.repeats, "")
        if arguments.train:
            page.evaluate("document.querySelector('.rl-train').click()")
            page.wait_for_function(TRAINS)
            slow += _table(page, arguments.repeats, ", while training")
            told = page.text_content(".rl-status")
            if "Step" not in told:
                sys.exit(f"It trained for too short a time: {told} Use fewer --repeats.")
            print(told)
    return int(max(slow) >= 50)


def _serve(folder: Path, payload: bytes, patches: bytes) -> str:
    (folder / "panel.js").write_bytes((panel.HERE / "panel.bundle.js").read_bytes())
    (folder / "panel.css").write_bytes((panel.HERE / "panel.css").read_bytes())
    (folder / "payload.bin").write_bytes(payload)
    (folder / "patches.bin").write_bytes(patches)
    (folder / "index.html").write_text(PAGE)

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *arguments):
            pass

    handler = functools.partial(Quiet, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}/"


def _table(page: Page, repeats: int, condition: str) -> list[float]:
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def busy() -> float:
        metrics = session.send("Performance.getMetrics")["metrics"]
        return 1000 * next(m["value"] for m in metrics if m["name"] == "TaskDuration")

    worst = []
    acts = {"toggle": TOGGLE, "scrub": SCRUB}
    if page.query_selector(".rl-std"):
        acts["std slider"] = SLIDE
    page.evaluate(WATCH)
    for name, act in acts.items():
        page.evaluate(act, 0)  # the first one pays for caches
        times = []
        page.evaluate("frames.length = 0")
        for i in range(repeats):
            if name == "toggle":
                page.wait_for_timeout(300)  # the charts have moved by then
            before = busy()
            handler, frame = page.evaluate(act, i)
            times.append((busy() - before, handler, frame))
        columns = list(zip(*times, strict=True))
        p95 = [statistics.quantiles(column, n=20)[-1] for column in columns]
        cells = (f"{statistics.median(c):12.1f}{p:8.1f}" for c, p in zip(columns, p95, strict=True))
        longest = page.evaluate("Math.max(...frames)")
        print(f"{name + condition:24}{''.join(cells)}{longest:10.0f}", flush=True)
        worst += p95
    print(_frames(page, busy, f"play{condition}"), flush=True)
    return worst


def _frames(page: Page, busy: Callable[[], float], name: str) -> str:
    """A line about the frames of the screen while the panel plays: their CPU and their length."""
    page.locator(".rl-scrub").fill("0")
    page.evaluate("frames.length = 0")
    before = busy()
    page.evaluate(PLAY)
    cpu, frames = busy() - before, sorted(page.evaluate("frames"))
    p95 = statistics.quantiles(frames, n=20)[-1]
    middle = statistics.median(frames)
    return f"{name:24}{cpu / len(frames):12.1f}{'':28}{middle:12.1f}{p95:8.1f}{frames[-1]:10.0f}"


if __name__ == "__main__":
    sys.exit(main())

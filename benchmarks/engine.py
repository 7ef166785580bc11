"""How fast the browser's engine trains beside Keras, in Chromium: `python -m benchmarks.engine`.

Keras on all cores, one worker and two train in turn, round by round; a ratio is taken within a
round. "stop" is the time from the call to the answer, "frame" the longest time between two frames
of the page meanwhile, "memory" what the page's process has more than before it trained.
"""

import argparse
import gzip
import os
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import asdict, replace

import psutil
from playwright.sync_api import sync_playwright

from restorelib.cases.case_a import BROKEN
from restorelib.cases.case_b import REPAIRED
from restorelib.experiments import denoising, super_resolution
from tests.browser.conftest import FLAGS, chromium
from tests.browser.engine_page import BUNDLE, EnginePage

TANH = replace(BROKEN, residual_activation="tanh")
NETS = {
    "RED-Net, 32 filters": (denoising, TANH, "red_net"),
    "RED-Net, 16 filters": (denoising, replace(TANH, filters=16), "red_net"),
    "FSRCNN x3": (super_resolution, REPAIRED, "fsrcnn"),
}
BARS = {"RED-Net, 32 filters": 0.7, "FSRCNN x3": 1.5}  # of one worker
# Train for some milliseconds; ms a step, without the first reports, in which it starts.
MEASURE = """async ([sent, duration]) => {
  const job = await withArrays(sent), reports = [];
  let frame = 0, last = performance.now(), drawing = true, asked;
  requestAnimationFrame(function draw(now) {
    if (reports.length) frame = Math.max(frame, now - last);
    last = now;
    if (drawing) requestAnimationFrame(draw);
  });
  setTimeout(() => { asked = performance.now(); engine.stop(); }, duration);
  await new Promise(resolve => engine.train(job, answer => {
    if (answer.kind === "progress") reports.push([performance.now(), answer.step]);
    else resolve();
  }));
  drawing = false;
  const [[begin, first], [end, step]] = [reports[1], reports.at(-1)];
  return { step: (end - begin) / (step - first), stop: performance.now() - asked, frame };
}"""


def main() -> int:
    """Measure and print a table; exits with 1 if a bar is not met."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=1.5, help="of each subject, in a round")
    arguments = parser.parse_args()
    size = len(gzip.compress(BUNDLE.read_bytes()))
    print(f"bundle {size / 1024:.1f} KiB gzipped; load before {os.getloadavg()[0]:.1f}")
    print(f"{'':24}{'ms':>8}{'ratio to Keras':>24}{'bar':>6}{'stop':>8}{'frame':>8}{'memory':>9}")
    met = size < 20 * 1024
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        engines = {n: EnginePage(browser.new_page(), workers=n) for n in (1, 2)}
        for name, (module, recipe, net) in NETS.items():
            met &= _row(name, module, recipe, net, engines, arguments)
        browser.close()
    return int(not met)


def _row(name, module, recipe, net, engines, arguments) -> bool:
    """Print the lines of one net; whether they met their bars."""
    x, y = module.train_patches(recipe)
    job = {"net": {"net": net} | asdict(recipe), "optimizer": asdict(recipe), "loss": "mse"}
    job |= {"x": x[:64], "y": y[:64], "batch_size": recipe.batch_size, "steps": 10**9, "seed": 0}
    keras_step = _in_keras(module, recipe, arguments.seconds)
    found = defaultdict(list)
    for _ in range(arguments.rounds):
        keras = keras_step()
        found["Keras"].append({"step": keras})
        for workers, engine in engines.items():
            before = _memory()
            sent = [engine.sent(job), 1000 * arguments.seconds]
            one = engine.page.evaluate(MEASURE, sent)
            more = _memory() - before
            found[workers].append(one | {"ratio": keras / one["step"], "memory": more})
    middle = statistics.median(row["step"] for row in found.pop("Keras"))
    print(f"{name + ', Keras':24}{middle:8.1f}")
    met = True
    for workers, rows in found.items():
        ratios = sorted(row["ratio"] for row in rows)
        ratio, bar = statistics.median(ratios), BARS.get(name) if workers == 1 else None
        most = {key: max(row[key] for row in rows) for key in ("stop", "frame", "memory")}
        label = f"{workers} worker{'s' * (workers > 1)}"
        spread = f"{ratio:.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f})"
        middle = statistics.median(row["step"] for row in rows)
        print(
            f"{label:>24}{middle:8.1f}{spread:>24}{bar or '':>6}"
            f"{most['stop']:8.0f}{most['frame']:8.0f}{most['memory']:6.0f} MB"
        )
        met &= bar is None or ratio >= bar
    return met


def _in_keras(module, recipe, seconds: float) -> Callable[[], float]:
    """What measures Keras once: ms a step."""
    model = module.build(recipe)
    x, y = (part[: recipe.batch_size] for part in module.train_patches(recipe))
    for _ in range(3):  # traces the graph
        model.train_on_batch(x, y)

    def measure() -> float:
        start, steps = time.perf_counter(), 0
        while time.perf_counter() < start + seconds:
            model.train_on_batch(x, y)
            steps += 1
        return 1000 * (time.perf_counter() - start) / steps

    return measure


def _memory() -> float:
    """MB of all pages of the browser."""
    pages = (
        process
        for process in psutil.Process().children(recursive=True)
        if "--type=renderer" in process.cmdline()
    )
    return sum(process.memory_info().rss for process in pages) / 1e6


if __name__ == "__main__":
    sys.exit(main())

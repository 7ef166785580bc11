"""How fast the course's nets are, beside PyTorch and OpenCV: `python -m benchmarks.speed`.

One command, one run, on this machine. What is compared is measured in turn, round by round, with
the same number of threads, and first shown to compute the same; see benchmarks/README.md.
"""

import argparse
import json
import os
import sys
from dataclasses import asdict
from pathlib import Path

PARTS = ("training", "inference", "photos")
README = Path(__file__).parents[1] / "README.md"
RESULTS = README.with_name("speed.json")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description=__doc__)
    parser.add_argument("--threads", type=int, default=os.cpu_count(), help="of every library")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--seconds", type=float, default=0.5, help="for each subject in a round")
    parser.add_argument("--only", choices=PARTS, nargs="+", default=PARTS)
    parser.add_argument(
        "--compiled", action="store_true", help="torch.compile, too: a C++ compiler"
    )
    parser.add_argument(
        "--processor",
        action="store_true",
        help="compare processor time, which a busy machine changes less; with --threads 1",
    )
    parser.add_argument(
        "--write",
        action="store_true",
        help="keep it: benchmarks/speed.json, and the README's tables",
    )
    arguments = parser.parse_args()
    if arguments.processor and arguments.threads != 1:
        parser.error("--processor expects --threads 1: threads that wait count as working, else")
    load = os.getloadavg()[0]
    _limit_threads(arguments.threads)
    try:
        import cv2
        import torch
    except ImportError as error:
        sys.exit(f"{error}. benchmarks/README.md says how to get what is compared with.")
    torch.set_num_threads(arguments.threads)
    cv2.setNumThreads(arguments.threads)
    from benchmarks.speed import inference, machine, photos, report, training

    options = {"rounds": arguments.rounds, "seconds": arguments.seconds}
    options["compiled"] = arguments.compiled
    clock = "processor" if arguments.processor else "wall"
    rates = machine.matrix_product_rate(rounds=arguments.rounds, clock=clock)
    parts, work = {}, {}
    if "training" in arguments.only:
        for name in ("FSRCNN", "RED-Net"):
            _say(f"{name} training")
            work[f"{name} training"] = training.Work(name).operations
            parts[f"{name} training"] = training.measure(name, **options)
    if "inference" in arguments.only:
        part, net = "FSRCNN x3 inference", inference.network()
        _say(part)
        work[part] = machine.operations(net, inference.HEIGHT, inference.WIDTH)
        parts[part] = inference.measure(**options)
    found = machine.described(arguments.threads) | {
        "clock": clock,
        "rounds": arguments.rounds,
        "load_before": load,
        "matrix_product": rates,
        "operations": work,
        "seconds": {
            part: {name: asdict(one) for name, one in times.items()}
            for part, times in parts.items()
        },
        "bars": [
            bar | {"ratio": asdict(bar["ratio"])}
            for bar in report.bars(parts, processor=arguments.processor)
        ],
        "photos": photos.measure() if "photos" in arguments.only else [],
    }
    text = report.markdown(found)
    print(text)
    if arguments.write:
        report.write(text, README)
        RESULTS.write_text(json.dumps(_rounded(found), indent=1) + "\n", encoding="utf-8")
    return 0


def _limit_threads(threads: int) -> None:
    """Before any library is loaded: they look once."""
    for name in ("TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS", "OMP_NUM_THREADS"):
        os.environ[name] = str(threads)
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
    os.environ["CUDA_VISIBLE_DEVICES"] = "-1"
    os.environ["TF_CPU_ALLOCATOR_USE_BFC"] = "true"  # as `restorelib train` does


def _say(part: str) -> None:
    print(f"{part} ...", file=sys.stderr, flush=True)


def _rounded(value):
    if isinstance(value, dict):
        return {key: _rounded(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_rounded(one) for one in value]
    return float(f"{value:.5g}") if isinstance(value, float) else value


if __name__ == "__main__":
    sys.exit(main())

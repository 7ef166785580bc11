"""What the check-up says about the nets of the tests, or about cases from a folder: run by hand.

`python -m tests.checkup.review mlp gru` takes nets by name, none for all of them. With
`--cases FOLDER` it takes files that call `case(name, url, cause, make, score, ...)` of a module
`common`, as `make(kind) -> (model, x, y)`; each is asked about before and after `fit`.
"""

from __future__ import annotations

import argparse
import runpy
import sys
import time
import types
from pathlib import Path

import keras
import numpy as np

from restorelib.checkup import diagnose
from tests.checkup import checkup_nets as nets
from tests.checkup import healthy_nets


def main() -> None:
    """Print a line a net: its findings, the processor's seconds and the clock's."""
    parser = argparse.ArgumentParser()
    parser.add_argument("names", nargs="*")
    parser.add_argument("--cases", type=Path)
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--text", action="store_true", help="print the whole reports")
    parser.add_argument("--fresh", action="store_true", help="ask before `fit` only")
    chosen = parser.parse_args()
    if chosen.cases:
        sys.modules["common"] = _common(chosen)
        sys.path.insert(0, str(chosen.cases))
        for file in sorted(chosen.cases.glob("[ch][0-9]*.py")):
            if not chosen.names or any(file.stem.startswith(name) for name in chosen.names):
                runpy.run_path(str(file))
        return
    for name, make in _nets().items():
        if not chosen.names or name in chosen.names:
            _ask(name, *nets.build(make), chosen.text, seconds=chosen.seconds)


def _nets() -> dict:
    held = {**vars(nets), **vars(healthy_nets)}
    places = {nets.__name__, healthy_nets.__name__}
    made = {n: f for n, f in held.items() if callable(f) and f.__module__ in places}
    hints = {n: f for n, f in made.items() if getattr(f, "__annotations__", {}).get("return")}
    return {n: f for n, f in hints.items() if not n.startswith("_") and _is_case(f)}


def _is_case(make) -> bool:
    code = getattr(make, "__code__", None)  # a cached function has none
    return (
        code is not None and code.co_argcount == 0 and make.__annotations__["return"] == nets.Case
    )


def _common(chosen) -> types.ModuleType:
    module = types.ModuleType("common")

    def case(name, url, cause, make, score, *, epochs=8, batch=32, fit=None, loss=None, **other):
        print(f"== {name}: {cause}", flush=True)
        for kind in other.get("kinds", ("broken", "repaired")):
            model, x, y = nets.build(lambda kind=kind: make(kind))
            _ask(f"{kind} fresh", model, x, y, chosen.text, loss=loss)
            if chosen.fresh:
                continue
            try:
                if fit:
                    fit(model, x, y, kind)
                else:
                    model.fit(x, y, epochs=epochs, batch_size=batch, verbose=0)
                truth = f"{float(score(model, kind)):.3g}"
            except Exception as error:  # of a broken net: a part of the truth
                print(f"   fit: {type(error).__name__}")
                continue
            _ask(f"{kind} fitted ({truth})", model, x, y, chosen.text, loss=loss)

    vars(module).update(
        np=np, keras=keras, layers=keras.layers, ops=keras.ops, case=case, compiled=_compiled
    )
    module.accuracy, module.r2 = _accuracy, _r2
    return module


def _ask(name, model, x, y, whole, **said) -> None:
    clock, processor = time.perf_counter(), time.process_time()
    try:
        report = diagnose(model, x, y, **said)
        found = [f"{finding.kind} ({finding.strength})" for finding in report.findings]
        last = [] if found else [str(report).split("\n\nNot tested")[0].splitlines()[-1]]
        words = str(report) if whole else "; ".join(found + last)
    except Exception as error:
        words = f"{type(error).__name__}: {error}"[:300]
    clock, processor = time.perf_counter() - clock, time.process_time() - processor
    print(f"   {name}: {words} [{processor:.0f} s, clock {clock:.0f} s]", flush=True)


def _compiled(model, optimizer, loss, **other) -> keras.Model:
    model.compile(optimizer, loss, jit_compile=False, **other)
    return model


def _accuracy(model, x, y) -> float:
    made = model.predict(x, verbose=0)
    if made.shape[-1] == 1:
        return np.mean((made.ravel() > 0.5) == (np.ravel(y) > 0.5))
    wanted = y.argmax(-1) if y.shape[-1:] == made.shape[-1:] else y.reshape(made.shape[:-1])
    return np.mean(made.argmax(-1) == wanted)


def _r2(model, x, y) -> float:
    made = model.predict(x, verbose=0).reshape(y.shape)
    return 1 - np.mean((made - y) ** 2) / np.var(y)


if __name__ == "__main__":
    main()

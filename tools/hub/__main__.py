"""A class of four on a real JupyterHub: `make hub`.

Four users log in to a hub on this machine, each in a browser. They pull the course from a local
repository by an nbgitpuller link, run lesson 03 at once, guess, and change it. Then the course
changes, and all pull again. It fails where work is lost or an untouched lesson stays old, and
prints the memory and the seconds of each user. All that it starts ends with it.
"""

import signal
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from filelock import FileLock, Timeout
from playwright.sync_api import sync_playwright

from tests.browser.conftest import FLAGS, SIZE, chromium
from tools.hub import environment, lesson_day, memory, repository, running
from tools.hub.expected import failures, own_work
from tools.hub.member import SECONDS, Member


def main() -> int:
    """Run the class; return 1 if anything is not as it should be, else 0."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("make hub was told to end."))
    path = chromium()
    if path is None:
        raise SystemExit("make hub expects Chromium, on PATH or named in $CHROMIUM; there is none.")
    environment.FOLDER.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(environment.FOLDER / ".lock", timeout=0):
            environment.made()
            found = _in_a_new_folder(path)
    except Timeout:
        raise SystemExit("make hub runs already, in this folder: wait until it ends.") from None
    print("", *(f"FAILED: {sentence}" for sentence in found), sep="\n")
    print("A class of four: all as it should be." if not found else "make hub failed.")
    return int(bool(found))


def _in_a_new_folder(chromium_path: str) -> list[str]:
    with tempfile.TemporaryDirectory(prefix="hub-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        found = _class(folder, chromium_path)
        left = running.processes(folder)
        return found + [f"{each.pid} still runs: {each.name()}" for each in left]


def _class(folder: Path, chromium_path: str) -> list[str]:
    (folder / "homes").mkdir()
    bare = folder / "course.git"
    repository.publish(bare)
    environment.post_build()
    link = bare.as_uri()
    with running.hub(folder) as address, ExitStack() as stack:
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=chromium_path, args=FLAGS)
        stack.callback(browser.close)
        members = []
        for name in lesson_day.NAMES:
            page = browser.new_context(viewport=SIZE).new_page()
            page.set_default_timeout(SECONDS * 1000)
            members.append(Member(name, page, address, folder / "homes" / name))
        lesson_day.arrive(members, link)
        lesson_day.work(members)
        held = memory.held(folder)
        print(memory.table(held), flush=True)
        lesson_day.leave_marks(members)
        before = {member.name: own_work(member.home) for member in members}
        lesson_day.pull_again(members, link)
        print(_seconds(members), flush=True)
        return [
            f"{each.name}: {sentence}"
            for each in members
            for sentence in failures(each.home, before[each.name], each.news)
        ]


def _seconds(members: list[Member]) -> str:
    parts = list(members[0].seconds)
    rows = [f"| user | {' | '.join(parts)} |", f"|---|{'---|' * len(parts)}"]
    for member in members:
        cells = (f"{member.seconds[part]:.1f} s" for part in parts)
        rows.append(f"| {member.name} | {' | '.join(cells)} |")
    return "\n".join(["", *rows])


if __name__ == "__main__":
    sys.exit(main())

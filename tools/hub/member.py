"""A member of the class at work in a browser: logs in, pulls the course, runs a lesson."""

import time
from collections.abc import Callable, Iterable
from pathlib import Path
from urllib.parse import urlencode

from playwright.sync_api import Error, Page

from tests.browser import jupyter
from tools.hub.running import PASSWORD

SECONDS = 900  # in which each part has to end
RUNNING = f"({jupyter.PROMPTS}).some((prompt) => prompt === '[*]:' || prompt === '[ ]:')"


class Member:
    """A user of the hub with a page of their own.

    Args:
        name: of the user.
        page: of a browser that no other member uses.
        hub: address of the hub.
        home: the home folder that the hub gives this user.
    """

    def __init__(self, name: str, page: Page, hub: str, home: Path):
        self.name, self.page, self.hub, self.home = name, page, hub, home
        self.seconds: dict[str, float] = {}
        self.news = ""  # what the page of lessons said after the last pull

    def follow(self, repository: str) -> None:
        """Open the teacher's link; it leads through the hub's login, if need be."""
        target = {"repo": repository, "branch": "main", "targetpath": "course"}
        asked = urlencode({**target, "urlpath": "lessons/course"})
        address = f"{self.hub}/hub/user-redirect/git-pull?{asked}"
        self.page.goto(address, wait_until="commit")  # the others follow at once

    def log_in(self) -> None:
        """Fill the hub's form in, and send it; the form carries the hub's `_xsrf`."""
        self.page.fill("#username_input", self.name)
        self.page.fill("#password_input", PASSWORD)
        self.page.click("#login_submit", no_wait_after=True)

    def has_server(self) -> bool:
        """Whether the hub has started this user's server, and sent the browser on to it."""
        return self.page.url.startswith(f"{self.hub}/user/{self.name}/")

    def has_pulled(self) -> bool:
        """Whether nbgitpuller is done, and has sent the browser on."""
        path = self.page.url.removeprefix(f"{self.hub}/user/{self.name}/")
        return path.startswith(("lessons/", "lab/"))

    def is_in_lesson(self) -> bool:
        """Whether JupyterLab shows a lesson, with what the course says first read and closed."""
        told = self.page.locator("#open")
        if told.count():
            self.news = self.page.locator("ul").inner_text()
            jupyter.screenshot(self.page, f"hub-{self.name}-news")
            told.click()
        return "/lab/" in self.page.url and self.page.locator(jupyter.NOTEBOOK).count() > 0

    def open(self, path: str) -> None:
        """Open a notebook, with nothing beside it."""
        base = f"{self.hub}/user/{self.name}/lab/workspaces/{self.name}/tree"
        self.page.goto(f"{base}/course/{path}?reset")
        self.page.wait_for_selector(jupyter.READY)
        self.page.wait_for_timeout(1_500)  # else Run All may run the first cell only

    def run_all(self) -> None:
        """Choose Run > Run All Cells; return at once."""
        jupyter.choose(self.page, "Run", "Run All Cells")
        self.page.wait_for_function(RUNNING)

    def is_done(self) -> bool:
        """Whether no cell runs any more."""
        return not self.page.evaluate(RUNNING)

    def guess(self, choice: str) -> None:
        """Click an answer, whether or not its lesson still runs."""
        self.page.locator(f"{jupyter.NOTEBOOK} .rl-choice", has_text=choice).first.click()

    def type_into(self, words: str, text: str, *, over: bool = False) -> None:
        """Type at the end of the code cell that holds these words, or over all of it."""
        cell = self.page.locator(f"{jupyter.NOTEBOOK} .jp-CodeCell", has_text=words).first
        cell.locator(".cm-content").click()
        self.page.keyboard.press("Control+a" if over else "Control+End")
        self.page.keyboard.insert_text(text)

    def run_cell(self, words: str) -> None:
        """Run the cell that holds these words, and wait for its end."""
        cell = self.page.locator(f"{jupyter.NOTEBOOK} .jp-CodeCell", has_text=words).first
        cell.locator(".cm-content").click()
        self.page.keyboard.press("Control+Enter")
        self.page.wait_for_timeout(500)
        together([self], "", Member.is_done)

    def save(self, path: str, *, until: str) -> None:
        """Press Ctrl+S; wait until the file holds these words."""
        self.page.keyboard.press("Control+s")
        place = self.home / "course" / path
        together([self], "", lambda _: until in place.read_text(encoding="utf-8"))


def together(
    members: Iterable[Member],
    what: str,
    is_done: Callable[[Member], bool],
    began: float | None = None,
) -> None:
    """Wait until it is done for each of them; note the seconds under `what`.

    Args:
        members: who waits.
        what: name of what they wait for; "" is not noted.
        is_done: whether it is done for one of them.
        began: time from which the seconds count; None for now.

    Raises:
        SystemExit: if it is not done after `SECONDS`.
    """
    began, waiting = began or time.monotonic(), list(members)
    while waiting:
        for member in list(waiting):
            if _holds(is_done, member):
                waiting.remove(member)
                member.seconds |= {what: time.monotonic() - began} if what else {}
        if waiting and time.monotonic() > began + SECONDS:
            names = ", ".join(member.name for member in waiting)
            raise SystemExit(
                f"make hub expects “{what or 'a save'}” to end within {SECONDS} s; it does not for "
                f"{names}, at {waiting[0].page.url}"
            )
        if waiting:
            waiting[0].page.wait_for_timeout(200)


def _holds(is_done: Callable[[Member], bool], member: Member) -> bool:
    try:
        return is_done(member)
    except Error:  # the page goes somewhere just now
        return False

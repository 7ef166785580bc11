"""The cells of an executed notebook as blocks of a page; its widgets come alive."""

import re
from dataclasses import dataclass, field
from html import escape, unescape
from typing import Any

import nbformat

from restorelib.course.travel import NO_COPY
from restorelib.widgets.saving import is_figure
from tools.lesson_form import NAVIGATION
from tools.lock import ROOT
from tools.site import alive
from tools.site.links import link_of
from tools.site.markdown import coloured, html_of
from tools.site.slices import value_of
from tools.site.waits import Block

SECTION = re.compile(r"(?m)^(?=## )")
FENCE = re.compile(r"(?m)^```")
EXERCISE = re.compile(r"(?m)^###? (?:Exercise|Patient) (\w+)")
NEEDS_KERNEL = re.compile(r"exercises\.(?:check_|open_clinic)|take_along\(")
CHECKS = re.compile(r"exercises\.check_")
COMPARED = re.compile(
    r'(?:<!--[^>]*-->\s*)?<div data-guess="([^"]*)" data-answer="([^"]*)" data-measured="([^"]*)">'
    r".*</div>",
    re.DOTALL,
)
TESTED = "# NBVAL_CHECK_OUTPUT\n"  # a mark for the course's own tests
HREF = re.compile(r'(?<=href=")[^"]*')
STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)


@dataclass
class Reading:
    """A notebook that is read from top to bottom.

    Attributes:
        file: its path, from the root of the repository.
        number: of the lesson, such as "03"; "" if it is none.
        course_map: HTML that stands for the output of `course.Map()`.
        data: bytes that the widgets need; filled by reading.
    """

    file: str
    number: str
    course_map: str
    data: dict[str, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._code: list[str] = []
        self._choices: dict[str, tuple[str, ...]] = {}
        self._exercise = ""
        self._noted = False  # whether the section says that it needs a kernel
        self._styles: set[str] = set()

    def blocks(self) -> list[Block]:
        """All of its cells, in their order."""
        notebook = nbformat.read(ROOT / self.file, as_version=4)
        found: list[Block] = []
        for cell in notebook.cells:
            if cell.cell_type == "markdown":
                found += self._text(NAVIGATION.sub("", cell.source))
            else:
                found.append(self._cell(cell))
        return [block for block in found if block.html]

    def _text(self, source: str) -> list[Block]:
        blocks = []
        for text in sections(source):
            begins = text.startswith("## ")
            self._noted = self._noted and not begins
            exercise = EXERCISE.search(text)
            self._exercise = exercise.group(1) if exercise else "" if begins else self._exercise
            html = html_of(text, link=lambda url: link_of(url, file=self.file))
            blocks.append(Block(f'<div class="text">{html}</div>', begins))
        return blocks

    def _cell(self, cell: Any) -> Block:
        self._code.append(cell.source)
        shown = [self._output(output) for output in cell.outputs]
        note = ""
        if self.number and NEEDS_KERNEL.search(cell.source) and not self._noted:
            note, self._noted = alive.needs_kernel(), True
        passed = ""
        if self.number and self._exercise and CHECKS.search(cell.source):
            name = f"{self.number}.{self._exercise}"
            passed = f'<p class="passed" data-exercise="{name}" hidden></p>'
        code = coloured(cell.source.removeprefix(TESTED).strip("\n"))
        asks = next((block.asks for block in shown if block.asks), "")
        if asks:  # the question itself is what a reader needs
            code = f"<details><summary>The code of this question</summary>{code}</details>"
        outputs = "\n".join(block.html for block in shown if block.html)
        shown_first = f"{outputs}{code}" if asks else f"{code}{outputs}"
        html = f'{note}<div class="cell">{shown_first}{passed}</div>'
        return Block(html, asks=asks, compares=frozenset().union(*(b.compares for b in shown)))

    def _output(self, output: Any) -> Block:
        if output.output_type == "stream":
            return Block(f'<pre class="output">{escape(output.text.rstrip())}</pre>')
        plain, html = output.data.get("text/plain", ""), output.data.get("text/html", "")
        if is_figure(html):
            return self._widget(plain)
        if found := COMPARED.fullmatch(html):
            return self._compared(*map(unescape, found.groups()))
        if plain.startswith("✘") or plain == NO_COPY:  # of a learner who has done nothing yet
            return Block("")
        if html and self._code[-1].rstrip().endswith("course.Map()"):
            return Block(self.course_map)
        if html:
            return Block(f'<div class="output">{self._linked(self._styled_once(html))}</div>')
        return Block(f'<pre class="output">{escape(plain)}</pre>')

    def _widget(self, stored: str) -> Block:
        widget = value_of(self._code)
        if repr(widget) != stored:
            raise ValueError(
                f"{self.file}: the notebook stores the widget {stored!r}, its cell gives "
                f"{widget!r}. Run 'make notebooks ARGS={self.file}'."
            )
        part = alive.part(widget)
        self.data.update(part.data)
        if part.asks:
            self._choices[part.asks] = part.choices
        return Block(part.html, asks=part.asks)

    def _compared(self, name: str, answer: str, measured: str) -> Block:
        html = alive.compared(name, answer, measured, self._choices[name])
        return Block(html, compares=frozenset({name}))

    def _linked(self, html: str) -> str:
        return HREF.sub(lambda found: link_of(found.group(), file=self.file), html)

    def _styled_once(self, html: str) -> str:
        """Without the style sheets that an earlier output of the page has brought."""

        def once(found: re.Match) -> str:
            new = found.group() not in self._styles
            self._styles.add(found.group())
            return found.group() if new else ""

        return STYLE.sub(once, html)


def sections(source: str) -> list[str]:
    """A text cut before each heading of the second order; a heading within code is none."""
    parts: list[str] = []
    for part in SECTION.split(source):
        if parts and len(FENCE.findall(parts[-1])) % 2:
            parts[-1] += part
        else:
            parts.append(part)
    return [part for part in parts if part.strip()]

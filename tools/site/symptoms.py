"""A page for each symptom: what people type, what the number means, causes, the first test."""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from pathlib import Path

from restorelib.checkup.finding import SYMPTOMS, Rule, to_read
from restorelib.checkup.repairs import REPAIRS
from restorelib.checkup.rules.all_rules import RULES
from restorelib.course.lessons import LESSONS, Lesson
from tools.site.links import link_of, page_of
from tools.site.markdown import html_of
from tools.site.page import Page

TEXTS = Path(__file__).parent / "symptoms"
FOLDER = "symptoms"
NUMBER = "number"
COMMONEST = ("loss-is-2-3026", "loss-is-0-6931")  # of what people ask about a number
LOGARITHMS = (2, 3, 4, 5, 10, 100, 1000)
CHECKUP = """
The library of this course tests these causes, and some more, on copies of your model:

```python
from restorelib.checkup import diagnose
print(diagnose(model, x[:500], y[:500]))
```

It says what it measured, what it tried, and what it did not test.
"""


@dataclass(frozen=True)
class Symptom:
    """A symptom, as its text in `symptoms/` has it.

    Attributes:
        slug: its address: symptoms/SLUG.html.
        title: in the words of a search.
        description: one or two sentences for a search engine.
        typed: what else people type.
        rules: kinds of findings that may be the cause.
        related: slugs.
        lesson: that practises the step of the method card which finds the fault.
        test: the first test, in one or two sentences.
        text: the page's own part, as Markdown.
        number: the loss that it is about, if it is about one.
        shows: what one sees, among SYMPTOMS; by default a number.
    """

    slug: str
    title: str
    description: str
    typed: tuple[str, ...]
    rules: tuple[Rule, ...]
    related: tuple[str, ...]
    lesson: Lesson
    test: str
    text: str
    number: str = ""
    shows: str = NUMBER

    @property
    def first_test(self) -> str:
        """The code of the first test. It expects `model`, `x` and `y`, and prints True or False."""
        return re.search(r"```python\n(.*?)```", self.text, re.DOTALL)[1]


def read(path: Path) -> Symptom:
    """A symptom from its file: `name: value` lines, a line of dashes, and Markdown.

    Raises:
        ValueError: if it names a rule that the check-up does not have.
    """
    head, text = path.read_text(encoding="utf-8").split("\n---\n", 1)
    fields = dict(line.split(": ", 1) for line in head.splitlines())
    kinds = set(fields.pop("rules").split(", "))
    rules = tuple(rule for rule in RULES if rule.kind in kinds)  # the quickest to test come first
    if len(rules) < len(kinds):
        unknown = kinds - {rule.kind for rule in rules}
        raise ValueError(f"{path.name} expects kinds of findings in rules:, received {unknown}.")
    return Symptom(
        slug=path.stem,
        typed=tuple(fields.pop("typed").split("; ")),
        rules=rules,
        related=tuple(fields.pop("related").split(", ")),
        lesson=LESSONS[int(fields.pop("lesson"))],
        text=text,
        **fields,
    )


def symptoms() -> dict[str, Symptom]:
    """Slug -> symptom, in alphabetical order."""
    return {path.stem: read(path) for path in sorted(TEXTS.glob("*.md"))}


def pages() -> Iterable[Page]:
    """The index, and a page for each symptom."""
    every = symptoms()
    yield index(every)
    for symptom in every.values():
        yield page(symptom, every)


def page(symptom: Symptom, every: dict[str, Symptom]) -> Page:
    """The page of one symptom."""
    meaning, first, rest = _parts(symptom)
    typed = "".join(f"<li>{escape(words)}</li>" for words in symptom.typed)
    body = f"""<nav class="above" aria-label="Above"><a href="index.html">All symptoms</a></nav>
<h1>{escape(symptom.title)}</h1>
{_name_it(symptom)}
{meaning}
<section class="first" aria-labelledby="first-test">
{first}
</section>
{rest}
<h2>Causes, the quickest test first</h2>
{_causes(symptom.rules)}
<h2>The whole check-up in two lines</h2>
{html_of(CHECKUP)}
<h2>Practise the method</h2>
<p>The step of the method card that finds such a fault, on a network of the course:
<a href="{_to(symptom.lesson)}">Lesson {symptom.lesson.number}:
{escape(symptom.lesson.title)}</a>. {escape(symptom.lesson.happens)}</p>
<h2>Related</h2>
<ul class="related">{_related(symptom, every)}</ul>
<aside class="typed" aria-label="Also searched for as"><p>People search for this as:</p>
<ul>{typed}</ul></aside>"""
    return Page(
        path=f"{FOLDER}/{symptom.slug}.html",
        title=symptom.title,
        description=symptom.description,
        body=body,
        kind="prose symptom",
    )


def index(every: dict[str, Symptom]) -> Page:
    """All symptoms, by what one sees."""
    order = (
        *COMMONEST,
        *sorted(every.keys() - COMMONEST, key=lambda slug: ("accuracy" in slug, slug)),
    )
    groups = {NUMBER: "You have a number"} | SYMPTOMS
    parts = []
    for word, meaning in groups.items():
        rows = "".join(_row(symptom) for slug in order if (symptom := every[slug]).shows == word)
        parts.append(f'<h2>{escape(meaning)}</h2>\n<ul class="rows">{rows}</ul>')
    body = f"""<h1>My network does not train</h1>
<p class="lead">Find what you see, and do its first test: each is a few lines of Keras that run on
your <code>model</code>, <code>x</code> and <code>y</code>. If you have a number,
<a href="../name-your-number.html">name your number</a> first: it may say at once what the network
does.</p>
{"".join(parts)}"""
    return Page(
        path=f"{FOLDER}/index.html",
        title="My network does not train: symptoms and first tests",
        description="Loss stuck at 2.3026 or 0.693, NaN, a grey image, the same loss in every "
        "epoch: what each symptom means, and a first test in Keras for each.",
        body=body,
        kind="prose symptoms",
    )


def _parts(symptom: Symptom) -> tuple[str, str, str]:
    """HTML of the meaning, of the first test with its code, and of what its answer says."""
    table = "| classes | " + " | ".join(f"{count:,}" for count in LOGARITHMS) + " |\n"
    table += "|---" * (len(LOGARITHMS) + 1) + "|\n| loss | "
    table += " | ".join(f"{math.log(count):.4f}" for count in LOGARITHMS) + " |"
    meaning, test = symptom.text.replace("{logarithms}", table).split("## First test\n", 1)
    code_end = test.index("```", test.index("```python") + 3) + 3
    first = '<h2 id="first-test">First test</h2>\n' + html_of(test[:code_end])
    return html_of(meaning), first, html_of(test[code_end:])


def _to(lesson: Lesson) -> str:
    return "../" + page_of(f"notebooks/{lesson.file}")


def _name_it(symptom: Symptom) -> str:
    if not symptom.number:
        return ""
    link = f"../name-your-number.html#n={symptom.number}"
    return f'<p class="name-it"><a href="{link}">Is it this number? Compare yours.</a></p>'


def _causes(rules: Iterable[Rule]) -> str:
    rows = []
    for rule in rules:
        seen = escape(" ".join(rule.symptom.split()))
        change = html_of(f"Change: {REPAIRS[rule.kind]}") if rule.kind in REPAIRS else ""
        rows.append(
            f"<li><b>{seen}</b>{html_of(rule.first_test)}{change}"
            f"<small>Finding <code>{rule.kind}</code>; what it leaves "
            f"open: {escape(rule.not_tested)}.{_read(rule)}</small></li>"
        )
    return f"<ol class='causes'>{''.join(rows)}</ol>"


def _read(rule: Rule) -> str:
    """The lesson that treats a kind of finding, if one does."""
    if not rule.lesson:
        return ""
    words, link = to_read(rule.kind, rule.lesson)
    return f' Read <a href="{link_of(link, file="SYMPTOMS.md")}">{words}</a>.'


def _related(symptom: Symptom, every: dict[str, Symptom]) -> str:
    return "".join(
        f'<li><a href="{slug}.html">{escape(every[slug].title)}</a></li>'
        for slug in symptom.related
    )


def _row(symptom: Symptom) -> str:
    return (
        f'<li><a href="{symptom.slug}.html">{escape(symptom.title)}</a>'
        f"<span>{escape(symptom.test)}</span></li>"
    )

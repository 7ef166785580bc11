"""All that moves in one file, which works from a disk with no network."""

import base64
import hashlib
import re
from collections.abc import Sequence

from tools.site import stage
from tools.site.data import inlined
from tools.site.page import COURSE, POLICY, Page, framed

NAME = "why-does-it-not-train.html"
MOST = 10_000_000  # bytes
JOINED = {  # page of the site that is a section here -> its anchor and its name
    "playground.html": ("playground", "Playground"),
    "name-your-number.html": ("number", "Name your number"),
}
FEWER = 5  # seeds, where there is no room for all
ABOUT = f"""<div class="hero"><h1>{COURSE}</h1>
<p class="lead">Ten layers learn to clean this photograph, now, <strong>on your machine</strong>,
out of this one file. Then add one line.</p></div>"""


def html(pages: Sequence[Page], *, style: str, script: str) -> str:
    """The whole file.

    Args:
        pages: those of the site; some of them are sections here.
        style: the style sheet of the site.
        script: the script of the site.

    Raises:
        ValueError: if the file would be too large.
    """
    for seeds in (stage.case_a.SEEDS, FEWER):
        text = _framed(_page(pages, seeds), pages, style, script)
        if len(text.encode()) <= MOST:
            return text
    raise ValueError(
        f"{NAME} expects at most {MOST:,} bytes; with {FEWER} seeds it has "
        f"{len(text.encode()):,}. Leave a section of JOINED or a panel out."
    )


def _page(pages: Sequence[Page], seeds: int) -> Page:
    sections = [
        _section("panels", "Every combination, recorded", stage.panels_part()),
        *(
            _section(anchor, name, _without_title(_without_links(page.body)))
            for page, anchor, name in _joined(pages)
        ),
    ]
    data = {**stage.minute_data(), **stage.panels_data(seeds)}
    for page, *_ in _joined(pages):
        data |= page.data
    return Page(
        path=NAME,
        title=COURSE,
        description="A network that trains in this file, freezes by one line, and is freed by one.",
        body="\n".join([ABOUT, stage.minute_part(), *sections]),
        kind="front",
        data=data,
    )


def _joined(pages: Sequence[Page]) -> list[tuple[Page, str, str]]:
    found = {page.path: page for page in pages}
    return [(found[path], *names) for path, names in JOINED.items() if path in found]


def _section(anchor: str, name: str, body: str) -> str:
    return (
        f'<section id="{anchor}" aria-labelledby="{anchor}-name">'
        f'<h2 id="{anchor}-name">{name}</h2>\n{body}</section>'
    )


def _without_links(body: str) -> str:
    """Links to other pages lead nowhere here: their words stay, but for a paragraph of links."""
    elsewhere = r'<a href="(?!#|\w+:)[^"]*"[^>]*>'
    body = re.sub(
        r"<p[^>]*>(?:(?!</p>).)*</p>\n?",
        lambda found: "" if len(re.findall(elsewhere, found[0])) > 1 else found[0],
        body,
        flags=re.DOTALL,
    )
    return re.sub(rf"{elsewhere}(.*?)</a>", r"\1", body, flags=re.DOTALL)


def _without_title(body: str) -> str:
    return re.sub(r"<h1[^>]*>.*?</h1>", "", body, count=1, flags=re.DOTALL)


def _framed(page: Page, pages: Sequence[Page], style: str, script: str) -> str:
    script = script.replace("</script", r"<\/script")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    data = "\n".join(inlined(name, packed) for name, packed in page.data.items())
    anchors = {"#main": "The first minute", "#panels": "Recorded runs"}
    anchors |= {f"#{anchor}": name for _, anchor, name in _joined(pages)}
    return framed(
        page,
        policy=POLICY.format(scripts=f"'sha256-{digest}'", styles=""),
        head=f"<style>{style}</style>",
        end=f"{data}\n<script>{script}</script>",
        sections=anchors,
        alone=True,
    )

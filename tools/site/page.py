"""One page of the site: what it says about itself, what it holds, and the frame around it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape

from tools.site.frame import COURSE, ICON, SECTIONS, footer, header

# A page may run its own script and the engine, and show pictures. It may ask for nothing.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src {scripts} 'wasm-unsafe-eval'",
        "style-src {styles} 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "worker-src blob:",
        "base-uri 'none'",
        "form-action 'none'",
    )
)


@dataclass(frozen=True)
class Page:
    """One page.

    Attributes:
        path: from the root of the site, such as "lessons/index.html".
        title: what the tab and a search show.
        description: one sentence for a search engine.
        body: HTML of the page's main part, with links as seen from its own folder.
        kind: class of the body, for styles of one kind of page.
        data: name -> bytes that the widgets of the page ask for; one file for all pages.
    """

    path: str
    title: str
    description: str
    body: str
    kind: str = "prose"
    data: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def root(self) -> str:
        """The way from the page to the root of the site: "" or "../"."""
        return "../" * self.path.count("/")

    def html(self) -> str:
        """The whole file."""
        policy = POLICY.format(scripts="'self'", styles="'self'")
        return framed(
            self,
            policy=policy,
            head=f'<link rel="stylesheet" href="{self.root}site.css">',
            end=f'<script src="{self.root}site.js"></script>',
        )


def framed(
    page: Page,
    *,
    policy: str,
    head: str,
    end: str,
    sections: Mapping[str, str] = SECTIONS,
    alone: bool = False,
) -> str:
    """A page in its frame: head, navigation, foot.

    Args:
        page: the page.
        policy: its content security policy.
        head: HTML at the end of the head.
        end: HTML at the end of the body, after all that a script may look for.
        sections: link, from the root of the site -> what the navigation calls it.
        alone: whether there is no other page, to search in or to link to.
    """
    title = page.title if page.title == COURSE else f"{page.title} · {COURSE}"
    return f"""<!doctype html>
<html lang="en-GB" data-root="{page.root}" data-path="{page.path}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>{escape(title)}</title>
<meta name="description" content="{escape(page.description)}">
<link rel="icon" href="{ICON}">
{head}
</head>
<body class="{page.kind}">
<a class="skip" href="#main">Skip to the page</a>
{header(page.root, page.path, sections, alone=alone)}
<main id="main" tabindex="-1">
{page.body}
</main>
{footer(page.root, page.path, alone=alone)}
{end}
</body>
</html>
"""

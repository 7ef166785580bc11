"""Markdown to HTML, with MathML and coloured code: a page needs no script for either."""

import re
from collections.abc import Callable

import mistune
from latex2mathml.converter import convert
from mistune.plugins.math import math
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

Link = Callable[[str], str]


class _Renderer(mistune.HTMLRenderer):
    """HTML with anchors on headings, links of the site, and no outside file for anything."""

    def __init__(self, link: Link):
        super().__init__(escape=False)
        self._link = link

    def heading(self, text: str, level: int, **attributes) -> str:
        return f'<h{level} id="{anchor(text)}">{text}</h{level}>\n'

    def link(self, text: str, url: str, title: str | None = None) -> str:
        target = self._link(url)
        return super().link(text, target, title) if target else text

    def block_code(self, code: str, info: str | None = None) -> str:
        # Who has no mouse scrolls long lines by the arrow keys.
        return coloured(code, info or "text").replace("<pre>", '<pre tabindex="0">', 1)

    def table(self, text: str) -> str:
        return f'<div class="wide" tabindex="0"><table>\n{text}</table></div>\n'


def html_of(text: str, *, link: Link = lambda url: url) -> str:
    """Markdown as HTML.

    Args:
        text: Markdown as JupyterLab and GitHub read it, with $mathematics$.
        link: target in the text -> target on the page; "" leaves the text without a link.
    """
    renderer = _Renderer(link)
    markdown = mistune.create_markdown(renderer=renderer, plugins=["table", "strikethrough", math])
    renderer.register("inline_math", lambda _, text: convert(text))
    renderer.register("block_math", lambda _, text: convert(text, display="block"))
    return markdown(text)


def anchor(text: str) -> str:
    """The anchor of a heading, as JupyterLab makes it; its HTML is taken out."""
    return re.sub(r"<[^>]+>", "", text).replace(" ", "-").replace('"', "")


def coloured(code: str, language: str = "python") -> str:
    """Code as HTML, coloured by classes that `code_styles` defines."""
    try:
        lexer = get_lexer_by_name(language)
    except ClassNotFound:
        lexer = get_lexer_by_name("text")
    return highlight(code, lexer, HtmlFormatter(cssclass="code"))


def code_styles() -> str:
    """Styles of coloured code, for the light and the dark theme."""
    dark = HtmlFormatter(style="github-dark", cssclass="code")
    light = HtmlFormatter(style="default", cssclass="code")
    parts = (
        light.get_style_defs(".code"),
        dark.get_style_defs('body[data-jp-theme-light="false"] .code'),
    )
    return "\n".join(parts)

"""The page of the glossary."""

from itertools import groupby

from tools.site.markdown import html_of
from tools.site.page import Page
from tools.site.terms import PAGE, Term, terms


def page() -> Page:
    """All terms under their letters."""
    letters = [(letter, list(group)) for letter, group in groupby(terms(), _letter)]
    bar = "".join(f'<a href="#{letter}">{letter}</a>' for letter, _ in letters)
    sections = "\n".join(
        f'<section><h2 id="{letter}">{letter}</h2><dl>{"".join(map(_entry, group))}</dl></section>'
        for letter, group in letters
    )
    return Page(
        path=PAGE,
        title="Glossary",
        description=f"{len(terms())} terms of training networks, in a sentence or two each.",
        body=f"""<h1>Glossary</h1>
<p class="lead">The {len(terms())} terms of the lessons, in a sentence or two each. On every page
they are explained where they are underlined with dots.</p>
<nav class="letters" aria-label="Letters">{bar}</nav>
{sections}""",
        kind="prose glossary",
    )


def _letter(term: Term) -> str:
    return term.name[0].upper()


def _entry(term: Term) -> str:
    name = term.lesson.removeprefix("notebooks/").removesuffix(".ipynb")
    first = f'<a class="first" href="lessons/{name}.html">lesson {name[:2]}</a>'
    said = html_of(term.said).strip().removeprefix("<p>").removesuffix("</p>")
    return f'<div><dt id="{term.anchor}">{term.name}</dt><dd>{said} {first}</dd></div>\n'

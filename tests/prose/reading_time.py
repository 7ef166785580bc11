"""How long a slow reader needs, by the course's own rates."""

import io
import re
import tokenize

import nbformat

from tests.place import ROOT

# Brysbaert 2019 (doi 10.1016/j.jml.2019.104047) finds 238 words a minute in adults who read English
# prose; about half of that leaves room for those who learn in a foreign language.
WORDS = 130  # a minute
LINES = 6  # of code a minute
EXERCISE = 5  # minutes


def cells(lesson):
    """Its cells without the signposts: only those who walk a path read them."""
    read = nbformat.read(ROOT / "notebooks" / lesson.file, as_version=4).cells
    return [cell for cell in read if not cell.id.startswith("signpost-")]


def minutes(notebook_cells):
    """What a slow reader needs; the text of a picture for those who do not see it is left out."""
    words = lines = exercises = 0
    for cell in notebook_cells:
        if cell.cell_type == "markdown":
            prose = re.sub(r"\]\([^)]*\)", "]", cell.source)
            words += len(re.findall(r"\w[\w'’.,-]*", prose))
            exercises += len(re.findall(r"^#+ (?:Exercise|Patient) ", cell.source, re.MULTILINE))
        else:
            tokens = tokenize.generate_tokens(io.StringIO(cell.source).readline)
            code = {tokenize.NAME, tokenize.NUMBER}
            # A line that holds only brackets or a part of a text is read with the one above.
            lines += len({token.start[0] for token in tokens if token.type in code})
    return words / WORDS + lines / LINES + EXERCISE * exercises

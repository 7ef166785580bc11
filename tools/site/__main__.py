"""Write the site: `make site`, or `python -m tools.site FOLDER`."""

import shutil
import sys
import time
from collections.abc import Iterable
from pathlib import Path

from restorelib.widgets import before_after
from tools.site import (
    credits,
    front,
    glossary,
    lessons,
    not_found,
    numbers,
    one_file,
    playground,
    symptoms,
    teaching,
)
from tools.site.data import script
from tools.site.markdown import code_styles
from tools.site.page import Page
from tools.site.search import DATA, search_data
from tools.site.terms import explained

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SCRIPT = HERE / "site.bundle.js"


def pages() -> Iterable[Page]:
    """All pages of the site."""
    yield front.page()
    yield playground.page()
    yield glossary.page()
    yield credits.page()
    yield not_found.page()
    yield numbers.page()
    yield from symptoms.pages()
    yield from teaching.pages()
    yield from lessons.pages()


def styles() -> str:
    """The one style sheet: of the site, of the widgets, and of code."""
    own = [path.read_text(encoding="utf-8") for path in sorted((HERE / "styles").glob("*.css"))]
    names = ("patient.css", "training_map.css")
    others = [(before_after.HERE / name).read_text(encoding="utf-8") for name in names]
    return "\n".join([before_after.STYLE, *others, *own, code_styles()])


def write(folder: Path) -> list[Page]:
    """Write all pages and what they need to `folder`, in the place of an earlier site."""
    if folder.exists():
        shutil.rmtree(folder)
    (folder / "data").mkdir(parents=True)
    written = [explained(page) for page in pages()]
    for page in written:
        place = folder / page.path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(page.html(), encoding="utf-8")
        for name, packed in page.data.items():
            (folder / "data" / f"{name}.js").write_text(script(packed), encoding="utf-8")
    (folder / "data" / f"{DATA}.js").write_text(script(search_data(written)), encoding="utf-8")
    if sitemap := not_found.sitemap(written):
        (folder / "sitemap.xml").write_text(sitemap, encoding="utf-8")
    (folder / "site.css").write_text(styles(), encoding="utf-8")
    one = one_file.html(written, style=styles(), script=SCRIPT.read_text(encoding="utf-8"))
    (folder / one_file.NAME).write_text(one, encoding="utf-8")
    shutil.copy(SCRIPT, folder / "site.js")
    return written


def main(arguments: list[str]) -> None:
    """Write the site to the folder named, or to build/site."""
    start = time.perf_counter()
    folder = Path(arguments[0]) if arguments else ROOT / "build" / "site"
    written = write(folder)
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6
    seconds = time.perf_counter() - start
    print(f"{folder}: {len(written)} pages, {size:.1f} MB, in {seconds:.0f} s.")


if __name__ == "__main__":
    main(sys.argv[1:])

"""The style sheets of the pages, which are joined into one."""

import re
from collections import defaultdict

from tools.site.__main__ import HERE

FRAME = {"base.css", "search.css"}  # on every page, so that others may refine them


def test_no_class_is_styled_by_the_pages_of_two_kinds():
    owners = defaultdict(set)
    for path in (HERE / "styles").glob("*.css"):
        text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        for selectors in re.findall(r"([^{}]+)\{", text):
            # `.lesson .card` is of lessons alone; `.card` is of all that say so.
            firsts = [re.match(r"\s*(\.[\w-]+)", each) for each in selectors.split(",")]
            for first in filter(None, firsts):
                owners[first.group(1)].add(path.name)
    shared = {name: files for name, files in owners.items() if len(files - FRAME) > 1}
    assert len(owners) > 50 and not shared

"""The page for teachers: TEACHING.md, whose links lead somewhere."""

import re

from tools.site import teaching


def test_links_inside_the_page_have_a_target():
    body = teaching.page().body
    ids = set(re.findall(r' id="([^"]+)"', body))
    inside = re.findall(r'href="#([^"]+)"', body)
    assert len(inside) > 15 and set(inside) <= ids


def test_links_to_files_of_the_repository_become_pages():
    body = teaching.page().body
    links = {link for link in re.findall(r'href="([^"#]+)', body) if "://" not in link}
    assert {"lessons/00_start_here.html", "index.html"} <= links
    assert not [link for link in links if link.endswith((".md", ".ipynb"))]

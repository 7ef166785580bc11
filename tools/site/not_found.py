"""The page that a server shows where there is none, and the map of the site for search engines."""

from collections.abc import Iterable
from html import escape
from urllib.parse import urlparse

from tools.site import addresses
from tools.site.page import Page

PATH = "404.html"


class _Anywhere(Page):
    """A page shown at any address, so that its links have to start from the server's root."""

    @property
    def root(self) -> str:
        return urlparse(addresses.site() or "").path


def page() -> Page:
    """The page for a wrong address."""
    home = urlparse(addresses.site() or "").path
    return _Anywhere(
        path=PATH,
        title="There is no such page",
        description="There is no page at this address.",
        body=f"""<h1>There is no such page</h1>
<p class="lead">The address may be old, or has a slip in it.</p>
<p>The <a href="{home}index.html">first page</a> leads to everything. What is your network doing?
The <a href="{home}symptoms/index.html">symptoms</a> have a page for that. Or press
<kbd>/</kbd> to search.</p>""",
    )


def sitemap(pages: Iterable[Page]) -> str | None:
    """sitemap.xml, which takes whole addresses; None while the site has none."""
    if not (site := addresses.site()):
        return None
    found = sorted(page.path for page in pages if page.path != PATH)
    urls = "".join(f"<url><loc>{escape(site + path)}</loc></url>\n" for path in found)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{urls}</urlset>\n'
    )

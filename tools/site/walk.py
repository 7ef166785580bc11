"""A walk through the HTML of a page that knows what stands around each piece of text."""

from html.parser import HTMLParser

VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
WIDGET = "widget"


class Walk(HTMLParser):
    """Subclasses say what happens at `opened`, `closed` and `handle_data`."""

    def __init__(self, *, convert_charrefs: bool = True):
        super().__init__(convert_charrefs=convert_charrefs)
        self.around: list[set[str]] = []  # of each open element: its name, "widget", "data-waits"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        self.opened(tag, attributes)
        if tag in VOID:
            return
        traits = {tag} | {"data-waits"} & attributes.keys()
        if tag == "div" and "data-part" in attributes:  # a script fills it
            traits.add(WIDGET)
        if attributes.get("aria-hidden") == "true":
            traits.add("aria-hidden")
        self.around.append(traits)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.opened(tag, dict(attrs))

    def handle_endtag(self, tag: str) -> None:
        while self.around and tag not in self.around.pop():
            pass
        self.closed(tag)

    def inside(self, traits: set[str]) -> bool:
        """Whether an element with one of these names or traits stands around."""
        return any(traits & element for element in self.around)

    def opened(self, tag: str, attributes: dict[str, str | None]) -> None:
        """An element begins; it is not yet around."""

    def closed(self, tag: str) -> None:
        """An element has ended."""

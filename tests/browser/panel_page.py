"""A panel in a page with no kernel behind it, and nothing of JupyterLab."""

from playwright.sync_api import Page

from restorelib.widgets import panel

PLACE = "http://localhost/"
BUNDLE = panel.HERE / "panel.bundle.js"
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>panel</title>
<link rel="stylesheet" href="panel.css"><link rel="icon" href="data:,">
<body><div id="host"></div><script type="module">
import panel from "./panel.js";
const bytes = async (name) => new DataView(await (await fetch(name)).arrayBuffer());
const traits = { guess: "", payload: await bytes("payload"), patches: await bytes("patches") };
const model = { get: (name) => traits[name], on() {} };
for (const name of ["set", "off", "send", "save_changes"]) model[name] = () => {};
window.close = await panel.render({ model, el: document.getElementById("host") });
</script></body></html>"""


def serve(page: Page, payload: bytes, patches: bytes = b"") -> None:
    """Let `PLACE` answer with a panel; `page.goto(PLACE)` opens it."""
    if page.url.startswith(PLACE):  # what a test saw, the next one has not seen
        page.evaluate("sessionStorage.clear()")
    page.unroute_all()
    files = {
        "": ("text/html", PAGE),
        "panel.js": ("text/javascript", BUNDLE.read_bytes()),
        "panel.css": ("text/css", (panel.HERE / "panel.css").read_bytes()),
        "payload": ("application/octet-stream", payload),
        "patches": ("application/octet-stream", patches),
    }

    def answer(route):
        kind, body = files[route.request.url.removeprefix(PLACE)]
        route.fulfill(body=body, content_type=kind)

    page.route(f"{PLACE}**", answer)

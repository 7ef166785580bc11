"""A learner's own photograph in JupyterLab: chosen, restored, looked at by keyboard, saved.

Part of `make browser`: it starts Keras in a kernel.
"""

import os
import re
import shutil

import nbformat
import numpy as np
import pytest
from PIL import Image

from restorelib.images import damage
from tests.browser import axe, jupyter
from tests.browser.conftest import SIZE, watched_page

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        os.environ.get("RESTORELIB_BROWSER") != "all", reason="it is part of 'make browser'"
    ),
]
# Any trained network of the course may do the work; this one needs none, and tiles all the same.
CELLS = [
    """import numpy as np
from restorelib import images, models
from restorelib.photos import Photo
from restorelib.photos.restoring import enlarged_bands
from restorelib.widgets import BeforeAfter, OwnPhoto
from restorelib.widgets import own_photo_plan
from restorelib.widgets.own_photo_tasks import Task

own_photo_plan.IN_MEMORY = 1_000_000  # bytes, so that no test needs a large photograph
net = models.fsrcnn(3, d=8, s=4, m=1, seed=0)


def slowly(photo, sigma, *, on_progress, stop, region):
    while not stop.wait(0.1):
        on_progress(1, 100)
    yield from enlarged_bands(photo, 3, model=net, stop=stop)


def enlarge(photo, sigma, **how):
    return enlarged_bands(photo, 3, model=net, **how)


ramp = np.linspace(0, 1, 32 * 40 * 3, dtype="float32").reshape(32, 40, 3)
start = Photo(ramp, None, None, 8, "a ramp")
tasks = [Task("Enlarge x3", "x3", 3, enlarge), Task("Wait", "w", 1, slowly)]""",
    'own = OwnPhoto(start, name="ramp", tasks=tasks)\nown',
    'BeforeAfter(images.bicubic_upsample(ramp, 3), np.tile(ramp, (3, 3, 1)), alt="A ramp.")',
]
PHOTO = np.random.default_rng(0).integers(0, 256, (60, 80, 3), dtype="uint8")


@pytest.fixture(scope="module")
def opened(browser, lab, lab_home, tmp_path_factory):
    """The page, the widget of one's own photograph, the plain comparison, and a folder of files."""
    files = tmp_path_factory.mktemp("photographs")
    Image.fromarray(PHOTO).save(files / "my cat.png")
    (files / "letter.jpg").write_text("Dear reader, this is no photograph.")
    # Noise does not get smaller: more than the 10 MiB that Jupyter's server takes at once.
    large = np.random.default_rng(1).integers(0, 256, (2000, 2000, 3), dtype="uint8")
    Image.fromarray(large).save(files / "large.png", compress_level=0)
    assert (files / "large.png").stat().st_size > 11 * 2**20
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(c) for c in CELLS])
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3"}
    nbformat.write(notebook, lab_home / "own_photo.ipynb")
    with watched_page(browser) as page:
        jupyter.open_notebook(page, lab, "own_photo.ipynb")
        jupyter.run_all(page)
        assert jupyter.error_outputs(page) == []
        widgets = page.locator(f"{jupyter.NOTEBOOK} .rl-comparing")
        widgets.locator(".rl-compare[data-ready]").nth(1).wait_for()
        yield page, widgets.nth(0), widgets.nth(1), files


def choose(page, own, path):
    with page.expect_file_chooser() as chooser:
        own.get_by_label("Your photograph").click()
    chooser.value.set_files(path)


def test_the_line_is_moved_by_keyboard_and_says_where_it_is(opened):
    page, _, plain, _ = opened
    handle = plain.get_by_role("slider", name="How much of before is seen")
    handle.focus()
    assert handle.get_attribute("aria-valuenow") == "50"
    for key, now in (
        ("ArrowRight", "52"),
        ("ArrowUp", "54"),
        ("ArrowLeft", "52"),
        ("PageDown", "42"),
        ("PageUp", "52"),
        ("Home", "0"),
        ("End", "100"),
        ("PageDown", "90"),
    ):
        page.keyboard.press(key)
        assert handle.get_attribute("aria-valuenow") == now, key
    assert handle.get_attribute("aria-valuetext") == "90 % before, 10 % after"
    clip = plain.locator(".rl-clip").evaluate("clip => clip.style.clipPath")
    assert float(re.search(r"inset\(0(?:px)? ([\d.]+)%", clip)[1]) == pytest.approx(10)
    # JupyterLab has not taken the keys: no other cell became active, none was deleted.
    assert page.locator(f"{jupyter.NOTEBOOK} .jp-Cell").count() == 3


def test_it_is_moved_by_mouse_and_zoomed_and_panned(opened):
    page, _, plain, _ = opened
    view, handle = plain.locator(".rl-view"), plain.get_by_role("slider")
    view.scroll_into_view_if_needed()
    box = view.bounding_box()
    page.mouse.move(box["x"] + 0.9 * box["width"], box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + 0.25 * box["width"], box["y"] + 20, steps=5)
    page.mouse.up()
    assert handle.get_attribute("aria-valuenow") == "25"
    scale = float(view.get_attribute("data-scale"))
    plain.get_by_role("button", name="Zoom in").click()
    assert float(view.get_attribute("data-scale")) == pytest.approx(min(16, 2 * scale))
    drawn = plain.locator("img.rl-side").first
    assert drawn.evaluate("image => getComputedStyle(image).imageRendering") == "pixelated"
    left = float(view.get_attribute("data-left"))
    page.mouse.move(box["x"] + 0.7 * box["width"], box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + 0.7 * box["width"] - 30, box["y"] + box["height"] / 2)
    page.mouse.up()
    assert float(view.get_attribute("data-left")) == pytest.approx(left - 30)
    assert handle.get_attribute("aria-valuenow") == "25"  # the picture has moved, not the line
    handle.focus()
    page.keyboard.press("Shift+ArrowLeft")
    assert float(view.get_attribute("data-left")) > left - 30
    page.keyboard.press("-")
    page.keyboard.press("-")
    assert view.get_attribute("data-zoomed") == "false"
    page.keyboard.down("Control")
    page.mouse.wheel(0, -240)
    page.keyboard.up("Control")
    page.wait_for_function("view => view.dataset.zoomed === 'true'", arg=view.element_handle())
    plain.get_by_role("button", name="Whole picture").click()
    assert view.get_attribute("data-zoomed") == "false"


def test_a_photograph_is_chosen_restored_and_saved(opened, lab_home):
    page, own, _, files = opened
    choose(page, own, files / "my cat.png")
    own.get_by_text("my cat.png: PNG").wait_for()
    own.get_by_role("button", name="Restore").click()
    own.get_by_text("Enlarge x3: 240 x 180 pixels.").wait_for()
    own.get_by_role("slider", name="How much of bicubic is seen").press("End")
    assert own.get_by_role("slider").get_attribute("aria-valuetext") == "100 % bicubic, 0 % network"
    for _ in range(2):
        own.get_by_role("button", name="Save as PNG").click()
        own.get_by_text("beside this notebook").wait_for()
    own.get_by_text("Saved as restored/my_cat-x3-2.png").wait_for()
    saved = np.asarray(Image.open(lab_home / "restored" / "my_cat-x3.png"))
    np.testing.assert_array_equal(
        saved, np.asarray(Image.open(lab_home / "restored" / "my_cat-x3-2.png"))
    )
    from restorelib.models import sr_nets
    from restorelib.photos import restoring
    from restorelib.photos.picture import Photo

    net = sr_nets.fsrcnn(3, d=8, s=4, m=1, seed=0)
    pixels = PHOTO.astype("float32") / 255
    ours = restoring.enlarge(Photo(pixels, None, None, 8, "here"), 3, model=net).pixels
    assert np.abs(saved.astype(int) - np.rint(255 * ours)).max() <= 1
    # And the page shows what was computed: bicubic at the left, the network's at the right.
    for side, expected in ((1, damage.bicubic_upsample(pixels, 3)), (0, ours)):
        shown = own.locator("img.rl-side").nth(side).evaluate(PIXELS)
        seen = np.array(shown, dtype="uint8").reshape(180, 240, 4)[..., :3]
        assert np.abs(seen.astype(int) - np.rint(255 * expected.clip(0, 1))).max() <= 1


PIXELS = """image => {
  const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight);
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0);
  return [...context.getImageData(0, 0, canvas.width, canvas.height).data];
}"""


def test_what_is_no_photograph_is_refused_and_nothing_is_lost(opened):
    page, own, _, files = opened
    choose(page, own, files / "letter.jpg")
    own.get_by_role("alert").get_by_text("letter.jpg").wait_for()
    assert "my cat.png" in own.locator(".rl-photo-source").inner_text()
    assert own.get_by_role("button", name="Save as PNG").is_enabled()
    own.get_by_text("my cat.png is still here, restored.").wait_for()
    assert own.get_by_text("Saved as").count() == 0


def test_a_region_is_chosen_by_mouse_and_keyboard(opened):
    page, own, _, _ = opened
    box, ground = own.locator(".rl-region"), own.locator(".rl-ground")
    ground.scroll_into_view_if_needed()
    bounds = ground.bounding_box()

    def at(x, y):  # of the photograph, 80 x 60
        return bounds["x"] + x / 80 * bounds["width"], bounds["y"] + y / 60 * bounds["height"]

    def drag(start, end):
        page.mouse.move(*start)
        page.mouse.down()
        page.mouse.move(*end, steps=4)
        page.mouse.up()

    # The whole photograph is chosen; its corner is dragged, then the box, and it has the focus.
    drag(at(79, 59), at(39, 29))
    own.get_by_text("Shown is the region: 40 x 30 pixels").wait_for()
    drag(at(20, 15), at(40, 25))
    own.get_by_text("at column 20 and row 10, enlarged x3.").wait_for()
    for key in ("ArrowLeft", "Shift+ArrowDown"):
        page.keyboard.press(key)
    own.get_by_text("Region of 40 by 34 pixels, at column 16, row 10").wait_for(state="attached")
    own.get_by_text("40 x 34 pixels of the photograph, at column 16 and row 10").wait_for()
    assert page.locator(f"{jupyter.NOTEBOOK} .jp-Cell").count() == 3
    page.mouse.click(*at(70, 50))  # pressed elsewhere: the box comes there
    own.get_by_text("at column 40 and row 26, enlarged x3.").wait_for()
    drag(at(2, 1), at(32, 21))  # dragged elsewhere: a new one
    own.get_by_text("30 x 20 pixels of the photograph, at column 2 and row 1").wait_for()
    assert box.get_attribute("aria-label") == "Region of 30 by 20 pixels, at column 2, row 1"


def test_only_the_region_is_restored_and_saved(opened, lab_home):
    page, own, _, _ = opened
    own.get_by_role("radio", name="Only the region").check()
    restore = own.get_by_role("button", name="Restore")
    described = page.locator(f"[id='{restore.get_attribute('aria-describedby')}']")
    assert described.inner_text() == "Result: 90 x 60 pixels."
    restore.click()
    own.get_by_text("Enlarge x3, the region: 90 x 60 pixels.").wait_for()
    seen = own.locator("img.rl-side").first.evaluate("image => image.naturalWidth")
    own.get_by_role("button", name="Save as PNG").click()
    own.get_by_text("Saved as restored/my_cat-x3-region.png").wait_for()
    part = np.asarray(Image.open(lab_home / "restored" / "my_cat-x3-region.png")).astype(int)
    whole = np.asarray(Image.open(lab_home / "restored" / "my_cat-x3.png")).astype(int)
    assert seen == part.shape[1] == 90
    assert np.abs(part - whole[3:63, 6:96]).max() <= 1


def test_a_dropped_file_that_is_too_large_for_memory_is_written_to_disk(opened, lab_home):
    page, own, _, files = opened
    numbers = np.random.default_rng(2).integers(0, 256, (250, 320, 3), dtype="uint8")
    Image.fromarray(numbers).save(files / "wide.png")
    content = list((files / "wide.png").read_bytes())
    dropped = page.evaluate_handle(DROP, content)
    own.locator(".rl-own").dispatch_event("dragover", {"dataTransfer": dropped})
    assert own.locator(".rl-own[data-dropping='true']").count() == 1
    own.locator(".rl-own").dispatch_event("drop", {"dataTransfer": dropped})
    own.get_by_text("wide.png: PNG").wait_for()
    own.get_by_role("radio", name="The whole photograph").check()
    assert own.get_by_text("it goes straight to a PNG file in restored").is_visible()
    own.get_by_role("button", name="Restore").click()
    own.get_by_text("saved as restored/wide-x3.png").wait_for()
    assert Image.open(lab_home / "restored" / "wide-x3.png").size == (960, 750)
    assert own.get_by_role("button", name="Save as PNG").is_disabled()


DROP = """(bytes) => {
  const data = new DataTransfer();
  data.items.add(new File([new Uint8Array(bytes)], "wide.png", { type: "image/png" }));
  return data;
}"""


def test_a_file_above_jupyters_limit_arrives(opened):
    page, own, _, files = opened
    choose(page, own, files / "large.png")
    own.get_by_text("large.png: PNG").wait_for(timeout=120_000)
    assert own.get_by_role("alert").inner_text() == ""
    own.get_by_text("Shown is the region: 900 x 675 pixels of the photograph, at column").wait_for()
    assert own.get_by_text("Result: 6,000 x 6,000 pixels, in about").is_visible()


def test_work_is_cancelled_by_a_button(opened):
    page, own, _, files = opened
    choose(page, own, files / "my cat.png")
    own.get_by_text("my cat.png: PNG").wait_for()
    own.get_by_role("radio", name="Wait").check()
    own.get_by_role("button", name="Restore").click()
    own.get_by_text("Tile 1 of 100").wait_for()
    assert own.get_by_label("Progress").is_visible()
    own.get_by_role("button", name="Cancel").click()
    own.get_by_text("Cancelled. What was there before is still there.").wait_for()
    assert own.get_by_role("button", name="Restore").is_enabled()


def test_nothing_overflows_on_a_phone_and_in_no_theme_is_there_a_barrier(opened):
    page, own, plain, _ = opened
    for theme in axe.THEMES:
        jupyter.choose(page, "Settings", "Theme", theme)
        for width in (1000, 700, 360):
            for name, widget in (("own", own), ("plain", plain)):
                widget.evaluate("(root, width) => (root.style.maxWidth = `${width}px`)", width)
                page.wait_for_timeout(300)
                over = widget.evaluate("root => root.scrollWidth - root.clientWidth")
                assert over <= 0, (theme, width, name)
                shade = theme.split()[-1].lower()
                jupyter.screenshot(widget, f"own-photo-{name}-{shade}-{width}")
    assert axe.barriers(page) == []


def test_a_finger_finds_each_control_on_a_phone(opened, browser, lab, lab_home):
    """Targets are 44 px high, and a tap brings the region to a place."""
    shutil.copy(lab_home / "own_photo.ipynb", lab_home / "phone.ipynb")
    context = browser.new_context(viewport=SIZE, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.set_default_timeout(60_000)
    jupyter.open_notebook(page, lab, "phone.ipynb")
    jupyter.run_all(page)
    page.set_viewport_size({"width": 390, "height": 844})
    own = page.locator(f"{jupyter.NOTEBOOK} .rl-comparing").first
    own.locator(".rl-compare[data-ready]").wait_for()
    own.scroll_into_view_if_needed()
    assert own.evaluate("root => root.scrollWidth - root.clientWidth") <= 0
    assert own.evaluate(SMALL) == []
    jupyter.screenshot(own, "own-photo-phone")
    box = own.locator(".rl-region")
    box.focus()
    for _ in range(12):
        page.keyboard.press("Shift+ArrowLeft")
    own.get_by_text("Shown is the region: 16 x 32 pixels").wait_for()
    ground = own.locator(".rl-ground")
    bounds = ground.bounding_box()
    ground.tap(position={"x": bounds["width"] / 2, "y": bounds["height"] / 2})
    own.get_by_text("at column 12 and row 0").wait_for()
    jupyter.screenshot(page, "own-photo-phone-region")
    context.close()


SMALL = """root => [...root.querySelectorAll(
  "button, .rl-options label, input[type=number], input[type=file], .rl-grip")]
  .filter((element) => element.getClientRects().length)
  .map((element) => [element.textContent || element.className || element.type,
    element.getBoundingClientRect().height])
  .filter(([, height]) => height < 44)"""


def test_what_was_drawn_works_without_a_kernel(opened):
    page, _, plain, _ = opened
    jupyter.choose(page, "Kernel", "Shut Down Kernel")
    page.wait_for_timeout(1000)
    handle = plain.get_by_role("slider")
    handle.press("Home")
    handle.press("ArrowRight")
    assert handle.get_attribute("aria-valuenow") == "2"
    plain.get_by_role("button", name="Zoom in").click()
    assert plain.locator(".rl-view").get_attribute("data-zoomed") == "true"
    assert plain.locator("img.rl-side").first.evaluate("image => image.naturalWidth") == 120

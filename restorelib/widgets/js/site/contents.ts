// The contents of a lesson, beside it: they mark the section that is being read.

export function followReading(lesson: HTMLElement): void {
  const links = new Map<string, HTMLAnchorElement>();
  for (const link of document.querySelectorAll<HTMLAnchorElement>(".contents a"))
    links.set(decodeURIComponent(link.hash.slice(1)), link);
  const headings = [...lesson.querySelectorAll("h2")].filter(({ id }) => links.has(id));
  function mark() {
    // A heading in a hidden part has no place on the page.
    const passed = headings.filter(
      (heading) => heading.offsetParent && heading.getBoundingClientRect().top < innerHeight / 3,
    );
    const here = passed.at(-1)?.id;
    for (const [id, link] of links)
      if (id === here) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
  }
  addEventListener("scroll", mark, { passive: true });
  mark();
}

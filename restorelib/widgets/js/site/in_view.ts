// What happens only while somebody looks: a tab that is hidden begins nothing and trains nothing.

/** Pause what runs where nobody looks; go on where somebody does. */
export function restWhileHidden({
  running,
  pause,
  goOn,
}: {
  running(): boolean;
  pause(): void;
  goOn(): void;
}): void {
  let rests = false;
  document.addEventListener("visibilitychange", () => {
    if (document.hidden && running()) {
      pause();
      rests = true;
    } else if (!document.hidden && rests) {
      rests = false;
      goOn();
    }
  });
}

/** Act once, when the element is in view on a page that is in view. */
export function whenSeen(element: Element, act: () => void): void {
  const observer = new IntersectionObserver(
    (entries) => {
      if (document.hidden || !entries.some(({ isIntersecting }) => isIntersecting)) return;
      observer.disconnect();
      document.removeEventListener("visibilitychange", again);
      act();
    },
    { threshold: 0.2 },
  );
  function again() {
    observer.unobserve(element);
    observer.observe(element); // which tells where it is
  }
  document.addEventListener("visibilitychange", again);
  again();
}

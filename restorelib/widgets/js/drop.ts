// Files that are dropped onto an element.

/** Call `take` with the first file of each drop; [data-dropping] is set while one is held above. */
export function listenToDrops(root: HTMLElement, take: (file: File) => void): void {
  const holdsFile = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
  for (const over of ["dragenter", "dragover"] as const)
    root.addEventListener(over, (event) => {
      if (!holdsFile(event)) return;
      event.preventDefault(); // else the browser would open the file in place of the page
      event.stopPropagation();
      root.dataset.dropping = "true";
    });
  root.addEventListener("dragleave", (event) => {
    if (!root.contains(event.relatedTarget as Node | null)) delete root.dataset.dropping;
  });
  root.addEventListener("drop", (event) => {
    delete root.dataset.dropping;
    if (!holdsFile(event)) return;
    event.preventDefault();
    event.stopPropagation();
    const file = event.dataTransfer?.files[0];
    if (file) take(file);
  });
}

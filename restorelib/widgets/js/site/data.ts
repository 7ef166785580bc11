// Packed bytes of a page: inside of it, or in a script beside it. `tools/site/data.py` writes both.

/** @throws Error that says which file is missing */
export async function dataNamed(name: string): Promise<DataView<ArrayBuffer>> {
  const inlined = document.getElementById(`data-${name}`)?.textContent;
  return decoded(
    inlined ?? (await loaded(`${document.documentElement.dataset.root}data/${name}.js`)),
  );
}

/** The text that a script hands over by an event on its own element. */
function loaded(source: string): Promise<string> {
  const script = document.createElement("script");
  return new Promise((resolve, reject) => {
    script.addEventListener("data", (event) => {
      resolve((event as CustomEvent<string>).detail);
      script.remove();
    });
    script.addEventListener("error", () =>
      reject(new Error(`${source} is missing: copy the whole folder of the site.`)),
    );
    script.src = source;
    document.head.append(script);
  });
}

function decoded(base64: string): DataView<ArrayBuffer> {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return new DataView(bytes.buffer);
}

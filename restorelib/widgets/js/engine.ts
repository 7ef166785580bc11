// The engine alone, for pages without widgets: `const engine = await openEngine()`.

export { openEngine as default } from "./engine/open_engine.ts";

// Runs all tests in one process: to start node costs more than what most files test.
import { readdirSync } from "node:fs";

const folder = new URL("../node_modules/.tests/", import.meta.url);
for (const name of readdirSync(folder).sort()) await import(new URL(name, folder).href);

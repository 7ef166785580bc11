// Where the bundle of the worker begins. package.json makes a function of it, with these parameters:
// its text starts a worker, and a page that may have none calls it.

import { type Port, serve } from "./worker.ts";

declare const port: Port;
declare const slice: number;

serve(port, slice);

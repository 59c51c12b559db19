import { h } from "preact";

/** Trace: not yet. */
export default function Trace() {
  return h("h1", null, "Trace");
}

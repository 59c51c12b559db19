import { h } from "preact";

/** Traces: not yet. */
export default function Traces() {
  return h("h1", null, "Traces");
}

import { h } from "preact";

/** Sampling: not yet. */
export default function Sampling() {
  return h("h1", null, "Sampling");
}

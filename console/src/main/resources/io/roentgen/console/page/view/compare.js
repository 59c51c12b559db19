import { h } from "preact";

/** Compare: not yet. */
export default function Compare() {
  return h("h1", null, "Compare");
}

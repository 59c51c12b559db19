import { h } from "preact";

/** Map: not yet. */
export default function Map() {
  return h("h1", null, "Map");
}

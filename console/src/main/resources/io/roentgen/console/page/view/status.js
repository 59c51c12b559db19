import { h } from "preact";

/** Status: not yet. */
export default function Status() {
  return h("h1", null, "Status");
}

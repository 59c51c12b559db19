import { h } from "preact";

/** The map of this one trace. */
export function MapStrip() {
  return null;
}

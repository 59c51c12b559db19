import { h } from "preact";
export function EmptyState() { return h("h1", null, "Empty"); }

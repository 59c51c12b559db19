import { h } from "preact";
import { ago, count, dateTime, middle, share } from "roentgen/part/format.js";

/** A client that reported this long ago, in seconds, is likely gone. */
const SILENT = 60;

/** Reservoir and rate, and when applications follow. */
export function Explanation() {
  return h(
    "details",
    { class: "panel sampling-help", open: true },
    h("summary", null, "What these rules do"),
    h(
      "div",
      { class: "sampling-columns" },
      h(
        "p",
        null,
        h("b", null, "The first rule that matches decides. "),
        "Rules are tried by priority, the smallest number first. ",
        "Only the first service of a request decides; the ones it calls follow.",
      ),
      h(
        "p",
        null,
        h("b", null, "Reservoir, then rate. "),
        "Every second the first requests up to the reservoir are recorded, so that quiet services are always seen; ",
        "of the rest, the rate's share is. The reservoir is shared by all applications, the rate is each one's own.",
      ),
      h(
        "p",
        null,
        h("b", null, "Running applications follow by themselves. "),
        "Those with Roentgen's agent take a change over within ten seconds. ",
        "AWS's X-Ray SDKs ask for rules every five minutes at the latest. Applications with rules of their own, in a file or a setting, don't ask.",
      ),
    ),
  );
}

/** The last report of each application for each rule. */
export function Reports({ clients }) {
  return h(
    "section",
    { class: "panel" },
    h("h2", null, "What applications reported last"),
    clients.length === 0
      ? h(
          "p",
          { class: "muted" },
          "No application has asked this console for rules yet. An agent or SDK does if it takes this console for its daemon: AWS_XRAY_DAEMON_ADDRESS.",
        )
      : h(
          "div",
          { class: "table-scroll" },
          h(
            "table",
            null,
            h("caption", { class: "sr-only" }, "Last report of each application for each rule"),
            h(
              "thead",
              null,
              h(
                "tr",
                null,
                h("th", { scope: "col" }, "Application"),
                h("th", { scope: "col" }, "Rule"),
                h("th", { scope: "col" }, "When"),
                ["Requests", "Recorded", "Share"].map((name) =>
                  h("th", { key: name, scope: "col", class: "number" }, name),
                ),
                h(
                  "th",
                  {
                    scope: "col",
                    class: "number",
                    title: "Recorded from the reservoir before this console had given a part of it",
                  },
                  "Borrowed",
                ),
              ),
            ),
            h(
              "tbody",
              null,
              clients.map((client) =>
                h(
                  "tr",
                  {
                    key: client.id + " " + client.rule,
                    class: Date.now() / 1000 - client.lastAt > SILENT ? "is-silent" : "",
                  },
                  h("td", { class: "mono", title: client.id }, h("bdi", null, middle(client.id, 13))),
                  h("td", null, h("bdi", null, client.rule)),
                  h("td", { title: dateTime(client.lastAt) }, ago(client.lastAt)),
                  h("td", { class: "number" }, count(client.requests)),
                  h("td", { class: "number" }, count(client.sampled)),
                  h("td", { class: "number" }, share(client.sampled, client.requests)),
                  h("td", { class: "number" }, count(client.borrowed)),
                ),
              ),
            ),
          ),
        ),
  );
}

import { h } from "preact";
import { Command } from "roentgen/part/copy.js";
import { commands } from "roentgen/part/connect.js";
import { ago, plural } from "roentgen/part/format.js";
import { Import } from "roentgen/part/import.js";

/**
 * Nothing has arrived yet: what to start, what to look at if still nothing comes.
 * @param {{status: Object, announce: function(string)}} props
 */
export function EmptyState({ status, announce }) {
  const { java, others, doctor } = commands(status);
  const { received } = status;
  return h("div", { class: "page empty" },
    h("header", { class: "empty-head" },
      h(Waiting),
      h("div", null,
        h("h1", null, status.embedded ? "Waiting for this application's first request" : "Waiting for the first trace"),
        h("p", { class: "empty-where" }, status.udp || status.tcp
          ? ["Listening at ", h("code", { key: "address" }, status.udp || status.tcp), ways(status), ". This page shows the map as soon as something arrives."]
          : status.embedded ? "The application's own agent hands its traces to this page. Send it a request." : "It does not listen: the address is taken or was turned off.")),
    ),
    h(Arrivals, { received }),
    !status.embedded && h("section", { class: "panel" },
      h("h2", null, "Start your application with one flag"),
      h(Command, { text: java }),
      h("p", { class: "muted" }, "No change to the application. It asks here what to record: every request, unless ",
        h("a", { href: "#/sampling" }, "a sampling rule"), " says otherwise."),
      h("h2", null, "Or point any X-Ray SDK here"),
      h(Command, { text: others }),
      h("p", { class: "muted" }, "An environment variable that X-Ray's SDKs for Java, Node.js, Python, Go, .NET and Ruby read.")),
    h("section", { class: "panel" },
      h("h2", null, "Nothing comes?"),
      h("ol", { class: "checks" }, checks(status).map(([title, text]) => h("li", { key: title }, h("b", null, title), " ", text))),
      h("p", null, "This looks at all of it, on the machine where the application runs:"),
      h(Command, { text: doctor })),
    h("section", { class: "panel" },
      h("h2", null, "Or look at traces you have"),
      h(Import, { announce })));
}

function ways({ udp, tcp }) {
  return udp && tcp ? " by UDP and TCP" : udp ? " by UDP" : " by TCP";
}

/** What came so far, if anything did: it tells a wrong address from a wrong format. */
function Arrivals({ received }) {
  if (received.datagrams === 0 && received.bad === 0) {
    return h("p", { class: "arrivals", role: "status" }, h("b", null, "0"), " datagrams have arrived so far.");
  }
  return h("div", { class: "arrivals", role: "status" },
    h("p", null, h("b", null, plural(received.datagrams, "datagram")), " arrived, ",
      h("b", null, plural(received.documents, "document")), " in them",
      received.bad > 0 && [", ", h("b", { class: "wrong", key: "bad" }, `${received.bad} refused`)],
      received.lastAt ? `; the last one ${ago(received.lastAt)}` : "", "."),
    received.bad > 0 && h("ul", null, received.reasons.slice(0, 3).map((each) =>
      h("li", { key: each.reason }, `${each.count} × ${each.reason}`, each.from && h("span", { class: "muted" }, ` from ${each.from}`)))),
    received.documents > 0 && h("p", { class: "muted" }, "They were removed since, by their age or by hand."));
}

function checks(status) {
  const daemon = status.udp || "127.0.0.1:2000";
  const ofRequests = [
    ["The request is sampled.", "A sampling rule, here or in the application, may leave it out; -Droentgen.sampling=all overrules it. A caller that sends X-Amzn-Trace-Id with Sampled=0 always does."],
    ["The application got a request.", "A segment is sent when its request has ended, not before."],
    ["No permission is needed,", "no role, no region, no credentials: nothing goes to AWS."],
  ];
  return status.embedded ? ofRequests : [
    ["The flag stands before -jar.", "What stands after it is the application's, not Java's. JAVA_TOOL_OPTIONS works where you can't change the command."],
    ["The agent says one line when the application starts:", h("code", { key: "line" }, `[roentgen] INFO roentgen … traces "…" to udp://${daemon}, sampling …`)],
    ["That line's address is this console's.", h("span", { key: "address" }, "Here it is ", h("code", null, daemon),
      ". From a container or another machine, 127.0.0.1 is not this one: start the console with ", h("code", null, "--daemon 0.0.0.0:2000"), " and name this machine's address there.")],
    ["Nothing else has the port.", "A real X-Ray daemon on it takes the documents away. A firewall drops UDP without a word."],
    ...ofRequests,
  ];
}

/** A film that is not exposed yet. */
function Waiting() {
  return h("svg", { class: "waiting", viewBox: "0 0 96 96", width: 84, height: 84, "aria-hidden": "true" },
    h("circle", { cx: 48, cy: 48, r: 44, class: "waiting-wave" }),
    h("circle", { cx: 48, cy: 48, r: 44, class: "waiting-wave is-second" }),
    h("circle", { cx: 48, cy: 48, r: 20, class: "waiting-core" }),
    h("path", { d: "M40 56 56 40M40 40l16 16", class: "waiting-x" }));
}

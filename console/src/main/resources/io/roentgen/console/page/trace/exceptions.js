import { h } from "preact";
import { useState } from "preact/hooks";
import { plural } from "roentgen/part/format.js";
import { Copy, Long } from "roentgen/trace/copy.js";
import { entityOf, object, text } from "roentgen/trace/model.js";

/** Beginnings of names that are nobody's application. */
const LIBRARIES = /^(?:java|javax|jakarta|jdk|sun|com\.sun|kotlin|kotlinx|scala|groovy|clojure|org\.(?:springframework|apache|hibernate|eclipse|jboss|postgresql|mariadb|h2|junit|slf4j|aspectj|glassfish|codehaus|reactivestreams|mongodb|elasticsearch|opensearch|jooq|mybatis|quartz|xnio|wildfly|joda|jetbrains)|io\.(?:netty|undertow|micronaut|quarkus|vertx|grpc|lettuce|reactivex|projectreactor|micrometer|smallrye|opentelemetry|ktor|helidon|roentgen)|reactor|com\.(?:amazonaws|mysql|zaxxer|fasterxml|google|squareup|microsoft|oracle|ibm|netflix|datastax|rabbitmq|mongodb|p6spy|elasticache)|software\.amazon|okhttp3|okio|retrofit2|feign|redis\.clients|net\.bytebuddy|ch\.qos|oracle\.|brave|zipkin2|akka|play|cats)\./;
/** The same for interpreted languages, whose frames have paths. */
const LIBRARY_PATHS = /(?:site-packages|dist-packages|node_modules|node:|internal\/|\/lib\/(?:python|ruby)|\/gems\/|\/usr\/(?:lib|local)\/)/;
/** Library frames in a row that are shown one by one. */
const SHOWN = 3;

/** Where each exception of the trace is described, by its id. */
export function exceptionsById(model) {
  if (!model.exceptions) {
    model.exceptions = new Map();
    for (const row of model.rows) {
      for (const exception of described(entityOf(model, row))) {
        const id = text(exception.id);
        if (id && !model.exceptions.has(id)) {
          model.exceptions.set(id, { exception, row });
        }
      }
    }
  }
  return model.exceptions;
}

/**
 * An entity's exceptions, the outermost first, each followed by what caused it.
 * @returns {{exception: ?Object, row: ?Object, id: string, caused: boolean}[]} `row`: described there, if not here;
 *     `exception` is null if it is described nowhere
 */
export function chainOf(model, entity) {
  const own = described(entity);
  const byId = exceptionsById(model);
  const causes = new Set(own.map((exception) => text(exception.cause)).filter(Boolean));
  let starts = own.filter((exception) => !causes.has(text(exception.id)));
  starts = starts.length > 0 ? starts : own.slice(0, 1);
  const chain = [];
  const seen = new Set();
  const follow = (first, caused) => {
    for (let link = first; link; caused = true) {
      chain.push({ ...link, caused });
      seen.add(link.exception);
      const next = link.exception && text(link.exception.cause);
      link = next ? find(next) : null;
      if (link && seen.has(link.exception)) {
        break;
      }
    }
  };
  const find = (id) => {
    const here = own.find((exception) => text(exception.id) === id);
    const known = byId.get(id);
    return here ? { exception: here, row: null, id } : known ? { ...known, id } : { exception: null, row: null, id };
  };
  if (typeof entity.cause === "string") {
    follow(find(entity.cause), false);
  }
  for (const start of starts) {
    if (!seen.has(start)) {
      follow({ exception: start, row: null, id: text(start.id) }, false);
    }
  }
  return chain;
}

/** All exceptions of one row, with their stacks. */
export function Exceptions({ model, row, entity, onRow }) {
  const cause = object(entity.cause);
  const chain = chainOf(model, entity);
  return h("div", { class: "exceptions" },
    chain.map((link, i) => h(Exception, { key: i, link, here: row, onRow })),
    cause && cause.working_directory && h("p", { class: "muted exception-where" }, "in ", h("code", null, text(cause.working_directory).slice(0, 300))));
}

function Exception({ link: { exception, row, id, caused }, here, onRow }) {
  if (!exception) {
    return h("p", { class: "muted" }, "Exception ", h("code", null, id.slice(0, 40)), " is described by an entity that has not arrived.");
  }
  const type = text(exception.type) || "(no type)";
  const dot = type.lastIndexOf(".") + 1;
  const frames = (Array.isArray(exception.stack) ? exception.stack : []).map(object).filter(Boolean);
  return h("article", { class: "exception" },
    h("header", null,
      caused && h("span", { class: "exception-by" }, "Caused by"),
      exception.remote === true && h("span", { class: "exception-remote", title: "It happened in the called service" }, "remote"),
      h("h4", null, h("span", { class: "muted" }, type.slice(0, dot).slice(-200)), type.slice(dot, dot + 300))),
    text(exception.message) && h("p", { class: "exception-message" }, h(Long, { text: text(exception.message), cut: 1200 })),
    row && row !== here && h("p", { class: "exception-where" }, "Described first by ",
      h("button", { class: "linklike", onClick: () => onRow(row) }, (row.name + " " + row.summary).slice(0, 80))),
    frames.length > 0 && h(Stack, { frames, truncated: count(exception.truncated), exception, type }),
    count(exception.skipped) > 0 && h("p", { class: "muted" }, plural(count(exception.skipped), "exception"), " between this and its cause left out"));
}

function Stack({ frames, truncated, exception, type }) {
  const [open, set] = useState(false);
  const groups = [];
  for (const frame of frames) {
    const library = isLibrary(frame);
    const last = groups[groups.length - 1];
    if (library && last && last.library) {
      last.frames.push(frame);
    } else {
      groups.push({ library, frames: [frame] });
    }
  }
  const hides = groups.some((group) => group.library && group.frames.length > SHOWN);
  return h("div", { class: "stack" },
    h("ol", null,
      groups.map((group, i) => {
        const hidden = !open && group.library && group.frames.length > SHOWN ? group.frames.length - (i === 0 ? 1 : 0) : 0;
        const shown = hidden ? group.frames.slice(0, group.frames.length - hidden) : group.frames;
        return [shown.map((frame, n) => h(Frame, { key: i + "." + n, frame, library: group.library })),
          hidden > 0 && h("li", { class: "stack-more", key: i }, h("button", { class: "linklike", onClick: () => set(true) }, plural(hidden, "library frame")))];
      }),
      truncated > 0 && h("li", { class: "stack-more" }, plural(truncated, "frame"), " skipped")),
    h("div", { class: "buttons" },
      hides && h("button", { class: "button is-small is-quiet", "aria-expanded": String(open), onClick: () => set(!open) }, open ? "Hide library frames" : "All frames"),
      h(Copy, { text: () => plain(type, exception, frames, truncated), label: "Copy stack" })));
}

function Frame({ frame, library }) {
  const place = text(frame.path) + (frame.line !== undefined && frame.line !== null ? ":" + text(frame.line) : "");
  return h("li", { class: library ? "is-library" : "is-own" }, h("code", null, text(frame.label).slice(0, 400) || "(no name)"),
    place && h("span", { class: "stack-place" }, place.slice(0, 200)));
}

function described(entity) {
  const cause = object(entity.cause);
  return cause && Array.isArray(cause.exceptions) ? cause.exceptions.map(object).filter(Boolean) : [];
}

function isLibrary(frame) {
  return LIBRARIES.test(text(frame.label).replace(/^[\w.]+\//, "")) || LIBRARY_PATHS.test(text(frame.path));
}

function count(value) {
  return Number.isFinite(value) ? value : 0;
}

function plain(type, exception, frames, truncated) {
  return type + ": " + text(exception.message) + "\n" + frames.map((frame) => `\tat ${text(frame.label)}(${text(frame.path)}:${text(frame.line)})\n`).join("")
    + (truncated > 0 ? `\t... ${truncated} more\n` : "");
}

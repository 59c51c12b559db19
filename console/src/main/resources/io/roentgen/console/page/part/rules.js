/** The rule that decides what no other one matches; it is always there and always last. */
export const DEFAULT = "Default";

/** What a rule matches requests by: field, label, what it is, an example. */
export const PATTERNS = [
  ["ServiceName", "Service", "name of the traced service", "shop"],
  ["HTTPMethod", "Method", "HTTP method", "POST"],
  ["URLPath", "Path", "path of the URL", "/checkout/*"],
  ["Host", "Host", "host name of the request", "*.example.com"],
  ["ServiceType", "Service type", "origin of its segments", "AWS::ECS::Container"],
  ["ResourceARN", "Resource", "ARN of the AWS resource it runs on", "*"],
];

/** A rule to begin with: everything, one a second and a twentieth of the rest, before all that is there. */
export function blank(rules) {
  const used = rules.filter((rule) => rule.RuleName !== DEFAULT).map((rule) => rule.Priority);
  const free = used.length > 0 ? Math.max(1, Math.min(...used) - 10) : 100;
  const rule = { RuleName: "", Priority: free, ReservoirSize: 1, FixedRate: 0.05, Attributes: {} };
  for (const [field] of PATTERNS) {
    rule[field] = "*";
  }
  return rule;
}

/** In the order in which they are tried. */
export function ordered(rules) {
  return [...rules].sort(
    (a, b) =>
      (a.RuleName === DEFAULT) - (b.RuleName === DEFAULT) ||
      a.Priority - b.Priority ||
      (a.RuleName < b.RuleName ? -1 : 1),
  );
}

/** The rules with one moved by a place: priorities change hands, or are dealt anew where two are alike. */
export function moved(rules, name, step) {
  const list = ordered(rules).filter((rule) => rule.RuleName !== DEFAULT);
  const at = list.findIndex((rule) => rule.RuleName === name);
  const other = at + step;
  if (at < 0 || other < 0 || other >= list.length) {
    return rules;
  }
  const taken = list.map((rule) => rule.Priority);
  const priorities = new Set(taken).size === taken.length ? taken : taken.map((_, index) => 10 * (index + 1));
  [list[at], list[other]] = [list[other], list[at]];
  return [
    ...list.map((rule, index) => ({ ...rule, Priority: priorities[index] })),
    ...rules.filter((rule) => rule.RuleName === DEFAULT),
  ];
}

/** Requests recorded of so many a second. */
export function recorded({ ReservoirSize, FixedRate }, requests) {
  const first = Math.min(Number(ReservoirSize), requests);
  return first + (requests - first) * Number(FixedRate);
}

/** A rule's doing in words; nothing for one that isn't valid. */
export function inWords({ ReservoirSize, FixedRate }) {
  const size = Number(ReservoirSize);
  const rate = Number(FixedRate);
  if (!(size >= 0) || !(rate >= 0 && rate <= 1)) {
    return "";
  }
  if (rate >= 1) {
    return "Everything is recorded.";
  }
  if (size <= 0) {
    return rate <= 0 ? "Nothing is recorded." : `${percent(rate)} of them are recorded.`;
  }
  const first = size === 1 ? "The first one of every second is" : `The first ${size} of every second are`;
  return rate <= 0 ? first + " recorded, no other." : `${first} recorded, and ${percent(rate)} of the others.`;
}

/** What a rule matches: pairs of label and pattern, none for everything. */
export function conditions(rule) {
  return [
    ...PATTERNS.filter(([field]) => rule[field] && rule[field] !== "*").map(([field, label]) => [label, rule[field]]),
    ...Object.entries(rule.Attributes ?? {}),
  ];
}

/** A share as people write it. */
export function percent(rate) {
  return Number((100 * rate).toPrecision(3)) + " %";
}

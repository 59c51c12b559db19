/**
 * Filter expressions as text: enough to add a condition to one or take it away again. What an expression means is the
 * server's business alone.
 */

/** @param {string} text @returns {string} the text as a string literal of a filter expression */
export function quote(text) {
  return '"' + String(text).replace(/[\\"]/g, "\\$&") + '"';
}

/**
 * What of the expression stands between ANDs that no bracket or quote encloses.
 *
 * @param {string} expression
 * @returns {{terms: string[], alternatives: boolean}} alternatives: an OR stands there too
 */
export function split(expression) {
  const terms = [];
  let alternatives = false;
  let depth = 0;
  let from = 0;
  const token = /"(?:[^"\\]|\\.)*"?|[(){}[\]]|[\w.]+|[^]/g;
  for (let found; (found = token.exec(expression)); ) {
    const word = found[0];
    if ("({[".includes(word)) depth++;
    else if (")}]".includes(word)) depth--;
    else if (depth === 0 && /^or$/i.test(word)) alternatives = true;
    else if (depth === 0 && /^and$/i.test(word)) {
      terms.push(expression.slice(from, found.index).trim());
      from = token.lastIndex;
    }
  }
  terms.push(expression.slice(from).trim());
  return { terms: terms.filter((term) => term), alternatives };
}

const same = (a, b) => a.replace(/\s+/g, " ").toLowerCase() === b.replace(/\s+/g, " ").toLowerCase();

/** Whether the expression demands exactly this. */
export function has(expression, term) {
  const { terms, alternatives } = split(expression);
  return !alternatives && terms.some((each) => same(each, term));
}

/** The expression and this condition. */
export function add(expression, term) {
  if (has(expression, term)) return expression;
  const { terms, alternatives } = split(expression);
  if (terms.length === 0) return term;
  return (alternatives ? `(${expression.trim()})` : terms.join(" AND ")) + " AND " + term;
}

/** The expression without the conditions that match, as far as they stand between ANDs. */
export function without(expression, matches) {
  const { terms, alternatives } = split(expression);
  return alternatives ? expression : terms.filter((term) => !matches(term)).join(" AND ");
}

/** The expression with this condition if it lacked it, else without. */
export function toggle(expression, term) {
  return has(expression, term) ? without(expression, (each) => same(each, term)) : add(expression, term);
}

/** The expression with response times between two (seconds) in place of what it said of them; null: no such bound. */
export function between(expression, low, high) {
  let result = without(expression, (term) => /^responsetime\s*[<>]=?\s*[\d.eE+-]+$/i.test(term));
  if (low !== null) result = add(result, `responsetime >= ${plain(low)}`);
  if (high !== null) result = add(result, `responsetime <= ${plain(high)}`);
  return result;
}

/** A number as filter expressions take it: three figures, no exponent. */
export function plain(number) {
  const digits = number > 0 ? Math.max(0, 2 - Math.floor(Math.log10(number))) : 0;
  return String(Number(number.toFixed(Math.min(digits, 9))));
}

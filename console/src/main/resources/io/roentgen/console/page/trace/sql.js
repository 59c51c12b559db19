const CLAUSES = new Set(["FROM", "WHERE", "HAVING", "LIMIT", "OFFSET", "RETURNING", "VALUES", "SET", "UNION", "INTERSECT", "EXCEPT", "WINDOW", "FETCH"]);
const BEFORE_JOIN = new Set(["LEFT", "RIGHT", "INNER", "FULL", "CROSS", "NATURAL", "LATERAL"]);
const WORDS = new Set([...CLAUSES, ...BEFORE_JOIN, "SELECT", "INSERT", "INTO", "UPDATE", "DELETE", "MERGE", "WITH", "RECURSIVE", "JOIN",
  "OUTER", "ON", "USING", "AND", "OR", "NOT", "IN", "IS", "NULL", "LIKE", "BETWEEN", "EXISTS", "GROUP", "ORDER", "BY", "ASC", "DESC", "AS",
  "DISTINCT", "ALL", "CASE", "WHEN", "THEN", "ELSE", "END", "CONFLICT", "DO", "NOTHING", "FOR", "SHARE", "SKIP", "LOCKED", "NOWAIT",
  "CREATE", "ALTER", "DROP", "TABLE", "INDEX", "VIEW", "CALL", "BEGIN", "COMMIT", "ROLLBACK", "TRUNCATE", "PARTITION", "OVER"]);
/** Longer statements stay as they are. */
const LONGEST = 20000;
/** Strings, quoted names, comments, words, blanks, anything else; each in one piece. */
const TOKEN = /'(?:[^']|'')*'?|"[^"]*"?|`[^`]*`?|--[^\n]*|\/\*[^]*?(?:\*\/|$)|[A-Za-z_][\w$]*|\s+|[^]/g;

/**
 * A statement in lines, a clause each, as it reads well; its words are left as they are.
 * @param {string} statement any text
 * @returns {{indent: number, parts: {text: string, word: boolean}[]}[]}
 */
export function sqlLines(statement) {
  if (statement.length > LONGEST) {
    return [{ indent: 0, parts: [{ text: statement, word: false }] }];
  }
  const tokens = (statement.match(TOKEN) || []).filter((token) => token.trim() !== "" || token !== "");
  const ownLines = statement.trim().includes("\n");
  const lines = [{ indent: 0, parts: [] }];
  let depth = 0;
  let previous = "";
  let between = false;
  tokens.forEach((token, i) => {
    const upper = token.toUpperCase();
    const word = WORDS.has(upper);
    const line = lines[lines.length - 1];
    if (/^\s+$/.test(token)) {
      if (ownLines && token.includes("\n")) {
        lines.push({ indent: Math.min(8, (token.split("\n").pop().length / 2) | 0), parts: [] });
      } else if (line.parts.length > 0) {
        line.parts.push({ text: " ", word: false });
      }
      return;
    }
    depth += token === "(" ? 1 : token === ")" ? -1 : 0;
    if (!ownLines && depth <= 0 && line.parts.length > 0 && breaks(upper, previous, tokens, i, between)) {
      lines.push({ indent: upper === "AND" || upper === "OR" || upper === "ON" ? 1 : 0, parts: [] });
    }
    between = upper === "BETWEEN" || (between && upper !== "AND");
    lines[lines.length - 1].parts.push({ text: token, word });
    previous = upper;
  });
  return lines.filter((line) => line.parts.length > 0);
}

function breaks(upper, previous, tokens, at, between) {
  if (upper === "AND") {
    return !between;
  }
  if (upper === "OR" || BEFORE_JOIN.has(upper)) {
    return upper === "OR" || nextWord(tokens, at) !== "(";
  }
  if (upper === "JOIN") {
    return !BEFORE_JOIN.has(previous) && previous !== "OUTER";
  }
  if (upper === "GROUP" || upper === "ORDER") {
    return nextWord(tokens, at) === "BY";
  }
  if (upper === "ON") {
    return nextWord(tokens, at) === "CONFLICT";
  }
  if (upper === "FOR") {
    return ["UPDATE", "SHARE", "NO"].includes(nextWord(tokens, at));
  }
  return CLAUSES.has(upper) && !(upper === "FROM" && previous === "DELETE") && !(upper === "SET" && previous === "DO");
}

function nextWord(tokens, at) {
  const next = tokens.slice(at + 1, at + 4).find((token) => token.trim() !== "");
  return next ? next.toUpperCase() : "";
}

const number = new Intl.NumberFormat("en");
const DAY = 86400;

/**
 * A duration in three figures at most: "0", "85 µs", "12.3 ms", "1.24 s", "3 min 20 s", "2 h 5 min", "3 d 4 h".
 * @param {?number} seconds null gives "–"
 */
export function duration(seconds) {
  if (seconds === null || seconds === undefined || !Number.isFinite(seconds)) {
    return "–";
  }
  const size = Math.abs(seconds);
  if (size === 0) {
    return "0";
  }
  if (size < 0.0009995) {
    return figures(seconds * 1e6) + " µs";
  }
  if (size < 0.9995) {
    return figures(seconds * 1e3) + " ms";
  }
  if (size < 59.95) {
    return figures(seconds) + " s";
  }
  const whole = Math.round(seconds);
  if (size < 3600) {
    return parts(whole, 60, "min", 1, "s");
  }
  return size < DAY ? parts(whole, 3600, "h", 60, "min") : parts(whole, DAY, "d", 3600, "h");
}

/** A count: whole up to 9,999, then "12.3k", "4.56M". */
export function count(n) {
  if (n === null || n === undefined) {
    return "–";
  }
  if (n < 10000) {
    return number.format(Math.round(n));
  }
  if (n < 999500) {
    return figures(n / 1e3) + "k";
  }
  return n < 999.5e6 ? figures(n / 1e6) + "M" : figures(n / 1e9) + "G";
}

/** A count in full: "12,345". */
export function whole(n) {
  return n === null || n === undefined ? "–" : number.format(n);
}

/** Count and noun: "1 trace", "12 traces". */
export function plural(n, one, many = one + "s") {
  return count(n) + " " + (n === 1 ? one : many);
}

/** A size: "640 B", "12.3 kB", "45.6 MB" (powers of 1000). */
export function bytes(n) {
  if (n === null || n === undefined) {
    return "–";
  }
  const units = ["B", "kB", "MB", "GB", "TB"];
  let at = 0;
  while (n >= 999.5 && at < units.length - 1) {
    n /= 1000;
    at++;
  }
  return (at === 0 ? Math.round(n) : figures(n)) + " " + units[at];
}

/** A share: "0 %", "0.4 %", "12 %", never "0 %" for something or "100 %" for not all. */
export function share(part, total) {
  if (!total) {
    return "–";
  }
  const percent = (100 * part) / total;
  if (percent === 0 || percent === 100) {
    return percent + " %";
  }
  if (percent < 0.1) {
    return "<0.1 %";
  }
  if (percent > 99.9) {
    return ">99.9 %";
  }
  return (percent < 10 || percent > 99 ? percent.toFixed(1) : Math.round(percent)) + " %";
}

/** Requests in a time as "12/min", or "3.4/s" where there are many, "5/h" where there are few. */
export function rate(total, seconds) {
  if (!seconds || !Number.isFinite(seconds)) {
    return "–";
  }
  const minute = (60 * total) / seconds;
  if (minute >= 600) {
    return count(minute / 60) + "/s";
  }
  return minute > 0 && minute < 0.5 ? figures(minute * 60) + "/h" : figures(minute) + "/min";
}

/** Time of day here: "14:03:09", with milliseconds if asked. */
export function clock(seconds, millis = false) {
  const time = new Date(seconds * 1000);
  const text = [time.getHours(), time.getMinutes(), time.getSeconds()].map(two).join(":");
  return millis ? text + "." + String(time.getMilliseconds()).padStart(3, "0") : text;
}

/** Date and time here: "2026-11-22 14:03:09". */
export function dateTime(seconds, millis = false) {
  const time = new Date(seconds * 1000);
  const day = [time.getFullYear(), two(time.getMonth() + 1), two(time.getDate())].join("-");
  return day + " " + clock(seconds, millis);
}

/** Clock alone for today, with its date otherwise. */
export function when(seconds, millis = false) {
  const today = new Date().toDateString() === new Date(seconds * 1000).toDateString();
  return today ? clock(seconds, millis) : dateTime(seconds, millis);
}

/** How long ago: "just now", "12 s ago", "3 min ago". */
export function ago(seconds, now = Date.now() / 1000) {
  const past = now - seconds;
  if (past < 2) {
    return "just now";
  }
  const [size, unit] = past < 60 ? [1, "s"] : past < 3600 ? [60, "min"] : past < DAY ? [3600, "h"] : [DAY, "d"];
  return Math.floor(past / size) + " " + unit + " ago";
}

/** Text cut in the middle to so many characters: the ends of a name tell most. */
export function middle(text, length) {
  if (text.length <= length) {
    return text;
  }
  const head = Math.ceil((length - 1) / 2);
  return text.slice(0, head) + "…" + text.slice(text.length - (length - 1 - head));
}

/** A type for people: "AWS::DynamoDB::Table" is "DynamoDB table", "Database::SQL" is "SQL database". */
export function typeName(type) {
  if (!type) {
    return "service";
  }
  const known = {
    client: "client",
    remote: "remote host",
    "database::sql": "SQL database",
    "aws::sqs::queue": "SQS queue",
    "aws::sns": "SNS",
    "aws::sns::topic": "SNS topic",
    "aws::dynamodb::table": "DynamoDB table",
    "aws::s3::bucket": "S3 bucket",
    "aws::lambda": "Lambda",
    "aws::lambda::function": "Lambda function",
    "aws::ec2::instance": "EC2 instance",
    "aws::ecs::container": "ECS container",
    "aws::eks::container": "EKS container",
    "aws::elasticbeanstalk::environment": "Elastic Beanstalk",
    "aws::events": "EventBridge",
  }[type.toLowerCase()];
  if (known) {
    return known;
  }
  const words = type.split("::");
  return words[0] === "AWS" ? words.slice(1).join(" ") : words.join(" ");
}

function figures(value) {
  const size = Math.abs(value);
  return String(Number(value.toFixed(size < 9.995 ? 2 : size < 99.95 ? 1 : 0)));
}

function parts(value, big, bigUnit, small, smallUnit) {
  const rest = Math.floor((value % big) / small);
  return Math.floor(value / big) + " " + bigUnit + (rest ? " " + rest + " " + smallUnit : "");
}

function two(n) {
  return String(n).padStart(2, "0");
}

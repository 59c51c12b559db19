/** Drawings in a box of 24, stroked. */
const ICONS = {
  client: "M12 11.500a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.500 20.500c.6-4.200 3.600-6 7.500-6s6.900 1.800 7.500 6",
  service: "M12 3l7.800 4.500v9L12 21l-7.800-4.500v-9zM4.200 7.500L12 12l7.800-4.500M12 12v9",
  database: "M4.500 6c0-1.700 3.400-3 7.500-3s7.500 1.300 7.500 3-3.400 3-7.500 3-7.500-1.300-7.500-3zM4.500 6v12c0 1.700 3.400 3 7.500 3s7.500-1.300 7.500-3V6M4.500 12c0 1.700 3.400 3 7.500 3s7.500-1.300 7.500-3",
  table: "M3.500 5h17v14h-17zM3.500 10h17M9 10v9M3.500 14.500h17",
  queue: "M3 7h18v10H3zM8 7v10M13 7v10M18 9.500l1.500 2.500-1.500 2.500",
  topic: "M4 12a3 3 0 1 0 6 0 3 3 0 0 0-6 0zM12.500 7.500a6.500 6.500 0 0 1 0 9M15.500 4.500a10.500 10.500 0 0 1 0 15",
  bucket: "M4.500 5.500h15l-2 14.500h-11zM4.500 5.500c0-1 3.300-1.800 7.500-1.800s7.500.8 7.500 1.800-3.300 1.800-7.500 1.800-7.500-.8-7.500-1.800zM5.600 13.500h12.800",
  lambda: "M6 3.500h3.500l7 17H20M11.500 9.500L5.500 20.500",
  remote: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM3 12h18M12 3c2.600 2.500 3.900 5.500 3.900 9s-1.300 6.500-3.900 9c-2.600-2.500-3.900-5.500-3.900-9s1.300-6.500 3.900-9z",
  cloud: "M7 18.500a4.500 4.500 0 0 1-.4-9 6 6 0 0 1 11.500 1.300 3.900 3.900 0 0 1-.6 7.700z",
};

/**
 * What kind of thing a node is, by its type as X-Ray names it.
 * @param {{type: string, client: boolean}} node
 * @returns {string} key of a drawing
 */
export function kindOf({ type, client }) {
  const text = (type || "").toLowerCase();
  if (client || text === "client") {
    return "client";
  }
  const kinds = [
    ["dynamodb", "table"], ["sqs", "queue"], ["kinesis", "queue"], ["kafka", "queue"], ["::queue", "queue"],
    ["sns", "topic"], ["events", "topic"], ["topic", "topic"], ["s3", "bucket"], ["lambda", "lambda"],
    ["database", "database"], ["rds", "database"], ["sql", "database"], ["redis", "database"], ["cache", "database"],
    ["mongo", "database"], ["remote", "remote"],
    ["ec2", "service"], ["ecs", "service"], ["eks", "service"], ["beanstalk", "service"], ["apprunner", "service"],
  ];
  const known = kinds.find(([part]) => text.includes(part));
  return known ? known[1] : text.startsWith("aws") ? "cloud" : "service";
}

/** The path of a kind's drawing. */
export function drawing(kind) {
  return ICONS[kind];
}

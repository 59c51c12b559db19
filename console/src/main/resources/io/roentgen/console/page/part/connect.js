const DAEMON = "127.0.0.1:2000";

/**
 * What an application is started with to be seen on this console.
 * @param {?Object} status as /api/status answers
 * @returns {{java: string, others: string, doctor: string, usual: boolean}} `others`: for X-Ray SDKs of other languages
 */
export function commands(status) {
  const daemon = (status && (status.udp || status.tcp)) || DAEMON;
  const usual = daemon === DAEMON;
  const where = usual ? "" : ` -Droentgen.daemon.address=${daemon}`;
  return {
    java: `java -javaagent:roentgen.jar${where} -jar app.jar`,
    others: `AWS_XRAY_DAEMON_ADDRESS=${daemon}`,
    doctor: "java -jar roentgen.jar doctor",
    usual,
  };
}

/** The console as an X-Ray daemon: documents over UDP and TCP, sampling rules for who asks. */
package io.roentgen.console.receive;

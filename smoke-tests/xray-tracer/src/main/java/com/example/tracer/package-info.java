/**
 * The serverless pattern "The X-Ray Tracer" (cdkpatterns.com): an API publishes each request to a
 * topic, and four functions take it from there. One counts hits in a table, one asks another
 * company's service, one sends to a queue and one to a second topic, each of which has a reader.
 * Nothing in here knows of tracing. Where the AWS services are, their region and the credentials,
 * the SDK finds in the environment.
 */
package com.example.tracer;

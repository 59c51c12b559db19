package io.roentgen.agent.sampling;

import java.io.File;
import java.util.Map;

/** What kind of resource runs this process, in the words of X-Ray's origins. */
final class ServiceType {

  /** Where Elastic Beanstalk tells a tracer of its environment. */
  private static final String BEANSTALK = "/var/elasticbeanstalk/xray/environment.conf";

  private ServiceType() {}

  /** Null if it can't be told without asking somebody. */
  static String guess(Map<String, String> environment) {
    if (new File(BEANSTALK).exists()) {
      return "AWS::ElasticBeanstalk::Environment";
    }
    return environment.containsKey("ECS_CONTAINER_METADATA_URI_V4")
            || environment.containsKey("ECS_CONTAINER_METADATA_URI")
        ? "AWS::ECS::Container"
        : null;
  }
}

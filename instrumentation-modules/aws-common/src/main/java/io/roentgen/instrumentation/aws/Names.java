package io.roentgen.instrumentation.aws;

/** Names of fields as Amazon's own handlers form them from names of members. */
final class Names {

  private Names() {}

  /**
   * The field of a member that is not named otherwise: in snake case, where a run of capitals is
   * one word ({@code QueueOwnerAWSAccountId}, {@code queue_owner_awsaccount_id}), and {@code
   * bucket_name} for SDK 2's {@code Bucket}, as X-Ray knows it by SDK 1's name.
   */
  static String field(String member) {
    String name = snakeCase(member);
    return name.equals("bucket") ? "bucket_name" : name;
  }

  static String snakeCase(String member) {
    StringBuilder name = new StringBuilder(member.length() + 8);
    boolean inCapitals = true;
    for (int i = 0; i < member.length(); i++) {
      char c = member.charAt(i);
      boolean capital = Character.isUpperCase(c);
      if (capital && !inCapitals) {
        name.append('_');
      }
      name.append(capital ? Character.toLowerCase(c) : c);
      inCapitals = capital;
    }
    return name.toString();
  }
}

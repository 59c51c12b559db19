package io.roentgen.instrumentation.awssdk2;

import io.roentgen.instrumentation.aws.Members;
import java.util.List;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/**
 * Members as this SDK describes them: no reflection, and the names are those of the API's model.
 */
final class SdkMembers extends Members {

  static final SdkMembers ALL = new SdkMembers();

  private SdkMembers() {}

  @Override
  protected Member find(Object owner, String name) {
    if (!(owner instanceof SdkPojo)) {
      return null;
    }
    List<SdkField<?>> fields = ((SdkPojo) owner).sdkFields();
    for (int i = 0; i < fields.size(); i++) {
      SdkField<?> field = fields.get(i);
      if (isCalled(field.memberName(), name)) {
        return new ModelMember(field);
      }
    }
    return null;
  }

  /** Some models begin their members' names with a small letter. */
  private static boolean isCalled(String member, String name) {
    return member.length() == name.length()
        && Character.toUpperCase(member.charAt(0)) == name.charAt(0)
        && member.regionMatches(1, name, 1, name.length() - 1);
  }

  private static final class ModelMember implements Member {

    private final SdkField<?> field;

    ModelMember(SdkField<?> field) {
      this.field = field;
    }

    @Override
    public Object of(Object owner) {
      return field.getValueOrDefault(owner);
    }
  }
}

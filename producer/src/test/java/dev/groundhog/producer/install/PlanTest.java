package dev.groundhog.producer.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PlanTest {
  private static final String HOOK = "[Service]\nExecStopPost=hook\n";
  private static final Content DROP_IN = Content.dropIn(HOOK);

  @Test
  void masks_come_before_the_drop_in_that_they_mask() {
    List<Change> plan = Plan.installAll(HOOK, Map.of("getty@.service", "on the list"), Map.of());

    assertThat(plan).extracting(Change::folder).containsExactly("getty@.service", "service");
    assertThat(plan).extracting(Change::after).containsExactly(Content.MASK, DROP_IN);
  }

  @Test
  void a_unit_that_a_person_installed_by_name_is_not_left_out() {
    List<Change> plan =
        Plan.installAll(
            HOOK,
            Map.of("backup.service", "started by a timer"),
            Map.of("backup.service", DROP_IN));

    assertThat(plan.get(0).changesSomething()).isFalse();
    assertThat(plan.get(0).why()).isEqualTo("installed by name");
  }

  @Test
  void a_unit_that_a_person_took_out_stays_out_when_all_are_installed_again() {
    Map<String, Content> present = Map.of("service", DROP_IN, "chat.service", Content.MASK);

    assertThat(Plan.installAll(HOOK, Map.of(), present))
        .noneMatch(change -> change.folder().equals("chat.service"));
  }

  @Test
  void installing_by_name_takes_a_mask_away() {
    Change change =
        Plan.install(List.of("chat.service"), HOOK, Map.of("chat.service", Content.MASK)).get(0);

    assertThat(change.changesSomething()).isTrue();
    assertThat(change.after()).isEqualTo(DROP_IN);
  }

  @Test
  void uninstalling_one_unit_removes_its_file() {
    Change change = Plan.uninstall(List.of("chat.service"), Map.of("chat.service", DROP_IN)).get(0);

    assertThat(change.after()).isNull();
  }

  @Test
  void uninstalling_one_unit_after_all_were_installed_masks_it() {
    assertThat(Plan.uninstall(List.of("chat.service"), Map.of("service", DROP_IN)).get(0).after())
        .isEqualTo(Content.MASK);
  }

  @Test
  void uninstalling_one_instance_of_an_installed_template_masks_it() {
    assertThat(
            Plan.uninstall(List.of("worker@3.service"), Map.of("worker@.service", DROP_IN))
                .get(0)
                .after())
        .isEqualTo(Content.MASK);
  }

  @Test
  void a_unit_whose_group_is_left_out_needs_no_mask_of_its_own() {
    Map<String, Content> present = Map.of("service", DROP_IN, "systemd-.service", Content.MASK);

    assertThat(Plan.uninstall(List.of("systemd-resolved.service"), present).get(0).after())
        .isNull();
  }

  @Property
  void uninstalling_all_leaves_nothing_and_unhooks_everything_first(
      @ForAll @Size(max = 8) Map<String, Boolean> masks) {
    Map<String, Content> present = new TreeMap<>();
    masks.forEach((name, mask) -> present.put(name, mask ? Content.MASK : DROP_IN));
    present.put("service", DROP_IN);

    List<Change> plan = Plan.uninstallAll(present);

    assertThat(plan.get(0).folder()).isEqualTo("service");
    assertThat(plan).hasSize(present.size()).allMatch(change -> change.after() == null);
  }
}

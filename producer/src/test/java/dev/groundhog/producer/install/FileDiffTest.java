package dev.groundhog.producer.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FileDiffTest {
  @Test
  void a_changed_line_stands_between_those_that_stay() {
    assertThat(diff("[Service]\nold\nend\n", "[Service]\nnew\nend\n"))
        .containsExactly("--- f", "+++ f", "@@ -1,3 +1,3 @@", " [Service]", "-old", "+new", " end");
  }

  @Test
  void a_new_file_and_a_mask_are_all_plus() {
    assertThat(FileDiff.of("f", new Change("chat.service", null, Content.MASK, "")))
        .containsExactly("--- /dev/null", "+++ f", "@@ -0,0 +1,1 @@", "+(link to /dev/null)");
  }

  @Test
  void a_file_that_goes_is_all_minus() {
    assertThat(FileDiff.of("f", new Change("chat.service", Content.dropIn("a\n"), null, "")))
        .containsExactly("--- f", "+++ /dev/null", "@@ -1,1 +0,0 @@", "-a");
  }

  @Property
  void without_the_pluses_it_is_the_old_file_and_without_the_minuses_the_new(
      @ForAll @Size(max = 7) List<@CharRange(from = 'a', to = 'c') @StringLength(1) String> before,
      @ForAll @Size(max = 7) List<@CharRange(from = 'a', to = 'c') @StringLength(1) String> after) {
    List<String> body = diff(text(before), text(after));
    body = body.subList(3, body.size());

    assertThat(body.stream().filter(l -> !l.startsWith("+")).map(l -> l.substring(1)).toList())
        .isEqualTo(before);
    assertThat(body.stream().filter(l -> !l.startsWith("-")).map(l -> l.substring(1)).toList())
        .isEqualTo(after);
  }

  private static String text(List<String> lines) {
    return String.join("\n", lines);
  }

  private static List<String> diff(String before, String after) {
    return FileDiff.of(
        "f", new Change("chat.service", Content.dropIn(before), Content.dropIn(after), ""));
  }
}

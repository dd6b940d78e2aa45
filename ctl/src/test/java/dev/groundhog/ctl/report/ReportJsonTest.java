package dev.groundhog.ctl.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ReportJsonTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Property
  void whatever_a_log_says_it_is_the_same_text_and_no_markup(@ForAll String text) throws Exception {
    String json = JSON.writeValueAsString(Map.of("line", text));
    String safe = ReportJson.forHtml(json);
    assertThat(safe).doesNotContain("<", ">", "&", "\u2028", "\u2029");
    assertThat(JSON.readTree(safe)).isEqualTo(JSON.readTree(json));
  }

  @Test
  void a_line_that_would_end_the_script_does_not() {
    assertThat(ReportJson.forHtml("{\"a\":\"</script><!--&\u2028\"}"))
        .isEqualTo("{\"a\":\"\\u003c/script\\u003e\\u003c!--\\u0026\\u2028\"}");
  }
}

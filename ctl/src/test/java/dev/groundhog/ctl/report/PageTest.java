package dev.groundhog.ctl.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PageTest {
  private static final String PAGE = Page.of(ReportPages.report(ReportPages.few()));

  @Test
  void its_policy_allows_each_script_and_style_in_it_and_nothing_else() throws Exception {
    Matcher element = Pattern.compile("<(script|style)>(.*?)</\\1>", Pattern.DOTALL).matcher(PAGE);
    int found = 0;
    while (element.find()) {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(element.group(2).getBytes(StandardCharsets.UTF_8));
      assertThat(policy()).contains("'sha256-" + Base64.getEncoder().encodeToString(hash) + "'");
      found++;
    }
    assertThat(found).isEqualTo(policy().split("'sha256-", -1).length - 1).isEqualTo(5);
    assertThat(policy()).contains("default-src 'none'").doesNotContain("unsafe", "http", "*");
  }

  @Test
  void the_librarys_licence_and_notice_are_in_it() {
    assertThat(PAGE)
        .contains("Licensed to the Apache Software Foundation")
        .contains("http://www.apache.org/licenses/LICENSE-2.0")
        .contains("This product includes software developed at");
  }

  @Test
  void it_names_nothing_that_would_have_to_be_fetched() {
    String ours = PAGE.replace(Assets.ECHARTS.text(), "");
    assertThat(ours.length()).isLessThan(PAGE.length() - 1_000_000);
    assertThat(ours).doesNotContain(" src=", "<link", "@import", "url(");
  }

  private static String policy() {
    Matcher meta = Pattern.compile("Policy\" content=\"([^\"]*)\"").matcher(PAGE);
    assertThat(meta.find()).isTrue();
    return meta.group(1);
  }
}

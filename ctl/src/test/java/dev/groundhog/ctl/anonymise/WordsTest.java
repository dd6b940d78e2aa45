package dev.groundhog.ctl.anonymise;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class WordsTest {
  private final Names names =
      new Names(new Key("a key for tests".getBytes(StandardCharsets.UTF_8)));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "error on web-117",
        "error on WEB-117.",
        "error on web-117:80",
        "error on web-117.example.org",
        "error on worker@117.service",
        "error on worker@117",
        "error on rack-117b",
        "error on 117.example.org",
        "error on 117"
      })
  void a_short_number_is_masked_where_it_stands_in_a_name(String line) {
    names.meetHost("web-117.example.org");
    names.meetHost("117.example.org");
    names.meetUnit("worker@117.service");
    names.meetLabels(Map.of("rack", "rack-117b"));
    assertThat(mask(line)).startsWith("error on ").doesNotContain("117").hasSameSizeAs(line);
    assertThat(mask(line)).isEqualTo(mask(line));
  }

  @Test
  void elsewhere_it_stays() {
    names.meetHost("web-117");
    names.meetUnit("worker@3.service");
    assertThat(mask("exit 117")).isEqualTo("exit 117");
    assertThat(mask("error 3 of 117")).isEqualTo("error 3 of 117");
    assertThat(mask("cobweb-117")).endsWith("-117");
    assertThat(mask("web-117x")).contains("-117");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fe80::1",
        "2001:db8::42",
        "2001:DB8::8a2e:370:7334",
        "2001:db8::",
        "::ffff:192.0.2.128",
        "64:ff9b::192.0.2.33",
        "1:2:3:4:5:6:7:8"
      })
  void an_address_of_ipv6_becomes_another_also_where_its_zeros_are_left_out(String address) {
    for (String line : new String[] {"from %s", "from [%s]:80", "from %s%%2", "from %s/64,"}) {
      String masked = mask(line.formatted(address));
      assertThat(masked).as(masked).doesNotContain(address).hasSameSizeAs(line.formatted(address));
      assertThat(masked.replaceAll("[0-9a-fA-F]", "0"))
          .isEqualTo(line.formatted(address).replaceAll("[0-9a-fA-F]", "0"));
    }
    assertThat(mask(address)).isEqualTo(mask(address)).isNotEqualTo(address);
  }

  @Test
  void colons_alone_make_no_address() {
    assertThat(mask("at ::1 and [::]:80")).isEqualTo("at ::1 and [::]:80");
    assertThat(mask("core::error")).isEqualTo("core::error");
    assertThat(mask("11:22:41 time")).isEqualTo("11:22:41 time");
    assertThat(mask("error::2")).isEqualTo("error::2");
  }

  private String mask(String line) {
    return names.words().mask(line);
  }
}

package dev.groundhog.ctl.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.ctl.log.LogRecord;
import dev.groundhog.events.Topic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RecordLinePropertyTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00.001Z");

  @Property
  void any_value_comes_back_byte_for_byte(@ForAll("values") byte[] value) throws IOException {
    assertThat(there(value).value()).isEqualTo(value);
    assertThat(RecordLine.encode(record(value))).doesNotContain((byte) '\n', (byte) '\r');
  }

  @Provide
  Arbitrary<byte[]> values() {
    Arbitrary<byte[]> anything = Arbitraries.bytes().array(byte[].class).ofMaxSize(60);
    Arbitrary<byte[]> braces =
        Arbitraries.strings()
            .withChars("{}[]\":,\\ntu01e+-. \u00e9\u2028\ud83d\ude00\n\t")
            .ofMaxLength(40)
            .map(text -> utf8('{' + text + '}'));
    Arbitrary<byte[]> objects =
        Arbitraries.strings()
            .ofMaxLength(20)
            .map(text -> utf8("{\"a\" : [1.0, 1e0, true,{}], \"a\":\"" + escaped(text) + "\" }"));
    return Arbitraries.oneOf(anything, braces, objects);
  }

  private static String escaped(String text) {
    return text.replaceAll("[\\\\\"\\p{Cntrl}]", "");
  }

  @Property
  void any_key_comes_back(@ForAll String key) throws IOException {
    String written = new String(utf8(key), StandardCharsets.UTF_8);
    LogRecord record = new LogRecord(Topic.ALERTS, 0, Long.MAX_VALUE, NOON, written, utf8("{}"));
    assertThat(RecordLine.decode(RecordLine.encode(record)).key()).isEqualTo(written);
  }

  @Example
  void a_deletion_and_an_empty_value_are_told_apart() throws IOException {
    LogRecord deletion = new LogRecord(Topic.CONTROL, 0, 3, NOON, null, null);
    LogRecord read = RecordLine.decode(RecordLine.encode(deletion));
    assertThat(read.value()).isNull();
    assertThat(read.key()).isNull();
    assertThat(there(new byte[0]).value()).isEmpty();
  }

  @Example
  void an_object_on_one_line_can_be_read_as_it_is_and_nothing_else() throws IOException {
    assertThat(line("{\"host\":\"web-1\", \"n\":1.00}"))
        .endsWith("\"key\":\"k\",\"value\":{\"host\":\"web-1\", \"n\":1.00}}");
    assertThat(line("{\"host\":\n\"web-1\"}")).contains("\"base64\":\"");
    assertThat(line("{\"deep\":" + "[".repeat(600) + "]".repeat(600) + "}")).contains("base64");
    assertThat(line("{} {}")).contains("base64");
  }

  private static String line(String value) throws IOException {
    assertThat(there(utf8(value)).value()).isEqualTo(utf8(value));
    return new String(RecordLine.encode(record(utf8(value))), StandardCharsets.UTF_8);
  }

  private static LogRecord there(byte[] value) throws IOException {
    LogRecord read = RecordLine.decode(RecordLine.encode(record(value)));
    assertThat(read.topic()).isEqualTo(Topic.UNIT_EVENTS);
    assertThat(read.partition()).isEqualTo(11);
    assertThat(read.offset()).isEqualTo(1L << 40);
    assertThat(read.appended()).isEqualTo(NOON);
    assertThat(read.key()).isEqualTo("k");
    return read;
  }

  private static LogRecord record(byte[] value) {
    return new LogRecord(Topic.UNIT_EVENTS, 11, 1L << 40, NOON, "k", value);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

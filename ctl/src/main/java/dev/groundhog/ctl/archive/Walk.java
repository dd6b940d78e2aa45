package dev.groundhog.ctl.archive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.groundhog.ctl.log.LogRecord;
import dev.groundhog.events.Wire;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Goes through an archive's lines from the first on and believes none of them. Each line must have
 * its seal and be what may stand there; in the end the counts and the hash must fit, and nothing
 * may follow.
 */
final class Walk {
  private static final ObjectMapper JSON = Wire.mapper();

  private final LineReader lines;
  private final Chain chain = new Chain();
  private final Digest digest = new Digest();
  private final Map<String, Long> counts = new TreeMap<>();

  Walk(LineReader lines) {
    this.lines = lines;
  }

  /** The first line. */
  Header header() throws IOException, DamagedException {
    byte[] line = firstLine();
    if (line == null) throw new DamagedException(1, "the file is empty");
    Header header = parse(line);
    if (header.format() > Header.FORMAT) {
      throw new DamagedException(
          1,
          "format %d, written by groundhogctl %s; this one reads formats up to %d"
              .formatted(header.format(), header.product(), Header.FORMAT));
    }
    if (!chain.fits(line)) throw new DamagedException(1, "was changed after it was written");
    if (!header.isWhole()) throw new DamagedException(1, "a field of the header is missing");
    digest.read(line);
    return header;
  }

  private byte @Nullable [] firstLine() throws IOException, DamagedException {
    try {
      return lines.next();
    } catch (DamagedException e) {
      // Of most files that are none of ours the first line looks cut off or endless.
      throw new DamagedException(1, "not what groundhogctl export writes, or cut off within it");
    }
  }

  private static Header parse(byte[] line) throws DamagedException {
    try {
      JsonNode json = JSON.readTree(line);
      if (json != null && Header.KIND.equals(json.path("groundhog").asText(""))) {
        return JSON.treeToValue(json, Header.class);
      }
    } catch (IOException e) {
      // Said below.
    }
    throw new DamagedException(1, "not what groundhogctl export writes");
  }

  /**
   * The others.
   *
   * @param reader gets each record and says whether to go on; if not, the rest is not looked at
   */
  void records(Header header, Predicate<LogRecord> reader) throws IOException, DamagedException {
    for (byte[] line = lines.next(); line != null; line = lines.next()) {
      if (!chain.fits(line)) {
        throw new DamagedException(
            lines.number(), "was changed after it was written, or lines before it are missing");
      }
      if (isEnd(line)) {
        end(header, line);
        return;
      }
      digest.read(line);
      if (!reader.test(record(line))) return;
    }
    throw new DamagedException(
        lines.number() + 1,
        "missing: the file ends after %,d of %,d records".formatted(sum(counts), sum(header)));
  }

  private LogRecord record(byte[] line) throws DamagedException {
    try {
      LogRecord record = RecordLine.decode(line);
      counts.merge(record.topic().topicName(), 1L, Long::sum);
      return record;
    } catch (JsonProcessingException e) {
      throw new DamagedException(lines.number(), "no record: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new DamagedException(lines.number(), "no record: " + e.getMessage());
    }
  }

  private static boolean isEnd(byte[] line) {
    return line.length > 8 && line[2] == 'e' && line[3] == 'n' && line[4] == 'd' && line[5] == '"';
  }

  private void end(Header header, byte[] line) throws IOException, DamagedException {
    long at = lines.number();
    End end;
    try {
      end = JSON.readValue(line, End.class);
    } catch (JsonProcessingException e) {
      throw new DamagedException(at, "no last line: " + e.getOriginalMessage());
    }
    if (end.records().containsValue(null)) throw new DamagedException(at, "a count is missing");
    String found = HexFormat.of().formatHex(digest.value());
    if (!found.equals(end.sha256())) {
      throw new DamagedException(at, "the SHA-256 of the lines before it is " + found);
    }
    if (sum(counts) != sum(header) || sum(counts) != sum(end.records())) {
      throw new DamagedException(
          at,
          "%,d records stand before it; the header says %,d".formatted(sum(counts), sum(header)));
    }
    byte[] more = lines.next();
    if (more != null) throw new DamagedException(at + 1, "stands behind the last line");
  }

  private static long sum(Header header) {
    return sum(header.records());
  }

  private static long sum(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(n -> n).sum();
  }
}

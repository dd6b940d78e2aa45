package dev.groundhog.engine.cause;

import java.util.Set;

/** What the part behind the last dot says a word is. */
final class Suffixes {
  /** Of hosts: what people use, and what RFC 2606, 6762 and 8375 set aside. */
  private static final Set<String> DOMAINS =
      Words.of(
          """
          com net org io dev internal local lan cloud example test invalid svc corp home arpa de
          uk eu us fr nl at ch app co localdomain intranet consul cluster info biz ai tech edu gov
          jp cn ru br au ca se no pl it es private
          """);

  /** Files of source code: a place in them is no address. */
  private static final Set<String> SOURCES =
      Words.of(
          """
          java kt scala groovy clj go rs py js ts mjs cjs jsx tsx c cc cpp cxx h hpp cs fs vb rb
          php pl pm sh lua ex exs erl hs ml swift jl r dart zig nim so dll jar exe yaml yml json
          toml xml conf cfg ini sql properties
          """);

  /** Files of data, of which each has a name of its own. */
  private static final Set<String> DATA =
      Words.of(
          """
          csv tsv txt log dat parquet avro gz zip tar wal db sqlite bin bak tmp pid lock sock pem
          key crt cer p12 jks png jpg jpeg gif pdf mp3 mp4 wav doc docx xls xlsx html jsonl ndjson
          idx seg img iso
          """);

  private Suffixes() {}

  static boolean isDomain(String suffix) {
    return DOMAINS.contains(suffix);
  }

  /** Of code, and of settings that are part of a program as code is. */
  static boolean isSource(String suffix) {
    return SOURCES.contains(suffix);
  }

  static boolean isData(String suffix) {
    return DATA.contains(suffix);
  }
}

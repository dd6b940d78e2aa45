package dev.groundhog.bench;

import dev.groundhog.producer.redact.Redactor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What masking the secrets of a tail of 22 lines costs when warm, beside what is usually done: a
 * list of regular expressions, each over every line. In turn, in one process.
 *
 * <p>Argument: how many rounds (default 2000).
 */
public final class RedactionBench {
  /** The aim, for a tail as crashes write it. */
  private static final double LIMIT_MILLIS = 0.3;

  /** Far fewer shapes than the redactor knows, and no answer to what is harmless. */
  private static final List<String> EXPRESSIONS =
      List.of(
          "\\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}\\b",
          "\\bAIza[\\w-]{35}",
          "\\bgh[pousr]_[A-Za-z0-9]{36,}",
          "\\bgithub_pat_\\w{82}",
          "\\bgl(?:pat|dt|ptt|rt|cbt|ft|soat)-[\\w-]{20,}",
          "\\bxox[abeoprs]-[\\w-]{10,}",
          "hooks\\.slack\\.com/(?:services|workflows)/[\\w/+]{40,}",
          "\\b[sr]k_(?:live|test)_[A-Za-z0-9]{16,}",
          "\\bSK[0-9a-f]{32}\\b",
          "\\bSG\\.[\\w-]{22}\\.[\\w-]{43}",
          "\\bnpm_[A-Za-z0-9]{36}",
          "\\bpypi-AgEIcHlwaS5vcmc[\\w-]{50,}",
          "\\bsk-(?:proj-|ant-)?[\\w-]{32,}",
          "\\bhf_[A-Za-z]{34}",
          "\\bhv[sbr]\\.[\\w-]{24,}",
          "\\bglsa_[A-Za-z0-9]{32}_[0-9a-f]{8}",
          "\\bdop_v1_[0-9a-f]{64}",
          "\\bshp(?:at|ca|pa|ss)_[0-9a-f]{32}",
          "\\bAGE-SECRET-KEY-1[A-Z0-9]{58}",
          "\\b\\d{8,10}:AA[\\w-]{33}",
          "\\beyJ[\\w-]{10,}\\.[\\w-]{10,}\\.[\\w-]{10,}",
          "-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----[\\s\\S]{0,4000}?-----END",
          "(?i)authorization[\"']?\\s{0,4}[:=]\\s{0,4}[\"']?(?:bearer|basic|token)\\s{1,4}[^\\s\"',]{1,2000}",
          "(?i)(?:set-)?cookie:\\s{0,4}[^\\r\\n]{1,4000}",
          "://[^\\s/:@]{0,100}:([^\\s/@]{1,200})@",
          "(?i)[\\w.-]{0,40}(?:passw(?:or)?d|pwd|secret|token|api[_-]?key|access[_-]?key)[\\w.-]{0,40}"
              + "[\"']?\\s{0,4}(?:=>|[:=])\\s{0,4}[\"']?([^\\s\"',;&]{1,2000})");

  private RedactionBench() {}

  public static void main(String[] args) {
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 2000;
    Redactor redactor = new Redactor(Map.of());
    List<Pattern> plain = EXPRESSIONS.stream().map(Pattern::compile).toList();
    List<com.google.re2j.Pattern> re2 =
        EXPRESSIONS.stream()
            .map(expression -> com.google.re2j.Pattern.compile(withRe2Bounds(expression)))
            .toList();
    System.out.printf(
        Locale.ROOT,
        "| 22 lines, %d rounds, limit %.1f ms | Redactor p50 | p99 | java.util.regex p50 | RE2/J p50 |%n|---|---|---|---|---|%n",
        rounds,
        LIMIT_MILLIS);
    compare("a Java stack trace without secrets", trace(), rounds, redactor, plain, re2);
    compare("the same with four secrets in it", withSecrets(), rounds, redactor, plain, re2);
    compare(
        "an environment of secrets, one in each line", environment(), rounds, redactor, plain, re2);
    compare("a private key of 20 lines", key(), rounds, redactor, plain, re2);
  }

  /** RE2 repeats nothing more than 1,000 times. */
  private static String withRe2Bounds(String expression) {
    return expression.replace("4000}", "1000}").replace("2000}", "1000}");
  }

  private static void compare(
      String what,
      List<String> tail,
      int rounds,
      Redactor redactor,
      List<Pattern> plain,
      List<com.google.re2j.Pattern> re2) {
    List<Way> ways =
        List.of(
            new Way(
                lines -> redactor.mask(lines).stream().map(line -> line.text()).toList(), rounds),
            new Way(lines -> byExpressions(lines, plain), rounds),
            new Way(lines -> byRe2(lines, re2), rounds));
    for (int i = -rounds / 2; i < rounds; i++) {
      for (Way way : ways) way.run(tail, i);
    }
    System.out.printf(
        Locale.ROOT,
        "| %s | %.3f ms | %.3f ms | %.3f ms | %.3f ms |%n",
        what,
        ways.get(0).millis(0.5),
        ways.get(0).millis(0.99),
        ways.get(1).millis(0.5),
        ways.get(2).millis(0.5));
  }

  private static List<String> byExpressions(List<String> lines, List<Pattern> patterns) {
    List<String> masked = new ArrayList<>();
    for (String line : lines) {
      String text = line;
      for (Pattern pattern : patterns) text = pattern.matcher(text).replaceAll("[redacted]");
      masked.add(text);
    }
    return masked;
  }

  private static List<String> byRe2(List<String> lines, List<com.google.re2j.Pattern> patterns) {
    List<String> masked = new ArrayList<>();
    for (String line : lines) {
      String text = line;
      for (com.google.re2j.Pattern pattern : patterns)
        text = pattern.matcher(text).replaceAll("[redacted]");
      masked.add(text);
    }
    return masked;
  }

  private static List<String> trace() {
    List<String> lines =
        new ArrayList<>(
            List.of(
                "2026-11-22T11:22:41.581Z  INFO 812 --- [main] c.a.chat.ChatApplication : Starting ChatApplication v1.4.2 using Java 17.0.12",
                "2026-11-22T11:22:43.102Z  INFO 812 --- [main] com.zaxxer.hikari.HikariDataSource : HikariPool-1 - Starting...",
                "2026-11-22T11:22:44.310Z ERROR 812 --- [main] o.s.boot.SpringApplication : Application run failed",
                "org.springframework.beans.factory.BeanCreationException: Error creating bean with name 'tokenStore': token cache refused",
                "Caused by: java.net.ConnectException: Connection refused: db-1/10.0.0.5:5432"));
    for (int i = lines.size(); i < 22; i++) {
      lines.add(
          "\tat org.springframework.beans.factory.support.AbstractAutowireCapableBeanFactory.doCreateBean(AbstractAutowireCapableBeanFactory.java:"
              + (500 + i)
              + ") ~[spring-beans-6.1.6.jar:6.1.6]");
    }
    return lines;
  }

  private static List<String> withSecrets() {
    List<String> lines = trace();
    lines.set(
        1, "spring.datasource.password=Fake0Fake1 url=jdbc:postgresql://chat:Fake2Fake3@db-1/chat");
    lines.set(3, "Authorization: Bearer " + "Fake4".repeat(12));
    lines.set(4, "GITHUB_TOKEN=gh" + "p_" + "Fake5".repeat(8));
    return lines;
  }

  private static List<String> environment() {
    return IntStream.range(0, 22)
        .mapToObj(
            i ->
                "SERVICE_"
                    + i
                    + "_API_TOKEN=Fake"
                    + i
                    + "Fake6Fake7Fake8 SERVICE_"
                    + i
                    + "_URL=https://a.example.com/v1/token")
        .toList();
  }

  private static List<String> key() {
    String line = "kJ7f".repeat(16);
    return Stream.of(
            Stream.of("-----BEGIN RSA PRIVATE KEY-----"),
            IntStream.range(0, 20).mapToObj(i -> line),
            Stream.of("-----END RSA PRIVATE KEY-----"))
        .flatMap(lines -> lines)
        .toList();
  }

  /** One way of masking, and how long each round of it took. */
  private static final class Way {
    private final UnaryOperator<List<String>> mask;
    private final long[] nanos;
    private long kept;

    Way(UnaryOperator<List<String>> mask, int rounds) {
      this.mask = mask;
      nanos = new long[rounds];
    }

    /** Rounds below zero warm up. */
    void run(List<String> tail, int round) {
      long from = System.nanoTime();
      kept += mask.apply(tail).size();
      if (round >= 0) nanos[round] = System.nanoTime() - from;
    }

    double millis(double share) {
      if (kept == 0) throw new IllegalStateException("nothing was masked");
      long[] sorted = nanos.clone();
      Arrays.sort(sorted);
      return sorted[(int) (sorted.length * share)] / 1e6;
    }
  }
}

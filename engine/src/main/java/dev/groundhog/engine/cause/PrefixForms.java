package dev.groundhog.engine.cause;

import java.util.regex.Pattern;

/** The pieces that stand before a message, by what writes them. */
final class PrefixForms {
  /** klog and glog: {@code E1122 11:22:41.581123 812 file.go:123] }. */
  static final Pattern KLOG =
      Pattern.compile(
          "([IWEF])\\d{4,8} \\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)? +\\d+ (?:\\S{1,80} )?[^\\]\\s]{1,80}\\] ?");

  /** RFC 5424 behind priority, version and time: host, program, pid, message id, data. */
  static final Pattern RFC_5424 =
      Pattern.compile(
          " \\S{1,255} (\\S{1,48}) \\S{1,128} \\S{1,32} (?:-|(?:\\[[^\\]]{0,400}\\])+)(?: \\uFEFF?|$)");

  /** {@code ERRO[0012] }, {@code CRIT[11-22|11:22:41] }. */
  static final Pattern LEVEL_AND_TIME = Pattern.compile("([A-Z]{4,5})\\[[\\d:|.+-]{1,24}\\] ?");

  /** {@code backup[error] }: the program's own name stays. */
  static final Pattern TAG_AND_LEVEL =
      Pattern.compile("([A-Za-z][\\w./-]{0,40})\\[([A-Za-z]{3,11})\\]:?(?= |$)");

  /** {@code E peer lost}: the first letter of the level alone. */
  static final Pattern LETTER = Pattern.compile("([EFWDTIV])(?:[/|] ?| +)(?=\\S)");

  /** Kubernetes' runtimes: {@code stderr F }. */
  static final Pattern STREAM = Pattern.compile("std(?:out|err) [FP] ");

  /** redis: {@code 812:M }. */
  static final Pattern REDIS = Pattern.compile("\\d+:[A-Z](?= \\d)");

  /** docker compose: {@code web-1 | }, pm2: {@code 0|web | }. */
  static final Pattern COMPOSE =
      Pattern.compile("(?:\\d{1,4}\\|)?[A-Za-z][\\w.-]{0,60} {0,30}\\| ");

  static final Pattern PID = Pattern.compile("#?\\d+(?:[#:]\\d+)*:?(?=[\\s\\]])|\\*\\d+ ");

  /** postgres to syslog: {@code [1-2] }. */
  static final Pattern RECORD = Pattern.compile("\\d+-\\d+");

  static final Pattern SEPARATOR = Pattern.compile("(?:-{1,3}(?: :)?|[|:#*>·•.]|--:|→)(?=\\s|$)");

  static final Pattern LOGGER =
      Pattern.compile(
          "[\\w.$/:@#\\[\\]-]{1,100}(?= +[-:|]"
              + " )|[\\w.$/-]{1,100}(?:::[\\w:]+|\\.[\\w.$]+|:\\d+)(?=: )");

  /** Where it was logged: {@code cmd/main.go:12 }. */
  static final Pattern CALLER =
      Pattern.compile(
          "(?:[\\w@.-]{1,60}/){0,6}[\\w-]{1,60}\\.(?:go|rs|py|[cm]?[jt]sx?|java|kt|scala|c|cc|cpp|cxx|h|hpp|cs|rb|php|pl|ex|erl|lua|swift):\\d+:?(?=\\s)|[a-z_]\\w{0,40} \\d+ \\d{3,}(?= )");

  /** What Rust's tracing is within: {@code request{id=12}:db{table=a}: }. */
  static final Pattern SPANS = Pattern.compile("(?:[\\w.:-]{1,60}\\{[^}]{0,200}\\}:){1,5}(?= )");

  static final Pattern PLAIN_LEVEL =
      Pattern.compile(
          "(?<![\\w.])(?:FATAL|ERROR|WARN|WARNING|INFO|DEBUG|CRITICAL|NOTICE|LOG|PANIC)(?=[\\s:\\]|,])");

  static final Pattern SETTINGS =
      Pattern.compile(
          ".*\\.(?:toml|ya?ml|json|conf|cfg|ini|xml|properties|env|sql|csv|txt|html?|sh|bash|pl|php|rb)(?::\\d+)*");

  private PrefixForms() {}
}

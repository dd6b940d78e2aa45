package dev.groundhog.engine.cause;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Masks one word by its shape. */
final class Tokens {
  /** Keys of which the value names the fault. */
  private static final Set<String> TELLING_KEYS = Said.TELLING;

  /** Keys of which a number names the fault. */
  private static final Set<String> CODE_KEYS =
      Set.of("code", "errno", "status", "errcode", "error_code", "exit", "exit_code", "signal");

  private static final Pattern UUID =
      Pattern.compile("[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}");
  private static final Pattern IPV4 =
      Pattern.compile("\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}(?::\\d{1,5}|/\\d{1,2})?");
  private static final Pattern EMAIL = Pattern.compile("[\\w.+-]+@[\\w-]+\\.[\\w.-]+");
  private static final Pattern OBJECT = Pattern.compile("([\\w.$\\[;/-]+)@[0-9a-f]{3,16}");
  private static final Pattern HOST_PORT = Pattern.compile("([A-Za-z][\\w.-]*|\\*|):(\\d{2,5})");
  private static final Pattern NUMBER =
      Pattern.compile(
          "[+-]?(?:\\d[\\d_,]*(?:\\.\\d+)?|\\.\\d+)(?:[eE][+-]?\\d+)?([A-Za-zµ%]{0,8})(?:/s)?");
  private static final Pattern DURATION =
      Pattern.compile("(?:\\d+(?:\\.\\d+)?(?:ns|us|µs|ms|s|secs?|m|mins?|h|hrs?|d)){1,6}");
  private static final Set<String> SIZES =
      Set.of(
          "B", "K", "M", "G", "T", "KB", "MB", "GB", "TB", "kB", "KiB", "MiB", "GiB", "TiB", "k",
          "bytes", "Mi", "Gi", "Ki");
  private static final Pattern CODE =
      Pattern.compile("(?:ORA|PLS|TNS|SQL|MY|PG|CVE|ERR|DB)-?\\d{2,6}|E\\d{3,5}");
  private static final Pattern KNOWN =
      Pattern.compile(
          "(?i)(?:utf-?(?:8|16|32)|sha-?(?:1|256|512)|md5|base64|x86_64|amd64|arm64|i[3-6]86|u?int(?:8|16|32|64)|float(?:32|64)"
              + "|[iuf](?:8|16|32|64|128)|http/?\\d(?:\\.\\d)?|ipv[46]|tls(?:v1(?:\\.\\d)?)?|ssl(?:v\\d)?|log4j2?|h2|s3|ec2|k8s|p12|pkcs\\d+|x509|http2|oauth2|utf8|latin1|iso-8859-1|libc6?|python[23]|go1|lib\\w+\\.so[.\\d]*)");
  private static final Pattern WINDOWS_PATH = Pattern.compile("[A-Za-z]:\\\\.*|\\\\\\\\.+");
  private static final Pattern RELATIVE_PATH =
      Pattern.compile(
          "(?:[\\w@.+-]+/)+[\\w@.+-]*\\.[A-Za-z]\\w{0,9}(?::\\d+)*|(?:[\\w@.+-]+/){2,}[\\w@.+-]*");

  private Tokens() {}

  /** The word, or what stands for its class. */
  static String mask(String word) {
    char first = word.charAt(0);
    if (first == '/' || first == '~' || first == '.') {
      if (word.length() > 1 && word.indexOf('/') >= 0 && !word.startsWith("//"))
        return Landmarks.path(word);
    }
    boolean digits = hasDigit(word);
    if (word.contains("://")) return "<url>";
    int sign = word.indexOf('@');
    if (sign > 0) {
      Matcher object = OBJECT.matcher(word);
      if (object.matches() && digits) return object.group(1) + "@<hex>";
      if (EMAIL.matcher(word).matches()) return "<email>";
    }
    if (word.indexOf('/') > 0 && RELATIVE_PATH.matcher(word).matches() && !isJavaPath(word))
      return Landmarks.path(word);
    if (word.indexOf('\\') >= 0 && WINDOWS_PATH.matcher(word).matches())
      return Landmarks.path(word);
    if (isHost(word)) return "<address>";
    int dot = word.lastIndexOf('.');
    if (dot > 0 && Suffixes.isData(word.substring(dot + 1)) && isName(word))
      return Landmarks.path(word);
    if (!digits) return isRandom(word) ? "<token>" : isIpv6(word) ? "<address>" : word;
    return withDigits(word);
  }

  private static String withDigits(String word) {
    if (KNOWN.matcher(word).matches() || CODE.matcher(word).matches()) return word;
    if (UUID.matcher(word).matches()) return "<id>";
    if (IPV4.matcher(word).matches()) return "<address>";
    if (word.startsWith("0x") || word.startsWith("0X")) {
      return isHex(word.substring(2)) ? "<hex>" : "<hex>" + digitsOut(word.substring(2));
    }
    if (word.indexOf(':') >= 0 && isIpv6(word)) return "<address>";
    Matcher number = NUMBER.matcher(word);
    if (number.matches()) {
      String unit = number.group(1);
      if (unit.isEmpty() && isHex(word) && word.length() > 19) return "<hex>";
      if (SIZES.contains(unit)) return "<size>";
      if (!DURATION.matcher(word).matches()) return number(word, unit);
    }
    if (DURATION.matcher(word).matches()) return "<duration>";
    if (word.length() >= 7 && isHex(word)) return "<hex>";
    Matcher address = HOST_PORT.matcher(word);
    if (address.matches()) return hostPort(address);
    if (word.length() >= 16 && isRandom(word)) return "<token>";
    int colon = word.indexOf(':');
    if (colon > 0 && isSource(word.substring(0, colon)) && !hasDigit(word.substring(0, colon)))
      return word.substring(0, colon) + ":#";
    return isInstance(word) ? "…" : digitsOut(word);
  }

  /**
   * {@code dock-3}, {@code web7.ams2}, {@code 00a1.wal}: one of many, and its kin may be named
   * otherwise.
   */
  private static boolean isInstance(String word) {
    boolean letter = false;
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (Character.isLetter(c)) letter = true;
      else if ((c < '0' || c > '9') && "-_.:/".indexOf(c) < 0) return false;
    }
    return letter;
  }

  private static String number(String word, String unit) {
    if (unit.isEmpty()) return "#";
    return word.length() >= 7 && isHex(word) ? "<hex>" : "#" + unit;
  }

  private static String hostPort(Matcher address) {
    String host = address.group(1);
    String last = host.substring(host.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    if (host.indexOf('.') > 0 && Suffixes.isSource(last)) return host + ":#";
    boolean like =
        host.isEmpty() || host.indexOf('-') > 0 || host.indexOf('.') > 0 || hasDigit(host);
    if (like || "localhost".equals(host) || "*".equals(host)) return "<address>";
    return "…";
  }

  /** {@code src/main.rs}, {@code feed.pl}: a file of source code and no function. */
  static boolean isSource(String name) {
    int dot = name.lastIndexOf('.');
    if (dot < 0 || name.indexOf(' ') >= 0 || name.indexOf('(') >= 0) return false;
    int colon = name.indexOf(':', dot);
    return Suffixes.isSource(name.substring(dot + 1, colon < 0 ? name.length() : colon));
  }

  /** Of {@code key=value}. */
  static String value(String key, String value) {
    String name = key.substring(key.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    if (CODE_KEYS.contains(name) && isDigits(value) && value.length() <= 5) return value;
    if (TELLING_KEYS.contains(name) || Said.ERRORS.contains(name)) return mask(value);
    return "…";
  }

  /** A plain word that could be somebody's or something's name. */
  static boolean isName(String word) {
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (!Character.isLetterOrDigit(c) && "._-@".indexOf(c) < 0) return false;
    }
    return !word.isEmpty();
  }

  static boolean isDigits(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (word.charAt(i) < '0' || word.charAt(i) > '9') return false;
    }
    return !word.isEmpty();
  }

  static boolean isIpv6(String word) {
    int colons = 0;
    boolean twice = false;
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c == ':') {
        colons++;
        twice |= i > 0 && word.charAt(i - 1) == ':';
      } else if (c == '%') break;
      else if (Character.digit(c, 16) < 0 && c != '.') return false;
    }
    return colons >= 2 && (twice || colons == 7) && (hasDigit(word) || word.equals("::"));
  }

  private static boolean isHost(String word) {
    int dot = word.lastIndexOf('.');
    if (dot <= 0 || dot == word.length() - 1) return false;
    int port = word.indexOf(':', dot);
    String last = port < 0 ? word.substring(dot + 1) : word.substring(dot + 1, port);
    if (!Suffixes.isDomain(last)) return false;
    if (port >= 0 && !isDigits(word.substring(port + 1))) return false;
    for (int i = 0; i < dot; i++) {
      char c = word.charAt(i);
      boolean lower =
          (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
      if (!lower) return false;
    }
    return true;
  }

  /** {@code com/example/Foo}: a class as class loaders name it. */
  private static boolean isJavaPath(String word) {
    char last =
        word.charAt(word.lastIndexOf('/') + 1 < word.length() ? word.lastIndexOf('/') + 1 : 0);
    return Character.isUpperCase(last) && word.indexOf('.') < 0 && !hasDigit(word);
  }

  private static boolean isHex(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (Character.digit(word.charAt(i), 16) < 0) return false;
    }
    return !word.isEmpty();
  }

  /** Keys and hashes: long, and cases and digits change all the time. */
  private static boolean isRandom(String word) {
    if (word.length() < 16) return false;
    int changes = 0;
    for (int i = 1; i < word.length(); i++) {
      char c = word.charAt(i);
      if (!Character.isLetterOrDigit(c) && "_-+/=".indexOf(c) < 0) return false;
      if (kind(c) != kind(word.charAt(i - 1))) changes++;
    }
    boolean digits = hasDigit(word);
    return digits && changes * 3 >= word.length();
  }

  private static int kind(char c) {
    if (c >= '0' && c <= '9') return 0;
    return Character.isUpperCase(c) ? 1 : 2;
  }

  static boolean hasDigit(String word) {
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c >= '0' && c <= '9') return true;
    }
    return false;
  }

  /** {@code worker-3} to {@code worker-#}, {@code chat-7d9f8b6c5-x2x4z} to {@code chat-#-#}. */
  static String digitsOut(String word) {
    StringBuilder out = new StringBuilder(word.length());
    int from = 0;
    for (int i = 0; i <= word.length(); i++) {
      if (i < word.length() && Character.isLetterOrDigit(word.charAt(i))) continue;
      segment(word, from, i, out);
      if (i < word.length()) out.append(word.charAt(i));
      from = i + 1;
    }
    return out.toString();
  }

  private static void segment(String word, int from, int to, StringBuilder out) {
    int changes = 0;
    for (int i = from + 1; i < to; i++) {
      if (Character.isDigit(word.charAt(i)) != Character.isDigit(word.charAt(i - 1))) changes++;
    }
    if (changes >= 3) {
      out.append('#');
      return;
    }
    boolean inNumber = false;
    for (int i = from; i < to; i++) {
      boolean digit = Character.isDigit(word.charAt(i));
      if (!digit) out.append(word.charAt(i));
      else if (!inNumber) out.append('#');
      inNumber = digit;
    }
  }
}

package dev.groundhog.producer.redact;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a setting's name says that its value is a secret: {@code DB_PASSWORD}, {@code
 * spring.mail.password}, {@code secretAccessKey}. The last word decides: {@code password_file} and
 * {@code tokenType} name no secret.
 */
final class SecretName {
  /** A word that stands for one of these in every name must be here, for the hints. */
  static final List<String> HINTS =
      List.of(
          "pass",
          "pwd",
          "secret",
          "token",
          "key",
          "credential",
          "creds",
          "auth",
          "otp",
          "sig",
          "jsessionid",
          "phpsessid",
          "connect.sid",
          "mnemonic",
          "kennwort");

  private static final Set<String> PASSWORDS =
      Set.of(
          "password",
          "passwd",
          "passw",
          "passwort",
          "kennwort",
          "pwd",
          "pass",
          "passphrase",
          "passcode",
          "mnemonic",
          "otp",
          "totp");

  private static final List<String> PASSWORD_ENDS =
      List.of(
          "password",
          "passwd",
          "passphrase",
          "pwd",
          "userpass",
          "dbpass",
          "keypass",
          "storepass",
          "sshpass",
          "rootpass",
          "smtppass",
          "mailpass",
          "requirepass");

  private static final Set<String> KEY_OF =
      Set.of(
          "api",
          "access",
          "secret",
          "private",
          "priv",
          "auth",
          "account",
          "signing",
          "sign",
          "encryption",
          "encrypt",
          "decryption",
          "enc",
          "crypto",
          "master",
          "shared",
          "storage",
          "subscription",
          "functions",
          "session",
          "ssh",
          "jwt",
          "hmac",
          "aes",
          "app",
          "application",
          "service",
          "client",
          "consumer",
          "webhook",
          "deploy",
          "admin",
          "server",
          "write",
          "ingest",
          "license",
          "integration",
          "sas",
          "cookie",
          "unseal",
          "recovery",
          "wrapping",
          "psk",
          "ssl",
          "tls",
          "activation",
          "root");

  private static final List<String> KEY_ENDS =
      List.of(
          "apikey", "accesskey", "secretkey", "privatekey", "authkey", "masterkey", "accountkey");

  /** Tokens that mark a place in a list, in a text or in a plan. */
  private static final Set<String> PLAIN_TOKEN_OF =
      Set.of(
          "page",
          "next",
          "continuation",
          "cancellation",
          "cancel",
          "stop",
          "eos",
          "bos",
          "pad",
          "unk",
          "start",
          "end",
          "resume",
          "cursor",
          "unexpected",
          "illegal",
          "mask",
          "last",
          "previous",
          "first",
          "fencing",
          "sync",
          "prev",
          "shutdown",
          "keyword");

  /** Behind the word that matters: {@code password1}, {@code API_KEY_PROD}, {@code token.value}. */
  private static final Set<String> QUALIFIERS =
      Set.of(
          "value",
          "val",
          "raw",
          "plain",
          "plaintext",
          "base64",
          "b64",
          "encoded",
          "prod",
          "dev",
          "test",
          "staging",
          "stage",
          "live",
          "old",
          "new",
          "current",
          "previous",
          "primary",
          "secondary",
          "hash",
          "str",
          "string",
          "confirmation",
          "confirm",
          "again",
          "digest");

  private SecretName() {}

  /** The kind of the secret that a value of this name is; null if it is none. */
  static @Nullable String kind(String name) {
    List<String> words = words(name);
    while (words.size() > 1 && isQualifier(words.get(words.size() - 1))) {
      words.remove(words.size() - 1);
    }
    if (words.isEmpty()) return null;
    String last = withoutDigits(words.get(words.size() - 1));
    String of = words.size() > 1 ? words.get(words.size() - 2) : "";
    if (last.equals("base") && of.equals("key")) return "secret";
    return kind(last, of);
  }

  private static @Nullable String kind(String last, String of) {
    if (PASSWORDS.contains(last) || endsWithOne(last, PASSWORD_ENDS)) {
      return last.equals("pwd") && of.equals("old") ? null : "password";
    }
    if (last.endsWith("secret")) return "secret";
    if (last.endsWith("token")) return PLAIN_TOKEN_OF.contains(of) ? null : "token";
    if (last.equals("key") && KEY_OF.contains(of)) return keyKind(of);
    if (endsWithOne(last, KEY_ENDS)) return keyKind(last);
    return switch (last) {
      case "credential", "credentials", "creds", "cred" -> of.equals("amz") ? null : "credential";
      case "auth", "masterauth" -> "credential";
      case "sig" -> "signature";
      case "signature" -> of.equals("amz") || of.equals("goog") ? "signature" : null;
      case "jsessionid", "phpsessid" -> "session";
      case "sid" -> of.equals("connect") ? "session" : null;
      default -> null;
    };
  }

  private static String keyKind(String of) {
    if (of.startsWith("priv")) return "private-key";
    return of.startsWith("api") ? "api-key" : "secret-key";
  }

  private static boolean endsWithOne(String word, List<String> ends) {
    return ends.stream().anyMatch(word::endsWith);
  }

  private static boolean isQualifier(String word) {
    return QUALIFIERS.contains(word) || word.chars().allMatch(Chars::isDigit);
  }

  private static String withoutDigits(String word) {
    int end = word.length();
    while (end > 1 && Chars.isDigit(word.charAt(end - 1))) end--;
    return word.substring(0, end);
  }

  /** In lower case; parted by signs and by changes of case: {@code XApiKey}, {@code APIKey}. */
  static List<String> words(String name) {
    List<String> words = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= name.length(); i++) {
      boolean ends = i == name.length() || !Chars.isAlnum(name.charAt(i));
      if (ends || isHump(name, i)) {
        if (i > start) words.add(name.substring(start, i).toLowerCase(Locale.ROOT));
        start = ends ? i + 1 : i;
      }
    }
    return words;
  }

  private static boolean isHump(String name, int i) {
    if (i == 0 || !Chars.isUpper(name.charAt(i))) return false;
    char before = name.charAt(i - 1);
    if (Chars.isLower(before) || Chars.isDigit(before)) return true;
    return Chars.isUpper(before) && Chars.isLower(Chars.at(name, i + 1));
  }
}

package dev.groundhog.engine.cause;

import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code at app//com.example.Foo$Bar.lambda$run$0(Foo.java:12) ~[foo.jar:1.2]}. */
final class JavaFrames {
  /** Run time, languages, frameworks, drivers: they are on the way to many faults. */
  private static final Set<String> FOREIGN =
      Set.of(
          "java.",
          "javax.",
          "jakarta.",
          "jdk.",
          "sun.",
          "com.sun.",
          "kotlin.",
          "kotlinx.",
          "scala.",
          "groovy.",
          "clojure.",
          "org.codehaus.groovy.",
          "org.springframework.",
          "org.apache.",
          "org.hibernate.",
          "org.eclipse.",
          "org.jboss.",
          "org.wildfly.",
          "org.glassfish.",
          "org.aspectj.",
          "org.slf4j.",
          "org.junit.",
          "org.postgresql.",
          "org.mariadb.",
          "org.mongodb.",
          "org.redisson.",
          "org.flywaydb.",
          "org.quartz.",
          "org.elasticsearch.",
          "org.jooq.",
          "org.h2.",
          "org.yaml.",
          "org.xml.",
          "org.w3c.",
          "org.thymeleaf.",
          "io.netty.",
          "io.undertow.",
          "io.grpc.",
          "io.vertx.",
          "io.micronaut.",
          "io.quarkus.",
          "io.micrometer.",
          "io.opentelemetry.",
          "io.lettuce.",
          "io.reactivex.",
          "io.smallrye.",
          "io.dropwizard.",
          "io.ktor.",
          "io.kubernetes.",
          "reactor.",
          "rx.",
          "akka.",
          "play.",
          "com.google.common.",
          "com.google.inject.",
          "com.google.protobuf.",
          "com.google.gson.",
          "com.fasterxml.",
          "com.zaxxer.",
          "com.mysql.",
          "com.mongodb.",
          "com.microsoft.sqlserver.",
          "com.amazonaws.",
          "com.rabbitmq.",
          "com.netflix.",
          "com.datastax.",
          "com.hazelcast.",
          "software.amazon.",
          "redis.clients.",
          "oracle.",
          "ch.qos.",
          "liquibase.",
          "feign.",
          "retrofit2.",
          "okhttp3.",
          "okio.",
          "net.bytebuddy.",
          "net.sf.",
          "javassist.",
          "weblogic.",
          "com.ibm.ws.",
          "org.gradle.",
          "dev.failsafe.");

  /** The longest of them is {@code org.codehaus.groovy.}. */
  private static final int MAX_PARTS = 3;

  /** Made while the program runs; calls go through them on the way to real code. */
  private static final Pattern GENERATED =
      Pattern.compile(
          ".*(?:\\$\\$Lambda|GeneratedMethodAccessor|GeneratedConstructorAccessor|\\$\\$FastClass|LambdaForm\\$|\\$Proxy\\d|FastClassBy|_Bean\\.(?:do)?[Cc]reate).*");

  private static final Pattern PROXIES =
      Pattern.compile(
          "\\$\\$(?:EnhancerBy|SpringCGLIB|CGLIB)[\\w$]*|_?\\$\\$_[\\w$]*|\\$(?:ByteBuddy|MockitoMock|HibernateProxy)\\$[\\w$]*|\\$Proxy\\d+(?:\\$\\w*)?|_(?:Subclass|ClientProxy)(?=\\.)|\\$\\$[0-9a-f]{6,}");

  private static final Pattern LAMBDA =
      Pattern.compile("lambda\\$(\\w+?)\\$\\d+|\\$anonfun\\$(\\w+?)\\$\\d+");
  private static final Pattern NUMBERS = Pattern.compile("(?<=[$_])\\d+|__\\d+");

  private static final Pattern SOURCE =
      Pattern.compile(
          "Native Method|Unknown"
              + " Source|<generated>|[\\w$-]+\\.\\w{1,8}(?::-?\\d+)?|[\\w$]+:\\d+|SourceFile(?::\\d+)?");

  private JavaFrames() {}

  /** The frame in a line, or null. */
  static @Nullable Frame of(Line line) {
    String name = name(line);
    if (name == null) return null;
    boolean made =
        (name.indexOf('$') >= 0
                || name.contains("_Bean.")
                || name.contains("Generated")
                || name.contains("FastClass"))
            && GENERATED.matcher(name).matches();
    return new Frame(line.at(), normalised(name), !made && isOwn(name));
  }

  static boolean isFrame(Line line) {
    return name(line) != null;
  }

  /** The function's name, as it stands there but for what loaded it. */
  private static @Nullable String name(Line line) {
    String text = line.trimmed();
    if (!text.startsWith("at ") || text.length() < 7) return null;
    int open = text.indexOf('(');
    // Node puts a blank before it.
    if (open < 5 || text.charAt(open - 1) == ' ') return null;
    int close = text.indexOf(')', open);
    String source = text.substring(open + 1, close < 0 ? text.length() : close);
    boolean whole = close > 0 && SOURCE.matcher(source).matches();
    // A line that the tail's reader cut off is a frame too.
    if (!whole && (close > 0 || !source.contains(".java"))) return null;
    String name = text.substring(3, open);
    if (name.indexOf(' ') >= 0 || name.lastIndexOf('.') < 1) return null;
    int loader =
        name.lastIndexOf('/', name.contains("$$Lambda") ? name.indexOf("$$Lambda") : name.length());
    return name.substring(loader + 1);
  }

  /** {@code ... 12 more}, {@code ... 12 common frames omitted}. */
  static boolean isMore(String trimmed) {
    return trimmed.startsWith("... ") && (trimmed.endsWith("more") || trimmed.endsWith("omitted"));
  }

  /** How many more, of such a line. */
  static int more(String trimmed) {
    int end = trimmed.indexOf(' ', 4);
    String count = end < 0 ? "" : trimmed.substring(4, end);
    return Tokens.isDigits(count) && count.length() < 6 ? Integer.parseInt(count) : 0;
  }

  private static boolean isOwn(String name) {
    int end = name.indexOf('.') + 1;
    for (int parts = 0; parts < MAX_PARTS && end > 0; parts++) {
      if (FOREIGN.contains(name.substring(0, end))) return false;
      end = name.indexOf('.', end) + 1;
    }
    return true;
  }

  private static String normalised(String name) {
    if (name.indexOf('$') < 0 && name.indexOf('_') < 0) return name;
    String plain = PROXIES.matcher(name).replaceAll("");
    plain = LAMBDA.matcher(plain).replaceAll("$1$2");
    return NUMBERS.matcher(plain).replaceAll("#");
  }
}

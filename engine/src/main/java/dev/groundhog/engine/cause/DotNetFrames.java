package dev.groundhog.engine.cause;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Frames of .NET, and which of them are the program's: those whose source is named, because a
 * program is shipped with its symbols and libraries are not; in a tail in which none is named, all
 * that is of no known library.
 */
final class DotNetFrames {
  private static final Pattern FRAME =
      Pattern.compile("at ([\\w.<>`|+\\[\\],@$]+)\\(([^)]*)\\)(?: in (.*))?");

  /**
   * {@code Foo.<Run>d__5.MoveNext} is {@code Foo.Run}; {@code Foo.<>c.<Main>b__0_0} is of {@code
   * Foo.Main}.
   */
  private static final Pattern MACHINE =
      Pattern.compile(
          "(?:<>c(?:__DisplayClass\\d+_\\d+)?[.+])?<+(\\w+)>[a-z]__\\w+(?:\\.MoveNext|\\|[\\d_]+)?");

  /** How the names of the run time and of widely used libraries begin. */
  private static final List<String> FOREIGN =
      List.of(
          "System.",
          "Microsoft.",
          "Internal.",
          "Interop.",
          "Interop+",
          "Amazon.",
          "Autofac.",
          "AutoMapper.",
          "Azure.",
          "Castle.",
          "Confluent.",
          "Dapper.",
          "Elastic.",
          "Elasticsearch.",
          "FluentValidation.",
          "Google.",
          "Grpc.",
          "Hangfire.",
          "MailKit.",
          "MassTransit.",
          "MediatR.",
          "MimeKit.",
          "MongoDB.",
          "MySql",
          "NATS.",
          "NHibernate.",
          "NLog.",
          "NServiceBus.",
          "Newtonsoft.",
          "Npgsql.",
          "Oracle.",
          "Orleans.",
          "Polly.",
          "Quartz.",
          "RabbitMQ.",
          "Refit.",
          "RestSharp.",
          "Serilog.",
          "StackExchange.",
          "log4net.");

  private DotNetFrames() {}

  /** Whether a line is a frame with its source, and not of a library built to hide where it was. */
  static boolean isFromSource(Line line) {
    if (!line.text().contains(") in ")) return false;
    Matcher frame = matcher(line);
    return frame != null && hasSource(frame) && !isForeign(frame.group(1));
  }

  /**
   * @param sources whether some frame of the tail {@linkplain #isFromSource has its source}
   * @return null: the line is no frame
   */
  static @Nullable Frame of(Line line, boolean sources) {
    if (!line.trimmed().startsWith("at ") || JavaFrames.isFrame(line)) return null;
    Matcher matcher = matcher(line);
    if (matcher == null) return null;
    String name = matcher.group(1);
    if (name.indexOf('.') < 0) return null;
    boolean own = !isForeign(name) && (!sources || hasSource(matcher));
    if (name.indexOf('<') >= 0) name = MACHINE.matcher(name).replaceAll("$1");
    int generic = name.indexOf('[');
    if (generic > 0) name = name.substring(0, generic);
    return new Frame(line.at(), name, own);
  }

  private static @Nullable Matcher matcher(Line line) {
    String text = line.trimmed();
    if (!text.startsWith("at ")) return null;
    Matcher matcher = FRAME.matcher(text);
    return matcher.matches() ? matcher : null;
  }

  /** Libraries whose builds are reproducible call their folder {@code /_/}. */
  private static boolean hasSource(Matcher frame) {
    String source = frame.group(3);
    return source != null && !source.startsWith("/_/");
  }

  private static boolean isForeign(String name) {
    for (String prefix : FOREIGN) {
      if (name.startsWith(prefix)) return true;
    }
    return false;
  }
}

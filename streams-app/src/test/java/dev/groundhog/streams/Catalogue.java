package dev.groundhog.streams;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The stories in their order ({@code order.txt}), and as the part of docs/correlation.md that is
 * made of them.
 *
 * <pre>
 * # How it ends
 * recovered
 * canary-once   !  why the engine does not tell it as told.txt says it should; not in the document
 * </pre>
 */
final class Catalogue {
  private static final Path ORDER = Story.ALL.resolve("order.txt");
  private static final Path DOC = Path.of("../docs/correlation.md");
  private static final String MARK = "<!-- Made from the stories' folders. -->\n";
  private static final String NOT_TOLD = "!";
  private static final int MAX_EVENTS = 6;

  private Catalogue() {}

  static List<Story> stories() throws IOException {
    return Files.readAllLines(ORDER).stream()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(Catalogue::story)
        .toList();
  }

  private static Story story(String line) {
    String[] name = line.split(NOT_TOLD, 2);
    return new Story(Story.ALL.resolve(name[0].strip()), name.length == 1);
  }

  /** Folders that nobody would play. */
  static List<String> notInOrder() throws IOException {
    List<String> named = stories().stream().map(Story::toString).toList();
    try (Stream<Path> folders = Files.list(Story.ALL)) {
      return folders
          .filter(Files::isDirectory)
          .map(folder -> folder.getFileName().toString())
          .filter(name -> !named.contains(name))
          .sorted()
          .toList();
    }
  }

  /** The document as it stands. */
  static String document() throws IOException {
    return Files.readString(DOC);
  }

  /** The document as the folders want it: what a person wrote, then the stories. */
  static String wanted() throws IOException {
    String document = document();
    int mark = document.indexOf(MARK);
    if (mark < 0) throw new IllegalStateException(DOC + " has no line " + MARK);
    StringBuilder text = new StringBuilder(document.substring(0, mark)).append(MARK);
    for (String line : Files.readAllLines(ORDER)) {
      if (line.startsWith("#")) text.append("\n## ").append(line.substring(1).strip()).append('\n');
      else if (!line.isBlank() && story(line).isTold()) {
        text.append('\n').append(chapter(story(line)));
      }
    }
    return text.toString();
  }

  static void write() throws IOException {
    Files.writeString(DOC, wanted());
  }

  private static String chapter(Story story) throws IOException {
    StringBuilder text =
        new StringBuilder("##").append(story.read("story.md").strip()).append("\n");
    if (story.hasRules()) text.append(block("yaml", story.read("rules.yaml").strip()));
    text.append(block("json", events(story.read("events.jsonl").lines().toList())));
    return text.append(block("", story.read("told.txt").strip())).toString();
  }

  /** The first lines; the rest stand in the file. */
  private static String events(List<String> lines) {
    List<String> shown = new ArrayList<>(lines);
    if (lines.size() > MAX_EVENTS + 1) {
      shown = new ArrayList<>(lines.subList(0, MAX_EVENTS));
      shown.add("… " + (lines.size() - MAX_EVENTS) + " more lines");
    }
    return String.join("\n", shown);
  }

  private static String block(String language, String text) {
    return "\n```" + language + '\n' + text + "\n```\n";
  }
}

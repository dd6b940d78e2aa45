package dev.groundhog.producer.spool;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;

/**
 * What the file system says of a file itself, without following a link or opening it.
 *
 * @param names how many hard links it has
 * @param changed when it was last written or renamed, which no user can set
 */
record Inode(
    boolean isRegularFile,
    boolean isDirectory,
    int uid,
    int names,
    long size,
    FileTime written,
    FileTime changed) {

  static Inode of(Path file) throws IOException {
    Map<String, Object> is = Files.readAttributes(file, "unix:*", LinkOption.NOFOLLOW_LINKS);
    return new Inode(
        (boolean) requireNonNull(is.get("isRegularFile")),
        (boolean) requireNonNull(is.get("isDirectory")),
        (int) requireNonNull(is.get("uid")),
        (int) requireNonNull(is.get("nlink")),
        (long) requireNonNull(is.get("size")),
        (FileTime) requireNonNull(is.get("lastModifiedTime")),
        (FileTime) requireNonNull(is.get("ctime")));
  }
}

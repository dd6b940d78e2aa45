package dev.groundhog.producer.install;

/**
 * What a file {@code 50-groundhog.conf} is: a drop-in, or a mask, which hides the drop-in of a less
 * specific folder. A mask is a link to {@code /dev/null}. Source: systemd.unit(5).
 *
 * @param text of the drop-in; empty for a mask
 */
record Content(boolean mask, String text) {
  static final Content MASK = new Content(true, "");

  static Content dropIn(String text) {
    return new Content(false, text);
  }
}

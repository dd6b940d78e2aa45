package dev.groundhog.engine;

/** A hash of a text that is the same everywhere and for ever, for telling texts apart. */
public final class Hash {
  private static final long OFFSET = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private Hash() {}

  /** 64 bits: FNV-1a, then stirred as in MurmurHash3 so that every bit depends on every other. */
  public static long of(CharSequence text) {
    long hash = OFFSET;
    for (int i = 0; i < text.length(); i++) {
      hash ^= text.charAt(i);
      hash *= PRIME;
    }
    hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return hash ^ (hash >>> 33);
  }
}

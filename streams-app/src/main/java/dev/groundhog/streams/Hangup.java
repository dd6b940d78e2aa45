package dev.groundhog.streams;

import java.lang.reflect.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SIGHUP. The JDK has no other way than {@code sun.misc.Signal}, which its module {@code
 * jdk.unsupported} keeps for want of one; taken by name, because the compiler warns of it without
 * any way to say that it is meant. A Java that lacks it says so once and runs on.
 */
final class Hangup {
  private static final Logger log = LoggerFactory.getLogger(Hangup.class);

  private Hangup() {}

  /** Calls {@code work} for each SIGHUP, which otherwise ends the process. */
  static void on(Runnable work) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object calls =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, args) -> {
                if (method.getName().equals("handle")) work.run();
                return null;
              });
      Object previous =
          signal
              .getMethod("handle", signal, handler)
              .invoke(null, signal.getConstructor(String.class).newInstance("HUP"), calls);
      log.info("SIGHUP has rules.file read again (before: {})", previous);
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      log.warn("SIGHUP cannot be handled here ({}); rules.file is looked at all the same", e);
    }
  }
}

package com.acme.shop;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Runs one fault the way services do: on main, on a named thread, or caught and logged by a logger at the top. */
public final class Launcher {
  public static void main(String[] args) throws Exception {
    String log = System.getenv().getOrDefault("LOG", "");
    String thread = System.getenv().getOrDefault("THREAD", "");
    Throwable[] seen = new Throwable[1];
    if (!thread.isEmpty()) {
      Thread worker = new Thread(() -> serve(args, log), thread);
      if (log.isEmpty()) {
        worker.setUncaughtExceptionHandler(null);
      }
      worker.start();
      worker.join();
      System.exit(1);
    }
    //@
    serve(args, log);
  }

  private static void serve(String[] args, String log) {
    if (log.isEmpty()) {
      go(args);
      return;
    }
    try {
      go(args);
    } catch (Throwable e) {
      print(log, e);
      System.exit(1);
    }
  }
  //@

  private static void go(String[] args) {
    String[] rest = java.util.Arrays.copyOfRange(args, 2, args.length);
    if (args[0].equals("orders")) {
      Orders.run(args[1], rest);
    } else {
      Broken.run(args[1], rest);
    }
  }

  private static void print(String log, Throwable e) {
    Instant now = Instant.ofEpochMilli(Long.parseLong(System.getenv().getOrDefault("NOW", "0")));
    String t = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC).format(now);
    StringWriter trace = new StringWriter();
    e.printStackTrace(new PrintWriter(trace));
    String thread = Thread.currentThread().getName();
    switch (log) {
      case "logback" ->
          System.out.print(t.substring(11) + ".117 [" + thread + "] ERROR com.acme.shop.Launcher - Service failed, giving up\n" + trace);
      case "log4j" -> System.out.print("[" + t + ",117] FATAL [" + thread + "] Uncaught, shutting down (com.acme.shop.Launcher)\n" + trace);
      default ->
          System.out.println(
              "{\"@timestamp\":\"" + t.replace(' ', 'T') + ".117Z\",\"level\":\"ERROR\",\"logger_name\":\"com.acme.shop.Launcher\",\"thread_name\":\""
                  + thread + "\",\"message\":\"Service failed\",\"stack_trace\":\""
                  + trace.toString().replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\t", "\\t") + "\"}");
    }
  }
}

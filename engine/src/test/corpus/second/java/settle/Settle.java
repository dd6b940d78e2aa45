package com.fjordpay.settle;
import java.util.*; import java.util.concurrent.*; import java.util.stream.*; import java.time.*;
//@SHIFT
public class Settle {
  static void log(String lvl, String logger, String msg) {
    String f = System.getenv().getOrDefault("LOGFMT", "plain"); String t = Instant.now().toString();
    String th = Thread.currentThread().getName();
    synchronized (System.out) {
      if (f.equals("logback")) System.out.printf("%s [%s] %-5s %s - %s%n", t.substring(11, 23), th, lvl, logger, msg);
      else if (f.equals("log4j")) System.out.printf("[%s] %s %s (%s)%n", t.substring(0, 23).replace('T', ' ').replace('.', ','), lvl, msg, logger);
      else if (f.equals("json")) System.out.printf("{\"@timestamp\":\"%s\",\"level\":\"%s\",\"thread_name\":\"%s\",\"logger_name\":\"%s\",\"message\":\"%s\"}%n", t, lvl, th, logger, msg.replace("\"", "\\\""));
      else System.out.println(lvl + " " + msg);
    }
  }
  //@SHIFT
  static class SettlementException extends RuntimeException { SettlementException(String m, Throwable c) { super(m, c); } }
  record Txn(String id, String merchant, String currency, long cents) {}
  static class FeeTable {
    final Map<String, Integer> bps = new HashMap<>(Map.of("EUR", 120, "NOK", 140, "SEK", 150));
    //@SHIFT
    int lookup(Txn t) {
      Integer v = bps.get(t.currency());
      return v.intValue();
    }
  }
  static class MerchantDirectory {
    final Map<String, String[]> m = new HashMap<>();
    //@SHIFT
    String resolve(Txn t) {
      String[] acct = m.get(t.merchant());
      return acct[0] + ":" + acct[1];
    }
  }
  static class Pipeline {
    final FeeTable fees = new FeeTable(); final MerchantDirectory dir = new MerchantDirectory();
    //@SHIFT
    long settleOne(Txn t) {
      String a = dir.resolve(t);
      return t.cents() - t.cents() * fees.lookup(t) / 10000 + a.length() * 0;
    }
    long settleBatch(List<Txn> ts) { return ts.stream().filter(x -> x.cents() > 0).mapToLong(this::settleOne).sum(); }
    //@SHIFT
    void runBatch(String id, List<Txn> ts) {
      try { log("INFO", "c.f.settle.Pipeline", "batch " + id + " total " + settleBatch(ts)); }
      catch (RuntimeException e) { throw new SettlementException("batch " + id + " failed after " + ts.size() + " transactions", e); }
    }
  }
  static class OrgTree {
    final Map<String, String> parent = new HashMap<>();
    //@SHIFT
    int depth(String n) { String p = parent.get(n); if (p == null) return 0; return 1 + depthOf(p); }
    int depthOf(String n) { return depth(n); }
  }
  static class BankFile {
    //@SHIFT
    static long amount(String line) { String[] f = line.split(";"); return Long.parseLong(f[2]); }
    static void read(String file, List<String> lines) {
      int n = 0;
      for (String l : lines) { n++;
        try { amount(l); }
        catch (NumberFormatException e) { throw new SettlementException("cannot import " + file + " at line " + n + ": \"" + l + "\"", e); }
      }
    }
  }
  static class Hsm {
    static final String SLOT;
    //@SHIFT
    static { String s = System.getenv("HSM_SLOT"); if (s == null) throw new IllegalStateException("HSM_SLOT not set, refusing to sign for tenant " + System.getenv("TENANT")); SLOT = s; }
    static byte[] sign(String x) { return (SLOT + x).getBytes(); }
  }
  static class Ledger {
    final List<long[]> pages = new ArrayList<>();
    //@SHIFT
    void load(int n) { for (int i = 0; ; i++) { pages.add(new long[n]); if (i % 64 == 63) log("INFO", "c.f.settle.Ledger", "loaded " + i + " pages"); } }
  }
  static class Metrics {
    //@SHIFT
    static void flush(int n) { try { push(n); } catch (IllegalStateException x) { log("ERROR", "c.f.settle.Metrics", "flush failed"); x.printStackTrace(); } }
    static void push(int n) { throw new IllegalStateException("exporter already closed, " + n + " points dropped"); }
  }
  static void noise(int n, Random r) {
    String[] u = {"anna", "bjorn.k", "svc-recon", "m.lindqvist"};
    for (int i = 0; i < n; i++) switch (r.nextInt(5)) {
      case 0 -> log("INFO", "c.f.settle.Poller", "polled " + r.nextInt(400) + " transactions in " + r.nextInt(90) + " ms");
      case 1 -> log("INFO", "c.f.settle.Http", "POST /v2/settlements/" + Integer.toHexString(r.nextInt()) + " 202 user=" + u[r.nextInt(4)]);
      case 2 -> log("WARN", "c.f.settle.Retry", "attempt " + (1 + r.nextInt(3)) + " for clearing window " + r.nextInt(24) + ":00");
      case 3 -> log("DEBUG", "c.f.settle.Cache", "evicted " + r.nextInt(5000) + " entries");
      default -> log("INFO", "c.f.settle.Metrics", "rate=" + r.nextInt(1000) / 10.0 + "/s heap=" + r.nextInt(900) + "M");
    }
  }
  //@SHIFT
  public static void main(String[] a) throws Exception {
    Map<String, String> e = System.getenv(); Random r = new Random(Long.parseLong(e.getOrDefault("SEED", "1")));
    log("INFO", "c.f.settle.Settle", "settle " + e.getOrDefault("VER", "4.2.0") + " starting on " + e.getOrDefault("HOSTNAME", "localhost") + " pid " + ProcessHandle.current().pid());
    noise(Integer.parseInt(e.getOrDefault("NOISE", "6")), r);
    if (e.containsKey("HOOK")) Runtime.getRuntime().addShutdownHook(new Thread(() -> { log("INFO", "c.f.settle.Settle", "shutdown hook: draining " + r.nextInt(40) + " requests"); if (e.containsKey("AFTER")) Metrics.flush(r.nextInt(900)); log("INFO", "c.f.settle.Settle", "connection pool closed"); }, "shutdown-" + r.nextInt(9)));
    if (e.containsKey("DIE")) Thread.setDefaultUncaughtExceptionHandler((t, x) -> {
      log("ERROR", "c.f.settle.Settle", "uncaught in " + t.getName() + ", stopping"); x.printStackTrace(); System.exit(70); });
    if (e.containsKey("PRIOR")) {
      try { BankFile.read("/srv/in/retry-" + r.nextInt(99) + ".csv", List.of("1;NOK;" + r.nextInt(9) + "x")); }
      catch (SettlementException x) { log("WARN", "c.f.settle.Poller", "file skipped, will be tried again"); x.printStackTrace(); }
      noise(4, r);
    }
    String what = a[0], v = a.length > 1 ? a[1] : "";
    Pipeline p = new Pipeline(); for (int i = 0; i < 40; i++) p.dir.m.put("M" + i, new String[] {"NO" + r.nextInt(9999), "x"});
    List<Txn> ts = new ArrayList<>(); for (int i = 0; i < 30; i++) ts.add(new Txn("t" + r.nextInt(1 << 20), "M" + i, "EUR", 100 + r.nextInt(9999)));
    Runnable job = () -> {};
    if (what.equals("fee")) { ts.add(new Txn("tx", "M3", v, 100)); job = () -> p.runBatch("B-" + r.nextInt(99999), ts); }
    if (what.equals("merchant")) { ts.add(new Txn("tx", v, "EUR", 100)); job = () -> p.runBatch("B-" + r.nextInt(99999), ts); }
    if (what.equals("bank")) { job = () -> BankFile.read("/srv/in/" + v + ".csv", List.of("1;NOK;100", "2;NOK;250", "3;NOK;" + e.getOrDefault("BAD", "1O0"))); }
    if (what.equals("org")) { OrgTree o = new OrgTree(); int n = 4000000; o.parent.put(v, v + "-parent"); o.parent.put(v + "-parent", v); job = () -> log("INFO", "o", "depth " + o.depth(v)); }
    if (what.equals("hsm")) job = () -> Hsm.sign("x");
    if (what.equals("ledger")) job = () -> new Ledger().load(Integer.parseInt(v));
    Runnable j = job;
    switch (e.getOrDefault("HOW", "main")) {
      case "main" -> j.run();
      case "thread" -> { Thread t = new Thread(j, "settle-worker-" + r.nextInt(32)); t.start(); t.join(); }
      case "pool" -> { ExecutorService x = Executors.newFixedThreadPool(3); try { x.submit(j).get(); } finally { x.shutdown(); } }
      case "multi" -> { List<Thread> l = new ArrayList<>(); for (int i = 0; i < 3; i++) { Thread t = new Thread(j, "settle-worker-" + i); l.add(t); t.start(); } for (Thread t : l) t.join(); noise(2, r); }
      case "future" -> CompletableFuture.supplyAsync(() -> { j.run(); return 1; }).thenApply(k -> k + 1).join();
    }
    System.exit(1);
  }
}

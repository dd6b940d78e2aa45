package io.rang.boxoffice;
import com.sun.net.httpserver.*; import java.io.*; import java.lang.reflect.*; import java.net.*; import java.nio.file.*; import java.util.*; import java.util.concurrent.*; import java.util.stream.*; import java.time.*;
// PAD
public class BoxOffice {
    static final Random R = new Random(Long.parseLong(System.getenv("SEED")));
    static long clock = Long.parseLong(System.getenv("CLOCK")) * 1000;
    static void json(String level, String logger, String msg, Throwable t) {
        clock += R.nextInt(700); String st = "";
        if (t != null) { StringWriter w = new StringWriter(); t.printStackTrace(new PrintWriter(w, true)); st = ",\"stack_trace\":\"" + w.toString().replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\t", "\\t") + "\""; }
        System.out.println("{\"@timestamp\":\"" + Instant.ofEpochMilli(clock) + "\",\"level\":\"" + level + "\",\"logger_name\":\"io.rang.boxoffice." + logger + "\",\"thread_name\":\"" + Thread.currentThread().getName() + "\",\"message\":\"" + msg + "\"" + st + "}");
    }
    interface Payments { String charge(String card, int cents) throws IOException; }
    static class StripeLike implements Payments { public String charge(String card, int cents) throws IOException { throw new IOException("acquirer answered 502 for terminal " + R.nextInt(999)); } }
    // PAD
    static Payments audited(Payments in) {
        return (Payments) java.lang.reflect.Proxy.newProxyInstance(BoxOffice.class.getClassLoader(), new Class<?>[] {Payments.class}, (p, m, args) -> m.invoke(in, args));
    }
    record Seat(String row, int no, int price) {}
    static class Hall { Map<String, Integer> plan(List<Seat> s) { return s.stream().collect(Collectors.toMap(x -> x.row() + x.no(), Seat::price)); } }
    static class Vouchers { int value(List<Integer> v, int code) { return v.stream().filter(x -> x == code).findFirst().orElseThrow(); } }
    static class Venues { String name(List<String> v, String city) { return v.stream().filter(x -> x.startsWith(city)).findFirst().orElseThrow(); } }
    // PAD
    static class Cart { final List<String> items = List.of("T1"); void add(String x) { items.add(x); } }
    static class PdfStore { void save(String id) { try (OutputStream o = Files.newOutputStream(Path.of("/dev/full"))) { o.write(new byte[4096]); } catch (IOException e) { throw new UncheckedIOException("ticket " + id + " not stored", e); } } }
    static class ReportStore { void save(String id) { try (OutputStream o = new FileOutputStream("/dev/full")) { o.write(new byte[9000]); } catch (IOException e) { throw new UncheckedIOException("evening report " + id + " not stored", e); } } }
    enum Category { STALLS, CIRCLE, BALCONY; static Category of(String s) { return valueOf(s.toUpperCase()); } }
    static void noise() {
        String o = UUID.nameUUIDFromBytes(("" + R.nextInt()).getBytes()).toString();
        switch (R.nextInt(4)) {
            case 0: json("INFO", "web.OrderHandler", "order " + o + " placed, " + R.nextInt(8) + " seats", null); break;
            case 1: json("INFO", "web.Access", "GET /shows/" + R.nextInt(999) + " 200 " + R.nextInt(90) + "ms", null); break;
            case 2: json("DEBUG", "Hall", "held " + R.nextInt(8) + " seats for " + o, null); break;
            default: json("WARN", "web.Session", "session of user " + R.nextInt(99999) + " expired", null);
        }
    }
    // PAD
    static void serve(String f) throws Exception {
        switch (f) {
            case "seat": new Hall().plan(List.of(new Seat("C", 4, 10), new Seat("C", 4, 1 + R.nextInt(90)))); break;
            case "acquirer": audited(new StripeLike()).charge("4111", R.nextInt(9000)); break;
            case "voucher": new Vouchers().value(List.of(1, 2, 3), 10 + R.nextInt(900)); break;
            case "venue": new Venues().name(List.of("Oper", "Zelt"), "K" + R.nextInt(99)); break;
            case "cart": new Cart().add("T" + R.nextInt(99)); break;
            case "pdf": new PdfStore().save("T" + R.nextInt(99999)); break;
            case "report": new ReportStore().save("E" + R.nextInt(99999)); break;
            case "category": Category.of("loge" + R.nextInt(9)); break;
        }
    }
    public static void main(String[] a) throws Exception {
        String f = System.getenv("FAULT");
        int n = Integer.parseInt(System.getenv("STEPS"));
        json("INFO", "Main", "box office starting, pid " + R.nextInt(9999), null);
        if (f.equals("schema")) { int v = 30 + R.nextInt(20); for (int i = 0; i < n / 4; i++) json("INFO", "db.Migrator", "applied V" + i + "__step in " + R.nextInt(90) + " ms", null);
            json("FATAL", "db.Migrator", "schema version " + v + " is newer than this build understands (" + (v - 1 - R.nextInt(4)) + "), refusing to start", null); System.exit(3); }
        if (f.equals("checksum")) { for (int i = 0; i < n / 4; i++) json("INFO", "db.Migrator", "verified V" + i, null);
            json("FATAL", "db.Migrator", "checksum of applied migration V" + R.nextInt(20) + " differs from the file, refusing to start", null); System.exit(3); }
        if (f.equals("port")) { ServerSocket s = new ServerSocket(0); HttpServer.create(new InetSocketAddress(s.getLocalPort()), 0); }
        for (int i = 0; i < n; i++) noise();
        HttpServer h = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        h.createContext("/", x -> { try { serve(f); } catch (Throwable t) {
            if (R.nextInt(3) == 0) { System.err.print("Exception in thread \"" + Thread.currentThread().getName() + "\" "); t.printStackTrace(); } else json("ERROR", "web.OrderHandler", "request " + R.nextInt(99999) + " failed, stopping", t);
            for (int i = R.nextInt(3); i > 0; i--) noise(); Runtime.getRuntime().halt(1); } });
        h.setExecutor(Executors.newFixedThreadPool(2)); h.start();
        try { new URL("http://127.0.0.1:" + h.getAddress().getPort() + "/").openStream().read(); } catch (IOException e) { }
    }
}

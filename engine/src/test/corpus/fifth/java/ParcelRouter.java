package com.frachtwerk.parcel;
import java.io.*; import java.net.*; import java.nio.file.*; import java.util.*; import java.util.concurrent.*; import java.util.stream.*; import java.time.*; import java.time.format.*;
// PAD
public class ParcelRouter {
    static final Random R = new Random(Long.parseLong(System.getenv("SEED")));
    static long clock = Long.parseLong(System.getenv("CLOCK")) * 1000;
    static synchronized void log(String level, String logger, String msg, Throwable t) {
        clock += R.nextInt(900);
        StringWriter w = new StringWriter();
        w.append(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS").withZone(ZoneOffset.UTC).format(Instant.ofEpochMilli(clock)));
        w.append(" [" + Thread.currentThread().getName() + "] " + String.format("%-5s", level) + " c.f.parcel." + logger + " - " + msg + "\n");
        if (t != null) t.printStackTrace(new PrintWriter(w, true));
        System.out.print(w); System.out.flush();
    }
    record Parcel(String id, Map<String, Object> fields) {}
    // PAD
    static class LabelPrinter {
        int weightClass(Parcel p) { Integer grams = (Integer) p.fields().get("grams"); return grams.intValue() / 500; }
        String zip(Parcel p) { String z = (String) p.fields().get("zip"); return z.substring(0, 2); }
        String print(Parcel p) { return zip(p) + "/" + weightClass(p); }
    }
    // PAD
    static class Net {
        static Socket open(String what, int port) throws IOException { Socket s = new Socket(); s.connect(new InetSocketAddress("127.0.0.1", port), 500); return s; }
    }
    static class RepositoryException extends RuntimeException { RepositoryException(String m, Throwable c) { super(m, c); } }
    static class DepotRepository {
        String find(String depot) { try (Socket s = Net.open("db", 5400 + R.nextInt(30))) { return s.toString(); } catch (IOException e) { throw new RepositoryException("could not load depot " + depot, e); } }
    }
    static class RateCache {
        String rate(String zone) { try (Socket s = Net.open("cache", 6400 + R.nextInt(30))) { return s.toString(); } catch (IOException e) { throw new RepositoryException("could not fetch rate of zone " + zone, e); } }
    }
    // PAD
    static class ZoneTable { final int[] zones = new int[64]; int lookup(int code) { return zones[code]; } }
    static class Num { static long cents(String s) { return Long.parseLong(s.replace(".", "")); } }
    static class TariffImport { void load(Stream<String> rows) { rows.map(x -> x.split(";")[1]).mapToLong(Num::cents).sum(); } }
    static class InsuranceImport { void load(Stream<String> rows) { rows.map(x -> x.split(";")[2]).mapToLong(Num::cents).sum(); } }
    static class ManifestReader { List<String> read(String name) { try { return Files.readAllLines(Path.of("/var/lib/parcel/manifests/" + name)); } catch (IOException e) { throw new UncheckedIOException("manifest " + name + " unreadable", e); } } }
    static class RoutePlanner { Map<String, String> next = new HashMap<>(); int expand(String hub, int hops) { return hub == null ? hops : expand(next.get(hub), hops + 1) + 1; } }
    // PAD
    static class Dispatcher {
        final LabelPrinter printer = new LabelPrinter(); final String fault;
        Dispatcher(String f) { fault = f; }
        String handle(Parcel p) {
            switch (fault) {
                case "weight": p.fields().remove("grams"); return printer.print(p);
                case "zip": p.fields().remove("zip"); return printer.print(p);
                case "db": return new DepotRepository().find("D" + R.nextInt(900));
                case "cache": return new RateCache().rate("Z" + R.nextInt(60));
                case "zone": return "" + new ZoneTable().lookup(64 + R.nextInt(900));
                case "tariff": new TariffImport().load(Stream.of("A;12.50;1.10", "B;" + R.nextInt(90) + ",9" + R.nextInt(9) + ";3.10")); return "";
                case "insurance": new InsuranceImport().load(Stream.of("A;12.50;1.10", "B;9.10;n/a" + R.nextInt(9))); return "";
                case "manifest": return "" + new ManifestReader().read("M" + R.nextInt(99999) + ".csv");
                case "cycle": RoutePlanner rp = new RoutePlanner(); rp.next.put("HUB" , "HAM"); rp.next.put("HAM", "HUB"); return "" + rp.expand("HUB", 0);
                default: return printer.print(p);
            }
        }
    }
    static void noise() {
        String id = "PX" + (100000 + R.nextInt(899999));
        switch (R.nextInt(6)) {
            case 0: log("INFO", "Intake", "accepted parcel " + id + " from scanner " + R.nextInt(40), null); break;
            case 1: log("DEBUG", "RoutePlanner", "route " + id + " via " + List.of("HAM", "FRA", "LEJ", "MUC").get(R.nextInt(4)) + " cost=" + R.nextInt(900), null); break;
            case 2: log("INFO", "Label", "printed label for " + id + " in " + R.nextInt(40) + " ms", null); break;
            case 3: log("WARN", "Scanner", "slow scanner " + R.nextInt(40) + ", " + R.nextInt(3000) + " ms behind", null); break;
            case 4: log("INFO", "Metrics", "queue=" + R.nextInt(300) + " inflight=" + R.nextInt(16), null); break;
            default: log("INFO", "Intake", "batch " + R.nextInt(9999) + " of " + R.nextInt(80) + " parcels done", null);
        }
    }
    // PAD
    public static void main(String[] a) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(3, r -> { Thread t = new Thread(r, "dispatch-" + (1 + R.nextInt(8))); t.setDaemon(true); return t; });
        for (int i = Integer.parseInt(System.getenv("STEPS")); i > 0; i--) { if (i % 3 == 0) pool.submit(ParcelRouter::noise).get(); else noise(); }
        Parcel p = new Parcel("PX" + R.nextInt(999999), new HashMap<>(Map.of("grams", 900, "zip", "20095")));
        Dispatcher d = new Dispatcher(System.getenv("FAULT"));
        try { pool.submit(() -> d.handle(p)).get(); }
        catch (ExecutionException e) {
            log("ERROR", "Dispatcher", "dispatch of " + p.id() + " failed, giving up", e.getCause());
            for (int i = R.nextInt(3); i > 0; i--) noise();
            if (R.nextBoolean()) log("INFO", "Main", "stopping after fatal error", null);
            System.exit(1);
        }
    }
}

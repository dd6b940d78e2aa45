package farm.weide.herd;
import java.util.*; import java.util.concurrent.*; import java.util.function.*; import java.util.logging.*; import java.util.stream.*; import java.time.*; import java.time.format.*;
// PAD
public class HerdMonitor {
    static final Random R = new Random(Long.parseLong(System.getenv("SEED")));
    static long clock = Long.parseLong(System.getenv("CLOCK")) * 1000;
    static final Logger LOG = Logger.getLogger("farm.weide.herd");
    static void setup() {
        LOG.setUseParentHandlers(false);
        LOG.addHandler(new StreamHandler(System.err, new SimpleFormatter() {
            public synchronized String format(LogRecord r) { clock += R.nextInt(2500);
                String at = DateTimeFormatter.ofPattern("MMM dd, yyyy h:mm:ss a", Locale.US).withZone(ZoneOffset.UTC).format(Instant.ofEpochMilli(clock));
                return at + " " + r.getSourceClassName() + " " + r.getSourceMethodName() + "\n" + r.getLevel() + ": " + r.getMessage() + "\n"; }
        }) { public synchronized void publish(LogRecord r) { super.publish(r); flush(); } });
    }
    // PAD
    static class Settings { static final String BARN = require("BARN_GATEWAY"); static String require(String k) { String v = System.getenv(k); if (v == null) throw new IllegalStateException("environment variable " + k + " is not set"); return v; } }
    static class SoilProbe { Object raw; double moisture() { return (Double) raw; } }
    static class MilkReport { int perCow(int litres, int cows) { return litres / cows; } }
    static class FeedMixer { int ratio(int hay, int silage) { return hay / silage; } }
    // PAD
    static class Registry { final List<String> cows = new ArrayList<>(); void cull(Predicate<String> sick) { for (String c : cows) if (sick.test(c)) cows.remove(c); } }
    static class Valve implements AutoCloseable { final String n; Valve(String n) { this.n = n; } void calibrate() { throw new IllegalStateException("valve " + n + " pressure sensor not calibrated"); } public void close() throws Exception { throw new java.io.IOException("serial line " + n + " already closed"); } }
    static class Weather { LocalDate day(String s) { return LocalDate.parse(s); } }
    static class Vaccination { LocalDate due(String s) { return LocalDate.parse(s); } }
    static class History { final Deque<long[]> ring = new ArrayDeque<>(); void keep() { while (true) ring.add(new long[8192]); } }
    static class Irrigation { void open() throws Exception { CompletableFuture<String> ack = new CompletableFuture<>(); try { ack.get(30, TimeUnit.MILLISECONDS); } catch (TimeoutException e) { throw new IllegalStateException("pump station did not acknowledge", e); } } }
    static class CollarTask implements Callable<Integer> { public Integer call() { return Stream.of("12", "41").map(x -> decode(x)).reduce(0, Integer::sum); } int decode(String x) { throw new IllegalArgumentException("collar frame checksum mismatch: " + Integer.toHexString(R.nextInt())); } }
    static void noise() {
        int cow = 1000 + R.nextInt(8000);
        switch (R.nextInt(4)) {
            case 0: LOG.info("cow " + cow + " at milking robot " + R.nextInt(6) + ", " + R.nextInt(20) + " l"); break;
            case 1: LOG.info("collar " + cow + " battery " + R.nextInt(100) + "%"); break;
            case 2: LOG.warning("gate " + R.nextInt(9) + " open for " + R.nextInt(900) + " s"); break;
            default: LOG.info("field " + (char) ('A' + R.nextInt(9)) + " moisture " + R.nextInt(60) + "%");
        }
    }
    // PAD
    static void work(String f) throws Exception {
        switch (f) {
            case "env": System.out.println(Settings.BARN); break;
            case "soil": SoilProbe p = new SoilProbe(); p.raw = String.valueOf(R.nextInt(90)); p.moisture(); break;
            case "milk": new MilkReport().perCow(R.nextInt(9000), 0); break;
            case "feed": new FeedMixer().ratio(R.nextInt(9000), 0); break;
            case "cull": Registry r = new Registry(); for (int i = 0; i < 20 + R.nextInt(9); i++) r.cows.add("cow" + i); r.cull(c -> c.endsWith("3")); break;
            case "valve": try (Valve v = new Valve("V" + R.nextInt(90))) { v.calibrate(); } break;
            case "weather": new Weather().day("2025-13-" + (10 + R.nextInt(18))); break;
            case "vaccine": new Vaccination().due((10 + R.nextInt(18)) + ".02.2025"); break;
            case "heap": new History().keep(); break;
            case "pump": new Irrigation().open(); break;
            case "collar": new CollarTask().call(); break;
        }
    }
    public static void main(String[] a) throws Exception {
        setup();
        for (int i = Integer.parseInt(System.getenv("STEPS")); i > 0; i--) noise();
        String f = System.getenv("FAULT");
        if (f.equals("env") || R.nextInt(3) == 0) { work(f); return; }
        ScheduledExecutorService s = Executors.newScheduledThreadPool(1 + R.nextInt(4));
        ScheduledFuture<?> fut = s.schedule(() -> { work(f); return 0; }, 5, TimeUnit.MILLISECONDS);
        Thread t = new Thread(() -> { try { fut.get(); } catch (ExecutionException e) { throw new CompletionException("herd round " + R.nextInt(999) + " aborted", e.getCause()); } catch (InterruptedException e) { } }, "round-" + R.nextInt(20));
        t.setUncaughtExceptionHandler((th, e) -> { System.err.print("Exception in thread \"" + th.getName() + "\" "); e.printStackTrace(); if (R.nextBoolean()) noise(); System.exit(1); });
        t.start();
    }
}

package io.harborline.relay;
import org.apache.kafka.clients.consumer.*; import org.apache.kafka.common.serialization.*;
import com.zaxxer.hikari.*; import com.fasterxml.jackson.databind.*; import com.fasterxml.jackson.annotation.*;
import java.util.*; import java.io.*;
import org.slf4j.*;
//@SHIFT
public class Relay {
  static final Logger LOG = LoggerFactory.getLogger(Relay.class);
  public enum Kind { ARRIVAL, DEPARTURE, CUSTOMS }
  public record Berth(@JsonProperty("id") int id, @JsonProperty("kind") Kind kind, @JsonProperty("ton") double ton) {}
  static class StartupException extends Exception { StartupException(String m, Throwable c) { super(m, c); } }
  //@SHIFT
  static Consumer<String, String> consumer(Properties p) {
    p.put("group.id", "relay"); p.put("key.deserializer", StringDeserializer.class.getName()); p.put("value.deserializer", StringDeserializer.class.getName());
    return new KafkaConsumer<>(p);
  }
  //@SHIFT
  static HikariDataSource pool(String url, String user) {
    HikariConfig c = new HikariConfig(); c.setJdbcUrl(url); c.setUsername(user); c.setPassword("x"); c.setPoolName(System.getenv().getOrDefault("POOL", "HikariPool-1")); c.setConnectionTimeout(1000);
    return new HikariDataSource(c);
  }
  //@SHIFT
  static List<Berth> plan(String json) throws IOException {
    try { return new ObjectMapper().readValue(json, new com.fasterxml.jackson.core.type.TypeReference<List<Berth>>() {}); }
    catch (JsonMappingException e) { throw new IOException("berth plan rejected", e); }
  }
  //@SHIFT
  public static void main(String[] a) throws Exception {
    Random r = new Random(Long.parseLong(System.getenv().getOrDefault("SEED", "1")));
    LOG.info("relay {} starting, node {}", System.getenv().getOrDefault("VER", "2.0.3"), a[1]);
    for (int i = 0; i < Integer.parseInt(System.getenv().getOrDefault("NOISE", "3")); i++) LOG.info("terminal {} heartbeat seq={} lag={}ms", "T" + r.nextInt(9), r.nextInt(1 << 24), r.nextInt(500));
    Properties p = new Properties();
    try {
      switch (a[0]) {
        case "boot" -> { p.put("bootstrap.servers", a[2]); consumer(p); }
        case "keystore" -> { p.put("bootstrap.servers", "127.0.0.1:" + a[3]); p.put("security.protocol", "SSL"); p.put("ssl.keystore.location", a[2]); p.put("ssl.keystore.password", "pw"); consumer(p); }
        case "db" -> pool(a[2], a[3]);
        case "plan" -> plan(a[2]);
      }
    } catch (Exception e) {
      if ("log".equals(System.getenv("HOW"))) { LOG.error("relay failed to start on {}", a[1], e); LOG.info("closing {} channels", r.nextInt(9)); System.exit(1); }
      if ("wrap".equals(System.getenv("HOW"))) throw new StartupException("node " + a[1] + " not started", e);
      throw e;
    }
  }
}

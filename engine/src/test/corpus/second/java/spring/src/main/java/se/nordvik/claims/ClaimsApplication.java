package se.nordvik.claims;
import org.springframework.boot.*; import org.springframework.boot.autoconfigure.*; import org.springframework.context.annotation.*; import org.springframework.beans.factory.annotation.*; import org.springframework.stereotype.*; import org.springframework.web.bind.annotation.*; import org.springframework.jdbc.core.*;
import jakarta.annotation.*; import java.nio.file.*; import java.util.*;
//@SHIFT
@SpringBootApplication
public class ClaimsApplication {
  @Component static class FraudClient {
    final String url;
    FraudClient(@Value("${claims.fraud.base-url:http://fraud}") String u) { url = u; }
  }
  //@SHIFT
  @Service @ConditionalOnEnv("PAYOUT") static class PayoutService {
    PayoutService(FraudClient f, @Value("${claims.payout.account}") String account) {}
  }
  //@SHIFT
  @Service @ConditionalOnEnv("MAILER") static class MailerService {
    MailerService(@Value("${claims.mail.sender}") String sender) {}
  }
  @Component @ConditionalOnEnv("TARIFF") static class TariffLoader {
    @Value("${tariff.file:/etc/claims/tariff.csv}") String file; int rows;
    //@SHIFT
    @PostConstruct void load() throws Exception { rows = Files.readAllLines(Path.of(file)).size(); }
  }
  //@SHIFT
  @Component @ConditionalOnEnv("MIGRATE") static class Migrator {
    Migrator(JdbcTemplate t) { t.execute("CREATE TABLE claim(id int primary key, holder varchar(40))"); t.execute("ALTER TABLE claim_" + System.getenv("MIGRATE") + " ADD COLUMN settled boolean"); }
  }
  @RestController static class ClaimApi { @GetMapping("/claims") List<String> l(FraudClient f) { return List.of(f.url); } }
  //@SHIFT
  @Component @ConditionalOnEnv("NIGHTLY") static class Nightly implements CommandLineRunner {
    final JdbcTemplate t; Nightly(JdbcTemplate t) { this.t = t; }
    //@SHIFT
    public void run(String... a) { close(Integer.parseInt(System.getenv("NIGHTLY"))); }
    void close(int id) { t.queryForObject("select ? + 1 from (values (1)) where 1 = 0", Integer.class, id); }
  }
  //@SHIFT
  public static void main(String[] a) { SpringApplication.run(ClaimsApplication.class, a); }
}

package dev.groundhog.standalone;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Set;

/**
 * Keeps the house as docs/architecture.md draws it. A field's name is the rule; what stands beside
 * it is why.
 */
@AnalyzeClasses(
    packages = "dev.groundhog",
    importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.NoTestJars.class})
class ArchitectureTest {
  /** The tests of another module are in a jar here, once it has been packaged. */
  static final class NoTestJars implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("-tests.jar");
    }
  }

  private static final String EVENTS = "dev.groundhog.events..";
  private static final String RUNTIME = "dev.groundhog.runtime..";
  private static final String ENGINE = "dev.groundhog.engine..";
  private static final String PRODUCER = "dev.groundhog.producer..";
  private static final String STREAMS = "dev.groundhog.streams..";
  private static final String SLACK = "dev.groundhog.slack..";
  private static final String CTL = "dev.groundhog.ctl..";
  private static final String STANDALONE = "dev.groundhog.standalone..";
  private static final String BENCH = "dev.groundhog.bench..";
  private static final String KAFKA = "org.apache.kafka..";

  /** Decisions only: what they need to know is an argument, what they decide a return value. */
  private static final String[] PURE = {
    EVENTS,
    ENGINE,
    "dev.groundhog.slack.digest..",
    "dev.groundhog.slack.reconcile..",
    "dev.groundhog.ctl.incidents..",
    "dev.groundhog.producer.redact..",
    "dev.groundhog.producer.tail.."
  };

  // Who may know whom.

  @ArchTest
  static final ArchRule the_contract_knows_nobody_of_ours_and_not_even_Kafka =
      noClasses()
          .that()
          .resideInAPackage(EVENTS)
          .should()
          .dependOnClassesThat(ours(EVENTS).or(resideInAPackage(KAFKA)))
          .because("whoever reads or writes the topics must be able to take it as it is");

  @ArchTest
  static final ArchRule the_engine_knows_only_the_contract =
      classes()
          .that()
          .resideInAPackage(ENGINE)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              EVENTS,
              ENGINE,
              "java..",
              "javax.annotation.processing..",
              "org.jspecify..",
              "com.fasterxml.jackson..",
              "org.yaml.snakeyaml..",
              "io.soabase.recordbuilder..")
          .because("replay must reach the same decisions without a broker");

  @ArchTest
  static final ArchRule what_every_program_shares_knows_only_the_contract =
      noClasses()
          .that()
          .resideInAPackage(RUNTIME)
          .should()
          .dependOnClassesThat(ours(EVENTS, RUNTIME));

  @ArchTest
  static final ArchRule the_producer_knows_no_other_program_and_no_engine =
      noClasses()
          .that()
          .resideInAPackage(PRODUCER)
          .should()
          .dependOnClassesThat(ours(EVENTS, RUNTIME, PRODUCER));

  @ArchTest
  static final ArchRule the_streams_app_knows_no_other_program =
      noClasses()
          .that()
          .resideInAPackage(STREAMS)
          .should()
          .dependOnClassesThat(ours(EVENTS, RUNTIME, ENGINE, STREAMS));

  @ArchTest
  static final ArchRule the_sink_knows_no_other_program_and_no_engine =
      noClasses()
          .that()
          .resideInAPackage(SLACK)
          .should()
          .dependOnClassesThat(ours(EVENTS, RUNTIME, SLACK))
          .because("it says what the alerts say, and judges nothing");

  @ArchTest
  static final ArchRule groundhogctl_knows_no_other_program =
      noClasses()
          .that()
          .resideInAPackage(CTL)
          .should()
          .dependOnClassesThat(ours(EVENTS, RUNTIME, ENGINE, CTL));

  @ArchTest
  static final ArchRule nobody_depends_on_standalone_or_bench =
      noClasses()
          .that(resideInAPackage("dev.groundhog..").and(not(resideInAnyPackage(STANDALONE, BENCH))))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(STANDALONE, BENCH);

  @ArchTest
  static final ArchRule packages_of_one_program_form_no_cycle =
      slices().matching("dev.groundhog.(*).(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule only_the_sinks_delivery_speaks_HTTP =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.groundhog.slack.delivery..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("okhttp3..", "java.net.http..")
          .because("what Slack's answers mean is decided in one place");

  @ArchTest
  static final ArchRule only_the_console_is_a_web_server_of_more_than_two_pages =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.groundhog.ctl.console..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.eclipse.jetty..")
          .because("who may ask for what is decided in one place");

  @ArchTest
  static final ArchRule only_the_embedded_broker_touches_Kafkas_server =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.groundhog.standalone.broker..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("kafka..", "org.apache.kafka.server..", "org.apache.kafka.metadata..")
          .because("it is internal to Kafka: an upgrade should have one place to look at");

  // What decisions must not do.

  @ArchTest
  static final ArchRule decisions_ask_no_clock_no_chance_and_no_environment =
      noClasses()
          .that()
          .resideInAnyPackage(PURE)
          .should()
          .accessTargetWhere(isClock())
          .because("time comes from the log, so that replay sees the same time");

  @ArchTest
  static final ArchRule decisions_read_and_write_nothing =
      noClasses()
          .that()
          .resideInAnyPackage(PURE)
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                      "java.io..", "java.net..", "java.nio.file..", "java.nio.channels..")
                  .and(
                      not(
                          belongToAnyOf(
                              // Text in a certain form; neither connects anywhere.
                              java.net.URI.class,
                              java.net.URLEncoder.class,
                              IOException.class,
                              UncheckedIOException.class,
                              java.io.Serializable.class,
                              java.io.ObjectInputStream.class,
                              StringReader.class,
                              StringWriter.class,
                              ByteArrayInputStream.class,
                              ByteArrayOutputStream.class))));

  @ArchTest
  static final ArchRule decisions_know_no_Kafka_no_threads_and_no_log =
      noClasses()
          .that()
          .resideInAnyPackage(PURE)
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(KAFKA, "org.slf4j..", "io.micrometer..", "java.util.concurrent..")
                  .or(belongToAnyOf(Thread.class, ProcessBuilder.class)));

  /** Decisions in packages that also have adapters; paths are names to them. */
  private static final String[] PURE_CLASSES = {
    "dev.groundhog.producer.keeper.Shedding",
    "dev.groundhog.producer.keeper.ModePolicy",
    "dev.groundhog.producer.spool.SpoolFile",
    "dev.groundhog.producer.spool.SpoolName",
    "dev.groundhog.producer.journal.UnitLives",
    "dev.groundhog.producer.journal.ManagerWord",
    "dev.groundhog.producer.journal.StopStory",
    "dev.groundhog.producer.journal.LostLines",
    "dev.groundhog.producer.journal.UnitState",
    "dev.groundhog.producer.labels.LabelText",
    "dev.groundhog.producer.labels.UnitEnvironment",
    "dev.groundhog.producer.install.LeftOut",
    "dev.groundhog.producer.install.FileDiff",
    "dev.groundhog.producer.doctor.AgentSeen",
    "dev.groundhog.producer.doctor.HookSeen",
    "dev.groundhog.producer.doctor.HostSeen",
    "dev.groundhog.producer.doctor.JournalSeen",
    "dev.groundhog.producer.doctor.KafkaSeen",
    "dev.groundhog.producer.doctor.SpoolSeen",
    "dev.groundhog.producer.doctor.UnitsSeen",
    "dev.groundhog.producer.doctor.Report",
    "dev.groundhog.producer.send.Draft",
    "dev.groundhog.ctl.ask.IncidentTable",
    "dev.groundhog.ctl.ask.IncidentPage",
    "dev.groundhog.ctl.ask.EventLine",
    "dev.groundhog.ctl.console.Gate",
    "dev.groundhog.ctl.console.Wish"
  };

  @ArchTest
  static final ArchRule decisions_beside_adapters_ask_and_touch_nothing_either =
      noClasses()
          .that(areIn(PURE_CLASSES))
          .should()
          .accessTargetWhere(isClock())
          .orShould()
          .dependOnClassesThat(
              resideInAnyPackage(KAFKA, "org.slf4j..", "java.net..", "java.nio.channels..")
                  .or(belongToAnyOf(Files.class, Thread.class, ProcessBuilder.class)));

  @ArchTest
  static final ArchRule those_decisions_exist =
      classes()
          .that(areIn(PURE_CLASSES))
          .should(
              new ArchCondition<>("be as many as are named") {
                private int found;

                @Override
                public void check(JavaClass one, ConditionEvents events) {
                  if (!one.getName().contains("$")) found++;
                }

                @Override
                public void finish(ConditionEvents events) {
                  if (found != PURE_CLASSES.length) {
                    events.add(
                        SimpleConditionEvent.violated(
                            this, found + " found, " + PURE_CLASSES.length + " named"));
                  }
                }
              });

  // What nobody but few may do.

  @ArchTest
  static final ArchRule few_start_programs =
      noClasses()
          .that(
              resideInAPackage(PRODUCER)
                  .and(not(resideInAPackage("dev.groundhog.producer.process")))
                  .and(
                      not(
                          areIn(
                              "dev.groundhog.producer.install.Systemd",
                              "dev.groundhog.producer.doctor.LocalProbes"))))
          .should()
          .dependOnClassesThat()
          .areAssignableTo(ProcessBuilder.class)
          .because("a program that hangs must meet a deadline, in one place");

  @ArchTest
  static final ArchRule only_commands_know_the_command_line =
      noClasses()
          .that(
              resideInAPackage(PRODUCER)
                  .and(not(isMain()))
                  .and(
                      not(
                          resideInAnyPackage(
                              "dev.groundhog.producer.install",
                              "dev.groundhog.producer.doctor",
                              "dev.groundhog.producer.send"))))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("picocli..");

  @ArchTest
  static final ArchRule only_mains_end_the_process_or_ask_for_its_environment =
      noClasses()
          .that(not(isMain()).and(not(resideInAPackage("dev.groundhog.runtime.program"))))
          .should()
          .accessTargetWhere(
              calls(System.class, Set.of("exit", "getenv"))
                  .or(calls(Runtime.class, Set.of("exit", "halt"))));

  @ArchTest
  static final ArchRule nobody_sleeps =
      noClasses()
          .should()
          .accessTargetWhere(calls(Thread.class, Set.of("sleep")))
          .because("a wait must end when the program is told to stop");

  @ArchTest
  static final ArchRule nobody_logs_by_java_util_logging =
      noClasses().should().dependOnClassesThat().resideInAPackage("java.util.logging..");

  /** Ours, and none of these. */
  private static DescribedPredicate<JavaClass> ours(String... butNot) {
    return resideInAPackage("dev.groundhog..")
        .and(not(resideInAnyPackage(butNot)))
        .as("of ours, other than %s,", String.join(", ", butNot));
  }

  /** One of these, or nested in one. */
  private static DescribedPredicate<JavaClass> areIn(String... names) {
    return DescribedPredicate.describe(
        "among those named", c -> Set.of(names).contains(c.getName().replaceAll("\\$.*", "")));
  }

  /** {@code …Main} and what is nested in it. */
  private static DescribedPredicate<JavaClass> isMain() {
    return DescribedPredicate.describe("a main", c -> c.getName().matches(".*Main(\\$.*)?"));
  }

  private static DescribedPredicate<JavaAccess<?>> isClock() {
    return calls(System.class, Set.of("currentTimeMillis", "nanoTime", "getProperty", "getenv"))
        .or(calls(java.time.Clock.class, Set.of("systemUTC", "systemDefaultZone", "system")))
        .or(
            DescribedPredicate.describe(
                "java.time's now()",
                access ->
                    access.getTargetOwner().getPackageName().equals("java.time")
                        && access.getName().equals("now")))
        .or(calls(java.util.UUID.class, Set.of("randomUUID")))
        .or(calls(Math.class, Set.of("random")));
  }

  private static DescribedPredicate<JavaAccess<?>> calls(Class<?> owner, Set<String> methods) {
    return DescribedPredicate.describe(
        owner.getSimpleName() + "." + methods,
        access ->
            access.getTargetOwner().isEquivalentTo(owner) && methods.contains(access.getName()));
  }
}

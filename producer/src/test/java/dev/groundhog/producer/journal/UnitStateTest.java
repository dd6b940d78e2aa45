package dev.groundhog.producer.journal;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** The text is systemctl's own, from 252, shortened. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class UnitStateTest {
  @Test
  void units_are_told_apart_by_an_empty_line_and_known_by_their_id() {
    Map<String, UnitState> units =
        UnitState.parse(
            """
            NRestarts=5
            ExecStart={ path=/bin/sh ; argv[]=/bin/sh -c exit 3 ; ignore_errors=no ; pid=0 }
            Environment=
            LogLevelMax=3
            Id=quiet.service
            InvocationID=b500bd5e315f4de79956c5b426b3f524
            InactiveExitTimestampMonotonic=11954894456

            NRestarts=0
            ExecStart={ path=/bin/a ; argv[]=/bin/a ; ignore_errors=no ; pid=0 }
            ExecStart={ path=/bin/b ; argv[]=/bin/b ; ignore_errors=no ; pid=0 }
            Environment=A=b "C=d e"
            LogLevelMax=-1
            Id=job.service
            InvocationID=
            """);

    assertThat(units).containsOnlyKeys("quiet.service", "job.service");
    UnitState quiet = requireNonNull(units.get("quiet.service"));
    UnitState job = requireNonNull(units.get("job.service"));
    assertThat(quiet.restarts()).hasValue(5);
    assertThat(quiet.isRun("b500bd5e315f4de79956c5b426b3f524")).isTrue();
    assertThat(quiet.hidesWarnings()).isTrue();
    assertThat(quiet.leftInactiveMicros()).isEqualTo(11_954_894_456L);
    assertThat(job.hidesWarnings()).isFalse();
    assertThat(job.property("Environment")).isEqualTo("A=b \"C=d e\"");
    assertThat(job.property("ExecStart").lines()).hasSize(2);
    assertThat(job.property("LogNamespace")).isEmpty();
  }

  @Test
  void a_systemd_that_says_nothing_knows_no_unit() {
    assertThat(UnitState.parse("")).isEmpty();
  }
}

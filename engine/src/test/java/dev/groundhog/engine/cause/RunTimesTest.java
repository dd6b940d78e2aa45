package dev.groundhog.engine.cause;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.events.Tail;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What each run time's deaths are read as: the text of which the fingerprint is the hash. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RunTimesTest {

  @Test
  void java_the_root_of_a_chain_decides_with_its_own_frames() {
    assertThat(
            hashed(
                "Exception in thread \"main\" java.lang.RuntimeException: start failed",
                "\tat com.example.Main.main(Main.java:12)",
                "\tSuppressed: java.io.IOException: cannot close",
                "\t\tat com.example.File.close(File.java:3)",
                "\tCaused by: java.lang.IllegalStateException: of the suppressed one",
                "Caused by: java.net.ConnectException: Connection refused to 10.1.2.3:5432",
                "\tat java.base/sun.nio.ch.Net.connect0(Native Method)",
                "\tat app//com.example.Db$$SpringCGLIB$$0.open(<generated>)",
                "\tat app//com.example.Db.lambda$boot$3(Db.java:33)",
                "\t... 1 more"))
        .isEqualTo(
            """
            java.net.ConnectException
            Connection refused
            at com.example.Db.open
            at com.example.Db.boot\
            """);
  }

  @Test
  void java_a_recursion_is_seen_without_its_head() {
    String[] cut = new String[12];
    for (int i = 0; i < cut.length; i += 2) {
      cut[i] = "\tat com.example.Tree.walk(Tree.java:5)";
      cut[i + 1] = "\tat com.example.Tree.child(Tree.java:9)";
    }
    String[] whole = new String[13];
    whole[0] = "Exception in thread \"main\" java.lang.StackOverflowError";
    System.arraycopy(cut, 0, whole, 1, cut.length);
    assertThat(hashed(cut))
        .isEqualTo(hashed(whole))
        .contains("Tree.child\nat com.example.Tree.walk");
  }

  @Test
  void java_the_machine_itself() {
    assertThat(
            hashed(
                "# A fatal error has been detected by the Java Runtime Environment:",
                "#",
                "#  SIGSEGV (0xb) at pc=0x00007f1c2a1b2c3d, pid=812, tid=813",
                "#",
                "# Problematic frame:",
                "# C  [libfoo.so+0x1234]  Java_com_example_Native_crash+0x10"))
        .isEqualTo("SIGSEGV\n\nat libfoo.so Java_com_example_Native_crash");
    assertThat(hashed("Terminating due to java.lang.OutOfMemoryError: Java heap space"))
        .isEqualTo("java.lang.OutOfMemoryError\nJava heap space");
  }

  @Test
  void python_the_first_of_a_chain_decides() {
    assertThat(
            hashed(
                "Traceback (most recent call last):",
                "  File \"/srv/a/shop.py\", line 3, in price_of",
                "    return prices[item]",
                "           ~~~~~~^^^^^^",
                "KeyError: 'shirt'",
                "",
                "The above exception was the direct cause of the following exception:",
                "",
                "Traceback (most recent call last):",
                "  File \"/srv/a/shop.py\", line 9, in <module>",
                "RuntimeError: no price"))
        .isEqualTo("KeyError\n\nat shop.py price_of");
  }

  @Test
  void python_a_group_is_told_by_its_first_member_and_syntax_by_its_file() {
    assertThat(
            hashed(
                "  + Exception Group Traceback (most recent call last):",
                "  |   File \"/srv/a.py\", line 3, in <module>",
                "  | ExceptionGroup: two (2 sub-exceptions)",
                "  +-+---------------- 1 ----------------",
                "    | Traceback (most recent call last):",
                "    |   File \"/srv/a.py\", line 7, in fetch",
                "    | ValueError: bad cart 12",
                "    +------------------------------------"))
        .isEqualTo("ValueError\nbad\nat a.py fetch");
    assertThat(
            hashed(
                "  File \"/srv/app/rates.py\", line 5",
                "    def vat(x)",
                "              ^",
                "SyntaxError: expected ':'"))
        .isEqualTo("SyntaxError\nexpected '…'\nat rates.py");
  }

  @Test
  void go_a_panic_with_its_goroutine_and_the_run_time_s_own_deaths() {
    assertThat(
            hashed(
                "panic: runtime error: index out of range [5] with length 3 [recovered]",
                "\tpanic: again",
                "",
                "goroutine 7 [running]:",
                "panic({0x4a1b20?, 0xc0000140a8?})",
                "\t/usr/lib/go/src/runtime/panic.go:884 +0x212",
                "main.(*store).pick(0xc000010000, {0x1234, 0x5})",
                "\t/srv/app/main.go:41 +0x1d",
                "main.main.func1()",
                "\t/srv/app/main.go:12 +0x2a"))
        .isEqualTo("panic\nindex out range length\nat main.(*store).pick");
    assertThat(
            hashed(
                "fatal error: all goroutines are asleep - deadlock!",
                "",
                "goroutine 1 [chan receive]:",
                "main.waits(...)",
                "\t/srv/app/main.go:9"))
        .contains("deadlock!\nat main.waits");
  }

  @Test
  void go_a_recursion_is_seen_without_its_head() {
    String[] rounds = new String[12];
    for (int i = 0; i < rounds.length; i += 2) {
      rounds[i] = "main.(*tree).depth(0xc0000" + i + ")";
      rounds[i + 1] = "\t/srv/tree.go:31 +0x1d";
    }
    String[] whole = new String[15];
    whole[0] = "runtime: goroutine stack exceeds 1000000000-byte limit";
    whole[1] = "fatal error: stack overflow";
    whole[2] = "goroutine 1 [running]:";
    System.arraycopy(rounds, 0, whole, 3, rounds.length);
    assertThat(hashed(rounds))
        .isEqualTo(hashed(whole))
        .isEqualTo("fatal error\nstack overflow\nat main.(*tree).depth");
  }

  @Test
  void rust_both_formats_of_a_panic_are_one_fault() {
    assertThat(hashed("thread 'main' panicked at 'no leader for shard 7', src/main.rs:4:5"))
        .isEqualTo(
            hashed("thread 'main' (7054) panicked at src/main.rs:9:5:", "no leader for shard 12"))
        .isEqualTo("panic\nno leader for shard …\nat src/main.rs");
  }

  @Test
  void rust_words_that_fit_any_place_need_the_place_whether_or_not_there_is_a_stack() {
    String[] stack = {
      "thread 'main' panicked at src/main.rs:4:15:",
      "called `Option::unwrap()` on a `None` value",
      "stack backtrace:",
      "   0: __rustc::rust_begin_unwind",
      "             at /rustc/59807616/library/std/src/panicking.rs:689:5",
      "   3: core::option::unwrap_failed",
      "             at /rustc/59807616/library/core/src/option.rs:2236:5",
      "   5: main::leader::h0123456789abcdef",
      "             at /home/ci/chat/src/main.rs:4:15"
    };
    String whole = hashed(stack);
    assertThat(whole)
        .isEqualTo("panic\ncalled 'Option::unwrap()' on a 'None' value\nat src/main.rs column 15")
        .isEqualTo(
            hashed(
                "thread 'main' (7054) panicked at src/main.rs:9:15:",
                "called `Option::unwrap()` on a `None` value"));
    assertThat(hashed(Arrays.copyOfRange(stack, 3, stack.length)))
        .as("the head is cut off")
        .isEqualTo(whole);
  }

  @Test
  void node_a_throw_a_cause_and_a_full_heap() {
    assertThat(
            hashed(
                "/srv/app.js:3",
                "    throw new GateError(`cache gone`, { cause });",
                "    ^",
                "",
                "GateError: cache gone",
                "    at refresh (/srv/app.js:3:11) {",
                "  [cause]: TypeError: Cannot read properties of undefined (reading 'id')",
                "      at idOf (/srv/app.js:9:3)",
                "}",
                "",
                "Node.js v20.1.0"))
        .isEqualTo(
            "TypeError\nCannot read properties of undefined (reading 'id')\nat idOf (app.js)");
    assertThat(
            hashed(
                "FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of"
                    + " memory"))
        .isEqualTo(
            hashed(
                "FATAL ERROR: Ineffective mark-compacts near heap limit Allocation failed -"
                    + " JavaScript heap out of memory"));
  }

  @Test
  void dotnet_the_innermost_exception_decides() {
    assertThat(
            hashed(
                "Unhandled exception. System.AggregateException: One or more errors occurred. (x)",
                " ---> System.InvalidOperationException: shard 39 has no leader",
                "   at Acme.Flush.<ShardAsync>d__5.MoveNext() in /src/Flush.cs:line 42",
                "   --- End of inner exception stack trace ---",
                "   at Acme.Flush.All() in /src/Flush.cs:line 30"))
        .isEqualTo("System.InvalidOperationException\nno\nat Acme.Flush.ShardAsync");
  }

  @Test
  void c_assertions_exceptions_sanitizers_and_glibc() {
    assertThat(hashed("chat: src/queue.c:12: void Queue::push(int): Assertion `n < 5' failed."))
        .isEqualTo("Assertion failed\nn < 5\nat Queue::push (queue.c)");
    assertThat(
            hashed(
                "terminate called after throwing an instance of 'std::runtime_error'",
                "  what():  cannot open /srv/x"))
        .isEqualTo("std::runtime_error\ncannot open …");
    assertThat(hashed("*** stack smashing detected ***: terminated"))
        .isEqualTo("abort\nstack smashing detected");
    assertThat(
            hashed(
                "==812==ERROR: AddressSanitizer: heap-use-after-free on address 0x602000000010",
                "READ of size 4 at 0x602000000010 thread T0",
                "    #0 0x55d0 in stale /src/a.c:12",
                "SUMMARY: AddressSanitizer: heap-use-after-free /src/a.c:12 in stale"))
        .isEqualTo("AddressSanitizer\nheap-use-after-free\nat stale");
  }

  @Test
  void scripts() {
    assertThat(hashed("/srv/backup.sh: line 19: RETENTION_DAYS: must be set"))
        .isEqualTo("\nRETENTION_DAYS: must be set\nat backup.sh");
    assertThat(
            hashed(
                "report.rb:12:in `render': template 7 is empty (ReportError)",
                "\tfrom report.rb:20:in `<main>'"))
        .isEqualTo(
            hashed(
                "report.rb:14:in 'Report#render': template 9 is empty (ReportError)",
                "\tfrom report.rb:22:in '<main>'"));
    assertThat(hashed("cannot open feed /srv/a.xml: No such file or directory at feed.pl line 12."))
        .isEqualTo("\ncannot open feed …: No such file or directory\nat feed.pl");
    assertThat(
            hashed(
                "PHP Fatal error:  Uncaught PageError: page 7 was removed in /srv/page.php:6",
                "Stack trace:",
                "#0 /srv/page.php(14): load()",
                "#1 {main}"))
        .isEqualTo("PageError\nremoved\nat load");
  }

  @Test
  void the_kernel_and_systemd() {
    assertThat(hashed("kernel: Out of memory: Killed process 812 (java) total-vm:123kB"))
        .isEqualTo("Out of memory\nkilled process (java)");
    assertThat(hashed("chat.service: Failed at step EXEC spawning /srv/chat: No such file"))
        .isEqualTo("Failed at step EXEC\nchat: No such file");
  }

  private static String hashed(String... lines) {
    return Causes.explain(Tail.of("file", List.of(lines)), null)
        .map(Explanation::hashed)
        .orElse("nothing");
  }
}

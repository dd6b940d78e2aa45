/** Real hosts on which systemd is PID 1, for the tests of what runs on a host. */
@NullMarked
package dev.groundhog.standalone.host;

import org.jspecify.annotations.NullMarked;

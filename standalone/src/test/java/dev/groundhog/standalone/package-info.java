/** The house's rules, the topics on real brokers, and the whole pipeline end to end. */
@NullMarked
package dev.groundhog.standalone;

import org.jspecify.annotations.NullMarked;

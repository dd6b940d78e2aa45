package dev.groundhog.producer.journal;

/**
 * What is to be known about one run.
 *
 * @param invocation which run, 32 hex digits
 * @param unit whose run; empty if not known
 * @param lines how many of its last lines are wanted; 0 for none
 * @param namespace the journal that its processes write to, {@code LogNamespace=}; empty for the
 *     host's
 */
public record RunQuestion(String invocation, String unit, int lines, String namespace) {}

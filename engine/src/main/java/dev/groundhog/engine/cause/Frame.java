package dev.groundhog.engine.cause;

/**
 * One function of a stack.
 *
 * @param at index of its line in the tail
 * @param name without line numbers, addresses and generated parts
 * @param own whether it belongs to the program rather than to a run time, framework or library
 */
record Frame(int at, String name, boolean own) {}

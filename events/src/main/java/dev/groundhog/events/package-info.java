/**
 * The contract: what hosts report, what the pipeline says of it, and the topics both travel on.
 *
 * <p>The promise to whoever reads or writes these topics:
 *
 * <ul>
 *   <li>a field is never renamed, retyped or given another unit; fields may be added;
 *   <li>readers ignore fields they do not know, and words they do not know become {@code UNKNOWN};
 *   <li>what an old version wrote is read by every later one: the files under {@code
 *       src/test/resources/wire/} hold each version to it;
 *   <li>the same value always becomes the same bytes.
 * </ul>
 *
 * <p>JSON Schemas for other languages are in {@code docs/contract/}. Nothing in this package knows
 * Kafka, a clock, or any other module.
 */
@NullMarked
package dev.groundhog.events;

import org.jspecify.annotations.NullMarked;

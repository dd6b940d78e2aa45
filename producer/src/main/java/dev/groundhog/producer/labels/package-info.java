/** What a host, a unit and its program say of themselves, for finding what crashes share. */
@NullMarked
package dev.groundhog.producer.labels;

import org.jspecify.annotations.NullMarked;

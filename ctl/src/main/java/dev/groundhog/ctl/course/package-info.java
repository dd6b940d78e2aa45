/** The courses of incidents, as alerts told them: to hold one telling against another. Pure. */
@NullMarked
package dev.groundhog.ctl.course;

import org.jspecify.annotations.NullMarked;

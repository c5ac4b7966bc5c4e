package dev.ferrule.confmap;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A key that the Go Collector accepts in this place and that this component cannot honour yet. It
 * is refused with the reason, never ignored.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Repeatable(NotYet.Keys.class)
public @interface NotYet {
  /** The key. */
  String key();

  /** Why it is refused and what to do instead; ends the sentence "not supported yet: ...". */
  String reason();

  /** Holds several. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.TYPE)
  @interface Keys {
    /** The keys. */
    NotYet[] value();
  }
}

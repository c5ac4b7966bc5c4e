package dev.ferrule.confmap;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a component that is an {@code Optional} record: the key without a value leaves it as it is,
 * instead of turning it on with its defaults. For sections that make no sense without settings,
 * such as {@code tls:}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface NullIsNone {}

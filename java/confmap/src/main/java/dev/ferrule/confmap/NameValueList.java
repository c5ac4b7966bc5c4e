package dev.ferrule.confmap;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a component that is a {@code Map} with string keys: it may also be written as a list of {@code
 * {name, value}}, such as the Collector's headers. What is written replaces the default; a name
 * that stands twice in the list is a broken rule.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface NameValueList {}

package dev.ferrule.confmap;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a settings record, or an enum of values in one: its Javadoc is what users read of it, on the
 * reference page and in their editors. {@code @param} describes a setting, a comment on a constant
 * describes a value. {@code dev.ferrule.confmap.processor} keeps the text when the class is
 * compiled, and refuses a record that does not describe each of its settings.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface ConfigDoc {}

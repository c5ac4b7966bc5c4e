package dev.ferrule.confmap.processor;

import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.tools.Diagnostic;
import javax.tools.StandardLocation;

/**
 * Writes what the Javadoc says of the settings of each class with {@code @ConfigDoc} to a
 * properties file beside the classes, {@code META-INF/ferrule/settings/<class>.properties}. Its key
 * {@code description} is about the class, {@code of.<name>} about one setting or constant.
 */
@SupportedAnnotationTypes(ConfigDocProcessor.ANNOTATION)
public final class ConfigDocProcessor extends AbstractProcessor {
  static final String ANNOTATION = "dev.ferrule.confmap.ConfigDoc";

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latest();
  }

  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    for (TypeElement annotation : annotations) {
      for (TypeElement type : ElementFilter.typesIn(round.getElementsAnnotatedWith(annotation))) {
        write(type, type.getKind() == ElementKind.RECORD ? ofRecord(type) : ofConstants(type));
      }
    }
    return false;
  }

  private Map<String, String> ofRecord(TypeElement record) {
    JavadocText text = text(record);
    Map<String, String> texts = new TreeMap<>();
    texts.put("description", text.description());
    for (Element component : ElementFilter.recordComponentsIn(record.getEnclosedElements())) {
      String name = component.getSimpleName().toString();
      String said = text.parameters().getOrDefault(name, "");
      if (said.isEmpty()) {
        processingEnv
            .getMessager()
            .printMessage(
                Diagnostic.Kind.ERROR,
                "the Javadoc of a @ConfigDoc record must have @param " + name,
                component);
      }
      texts.put("of." + name, said);
    }
    return texts;
  }

  private Map<String, String> ofConstants(TypeElement type) {
    Map<String, String> texts = new TreeMap<>();
    texts.put("description", text(type).description());
    for (Element constant : ElementFilter.fieldsIn(type.getEnclosedElements())) {
      if (constant.getKind() == ElementKind.ENUM_CONSTANT) {
        texts.put("of." + constant.getSimpleName(), text(constant).description());
      }
    }
    return texts;
  }

  private JavadocText text(Element element) {
    return JavadocText.parse(processingEnv.getElementUtils().getDocComment(element));
  }

  private void write(TypeElement type, Map<String, String> texts) {
    String name = processingEnv.getElementUtils().getBinaryName(type).toString();
    Properties properties = new Properties();
    properties.putAll(texts);
    try (Writer out =
        processingEnv
            .getFiler()
            .createResource(
                StandardLocation.CLASS_OUTPUT,
                "",
                "META-INF/ferrule/settings/" + name + ".properties",
                type)
            .openWriter()) {
      StringWriter stored = new StringWriter();
      properties.store(stored, null);
      // Without the date, so that two builds give the same file.
      out.write(stored.toString().replaceFirst("(?m)^#.*\\R", ""));
    } catch (IOException e) {
      processingEnv
          .getMessager()
          .printMessage(Diagnostic.Kind.ERROR, "cannot write its texts: " + e, type);
    }
  }
}

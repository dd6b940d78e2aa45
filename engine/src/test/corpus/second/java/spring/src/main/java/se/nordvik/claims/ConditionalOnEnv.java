package se.nordvik.claims;
import org.springframework.context.annotation.*; import org.springframework.core.type.*; import java.lang.annotation.*;
@Retention(RetentionPolicy.RUNTIME) @Target(ElementType.TYPE) @Conditional(ConditionalOnEnv.C.class)
public @interface ConditionalOnEnv { String value();
  class C implements Condition { public boolean matches(ConditionContext c, AnnotatedTypeMetadata m) { return System.getenv((String) m.getAnnotationAttributes(ConditionalOnEnv.class.getName()).get("value")) != null; } } }

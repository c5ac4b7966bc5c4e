package dev.ferrule.nativehost;

import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a function of a plugin answered, and which rules it broke in answering.
 *
 * @param function its name
 * @param message of the error, may be empty
 * @param detailJson of the error, may be empty
 * @param text what it gave besides; empty if it gives nothing
 * @param faults a sentence for each broken rule
 */
record Answer(
    String function,
    int code,
    String message,
    String detailJson,
    String text,
    List<String> faults) {

  /** An answer that came with a completion. */
  static Answer of(String function, Outcome outcome) {
    return new Answer(
        function,
        outcome.code(),
        outcome.message(),
        outcome.detailJson(),
        "",
        isLegal(outcome.code()) ? List.of() : List.of("gave the code " + outcome.code()));
  }

  /** Whether a function without a token may answer so. */
  static boolean isLegal(int code) {
    return code <= Abi.OK && code >= Abi.E_REFUSED;
  }

  boolean succeeded() {
    return code == Abi.OK;
  }

  /** What is said of a failure. */
  String describe() {
    return Abi.name(code) + (message.isEmpty() ? "" : ": " + message);
  }

  /** Fails the check if a rule was broken on the way. */
  Answer mustBeSound() throws CheckStop {
    if (!faults.isEmpty()) {
      String said = message.isEmpty() ? "" : "; its message: " + message;
      throw CheckStop.failed(function + " " + String.join("; ", faults) + said);
    }
    return this;
  }

  /** Fails the check unless it answered that it is done. */
  Answer mustSucceed() throws CheckStop {
    mustBeSound();
    mustNotBePending();
    if (code != Abi.OK) {
      throw CheckStop.failed(function + " failed with " + describe());
    }
    return this;
  }

  /** Fails the check unless it answered with an error that no bug is behind. */
  Answer mustFail() throws CheckStop {
    mustBeSound();
    mustNotBePending();
    if (code >= 0) {
      throw CheckStop.failed(function + " accepted it");
    }
    mustNotPanic();
    return this;
  }

  /** Fails the check unless it answered with that error. */
  Answer mustFailWith(int wanted) throws CheckStop {
    mustFail();
    if (code != wanted) {
      throw CheckStop.failed(
          "%s answered %s, not %s".formatted(function, describe(), Abi.name(wanted)));
    }
    return this;
  }

  private void mustNotBePending() throws CheckStop {
    if (code == Abi.PENDING) {
      throw CheckStop.failed(function + " answered FERRULE_PENDING, which it may not");
    }
  }

  /** Fails the check if a panic was caught. */
  void mustNotPanic() throws CheckStop {
    if (code == Abi.E_PANIC) {
      throw CheckStop.failed(function + " panicked: " + message);
    }
  }

  /** The JSON object that it gave. Fails the check if that is none. */
  ObjectNode object() throws CheckStop {
    mustSucceed();
    try {
      if (Json.read(text) instanceof ObjectNode object) {
        return object;
      }
    } catch (JacksonException e) {
      throw CheckStop.failed(function + " gave no JSON: " + e.getOriginalMessage());
    }
    throw CheckStop.failed(function + " gave no JSON object");
  }
}

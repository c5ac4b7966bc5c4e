package dev.ferrule.confmap;

/** A settings record with rules that its types cannot say. */
public interface Validated {

  /** Reports each rule broken; called once the record and everything in it are decoded. */
  void validate(Rules rules);

  /** Where a {@link Validated} record reports to. It knows the record's place in the file. */
  interface Rules {

    /**
     * Reports a problem with one setting of the record.
     *
     * @param key the setting's key, or {@code ""} for the record as a whole
     * @param message what is wrong
     */
    void broken(String key, String message);

    /** The same with what to write instead. */
    void broken(String key, String message, String hint);
  }
}

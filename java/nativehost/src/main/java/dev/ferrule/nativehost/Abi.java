package dev.ferrule.nativehost;

/** The constants of {@code ferrule_plugin.h}, without their prefix; checked like {@link Layout}. */
final class Abi {
  static final int MAGIC = 0x314C5246;
  static final int ABI_MAJOR = 1;
  static final int ABI_MINOR = 0;

  static final int OK = 0;
  static final int PENDING = 1;
  static final int E_ARG = -1;
  static final int E_CONFIG = -2;
  static final int E_STATE = -3;
  static final int E_BUSY = -4;
  static final int E_CANCELLED = -5;
  static final int E_DEADLINE = -6;
  static final int E_UNSUPPORTED = -7;
  static final int E_INTERNAL = -8;
  static final int E_PANIC = -9;
  static final int E_NOMEM = -10;
  static final int E_REFUSED = -11;

  static final int PERMANENT = 1;
  static final int RETRYABLE = 2;

  static final int RECEIVER = 1;
  static final int PROCESSOR = 2;
  static final int EXPORTER = 3;
  static final int CONNECTOR = 4;
  static final int EXTENSION = 5;

  static final int UNDEFINED = 0;
  static final int UNMAINTAINED = 1;
  static final int DEPRECATED = 2;
  static final int DEVELOPMENT = 3;
  static final int ALPHA = 4;
  static final int BETA = 5;
  static final int STABLE = 6;

  static final int TRACE = 1;
  static final int DEBUG = 5;
  static final int INFO = 9;
  static final int WARN = 13;
  static final int ERROR = 17;

  static final int STATUS_STARTING = 1;
  static final int STATUS_OK = 2;
  static final int STATUS_RECOVERABLE_ERROR = 3;
  static final int STATUS_PERMANENT_ERROR = 4;
  static final int STATUS_FATAL_ERROR = 5;
  static final int STATUS_STOPPING = 6;
  static final int STATUS_STOPPED = 7;

  static final int PIPELINES_READY = 1;
  static final int PIPELINES_NOT_READY = 2;

  static final int COUNTER = 1;
  static final int UP_DOWN_COUNTER = 2;
  static final int HISTOGRAM = 3;

  static final int REQUIRES_TLS = 1;

  /** The names of interfaces. */
  static final String SERVER_AUTH_V1 = "ferrule.server_auth.v1";

  static final String CLIENT_AUTH_V1 = "ferrule.client_auth.v1";

  private Abi() {}

  /** The name of an error code, for a log. */
  static String name(int code) {
    return switch (code) {
      case E_ARG -> "E_ARG";
      case E_CONFIG -> "E_CONFIG";
      case E_STATE -> "E_STATE";
      case E_BUSY -> "E_BUSY";
      case E_CANCELLED -> "E_CANCELLED";
      case E_DEADLINE -> "E_DEADLINE";
      case E_UNSUPPORTED -> "E_UNSUPPORTED";
      case E_INTERNAL -> "E_INTERNAL";
      case E_PANIC -> "E_PANIC";
      case E_NOMEM -> "E_NOMEM";
      case E_REFUSED -> "E_REFUSED";
      default -> Integer.toString(code);
    };
  }

  /** What an error code means, for an operator. */
  static String meaning(int code) {
    return switch (code) {
      case E_ARG -> "bad argument";
      case E_CONFIG -> "the configuration is not valid";
      case E_STATE -> "not in this state";
      case E_BUSY -> "busy, try again later";
      case E_CANCELLED -> "cancelled";
      case E_DEADLINE -> "took too long";
      case E_UNSUPPORTED -> "not supported";
      case E_INTERNAL -> "failed without a reason";
      case E_PANIC -> "a bug in the component";
      case E_NOMEM -> "out of memory";
      case E_REFUSED -> "refused";
      default -> "answered " + code + ", which the plugin interface does not know";
    };
  }
}

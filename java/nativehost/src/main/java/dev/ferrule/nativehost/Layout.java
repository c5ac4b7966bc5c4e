package dev.ferrule.nativehost;

/**
 * Sizes and field offsets, in bytes, of the structs of {@code ferrule_plugin.h}. A test holds them
 * against the table that {@code c/layout.c} prints. BYTES is the size of the struct; SIZE is the
 * offset of its field of that name.
 */
final class Layout {
  private Layout() {}

  static final class FerruleSlice {
    static final long BYTES = 16;
    static final long PTR = 0;
    static final long LEN = 8;
  }

  static final class FerruleBuf {
    static final long BYTES = 32;
    static final long PTR = 0;
    static final long LEN = 8;
    static final long OWNER = 16;
    static final long RELEASE = 24;
  }

  static final class FerruleError {
    static final long BYTES = 80;
    static final long SIZE = 0;
    static final long CODE = 4;
    static final long FLAGS = 8;
    static final long RESERVED = 12;
    static final long MESSAGE = 16;
    static final long DETAIL_JSON = 48;
  }

  static final class FerruleCall {
    static final long BYTES = 16;
    static final long SIZE = 0;
    static final long RESERVED = 4;
    static final long TIMEOUT_NS = 8;
  }

  static final class FerruleMetric {
    static final long BYTES = 88;
    static final long SIZE = 0;
    static final long KIND = 4;
    static final long NAME = 8;
    static final long UNIT = 24;
    static final long DESCRIPTION = 40;
    static final long ATTRIBUTES_JSON = 56;
    static final long BOUNDS = 72;
    static final long N_BOUNDS = 80;
  }

  static final class FerruleInterface {
    static final long BYTES = 16;
    static final long FUNCTIONS = 0;
    static final long OBJECT = 8;
  }

  static final class FerruleEvent {
    static final long BYTES = 24;
    static final long SIZE = 0;
    static final long KIND = 4;
    static final long PAYLOAD_JSON = 8;
  }

  static final class FerruleHost {
    static final long BYTES = 88;
    static final long SIZE = 0;
    static final long ABI_MAJOR = 4;
    static final long ABI_MINOR = 6;
    static final long CTX = 8;
    static final long WORKER_THREADS = 16;
    static final long RESERVED = 20;
    static final long LOG_ENABLED = 24;
    static final long LOG = 32;
    static final long REPORT_STATUS = 40;
    static final long COMPLETE = 48;
    static final long DEFINE_METRIC = 56;
    static final long RECORD = 64;
    static final long FIND_EXTENSION = 72;
    static final long DESCRIBE = 80;
  }

  static final class FerruleCreate {
    static final long BYTES = 48;
    static final long SIZE = 0;
    static final long RESERVED = 4;
    static final long SELF = 8;
    static final long ID = 16;
    static final long CONFIG_JSON = 32;
  }

  static final class FerruleComponent {
    static final long BYTES = 112;
    static final long SIZE = 0;
    static final long KIND = 4;
    static final long TYPE_NAME = 8;
    static final long STABILITY = 16;
    static final long RESERVED = 20;
    static final long DEFAULT_CONFIG = 24;
    static final long CONFIG_SCHEMA = 32;
    static final long VALIDATE = 40;
    static final long DEPENDENCIES = 48;
    static final long CREATE = 56;
    static final long START = 64;
    static final long NOTIFY = 72;
    static final long GET_INTERFACE = 80;
    static final long CANCEL = 88;
    static final long SHUTDOWN = 96;
    static final long DESTROY = 104;
  }

  static final class FerruleStats {
    static final long BYTES = 72;
    static final long SIZE = 0;
    static final long RESERVED = 4;
    static final long LIVE_COMPONENTS = 8;
    static final long LIVE_BUFS = 16;
    static final long LIVE_BUF_BYTES = 24;
    static final long LIVE_THREADS = 32;
    static final long PENDING_TOKENS = 40;
    static final long PANICS = 48;
    static final long LIVE_HEAP_BYTES = 56;
    static final long LIVE_HEAP_BLOCKS = 64;
  }

  static final class FerrulePlugin {
    static final long BYTES = 64;
    static final long SIZE = 0;
    static final long MAGIC = 4;
    static final long ABI_MAJOR = 8;
    static final long ABI_MINOR = 10;
    static final long N_COMPONENTS = 12;
    static final long COMPONENTS = 16;
    static final long NAME = 24;
    static final long VERSION = 32;
    static final long MANIFEST_JSON = 40;
    static final long STATS = 48;
    static final long CLOSE = 56;
  }

  static final class FerruleHeader {
    static final long BYTES = 32;
    static final long NAME = 0;
    static final long VALUE = 16;
  }

  static final class FerruleServerAuth {
    static final long BYTES = 16;
    static final long SIZE = 0;
    static final long RESERVED = 4;
    static final long AUTHENTICATE = 8;
  }

  static final class FerruleClientRequest {
    static final long BYTES = 40;
    static final long SIZE = 0;
    static final long RESERVED = 4;
    static final long AUTHORITY = 8;
    static final long PATH = 24;
  }

  static final class FerruleCredentials {
    static final long BYTES = 48;
    static final long SIZE = 0;
    static final long RESERVED = 4;
    static final long KEEP_NS = 8;
    static final long HEADERS_JSON = 16;
  }

  static final class FerruleClientAuth {
    static final long BYTES = 16;
    static final long SIZE = 0;
    static final long FLAGS = 4;
    static final long HEADERS = 8;
  }
}

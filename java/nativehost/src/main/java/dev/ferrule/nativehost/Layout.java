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
    static final long BYTES = 72;
    static final long SIZE = 0;
    static final long CODE = 4;
    static final long MESSAGE = 8;
    static final long DETAIL_JSON = 40;
  }

  static final class FerruleCall {
    static final long BYTES = 16;
    static final long SIZE = 0;
    static final long RESERVED = 4;
    static final long TIMEOUT_NS = 8;
  }

  static final class FerruleHost {
    static final long BYTES = 48;
    static final long SIZE = 0;
    static final long ABI_MAJOR = 4;
    static final long ABI_MINOR = 6;
    static final long CTX = 8;
    static final long LOG_ENABLED = 16;
    static final long LOG = 24;
    static final long REPORT_STATUS = 32;
    static final long COMPLETE = 40;
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
    static final long BYTES = 88;
    static final long SIZE = 0;
    static final long KIND = 4;
    static final long TYPE_NAME = 8;
    static final long STABILITY = 16;
    static final long RESERVED = 20;
    static final long DEFAULT_CONFIG = 24;
    static final long CONFIG_SCHEMA = 32;
    static final long VALIDATE = 40;
    static final long CREATE = 48;
    static final long START = 56;
    static final long NOTIFY = 64;
    static final long SHUTDOWN = 72;
    static final long DESTROY = 80;
  }

  static final class FerruleStats {
    static final long BYTES = 56;
    static final long SIZE = 0;
    static final long RESERVED = 4;
    static final long LIVE_COMPONENTS = 8;
    static final long LIVE_BUFS = 16;
    static final long LIVE_BUF_BYTES = 24;
    static final long LIVE_THREADS = 32;
    static final long PENDING_TOKENS = 40;
    static final long PANICS = 48;
  }

  static final class FerrulePlugin {
    static final long BYTES = 56;
    static final long SIZE = 0;
    static final long MAGIC = 4;
    static final long ABI_MAJOR = 8;
    static final long ABI_MINOR = 10;
    static final long N_COMPONENTS = 12;
    static final long COMPONENTS = 16;
    static final long NAME = 24;
    static final long VERSION = 32;
    static final long STATS = 40;
    static final long CLOSE = 48;
  }
}

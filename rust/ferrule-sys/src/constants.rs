/// "FRL1" in little-endian memory.
pub const FERRULE_MAGIC: u32 = 0x314C_5246;
/// The version in the name of the entry symbol.
pub const FERRULE_ABI_MAJOR: u16 = 1;
/// How far the structs have grown.
pub const FERRULE_ABI_MINOR: u16 = 0;

/// Done.
pub const FERRULE_OK: i32 = 0;
/// The token will be completed.
pub const FERRULE_PENDING: i32 = 1;
/// The caller broke a rule of the header.
pub const FERRULE_E_ARG: i32 = -1;
/// The configuration is not valid.
pub const FERRULE_E_CONFIG: i32 = -2;
/// Not in this state, or poisoned.
pub const FERRULE_E_STATE: i32 = -3;
/// Try again later.
pub const FERRULE_E_BUSY: i32 = -4;
/// The operation was cancelled.
pub const FERRULE_E_CANCELLED: i32 = -5;
/// The time was up.
pub const FERRULE_E_DEADLINE: i32 = -6;
/// This side does not offer that.
pub const FERRULE_E_UNSUPPORTED: i32 = -7;
/// Whatever else went wrong.
pub const FERRULE_E_INTERNAL: i32 = -8;
/// A bug in the component was caught at the boundary.
pub const FERRULE_E_PANIC: i32 = -9;
/// Out of memory.
pub const FERRULE_E_NOMEM: i32 = -10;
/// Not authenticated, or not allowed.
pub const FERRULE_E_REFUSED: i32 = -11;

/// The same again would fail again.
pub const FERRULE_PERMANENT: u32 = 1;
/// The same again may succeed later.
pub const FERRULE_RETRYABLE: u32 = 2;

/// A receiver.
pub const FERRULE_RECEIVER: i32 = 1;
/// A processor.
pub const FERRULE_PROCESSOR: i32 = 2;
/// An exporter.
pub const FERRULE_EXPORTER: i32 = 3;
/// A connector.
pub const FERRULE_CONNECTOR: i32 = 4;
/// An extension.
pub const FERRULE_EXTENSION: i32 = 5;

/// Nothing is said about stability.
pub const FERRULE_UNDEFINED: i32 = 0;
/// Looking for a maintainer.
pub const FERRULE_UNMAINTAINED: i32 = 1;
/// Will be removed.
pub const FERRULE_DEPRECATED: i32 = 2;
/// Not ready for use.
pub const FERRULE_DEVELOPMENT: i32 = 3;
/// Ready for limited use.
pub const FERRULE_ALPHA: i32 = 4;
/// The configuration is settled.
pub const FERRULE_BETA: i32 = 5;
/// Ready for general use.
pub const FERRULE_STABLE: i32 = 6;

/// Log severity: trace.
pub const FERRULE_TRACE: i32 = 1;
/// Log severity: debug.
pub const FERRULE_DEBUG: i32 = 5;
/// Log severity: info.
pub const FERRULE_INFO: i32 = 9;
/// Log severity: warn.
pub const FERRULE_WARN: i32 = 13;
/// Log severity: error.
pub const FERRULE_ERROR: i32 = 17;

/// The component is starting.
pub const FERRULE_STATUS_STARTING: i32 = 1;
/// The component works.
pub const FERRULE_STATUS_OK: i32 = 2;
/// The component fails and may recover by itself.
pub const FERRULE_STATUS_RECOVERABLE_ERROR: i32 = 3;
/// The component fails until an operator acts.
pub const FERRULE_STATUS_PERMANENT_ERROR: i32 = 4;
/// The collector stops and exits non-zero.
pub const FERRULE_STATUS_FATAL_ERROR: i32 = 5;
/// The component is stopping.
pub const FERRULE_STATUS_STOPPING: i32 = 6;
/// The component has stopped.
pub const FERRULE_STATUS_STOPPED: i32 = 7;

/// Every pipeline component has started.
pub const FERRULE_PIPELINES_READY: i32 = 1;
/// Pipelines are about to stop.
pub const FERRULE_PIPELINES_NOT_READY: i32 = 2;

/// A metric that only grows.
pub const FERRULE_COUNTER: i32 = 1;
/// A metric that grows and shrinks.
pub const FERRULE_UP_DOWN_COUNTER: i32 = 2;
/// A metric of how values are spread.
pub const FERRULE_HISTOGRAM: i32 = 3;

/// The headers are secrets that must not travel in the clear.
pub const FERRULE_REQUIRES_TLS: u32 = 1;

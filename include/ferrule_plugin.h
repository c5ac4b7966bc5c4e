/*
 * ferrule_plugin.h: the C ABI between the Ferrule host and a native plugin.
 *
 * This header is the one source of truth for the boundary. The Rust mirror (rust/ferrule-sys) and
 * the Java mirror (java/nativehost) are checked against the table that c/layout.c prints.
 *
 * A plugin is a shared library that exports one symbol, ferrule_plugin_open_v1. It offers component
 * factories; the host creates components from them, starts them and shuts them down.
 *
 * RULES
 *
 * Versions. The major version is in the name of the entry symbol. Within a major version structs
 * only grow at the end. Every struct that crosses starts with `size`, written by the side that made
 * it; a reader looks at no more than min(size, its own sizeof). A function pointer beyond the size,
 * or NULL, means "not offered". Nothing is reordered or reused.
 *
 * Ownership.
 *  1. A ferrule_slice, and every `const` struct, is borrowed: valid until the call returns, also
 *     when it returns FERRULE_PENDING. Copy what is needed longer.
 *  2. A ferrule_buf is owned and moves. The side that made it supplies `release`; the side that
 *     takes it calls release exactly once, on any thread. release must not block and must not call
 *     the host. Neither side ever frees the other's memory in another way.
 *  3. A ferrule_error out-parameter is zeroed by the caller, which sets `size`. Its bufs belong to
 *     the caller afterwards, which releases them. They are set only if the function fails.
 *  4. A handle that create gave belongs to the host until it calls destroy, once.
 *  5. ferrule_ref and ferrule_token are numbers that only the host can interpret. A stale one is
 *     ignored and counted.
 *
 * Threads. open, create, start, shutdown and destroy are not called at the same time for one handle.
 * Host functions may be called from any thread of the plugin, but not from a release function, a
 * signal handler or a thread-local destructor, and not after close returned. A plugin holds no lock
 * while it calls the host.
 *
 * Completion. A function that takes a token either returns FERRULE_OK or an error and never
 * completes the token, or returns FERRULE_PENDING and completes it exactly once; the completion may
 * come before the function has returned. A second completion, or one after the deadline, is ignored
 * and counted.
 *
 * Failures. No exception, panic or longjmp leaves a function on either side. A component that
 * returned FERRULE_E_PANIC is poisoned: the host only calls shutdown and destroy from then on.
 *
 * Process. Libraries are never unloaded. A plugin installs no signal handlers, writes nothing to
 * stdout or stderr, and joins its threads in close.
 */
#ifndef FERRULE_PLUGIN_H
#define FERRULE_PLUGIN_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define FERRULE_MAGIC 0x314C5246u /* "FRL1" in little-endian memory */
#define FERRULE_ABI_MAJOR 1
#define FERRULE_ABI_MINOR 0

/* Result codes. 0 and 1 are successes, negative ones are errors. */
enum {
  FERRULE_OK = 0,
  FERRULE_PENDING = 1,         /* the token will be completed */
  FERRULE_E_ARG = -1,          /* the caller broke a rule of this header */
  FERRULE_E_CONFIG = -2,       /* the configuration is not valid */
  FERRULE_E_STATE = -3,        /* not in this state, or poisoned */
  FERRULE_E_BUSY = -4,         /* try again later */
  FERRULE_E_CANCELLED = -5,
  FERRULE_E_DEADLINE = -6,
  FERRULE_E_UNSUPPORTED = -7,
  FERRULE_E_INTERNAL = -8,     /* whatever else went wrong; the message says it */
  FERRULE_E_PANIC = -9,        /* a bug in the component was caught at the boundary */
  FERRULE_E_NOMEM = -10
};

/* Kinds of components. */
enum {
  FERRULE_RECEIVER = 1,
  FERRULE_PROCESSOR = 2,
  FERRULE_EXPORTER = 3,
  FERRULE_CONNECTOR = 4,
  FERRULE_EXTENSION = 5
};

/* Stability levels, in the words of the Collector. */
enum {
  FERRULE_UNDEFINED = 0,
  FERRULE_UNMAINTAINED = 1,
  FERRULE_DEPRECATED = 2,
  FERRULE_DEVELOPMENT = 3,
  FERRULE_ALPHA = 4,
  FERRULE_BETA = 5,
  FERRULE_STABLE = 6
};

/* Log severities: the OpenTelemetry severity numbers of the first level in each range. */
enum {
  FERRULE_TRACE = 1,
  FERRULE_DEBUG = 5,
  FERRULE_INFO = 9,
  FERRULE_WARN = 13,
  FERRULE_ERROR = 17
};

/* Component statuses that a component may report. */
enum {
  FERRULE_STATUS_STARTING = 1,
  FERRULE_STATUS_OK = 2,
  FERRULE_STATUS_RECOVERABLE_ERROR = 3,
  FERRULE_STATUS_PERMANENT_ERROR = 4,
  FERRULE_STATUS_FATAL_ERROR = 5, /* the collector stops and exits non-zero */
  FERRULE_STATUS_STOPPING = 6,
  FERRULE_STATUS_STOPPED = 7
};

/* Events that the host tells a component of. */
enum {
  FERRULE_PIPELINES_READY = 1,    /* every pipeline component has started */
  FERRULE_PIPELINES_NOT_READY = 2 /* pipelines are about to stop */
};

typedef uint64_t ferrule_token; /* one asynchronous operation; never reused; 0 = none */
typedef uint64_t ferrule_ref;   /* an entry of a table in the host; 0 = none */

/* Borrowed bytes. ptr may be NULL if len is 0. Text is UTF-8 and not NUL-terminated. */
typedef struct ferrule_slice {
  const uint8_t *ptr;
  uint64_t len;
} ferrule_slice;

/* Owned bytes. release == NULL: empty, or moved away. */
typedef struct ferrule_buf {
  const uint8_t *ptr;
  uint64_t len;
  void *owner;                            /* for release alone */
  void (*release)(struct ferrule_buf *); /* sets release to NULL in the struct it is given */
} ferrule_buf;

/* What went wrong. */
typedef struct ferrule_error {
  uint32_t size;
  int32_t code;          /* same as the result code */
  ferrule_buf message;   /* one sentence for the operator, UTF-8 */
  /*
   * For FERRULE_E_CONFIG: a JSON array of {"pointer": RFC 6901 pointer into the configuration,
   * "message": text, "hint": text, may be absent}. Empty otherwise.
   */
  ferrule_buf detail_json;
} ferrule_error;

/* The circumstances of a call: the Collector's context. */
typedef struct ferrule_call {
  uint32_t size;
  uint32_t reserved;
  int64_t timeout_ns; /* the host stops waiting after that long; 0 = no limit */
} ferrule_call;

/* Functions that the host offers to a plugin. Valid for the life of the process. */
typedef struct ferrule_host {
  uint32_t size;
  uint16_t abi_major, abi_minor;
  void *ctx; /* first argument of each function */

  /*
   * Whether a log record of that severity would be written. component 0 asks for the plugin as a
   * whole. Returns 0 or 1. Cheap; call it before formatting.
   */
  int32_t (*log_enabled)(void *ctx, ferrule_ref component, int32_t severity);

  /*
   * Writes a log record under the component's id. target (the module path of the code) may be
   * empty; fields_json is empty or a JSON object of further fields.
   */
  void (*log)(void *ctx, ferrule_ref component, int32_t severity, const ferrule_slice *target,
              const ferrule_slice *message, const ferrule_slice *fields_json);

  /* Reports how a component is doing. message may be empty. */
  void (*report_status)(void *ctx, ferrule_ref component, int32_t status,
                        const ferrule_slice *message);

  /*
   * Completes a token with FERRULE_OK or an error code. error may be NULL; if not, its bufs stay
   * with the plugin (the host copies what it needs before it returns).
   */
  void (*complete)(void *ctx, ferrule_token token, int32_t code, const ferrule_error *error);
} ferrule_host;

/* What create needs to know. */
typedef struct ferrule_create {
  uint32_t size;
  uint32_t reserved;
  ferrule_ref self;          /* names the component in host functions */
  ferrule_slice id;          /* the configured id: type or type/name */
  ferrule_slice config_json; /* byte for byte what validate saw */
} ferrule_create;

/*
 * A component factory. Constant for the life of the process. Functions return a result code and
 * fill *error if it is negative. Only config_schema and notify may be NULL.
 */
typedef struct ferrule_component {
  uint32_t size;
  int32_t kind;          /* FERRULE_EXTENSION is the only kind of minor version 0 */
  const char *type_name; /* NUL-terminated, matches [a-zA-Z][0-9a-zA-Z_]{0,62} */
  int32_t stability;
  uint32_t reserved;

  /* Gives the settings of an empty section, a JSON object. Pure, any thread. */
  int32_t (*default_config)(ferrule_buf *out, ferrule_error *error);

  /* Gives a JSON Schema (draft 2020-12) of the settings. Pure, any thread. */
  int32_t (*config_schema)(ferrule_buf *out, ferrule_error *error);

  /*
   * Checks settings: the defaults with the user's section laid over them. No I/O, no effect, any
   * thread. Reports every problem that it can, in detail_json.
   */
  int32_t (*validate)(const ferrule_slice *config_json, ferrule_error *error);

  /* Builds a component from settings that validate accepted. No I/O and no threads. */
  int32_t (*create)(const ferrule_create *args, void **handle, ferrule_error *error);

  /* Begins to work. Returns at once; FERRULE_PENDING while work goes on in threads of the plugin. */
  int32_t (*start)(void *handle, const ferrule_call *call, ferrule_token token,
                   ferrule_error *error);

  /* Tells the component of an event; returns at once. Called only while it runs. */
  int32_t (*notify)(void *handle, int32_t event, ferrule_error *error);

  /*
   * Stops. Safe before start, after a start that failed, and twice; each call completes. While a
   * start is pending the host waits for its completion, or its deadline, before it calls shutdown.
   */
  int32_t (*shutdown)(void *handle, const ferrule_call *call, ferrule_token token,
                      ferrule_error *error);

  /*
   * Frees the component. Called once, with no call running and no token pending; a component that
   * did not complete its shutdown is never destroyed.
   */
  void (*destroy)(void *handle);
} ferrule_component;

/* What a plugin has alive. All zero when every component is destroyed and every buf released. */
typedef struct ferrule_stats {
  uint32_t size;
  uint32_t reserved;
  int64_t live_components;
  int64_t live_bufs;
  int64_t live_buf_bytes;
  int64_t live_threads;
  int64_t pending_tokens;
  uint64_t panics; /* only grows */
} ferrule_stats;

/* A plugin. Constant for the life of the process. */
typedef struct ferrule_plugin {
  uint32_t size;
  uint32_t magic; /* FERRULE_MAGIC */
  uint16_t abi_major, abi_minor;
  uint32_t n_components;                      /* 1 to 1024 */
  const ferrule_component *const *components; /* n_components of them */
  const char *name;                           /* NUL-terminated, for logs and `components` */
  const char *version;                        /* NUL-terminated */

  /* Fills *out, whose size the caller has set. Any thread. */
  int32_t (*stats)(ferrule_stats *out);

  /*
   * Joins every thread of the plugin, within the timeout; 0 or less does not wait. Called once,
   * after every component was destroyed and before the process exits. Afterwards the plugin calls
   * no host function.
   */
  int32_t (*close)(int64_t timeout_ns, ferrule_error *error);
} ferrule_plugin;

#if defined(_WIN32)
#define FERRULE_EXPORT __declspec(dllexport)
#else
#define FERRULE_EXPORT __attribute__((visibility("default")))
#endif

/*
 * The entry, the only symbol that a plugin exports. Called once in a process. Keeps the host
 * pointer, starts nothing, and sets *out. Refuses a host whose abi_major is another.
 */
FERRULE_EXPORT int32_t ferrule_plugin_open_v1(const ferrule_host *host, const ferrule_plugin **out,
                                              ferrule_error *error);

#ifdef __cplusplus
}
#endif

#endif

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
 *     the caller afterwards, which releases them. They are set only if the function fails. A
 *     `const ferrule_error *` argument is borrowed with its bufs, like every const struct.
 *  4. A handle that create gave belongs to the host until it calls destroy, once.
 *  5. ferrule_ref and ferrule_token are numbers that only the host can interpret. A stale one is
 *     ignored and counted.
 *  6. No pointer argument is NULL unless it says so here. A plugin that gets one that must not be
 *     answers FERRULE_E_ARG. `error` may always be NULL: then nobody wants to know.
 *  7. The host cuts text that it is given: messages and fields after 64 KiB, details after 1 MiB,
 *     names after 4 KiB, other JSON after 16 MiB. Text that is not UTF-8 is repaired, JSON that is
 *     not JSON is logged as it is or refused.
 *  8. A ferrule_interface that find_extension gave may be used until the shutdown of the component
 *     that asked for it has completed; the host keeps the other extension alive for that long.
 *
 * Threads. create, start, notify, shutdown and destroy are not called at the same time for one
 * handle. cancel and get_interface may come while another of them runs, destroy excepted. open and
 * close are called once, one after the other. Functions without a handle may be called by
 * several threads at once. Host functions may be called from any thread of the plugin, but not from
 * a release function, a signal handler or a thread-local destructor, and not after close returned.
 * A plugin holds no lock while it calls the host, which may call back into the plugin meanwhile.
 *
 * Time. Functions of a plugin return at once (within a millisecond or so), except validate, create,
 * destroy, close and the functions of interfaces, which may compute for longer but do not wait for
 * the world outside. What takes time goes on in threads of the plugin after FERRULE_PENDING.
 *
 * Completion. A function that takes a token either returns FERRULE_OK or an error and never
 * completes the token, or returns FERRULE_PENDING and completes it exactly once; the completion may
 * come before the function has returned. A second completion, or one after the deadline, is ignored
 * and counted. A token is completed with FERRULE_OK or an error code; anything else counts as
 * FERRULE_E_INTERNAL.
 *
 * Cancellation. When the host gives up on a token it calls cancel. That is advice: the token is
 * still completed exactly once, as soon as may be, with FERRULE_E_CANCELLED or whatever it came to.
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
  FERRULE_E_NOMEM = -10,
  FERRULE_E_REFUSED = -11      /* not authenticated, or not allowed */
};

/* What is known of an error beyond its code; flags of ferrule_error. */
enum {
  FERRULE_PERMANENT = 1, /* the same again would fail again */
  FERRULE_RETRYABLE = 2  /* the same again may succeed later */
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

/* Kinds of metrics. Values are doubles; only an up-down counter takes what is negative. */
enum {
  FERRULE_COUNTER = 1,
  FERRULE_UP_DOWN_COUNTER = 2,
  FERRULE_HISTOGRAM = 3
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
  int32_t code;   /* same as the result code */
  uint32_t flags; /* FERRULE_PERMANENT, FERRULE_RETRYABLE or 0 for "not known" */
  uint32_t reserved;
  ferrule_buf message; /* one sentence for the operator, UTF-8 */
  /*
   * For FERRULE_E_CONFIG: a JSON array of problems, each {"pointer": RFC 6901 pointer into the
   * configuration, "message": text, "hint": text, "at": "key" or "value"}. hint may be absent; at
   * says what of the setting is meant and is "value" if absent. Otherwise empty, or a JSON object
   * of fields for the log.
   */
  ferrule_buf detail_json;
} ferrule_error;

/* The circumstances of a call: the Collector's context. */
typedef struct ferrule_call {
  uint32_t size;
  uint32_t reserved;
  int64_t timeout_ns; /* the host stops waiting after that long; 0 = no limit */
} ferrule_call;

/*
 * What a component counts or measures: one instrument with one set of attributes. Two series of the
 * same name in one component have the same kind, unit and description.
 */
typedef struct ferrule_metric {
  uint32_t size;
  int32_t kind;                  /* FERRULE_COUNTER, ... */
  ferrule_slice name;            /* [A-Za-z][A-Za-z0-9_.-/]{0,254}, as in OpenTelemetry */
  ferrule_slice unit;            /* UCUM, may be empty */
  ferrule_slice description;     /* one sentence, may be empty */
  ferrule_slice attributes_json; /* empty, or a JSON object of strings, numbers and bools */
  const double *bounds;          /* of a histogram, ascending; NULL: those of OpenTelemetry */
  uint64_t n_bounds;
} ferrule_metric;

/* Functions that one component offers to others: a table that the interface's name defines. */
typedef struct ferrule_interface {
  const void *functions; /* begins with its size */
  void *object;          /* first argument of each function */
} ferrule_interface;

/* Something that happened. */
typedef struct ferrule_event {
  uint32_t size;
  int32_t kind;               /* FERRULE_PIPELINES_READY, ... */
  ferrule_slice payload_json; /* empty for the kinds of minor version 0 */
} ferrule_event;

/* Functions that the host offers to a plugin. Valid for the life of the process. */
typedef struct ferrule_host {
  uint32_t size;
  uint16_t abi_major, abi_minor;
  void *ctx;               /* first argument of each function */
  uint32_t worker_threads; /* for a runtime of the plugin's own; 0 = the plugin decides */
  uint32_t reserved;

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

  /*
   * Reports how a component is doing, at any time. error says why and may be NULL; its code need
   * not be set. A report that does not follow from the one before is ignored.
   */
  void (*report_status)(void *ctx, ferrule_ref component, int32_t status,
                        const ferrule_error *error);

  /*
   * Completes a token with FERRULE_OK or an error code. error may be NULL; if not, its bufs stay
   * with the plugin (the host copies what it needs before it returns).
   */
  void (*complete)(void *ctx, ferrule_token token, int32_t code, const ferrule_error *error);

  /*
   * Gives a series that record takes; the same again gives the same. The metric is the collector's
   * own telemetry, with the component's id as an attribute. FERRULE_E_ARG: not a metric, or one of
   * that name with another kind, unit or bounds is there; FERRULE_E_BUSY: the component has 2000 series.
   */
  int32_t (*define_metric)(void *ctx, ferrule_ref component, const ferrule_metric *metric,
                           ferrule_ref *series, ferrule_error *error);

  /*
   * Adds to a counter, or records into a histogram. What is not finite is dropped, and so is a
   * negative value for a counter. A series ends when its component is destroyed. Takes some tens of
   * nanoseconds: aggregate what happens more than 100,000 times a second.
   */
  void (*record)(void *ctx, ferrule_ref series, double value);

  /*
   * Finds what another extension offers, from the beginning of start to the end of shutdown. id is
   * the configured id of an extension that is among the component's dependencies, so that it
   * started before and stops after. FERRULE_E_STATE: not a dependency, or not started;
   * FERRULE_E_UNSUPPORTED: it does not offer that interface.
   */
  int32_t (*find_extension)(void *ctx, ferrule_ref component, const ferrule_slice *id,
                            const ferrule_slice *interface_name, ferrule_interface *out,
                            ferrule_error *error);

  /*
   * Describes the collector that the component runs in, as JSON. subject is "service": {"build":
   * {"command", "description", "version"}, "started_unix_ms", "pipelines": [{"id", "receivers",
   * "processors", "exporters"}], "components": [{"kind", "id", "label", "status", "error",
   * "since_unix_ms"}], "extensions": [id]}. FERRULE_E_UNSUPPORTED: no such subject.
   */
  int32_t (*describe)(void *ctx, ferrule_ref component, const ferrule_slice *subject,
                      ferrule_buf *out, ferrule_error *error);
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
 * fill *error if it is negative. Those that say so may be NULL.
 */
typedef struct ferrule_component {
  uint32_t size;
  int32_t kind;          /* FERRULE_EXTENSION is the only kind of minor version 0 */
  const char *type_name; /* NUL-terminated, matches [a-zA-Z][0-9a-zA-Z_]{0,62} */
  int32_t stability;
  uint32_t reserved;

  /* Gives the settings of an empty section, a JSON object. Pure, any thread. */
  int32_t (*default_config)(ferrule_buf *out, ferrule_error *error);

  /* Gives a JSON Schema (draft 2020-12) of the settings. Pure, any thread. May be NULL. */
  int32_t (*config_schema)(ferrule_buf *out, ferrule_error *error);

  /*
   * Checks settings: the defaults with the user's section laid over them. No I/O, no effect, any
   * thread. Reports every problem that it can, in detail_json; FERRULE_E_ARG for what is not JSON.
   */
  int32_t (*validate)(const ferrule_slice *config_json, ferrule_error *error);

  /*
   * Gives the ids of the extensions that a component with such settings needs: a JSON array of
   * strings, in the order in which they were configured. They start before it and stop after it;
   * one that is missing keeps the collector from starting. Called with settings that validate
   * accepted. Pure, any thread. May be NULL: none.
   */
  int32_t (*dependencies)(const ferrule_slice *config_json, ferrule_buf *out,
                          ferrule_error *error);

  /*
   * Builds a component from settings that validate accepted. No I/O, no threads, and of the host's
   * functions only log_enabled and log.
   */
  int32_t (*create)(const ferrule_create *args, void **handle, ferrule_error *error);

  /* Begins to work. Returns at once; FERRULE_PENDING while threads of the plugin go on with it. */
  int32_t (*start)(void *handle, const ferrule_call *call, ferrule_token token,
                   ferrule_error *error);

  /*
   * Tells the component of an event; returns at once. Only while it runs. FERRULE_OK for a kind that
   * the plugin does not know. May be NULL.
   */
  int32_t (*notify)(void *handle, const ferrule_event *event, ferrule_error *error);

  /*
   * Gives the functions that the component offers under that name, such as
   * FERRULE_SERVER_AUTH_V1; FERRULE_E_UNSUPPORTED if none. Called after start has completed, by any
   * thread. The functions may be called by any thread until destroy; once shutdown was called they
   * may answer FERRULE_E_STATE. May be NULL: the component offers nothing.
   */
  int32_t (*get_interface)(void *handle, const ferrule_slice *name, ferrule_interface *out,
                           ferrule_error *error);

  /* The host gave up on that token; see Cancellation above. Returns at once. May be NULL. */
  void (*cancel)(void *handle, ferrule_token token);

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

/*
 * What a plugin has alive. When every component is destroyed and every buf released all are zero,
 * or for the heap what they were before, apart from what is made once and kept.
 */
typedef struct ferrule_stats {
  uint32_t size;
  uint32_t reserved;
  int64_t live_components;
  int64_t live_bufs;
  int64_t live_buf_bytes;
  int64_t live_threads;
  int64_t pending_tokens;
  uint64_t panics;          /* only grows */
  int64_t live_heap_bytes;  /* of the plugin's own allocator; 0 if it does not count */
  int64_t live_heap_blocks; /* likewise; with the one before not zero but steady when idle */
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
  /*
   * NUL-terminated JSON object, or NULL: what `ferrule plugin inspect` shows beside the rest, such
   * as {"license", "description", "source", "language", "target"}.
   */
  const char *manifest_json;

  /* Fills *out, whose size the caller has set. Any thread. */
  int32_t (*stats)(ferrule_stats *out);

  /*
   * Joins every thread of the plugin, within the timeout; 0 or less does not wait. Called once,
   * after every component was destroyed and before the process exits. Afterwards the plugin calls
   * no host function.
   */
  int32_t (*close)(int64_t timeout_ns, ferrule_error *error);
} ferrule_plugin;

/*
 * Interfaces. The name has the version; a table only grows at the end, like all others.
 */

/* Tells who sends a request. Offered by extensions such as basicauth. */
#define FERRULE_SERVER_AUTH_V1 "ferrule.server_auth.v1"

/* One header of a request, both as they came; names compare without case. */
typedef struct ferrule_header {
  ferrule_slice name;
  ferrule_slice value;
} ferrule_header;

typedef struct ferrule_server_auth {
  uint32_t size;
  uint32_t reserved;
  /*
   * FERRULE_OK, and *identity_json is empty or a JSON object about the sender, such as
   * {"username"}; or FERRULE_E_REFUSED with a message that may be told to the sender. Any thread.
   */
  int32_t (*authenticate)(void *object, const ferrule_header *headers, uint64_t n_headers,
                          ferrule_buf *identity_json, ferrule_error *error);
} ferrule_server_auth;

/* Tells a peer who is calling. Offered by extensions such as basicauth. */
#define FERRULE_CLIENT_AUTH_V1 "ferrule.client_auth.v1"

/* Flags of ferrule_client_auth. */
enum {
  FERRULE_REQUIRES_TLS = 1 /* the headers are secrets that must not travel in the clear */
};

/* A request that is about to be sent. */
typedef struct ferrule_client_request {
  uint32_t size;
  uint32_t reserved;
  ferrule_slice authority; /* the peer: host, or host:port */
  ferrule_slice path;      /* such as /v1/traces, or a gRPC method; without the query */
} ferrule_client_request;

/* What a request is to show. Zeroed by the caller, which sets size; filled if the call succeeds. */
typedef struct ferrule_credentials {
  uint32_t size;
  uint32_t reserved;
  /*
   * For how long the caller may show the same on other requests, to whichever peer and path,
   * without asking again: 0 for not at all, never negative. It may ask earlier, and shows nothing
   * of it once the component's shutdown was called.
   */
  int64_t keep_ns;
  /*
   * Empty, or a JSON object of headers to add: names and values, each of which replaces the headers
   * of that name. A name is a token of HTTP, a value printable ASCII. At most 64 KiB. The caller's
   * afterwards.
   */
  ferrule_buf headers_json;
} ferrule_credentials;

typedef struct ferrule_client_auth {
  uint32_t size;
  uint32_t flags; /* FERRULE_REQUIRES_TLS or 0; always the same for one object */
  /*
   * FERRULE_OK and *out; or FERRULE_E_BUSY if there is nothing to show for now, or another error,
   * with a message for the operator. The request then fails and may be repeated, whatever the
   * error's flags say. Any thread. As for all interfaces it does not wait for the world outside: a
   * token is fetched and renewed by threads of the plugin, the first one before start completes.
   */
  int32_t (*headers)(void *object, const ferrule_client_request *request, ferrule_credentials *out,
                     ferrule_error *error);
} ferrule_client_auth;

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

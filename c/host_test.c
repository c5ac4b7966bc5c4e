/*
 * A host in plain C. It drives every component of a plugin through its lifecycle, without a JVM, so
 * that the sanitizers see all there is.
 *
 *   host_test PLUGIN [OVERRIDES]   OVERRIDES: a JSON object, its keys replace those of the defaults
 */
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "ferrule_plugin.h"
#include "json.h"

#define MAX_TOKENS 4096
#define TIMEOUT_S 10

static int passed;
static int failed;

static void check(bool good, const char *what) {
  if (good) {
    passed++;
  } else {
    failed++;
    fprintf(stderr, "FAILED: %s\n", what);
  }
}

/* What the host offers. */

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static int32_t results[MAX_TOKENS];
static int completions[MAX_TOKENS];
static ferrule_token last_token;
static int misuses;

static int32_t log_enabled(void *ctx, ferrule_ref component, int32_t severity) {
  (void)ctx;
  (void)component;
  return severity >= FERRULE_DEBUG;
}

static void log_record(void *ctx, ferrule_ref component, int32_t severity,
                       const ferrule_slice *target, const ferrule_slice *message,
                       const ferrule_slice *fields) {
  (void)ctx;
  fprintf(stderr, "log %d %llu %.*s: %.*s %.*s\n", severity, (unsigned long long)component,
          (int)target->len, (const char *)target->ptr, (int)message->len,
          (const char *)message->ptr, (int)fields->len, (const char *)fields->ptr);
}

static void report_status(void *ctx, ferrule_ref component, int32_t status,
                          const ferrule_slice *message) {
  (void)ctx;
  fprintf(stderr, "status %d %llu: %.*s\n", status, (unsigned long long)component,
          (int)message->len, (const char *)message->ptr);
}

static void complete(void *ctx, ferrule_token token, int32_t code, const ferrule_error *error) {
  (void)ctx;
  (void)error;
  pthread_mutex_lock(&lock);
  if (token == 0 || token > last_token || completions[token]++ > 0) {
    misuses++;
  } else {
    results[token] = code;
  }
  pthread_cond_broadcast(&changed);
  pthread_mutex_unlock(&lock);
}

static const ferrule_host host = {
    .size = sizeof(ferrule_host),
    .abi_major = FERRULE_ABI_MAJOR,
    .abi_minor = FERRULE_ABI_MINOR,
    .log_enabled = log_enabled,
    .log = log_record,
    .report_status = report_status,
    .complete = complete,
};

static ferrule_token new_token(void) {
  if (last_token + 1 == MAX_TOKENS) {
    abort();
  }
  return ++last_token;
}

/* Waits for the completion of a call that answered PENDING. */
static int32_t outcome(int32_t code, ferrule_token token) {
  struct timespec deadline;
  clock_gettime(CLOCK_REALTIME, &deadline);
  deadline.tv_sec += TIMEOUT_S;
  pthread_mutex_lock(&lock);
  if (code == FERRULE_PENDING) {
    int timed_out = 0;
    while (completions[token] == 0 && timed_out == 0) {
      timed_out = pthread_cond_timedwait(&changed, &lock, &deadline);
    }
    code = completions[token] == 0 ? FERRULE_E_DEADLINE : results[token];
  }
  pthread_mutex_unlock(&lock);
  return code;
}

static const ferrule_call call = {.size = sizeof(ferrule_call),
                                  .timeout_ns = TIMEOUT_S * 1000000000LL};

static ferrule_error no_error(void) { return (ferrule_error){.size = sizeof(ferrule_error)}; }

/* Says what went wrong and gives back the error's bufs. */
static void drop(ferrule_error *error, int32_t code, const char *what) {
  if (code < 0) {
    fprintf(stderr, "%s: code %d: %.*s %.*s\n", what, code, (int)error->message.len,
            (const char *)error->message.ptr, (int)error->detail_json.len,
            (const char *)error->detail_json.ptr);
  }
  if (error->message.release != NULL) {
    error->message.release(&error->message);
  }
  if (error->detail_json.release != NULL) {
    error->detail_json.release(&error->detail_json);
  }
}

static char *add(char *to, const char *bytes, uint64_t length) {
  memcpy(to, bytes, length);
  return to + length;
}

/* The defaults with the overrides in place of their keys. The caller frees the bytes. */
static ferrule_slice overlay(ferrule_slice defaults, ferrule_slice overrides) {
  json_cursor cursor;
  json_member member;
  ferrule_slice ignored;
  bool broken = false;
  char *json = malloc(defaults.len + overrides.len + 8);
  char *end = json;
  const ferrule_slice sources[] = {defaults, overrides};
  end = add(end, "{", 1);
  for (int i = 0; i < 2; i++) {
    check(json_open(sources[i], '{', &cursor), "settings are a JSON object");
    while (json_next_member(&cursor, &member, &broken)) {
      char key[128] = {0};
      if (member.key.len >= sizeof key) {
        abort();
      }
      memcpy(key, member.key.ptr, member.key.len);
      if (i == 0 && json_find(overrides, key, &ignored)) {
        continue;
      }
      end = end == json + 1 ? end : add(end, ",", 1);
      end = add(end, "\"", 1);
      end = add(end, key, member.key.len);
      end = add(end, "\":", 2);
      end = add(end, (const char *)member.value.ptr, member.value.len);
    }
  }
  check(!broken, "settings are whole");
  end = add(end, "}", 1);
  return (ferrule_slice){(const uint8_t *)json, (uint64_t)(end - json)};
}

static ferrule_slice slice(const char *string) {
  return (ferrule_slice){(const uint8_t *)string, strlen(string)};
}

static ferrule_slice settings_of(const ferrule_component *component, const char *overrides) {
  ferrule_error error = no_error();
  ferrule_buf defaults = {0};
  int32_t code = component->default_config(&defaults, &error);
  drop(&error, code, "default_config");
  check(code == FERRULE_OK, "default_config gives settings");
  ferrule_slice json = overlay((ferrule_slice){defaults.ptr, defaults.len}, slice(overrides));
  if (defaults.release != NULL) {
    defaults.release(&defaults);
    check(defaults.release == NULL, "release clears itself");
  }
  return json;
}

static int32_t validate(const ferrule_component *component, ferrule_slice json) {
  ferrule_error error = no_error();
  int32_t code = component->validate(&json, &error);
  drop(&error, code, "validate");
  return code;
}

static void *create(const ferrule_component *component, const char *id, ferrule_slice json) {
  static ferrule_ref refs;
  ferrule_error error = no_error();
  ferrule_create args = {
      .size = sizeof args, .self = ++refs, .id = slice(id), .config_json = json};
  void *handle = NULL;
  int32_t code = component->create(&args, &handle, &error);
  drop(&error, code, "create");
  check(code == FERRULE_OK && handle != NULL, "create gives a handle");
  if (handle == NULL) {
    exit(1);
  }
  return handle;
}

static int32_t start(const ferrule_component *component, void *handle) {
  ferrule_error error = no_error();
  ferrule_token token = new_token();
  int32_t code = component->start(handle, &call, token, &error);
  drop(&error, code, "start");
  return outcome(code, token);
}

static int32_t stop(const ferrule_component *component, void *handle) {
  ferrule_error error = no_error();
  ferrule_token token = new_token();
  int32_t code = component->shutdown(handle, &call, token, &error);
  drop(&error, code, "shutdown");
  return outcome(code, token);
}

static void notify(const ferrule_component *component, void *handle, int32_t event) {
  ferrule_error error = no_error();
  int32_t code = component->notify == NULL ? FERRULE_OK : component->notify(handle, event, &error);
  drop(&error, code, "notify");
  check(code == FERRULE_OK, "notify");
}

static void check_stats(const ferrule_plugin *plugin) {
  ferrule_stats stats = {.size = sizeof stats};
  check(plugin->stats(&stats) == FERRULE_OK, "stats");
  check(stats.live_components == 0, "no component is left");
  check(stats.live_bufs == 0 && stats.live_buf_bytes == 0, "no buf is left");
  check(stats.pending_tokens == 0, "no token is left");
}

static void test_component(const ferrule_plugin *plugin, const ferrule_component *component,
                           const char *overrides) {
  ferrule_slice json = settings_of(component, overrides);
  check(validate(component, json) == FERRULE_OK, "validate accepts the settings");
  check(validate(component, slice("{\"no such key\":1}")) == FERRULE_E_CONFIG,
        "validate refuses an unknown key");
  check(validate(component, slice("[1]")) == FERRULE_E_CONFIG, "validate refuses a list");
  check(validate(component, slice("{\"a\":")) < 0, "validate refuses half a JSON");
  check(validate(component, slice("")) < 0, "validate refuses nothing");
  check_stats(plugin);

  if (component->config_schema != NULL) {
    ferrule_error error = no_error();
    ferrule_buf schema = {0};
    int32_t code = component->config_schema(&schema, &error);
    drop(&error, code, "config_schema");
    check(code == FERRULE_OK, "config_schema");
    if (schema.release != NULL) {
      schema.release(&schema);
    }
  }

  void *handle = create(component, component->type_name, json);
  component->destroy(handle);

  handle = create(component, component->type_name, json);
  check(stop(component, handle) == FERRULE_OK, "shutdown without start");
  component->destroy(handle);
  check_stats(plugin);

  handle = create(component, component->type_name, json);
  void *second = create(component, "second", json);
  check(start(component, handle) == FERRULE_OK, "start");
  check(start(component, second) == FERRULE_OK, "start of a second instance");
  notify(component, handle, FERRULE_PIPELINES_READY);
  notify(component, handle, FERRULE_PIPELINES_NOT_READY);
  check(stop(component, handle) == FERRULE_OK, "shutdown");
  check(stop(component, handle) == FERRULE_OK, "a second shutdown");
  check(stop(component, second) == FERRULE_OK, "shutdown of the second instance");
  component->destroy(second);
  component->destroy(handle);
  check_stats(plugin);
  free((void *)(uintptr_t)json.ptr);
}

/* Failing starts and shutdowns, which only the fixture can be asked for. */
static void test_fixture(const ferrule_plugin *plugin, const ferrule_component *component) {
  static const struct {
    const char *settings;
    int32_t start, shutdown;
  } cases[] = {
      {"{\"start\":\"async\",\"shutdown\":\"async\"}", FERRULE_OK, FERRULE_OK},
      {"{\"start\":\"inline\",\"shutdown\":\"inline\"}", FERRULE_OK, FERRULE_OK},
      {"{\"start\":\"error\",\"shutdown\":\"error\"}", FERRULE_E_INTERNAL, FERRULE_E_INTERNAL},
      {"{\"start\":\"async_error\"}", FERRULE_E_INTERNAL, FERRULE_OK},
      {"{\"shutdown\":\"async_error\"}", FERRULE_OK, FERRULE_E_INTERNAL},
      {"{\"start\":\"panic\"}", FERRULE_E_PANIC, FERRULE_OK},
      {"{\"log\":true,\"status\":3}", FERRULE_OK, FERRULE_OK},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    ferrule_slice json = settings_of(component, cases[i].settings);
    void *handle = create(component, "c_fixture/case", json);
    check(start(component, handle) == cases[i].start, cases[i].settings);
    check(stop(component, handle) == cases[i].shutdown, cases[i].settings);
    component->destroy(handle);
    free((void *)(uintptr_t)json.ptr);
    check_stats(plugin);
  }
}

typedef int32_t (*open_function)(const ferrule_host *, const ferrule_plugin **, ferrule_error *);

/* In a child process, because a plugin is opened once in a process. */
static bool refuses_other_major(open_function open) {
  pid_t child = fork();
  if (child == 0) {
    const ferrule_plugin *plugin = NULL;
    ferrule_error error = no_error();
    ferrule_host other = host;
    other.abi_major = FERRULE_ABI_MAJOR + 1;
    int32_t code = open(&other, &plugin, &error);
    drop(&error, code, "open by another major version");
    _exit(code < 0 && plugin == NULL ? 0 : 1);
  }
  int status;
  return child > 0 && waitpid(child, &status, 0) == child && WIFEXITED(status) &&
         WEXITSTATUS(status) == 0;
}

/* Static, so that what a plugin keeps for the life of the process is not taken for a leak. */
static const ferrule_plugin *plugin;

int main(int argc, char **argv) {
  if (argc < 2) {
    fprintf(stderr, "usage: host_test PLUGIN [OVERRIDES]\n");
    return 2;
  }
  /* Never closed: a leak report needs the names of the functions in it. */
  void *library = dlopen(argv[1], RTLD_NOW | RTLD_LOCAL);
  if (library == NULL) {
    fprintf(stderr, "%s\n", dlerror());
    return 1;
  }
  open_function open;
  *(void **)&open = dlsym(library, "ferrule_plugin_open_v1");
  if (open == NULL) {
    fprintf(stderr, "%s exports no ferrule_plugin_open_v1\n", argv[1]);
    return 1;
  }

  check(refuses_other_major(open), "open refuses a host of another major version");

  ferrule_error error = no_error();
  int32_t code = open(&host, &plugin, &error);
  drop(&error, code, "open");
  check(code == FERRULE_OK && plugin != NULL, "open");
  if (plugin == NULL) {
    return 1;
  }
  check(plugin->magic == FERRULE_MAGIC && plugin->abi_major == FERRULE_ABI_MAJOR, "identity");
  check(plugin->size >= sizeof(ferrule_plugin), "size");
  for (uint32_t i = 0; i < plugin->n_components; i++) {
    const ferrule_component *component = plugin->components[i];
    test_component(plugin, component, argc > 2 && *argv[2] != '\0' ? argv[2] : "{}");
    if (strcmp(component->type_name, "c_fixture") == 0) {
      test_fixture(plugin, component);
    }
  }

  error = no_error();
  code = plugin->close(TIMEOUT_S * 1000000000LL, &error);
  drop(&error, code, "close");
  check(code == FERRULE_OK, "close");
  check_stats(plugin);
  ferrule_stats stats = {.size = sizeof stats};
  (void)plugin->stats(&stats);
  check(stats.live_threads == 0, "no thread is left");
  check(misuses == 0, "each token was completed once");
  printf("%d passed, %d failed\n", passed, failed);
  return failed == 0 ? 0 : 1;
}

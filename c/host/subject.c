#include "subject.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "buf.h"
#include "check.h"
#include "error.h"
#include "json.h"
#include "series.h"
#include "slice.h"
#include "table.h"
#include "tokens.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static subject *subjects; /* guarded by lock */
static ferrule_ref last_ref;

int64_t patience_ms = 10000;

static ferrule_call in_time(void) {
  return (ferrule_call){.size = sizeof(ferrule_call), .timeout_ns = patience_ms * 1000000};
}

/* The text of a buf, if a host takes it; replaces what was there. */
static void keep(text *to, const ferrule_buf *buf) {
  ferrule_slice bytes = buf_slice(buf);
  if (to != NULL) {
    text_free(to);
    text_add(to, table_takes(&bytes) ? bytes : no_slice);
  }
}

void error_take(ferrule_error *error, int32_t code, const char *what, text *message, text *detail) {
  if (code < 0) {
    text words = {0};
    keep(&words, &error->message);
    tell("%s: %d: %s\n", what, code, text_string(&words));
    text_free(&words);
    keep(message, &error->message);
    keep(detail, &error->detail_json);
  }
  check(code < 0 || (error->message.release == NULL && error->detail_json.release == NULL),
        "%s sets its error only if it fails", what);
  error_drop(error);
  check(error->message.release == NULL && error->detail_json.release == NULL,
        "release clears itself after %s", what);
}

static void ask_dependencies(subject *self, ferrule_slice settings) {
  if (self->component->dependencies == NULL) {
    return;
  }
  ferrule_error error = error_empty();
  ferrule_buf json = {0};
  int32_t code = self->component->dependencies(&settings, &json, &error);
  error_take(&error, code, "dependencies", NULL, NULL);
  if (code == FERRULE_OK) {
    keep(&self->dependencies, &json);
  }
  buf_drop(&json);
}

int32_t subject_create(subject *self, const ferrule_component *component, const char *id,
                       ferrule_slice settings) {
  *self = (subject){.component = component};
  snprintf(self->id, sizeof self->id, "%s", id);
  ask_dependencies(self, settings);
  pthread_mutex_lock(&lock);
  self->ref = ++last_ref;
  self->next = subjects;
  subjects = self;
  pthread_mutex_unlock(&lock);
  ferrule_error error = error_empty();
  ferrule_create args = {
      .size = sizeof args, .self = self->ref, .id = slice_of(self->id), .config_json = settings};
  int32_t code = component->create(&args, &self->handle, &error);
  error_take(&error, code, "create", &self->message, &self->detail);
  check(code == FERRULE_OK || self->handle == NULL, "create gives no handle when it fails");
  return code;
}

int32_t subject_begin_start(subject *self) {
  ferrule_error error = error_empty();
  self->start_token = token_new();
  ferrule_call call = in_time();
  int32_t code = self->component->start(self->handle, &call, self->start_token, &error);
  error_take(&error, code, "start", &self->message, &self->detail);
  return code;
}

int32_t subject_end_start(subject *self, int32_t code, int64_t patience_ms) {
  int32_t outcome = token_outcome(self->start_token, code, patience_ms);
  if (code == FERRULE_PENDING && outcome < 0) {
    text_free(&self->message);
    text_add(&self->message, slice_of(token_message(self->start_token)));
  }
  pthread_mutex_lock(&lock);
  self->running = outcome == FERRULE_OK;
  pthread_mutex_unlock(&lock);
  return outcome;
}

int32_t subject_start(subject *self) {
  return subject_end_start(self, subject_begin_start(self), patience_ms);
}

int32_t subject_stop(subject *self) {
  ferrule_error error = error_empty();
  ferrule_token token = token_new();
  pthread_mutex_lock(&lock);
  self->running = false;
  pthread_mutex_unlock(&lock);
  ferrule_call call = in_time();
  int32_t code = self->component->shutdown(self->handle, &call, token, &error);
  error_take(&error, code, "shutdown", &self->message, &self->detail);
  return token_outcome(token, code, patience_ms);
}

int32_t subject_notify(subject *self, int32_t kind) {
  if (self->component->notify == NULL) {
    return FERRULE_OK;
  }
  ferrule_error error = error_empty();
  ferrule_event event = {.size = sizeof event, .kind = kind};
  int32_t code = self->component->notify(self->handle, &event, &error);
  error_take(&error, code, "notify", &self->message, &self->detail);
  return code;
}

void subject_destroy(subject *self) {
  if (self->handle != NULL) {
    self->component->destroy(self->handle);
    self->handle = NULL;
  }
  pthread_mutex_lock(&lock);
  for (subject **link = &subjects; *link != NULL; link = &(*link)->next) {
    if (*link == self) {
      *link = self->next;
      break;
    }
  }
  pthread_mutex_unlock(&lock);
  series_end(self->ref);
  text_free(&self->dependencies);
  text_free(&self->message);
  text_free(&self->detail);
}

/* Whether the component depends on that id. */
static bool depends_on(const subject *self, ferrule_slice id) {
  const json_value *ids = NULL;
  bool found = false;
  if (json_parse(text_slice(&self->dependencies), &ids, NULL) == FERRULE_OK) {
    for (const json_value *it = ids->first; it != NULL; it = it->next) {
      found |= it->text.len == id.len && memcmp(it->text.ptr, id.ptr, id.len) == 0;
    }
    json_free(ids);
  }
  return found;
}

int32_t subject_find(ferrule_ref asking, const ferrule_slice *id, const ferrule_slice *name,
                     ferrule_interface *out, ferrule_error *error) {
  if (!slice_is_sound(id) || !slice_is_sound(name) || out == NULL) {
    return fail(error, FERRULE_E_ARG, "an argument is NULL");
  }
  const subject *from = NULL;
  const subject *to = NULL;
  pthread_mutex_lock(&lock);
  for (const subject *it = subjects; it != NULL; it = it->next) {
    from = it->ref == asking ? it : from;
    to = it->running && slice_is(*id, it->id) ? it : to;
  }
  bool known = from != NULL && to != NULL && depends_on(from, *id);
  const ferrule_component *component = known ? to->component : NULL;
  void *handle = known ? to->handle : NULL;
  pthread_mutex_unlock(&lock);
  if (component == NULL) {
    return fail(error, FERRULE_E_STATE, "that is no dependency, or it does not run");
  }
  return component->get_interface == NULL ? fail(error, FERRULE_E_UNSUPPORTED, "it offers nothing")
                                          : component->get_interface(handle, name, out, error);
}

ends subject_live(const ferrule_component *component, const char *overrides_json) {
  text settings = settings_with(component, overrides_json);
  subject self;
  ends ends = {.start = FERRULE_E_STATE, .stop = FERRULE_E_STATE};
  ends.create = subject_create(&self, component, component->type_name, text_slice(&settings));
  ends.ref = self.ref;
  if (self.handle != NULL) {
    ends.start = subject_start(&self);
    ends.stop = subject_stop(&self);
  }
  subject_destroy(&self);
  text_free(&settings);
  return ends;
}

void check_idle(const char *after, int64_t blocks) {
  ferrule_stats stats = {.size = sizeof stats};
  check(plugin->stats(&stats) == FERRULE_OK, "stats after %s", after);
  check(stats.live_components == 0, "%lld components are left after %s",
        (long long)stats.live_components, after);
  check(stats.live_bufs == 0 && stats.live_buf_bytes == 0,
        "%lld bufs of %lld bytes are left after %s", (long long)stats.live_bufs,
        (long long)stats.live_buf_bytes, after);
  check(stats.pending_tokens == 0, "%lld tokens are left after %s", (long long)stats.pending_tokens,
        after);
  check(stats.live_heap_blocks == blocks, "%lld blocks are on the heap after %s, %lld before",
        (long long)stats.live_heap_blocks, after, (long long)blocks);
}

int64_t heap_blocks(void) {
  ferrule_stats stats = {.size = sizeof stats};
  (void)plugin->stats(&stats);
  return stats.live_heap_blocks;
}

/* One component that is driven through its life. */
#ifndef FERRULE_SUBJECT_H
#define FERRULE_SUBJECT_H

#include <stdbool.h>

#include "text.h"

typedef struct subject {
  struct subject *next; /* in the list of those that exist */
  const ferrule_component *component;
  char id[64];
  ferrule_ref ref;
  void *handle; /* NULL if there is none */
  bool running;
  text dependencies; /* the JSON that it gave */
  ferrule_token start_token;
  text message; /* of the last error */
  text detail;
} subject;

/* How long a start or a shutdown may take. */
extern int64_t patience_ms;

/* The plugin that is tested. */
extern const ferrule_plugin *plugin;

/*
 * Takes what the error of a call to `what` says, and gives its bufs back. message and detail may be
 * NULL.
 */
void error_take(ferrule_error *error, int32_t code, const char *what, text *message, text *detail);

/*
 * The settings to replace for a component: what a JSON object has under its type, or else any free
 * port for one that listens. For text_free.
 */
text overrides_for(const ferrule_component *component, const char *by_type_json);

/* The settings of an empty section with some keys replaced, a JSON object; for text_free. */
text settings_with(const ferrule_component *component, const char *overrides_json);

/* Whether settings are valid. message and detail may be NULL, or get what is wrong. */
int32_t validate_settings(const ferrule_component *component, ferrule_slice json, text *message,
                          text *detail);

/* Asks for the dependencies and creates the component; subject_destroy follows in any case. */
int32_t subject_create(subject *subject, const ferrule_component *component, const char *id,
                       ferrule_slice settings);

/* Calls of the component. Each returns how it ended, and waits until it did. */
int32_t subject_start(subject *subject);
int32_t subject_stop(subject *subject);
int32_t subject_notify(subject *subject, int32_t event);

/* Only begins: the answer of start, which may be PENDING. */
int32_t subject_begin_start(subject *subject);

/* Waits for the end of a start that was begun. */
int32_t subject_end_start(subject *subject, int32_t code, int64_t patience_ms);

/* Destroys the component, if it was created. */
void subject_destroy(subject *subject);

/* The host's find_extension, without its context. */
int32_t subject_find(ferrule_ref asking, const ferrule_slice *id, const ferrule_slice *name,
                     ferrule_interface *out, ferrule_error *error);

/* All in a row, with settings that replace some defaults: create, start, stop, destroy. */
typedef struct ends {
  int32_t create, start, stop;
  ferrule_ref ref;
} ends;
ends subject_live(const ferrule_component *component, const char *overrides_json);

/* Checks that the plugin has nothing alive but threads, and no heap beyond `heap_blocks`. */
void check_idle(const char *after, int64_t heap_blocks);

/* How many blocks the plugin's heap has. */
int64_t heap_blocks(void);

#endif

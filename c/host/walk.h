/* What every component of every plugin is put through. */
#ifndef FERRULE_WALK_H
#define FERRULE_WALK_H

#include "ferrule_plugin.h"

/* The whole life of a component, with settings that replace some defaults. */
void walk(const ferrule_component *component, const char *overrides_json);

/* Calls that break a rule, or come from a host of another version: each is answered. */
void misuse(const ferrule_component *component, const char *overrides_json);

/* The same of the plugin as a whole, before it is opened, in processes of their own. */
typedef int32_t (*open_function)(const ferrule_host *, const ferrule_plugin **, ferrule_error *);
void misuse_open(open_function open, const char *overrides_by_type);

#endif

#include "series.h"

#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "error.h"
#include "json.h"
#include "slice.h"
#include "table.h"
#include "text.h"

#define MAX_SERIES 2000

typedef struct series {
  struct series *next;
  ferrule_ref component, ref;
  int32_t kind;
  text name, unit, attributes;
  double sum;
} series;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static series *all;
static ferrule_ref last;

static bool is_name(ferrule_slice name) {
  static const char others[] = "_.-/";
  if (name.len == 0 || name.len > 255) {
    return false;
  }
  for (uint64_t i = 0; i < name.len; i++) {
    uint8_t c = name.ptr[i];
    bool letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
    bool other = (c >= '0' && c <= '9') || (c != 0 && strchr(others, c) != NULL);
    if (!letter && (i == 0 || !other)) {
      return false;
    }
  }
  return true;
}

static bool are_attributes(ferrule_slice text) {
  const json_value *tree = NULL;
  if (text.len == 0) {
    return true;
  }
  if (json_parse(text, &tree, NULL) != FERRULE_OK) {
    return false;
  }
  bool good = tree->type == JSON_OBJECT;
  for (const json_value *it = tree->first; it != NULL; it = it->next) {
    good &= it->type != JSON_ARRAY && it->type != JSON_OBJECT && it->type != JSON_NULL;
  }
  json_free(tree);
  return good;
}

static bool are_bounds(const ferrule_metric *metric) {
  if (metric->bounds == NULL) {
    return metric->n_bounds == 0;
  }
  for (uint64_t i = 1; i < metric->n_bounds; i++) {
    if (!(metric->bounds[i - 1] < metric->bounds[i])) {
      return false;
    }
  }
  return metric->kind == FERRULE_HISTOGRAM;
}

static const char *problem(const ferrule_metric *metric) {
  if (metric == NULL || metric->size < sizeof *metric) {
    return "it is NULL or too short";
  } else if (metric->kind < FERRULE_COUNTER || metric->kind > FERRULE_HISTOGRAM) {
    return "there is no such kind";
  } else if (!table_takes(&metric->name) || !is_name(metric->name)) {
    return "that is no name";
  } else if (!table_takes(&metric->unit) || !table_takes(&metric->description)) {
    return "unit or description is no slice";
  } else if (!table_takes(&metric->attributes_json) || !are_attributes(metric->attributes_json)) {
    return "the attributes are no JSON object of scalars";
  }
  return are_bounds(metric) ? NULL : "the bounds do not ascend";
}

static bool are_equal(ferrule_slice left, ferrule_slice right) {
  return left.len == right.len && (left.len == 0 || memcmp(left.ptr, right.ptr, left.len) == 0);
}

static int32_t add(ferrule_ref component, const ferrule_metric *metric, ferrule_ref *out,
                   ferrule_error *error) {
  int count = 0;
  for (series *it = all; it != NULL; it = it->next) {
    if (it->component != component) {
      continue;
    }
    count++;
    if (!are_equal(text_slice(&it->name), metric->name)) {
      continue;
    }
    if (it->kind != metric->kind || !are_equal(text_slice(&it->unit), metric->unit)) {
      return fail(error, FERRULE_E_ARG, "there is one of another kind or unit");
    }
    if (are_equal(text_slice(&it->attributes), metric->attributes_json)) {
      *out = it->ref;
      return FERRULE_OK;
    }
  }
  if (count >= MAX_SERIES) {
    return fail(error, FERRULE_E_BUSY, "the component has %d series", count);
  }
  series *it = calloc(1, sizeof *it);
  if (it == NULL) {
    abort();
  }
  *it = (series){.next = all, .component = component, .ref = ++last, .kind = metric->kind};
  text_add(&it->name, metric->name);
  text_add(&it->unit, metric->unit);
  text_add(&it->attributes, metric->attributes_json);
  all = it;
  *out = it->ref;
  return FERRULE_OK;
}

int32_t series_define(ferrule_ref component, const ferrule_metric *metric, ferrule_ref *out,
                      ferrule_error *error) {
  const char *why = out == NULL ? "series is NULL" : problem(metric);
  if (why != NULL) {
    return fail(error, FERRULE_E_ARG, "%s", why);
  }
  pthread_mutex_lock(&lock);
  int32_t code = add(component, metric, out, error);
  pthread_mutex_unlock(&lock);
  return code;
}

void series_record(ferrule_ref ref, double value) {
  pthread_mutex_lock(&lock);
  for (series *it = all; it != NULL; it = it->next) {
    if (it->ref == ref && isfinite(value) && (value >= 0 || it->kind != FERRULE_COUNTER)) {
      it->sum += value;
    }
  }
  pthread_mutex_unlock(&lock);
}

double series_sum(ferrule_ref component, const char *name, const char *attributes_json) {
  double sum = 0;
  pthread_mutex_lock(&lock);
  for (const series *it = all; it != NULL; it = it->next) {
    if (it->component == component && slice_is(text_slice(&it->name), name) &&
        (attributes_json == NULL || slice_is(text_slice(&it->attributes), attributes_json))) {
      sum += it->sum;
    }
  }
  pthread_mutex_unlock(&lock);
  return sum;
}

void series_end(ferrule_ref component) {
  pthread_mutex_lock(&lock);
  for (series **link = &all; *link != NULL;) {
    series *it = *link;
    if (it->component != component) {
      link = &it->next;
      continue;
    }
    *link = it->next;
    text_free(&it->name);
    text_free(&it->unit);
    text_free(&it->attributes);
    free(it);
  }
  pthread_mutex_unlock(&lock);
}

#include "requests.h"

#include <stdio.h>

#include "error.h"
#include "host.h"
#include "slice.h"

static ferrule_ref define(ferrule_ref component, int status) {
  char attributes[64];
  snprintf(attributes, sizeof attributes, "{\"http.response.status_code\":%d}", status);
  ferrule_metric metric = {
      .size = sizeof metric,
      .kind = FERRULE_COUNTER,
      .name = slice_of("health_check.requests"),
      .unit = slice_of("{request}"),
      .description = slice_of("Requests that the health check has answered."),
      .attributes_json = slice_of(attributes),
  };
  ferrule_ref series = 0;
  ferrule_error error = error_empty();
  if (host_define_metric(component, &metric, &series, &error) != FERRULE_OK) {
    series = 0;
    host_log(component, FERRULE_WARN, "health_check::requests",
             slice_of("requests of one status are not counted"), slice_of(attributes));
  }
  error_drop(&error);
  return series;
}

void request_counts_add(request_counts *counts, ferrule_ref component, int status) {
  const int most = sizeof counts->known / sizeof *counts->known;
  int i = 0;
  while (i < counts->n && counts->known[i].status != status) {
    i++;
  }
  if (i == most) {
    return;
  }
  if (i == counts->n) {
    counts->known[i].status = status;
    counts->known[i].series = define(component, status);
    counts->n++;
  }
  if (counts->known[i].series != 0) {
    host_record(counts->known[i].series, 1);
  }
}

/* Counts requests, in the collector's own metrics. Used by the server's thread alone. */
#ifndef FERRULE_REQUESTS_H
#define FERRULE_REQUESTS_H

#include "ferrule_plugin.h"

/* One series for each status that was answered. Zero it before use. */
typedef struct request_counts {
  int n;
  struct {
    int status;
    ferrule_ref series; /* 0: there is none to be had */
  } known[8];
} request_counts;

/* Counts an answer of a component. */
void request_counts_add(request_counts *counts, ferrule_ref component, int status);

#endif

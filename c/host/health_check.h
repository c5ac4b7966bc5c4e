/* A health_check extension under test. */
#ifndef FERRULE_HEALTH_CHECK_H
#define FERRULE_HEALTH_CHECK_H

#include "http_client.h"
#include "subject.h"

/* The usual body while the pipelines are not ready. */
#define NOT_AVAILABLE                                                                              \
  "{\"status\":\"Server not available\",\"upSince\":\"0001-01-01T00:00:00Z\",\"uptime\":\"\"}"

/* The component under test. */
extern const ferrule_component *health_check;

typedef struct served {
  subject subject;
  char address[80]; /* where it listens */
} served;

/* Creates and starts one, on any free port unless the overrides have an endpoint. */
void begin(served *it, const char *id, const char *overrides_json);

/* Stops and destroys it. */
void finish(served *it);

/* Tells it that the pipelines are ready, or not. */
void set_ready(served *it, bool ready);

/* Checks an answer and frees it. body may be NULL. */
void expect(http_answer answer, int status, const char *body, const char *what);

/* Checks the answer to a GET over a connection of its own. */
void expect_get(const char *address, const char *path, int status, const char *body);

/* The two large parts of health_check_cases. */
void health_check_life_cases(void);
void health_check_http_cases(void);

#endif

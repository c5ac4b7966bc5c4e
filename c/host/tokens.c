#include "tokens.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>

#include "check.h"
#include "slice.h"
#include "threads.h"

#define MAX_TOKENS 65536
#define PATIENCE_NS 10000000000

typedef struct entry {
  int completions;
  bool settled; /* the call answered by itself */
  int32_t code;
  char message[256];
} entry;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static pthread_cond_t changed;
static entry entries[MAX_TOKENS];
static ferrule_token last;
static int misuses;

static void set_up(void) { condition_init(&changed); }

ferrule_token token_new(void) {
  pthread_once(&once, set_up);
  pthread_mutex_lock(&lock);
  ferrule_token token = ++last;
  pthread_mutex_unlock(&lock);
  if (!check(token < MAX_TOKENS, "there are tokens left")) {
    return 1;
  }
  return token;
}

void token_complete(ferrule_token token, int32_t code, ferrule_slice message) {
  tell("complete %llu with %d\n", (unsigned long long)token, code);
  pthread_once(&once, set_up);
  pthread_mutex_lock(&lock);
  entry *entry = &entries[token < MAX_TOKENS ? token : 0];
  if (token == 0 || token > last || entry->settled || entry->completions++ > 0) {
    misuses++;
  } else {
    entry->code = code;
    snprintf(entry->message, sizeof entry->message, "%.*s", SLICE_ARGS(message));
  }
  pthread_cond_broadcast(&changed);
  pthread_mutex_unlock(&lock);
}

int32_t token_outcome(ferrule_token token, int32_t code, int64_t patience_ms) {
  int64_t deadline = clock_ns() + patience_ms * 1000000;
  pthread_mutex_lock(&lock);
  entry *entry = &entries[token];
  if (code == FERRULE_PENDING) {
    bool in_time = true;
    while (entry->completions == 0 && in_time) {
      in_time = condition_wait(&changed, &lock, deadline);
    }
    code = entry->completions == 0 ? FERRULE_E_DEADLINE : entry->code;
  } else {
    entry->settled = true;
    misuses += entry->completions;
  }
  pthread_mutex_unlock(&lock);
  return code;
}

int token_misuses_wait(int expected) {
  int64_t deadline = clock_ns() + PATIENCE_NS;
  pthread_mutex_lock(&lock);
  while (misuses < expected && condition_wait(&changed, &lock, deadline)) {
  }
  int found = misuses;
  pthread_mutex_unlock(&lock);
  return found;
}

int token_misuses(void) { return token_misuses_wait(0); }

void token_misuses_reset(void) {
  pthread_mutex_lock(&lock);
  misuses = 0;
  pthread_mutex_unlock(&lock);
}

const char *token_message(ferrule_token token) { return entries[token].message; }

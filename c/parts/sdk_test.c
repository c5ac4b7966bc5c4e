#include <string.h>

#include "../host/check.h"
#include "alive.h"
#include "error.h"
#include "heap.h"
#include "json.h"
#include "parts.h"
#include "problems.h"
#include "slice.h"
#include "text.h"
#include "threads.h"
#include "utf8.h"

static bool refuse_all(void) { return true; }

void test_text(void) {
  text text = {0};
  text_format(&text, "%s-%d", "a", 5);
  text_add_json_string(&text, (ferrule_slice){(const uint8_t *)"\"\\\n\0\xff\xc3\xa9", 7});
  check(strcmp(text_string(&text), "a-5\"\\\"\\\\\\u000a\\u0000\\ufffd\xc3\xa9\"") == 0,
        "it is `%s`", text_string(&text));
  heap_refuses = refuse_all;
  for (int i = 0; i < 200; i++) {
    text_format(&text, "more");
  }
  heap_refuses = NULL;
  check(text.failed, "without memory it is not whole");
  text_format(&text, "more");
  check(text.failed, "and stays so");
  text_free(&text);
  char cut[] = "a\xe2\x82";
  utf8_trim(cut);
  check(strcmp(cut, "a") == 0, "half a character is cut off");
  char whole[] = "a\xe2\x82\xac";
  utf8_trim(whole);
  check(strlen(whole) == 4, "a whole one is not");
}

void test_heap(void) {
  char *block = heap_new(100);
  check(block != NULL && block[99] == 0, "memory is zeroed");
  check(heap_live_bytes() == 100 && heap_live_blocks() == 1, "and counted");
  char *larger = heap_grow(block, 1000);
  check(larger != NULL && heap_live_bytes() == 1000 && heap_live_blocks() == 1,
        "when it grows too");
  heap_refuses = refuse_all;
  check(heap_new(1) == NULL && heap_grow(larger, 2000) == NULL, "it can be told to fail");
  heap_refuses = NULL;
  check(heap_new(SIZE_MAX) == NULL, "what cannot be is not");
  heap_free(larger);
  check(heap_live_bytes() == 0 && heap_live_blocks() == 0, "and forgets");
}

typedef struct gate {
  pthread_mutex_t lock;
  pthread_cond_t changed;
  bool open;
} gate;

static void wait_at(void *argument) {
  gate *gate = argument;
  pthread_mutex_lock(&gate->lock);
  while (!gate->open) {
    pthread_cond_wait(&gate->changed, &gate->lock);
  }
  pthread_mutex_unlock(&gate->lock);
}

static void open_gate(gate *gate) {
  pthread_mutex_lock(&gate->lock);
  gate->open = true;
  pthread_cond_broadcast(&gate->changed);
  pthread_mutex_unlock(&gate->lock);
}

void test_threads(void) {
  gate one = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, false};
  gate other = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, true};
  check(thread_start(&one, wait_at, &one) && thread_start(&other, wait_at, &other), "two threads");
  check(atomic_load(&alive.threads) == 2, "they are counted");
  check(threads_join(&other, INT64_MAX) == 0, "one group is joined");
  check(threads_join(&one, 1000000) == 1 && threads_join(NULL, 0) == 1, "the other one runs on");
  check(atomic_load(&alive.threads) == 1, "and is counted still");
  open_gate(&one);
  check(threads_join(NULL, INT64_MAX) == 0 && atomic_load(&alive.threads) == 0, "until it ends");
}

void test_problems(void) {
  problems found = {0};
  ferrule_error error = error_empty();
  check(problems_end(&found, &error) == FERRULE_OK && error.message.release == NULL, "no problem");
  problem_add(&found, "value", "/a", "write 1", "must be %d", 1);
  problem_add_unknown_key(&found, "/b", slice_of("x/y~z\""), NULL);
  check(problems_end(&found, &error) == FERRULE_E_CONFIG, "two problems");
  const json_value *list = NULL;
  check(json_parse((ferrule_slice){error.detail_json.ptr, error.detail_json.len}, &list, NULL) ==
                FERRULE_OK &&
            list->count == 2,
        "they are JSON");
  if (list != NULL) {
    check(slice_is(json_member(list->first, "hint")->text, "write 1"), "with a hint");
    check(slice_is(json_member(list->first->next, "pointer")->text, "/b/x~1y~0z\""), "a pointer");
    check(slice_is(json_member(list->first->next, "at")->text, "key"), "and what is meant");
  }
  json_free(list);
  error_drop(&error);
  heap_refuses = refuse_all;
  problem_add(&found, "value", "/a", NULL, "wrong");
  check(problems_end(&found, &error) == FERRULE_E_NOMEM, "without memory it says that");
  heap_refuses = NULL;
}

#include "buf.h"

#include <string.h>

#include "alive.h"
#include "heap.h"

/* Behind the pointer `owner`, so that a release does not rely on what a buf says by then. */
typedef struct owner {
  uint64_t length;
  uint8_t bytes[];
} owner;

static void release(ferrule_buf *buf) {
  owner *owner = buf->owner;
  buf->release = NULL;
  buf->owner = NULL;
  atomic_fetch_sub(&alive.bufs, 1);
  atomic_fetch_sub(&alive.buf_bytes, (long long)owner->length);
  heap_free(owner);
}

int32_t buf_copy(ferrule_slice bytes, ferrule_buf *out) {
  *out = (ferrule_buf){0};
  if (bytes.len == 0) {
    return FERRULE_OK;
  }
  owner *copy = heap_new(sizeof *copy + bytes.len);
  if (copy == NULL) {
    return FERRULE_E_NOMEM;
  }
  copy->length = bytes.len;
  memcpy(copy->bytes, bytes.ptr, bytes.len);
  atomic_fetch_add(&alive.bufs, 1);
  atomic_fetch_add(&alive.buf_bytes, (long long)bytes.len);
  *out = (ferrule_buf){.ptr = copy->bytes, .len = bytes.len, .owner = copy, .release = release};
  return FERRULE_OK;
}

void buf_drop(ferrule_buf *buf) {
  if (buf->release != NULL) {
    buf->release(buf);
  }
}

ferrule_slice buf_slice(const ferrule_buf *buf) { return (ferrule_slice){buf->ptr, buf->len}; }

#include "duration.h"

#include <inttypes.h>

#include "slice.h"

#define SECOND INT64_C(1000000000)

static const struct {
  const char *name;
  int64_t ns;
} units[] = {
    {"ns", 1},
    {"us", 1000},
    {"\xc2\xb5s", 1000}, /* the sign for micro, and the Greek letter */
    {"\xce\xbcs", 1000},
    {"ms", 1000000},
    {"s", SECOND},
    {"m", 60 * SECOND},
    {"h", 3600 * SECOND},
};

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* The unit at `*at`, which is moved behind it; 0 if there is none. */
static int64_t take_unit(const char **at, const char *end) {
  const char *from = *at;
  while (*at < end && !is_digit(**at) && **at != '.') {
    ++*at;
  }
  for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
    if (slice_is(slice_between(from, *at), units[i].name)) {
      return units[i].ns;
    }
  }
  return 0;
}

/* One number with its unit is added to *ns, always negative: there is one more of those. */
static bool take_part(const char **at, const char *end, int64_t *ns) {
  int64_t whole = 0;
  int64_t fraction = 0;
  int64_t scale = 1;
  bool any = false;
  for (; *at < end && is_digit(**at); ++*at, any = true) {
    if (__builtin_mul_overflow(whole, 10, &whole) ||
        __builtin_sub_overflow(whole, **at - '0', &whole)) {
      return false;
    }
  }
  if (*at < end && **at == '.') {
    for (++*at; *at < end && is_digit(**at); ++*at, any = true) {
      /* Digits beyond a nanosecond's share of an hour do not count. */
      if (scale < INT64_C(1000000000000000)) {
        fraction = fraction * 10 + (**at - '0');
        scale *= 10;
      }
    }
  }
  int64_t unit = any ? take_unit(at, end) : 0;
  if (unit == 0 || __builtin_mul_overflow(whole, unit, &whole)) {
    return false;
  }
  /* A fraction of an hour has up to 61 bits more than fit. */
  int64_t part = (int64_t)((__int128)fraction * unit / scale);
  return !__builtin_sub_overflow(whole, part, &whole) && !__builtin_add_overflow(*ns, whole, ns);
}

bool duration_parse(ferrule_slice text, int64_t *ns) {
  const char *at = (const char *)text.ptr;
  const char *end = at + text.len;
  bool negative = text.len > 0 && *at == '-';
  if (text.len > 0 && (*at == '-' || *at == '+')) {
    at++;
  }
  *ns = 0;
  if (slice_is(slice_between(at, end), "0")) {
    return true;
  }
  if (at == end) {
    return false;
  }
  while (at < end) {
    if (!take_part(&at, end, ns)) {
      return false;
    }
  }
  return negative || !__builtin_sub_overflow(0, *ns, ns);
}

/* Appends n / unit with as many decimals as it takes, and a name. */
static void add_decimal(text *to, uint64_t n, uint64_t unit, const char *name) {
  text_format(to, "%" PRIu64, n / unit);
  uint64_t rest = n % unit;
  if (rest > 0) {
    text_format(to, ".");
    while (rest > 0) {
      unit /= 10;
      text_format(to, "%" PRIu64, rest / unit);
      rest %= unit;
    }
  }
  text_format(to, "%s", name);
}

void duration_format(text *to, int64_t ns) {
  uint64_t n = ns < 0 ? 0 - (uint64_t)ns : (uint64_t)ns;
  if (ns < 0) {
    text_format(to, "-");
  }
  if (n == 0) {
    text_format(to, "0s");
  } else if (n < 1000) {
    add_decimal(to, n, 1, "ns");
  } else if (n < 1000000) {
    add_decimal(to, n, 1000, "\xc2\xb5s");
  } else if (n < (uint64_t)SECOND) {
    add_decimal(to, n, 1000000, "ms");
  } else {
    uint64_t minutes = n / (60 * SECOND);
    if (minutes >= 60) {
      text_format(to, "%" PRIu64 "h", minutes / 60);
    }
    if (minutes > 0) {
      text_format(to, "%" PRIu64 "m", minutes % 60);
    }
    add_decimal(to, n % (60 * SECOND), SECOND, "s");
  }
}

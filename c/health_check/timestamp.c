#include "timestamp.h"

static struct tm utc(time_t time) {
  struct tm parts = {0};
  (void)gmtime_r(&time, &parts);
  return parts;
}

void timestamp_rfc3339(text *to, struct timespec time) {
  struct tm parts = utc(time.tv_sec);
  text_format(to, "%04d-%02d-%02dT%02d:%02d:%02d", parts.tm_year + 1900, parts.tm_mon + 1,
              parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec);
  if (time.tv_nsec > 0) {
    long fraction = time.tv_nsec;
    int digits = 9;
    while (fraction % 10 == 0) {
      fraction /= 10;
      digits--;
    }
    text_format(to, ".%0*ld", digits, fraction);
  }
  text_format(to, "Z");
}

void timestamp_http(text *to, time_t time) {
  static const char days[][4] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static const char months[][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  struct tm parts = utc(time);
  text_format(to, "%s, %02d %s %04d %02d:%02d:%02d GMT", days[parts.tm_wday], parts.tm_mday,
              months[parts.tm_mon], parts.tm_year + 1900, parts.tm_hour, parts.tm_min,
              parts.tm_sec);
}

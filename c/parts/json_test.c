#include "json.h"

#include <string.h>

#include "../host/check.h"
#include "parts.h"
#include "slice.h"
#include "text.h"

static const json_value *parse(const char *text) {
  const json_value *tree = NULL;
  return json_parse(slice_of(text), &tree, NULL) == FERRULE_OK ? tree : NULL;
}

static void takes_scalars(void) {
  static const struct {
    const char *text;
    json_type type;
    int64_t integer;
  } cases[] = {{"null", JSON_NULL, 0},
               {" true\n", JSON_BOOL, 0},
               {"0", JSON_INTEGER, 0},
               {"-0", JSON_INTEGER, 0},
               {"-12", JSON_INTEGER, -12},
               {"9223372036854775807", JSON_INTEGER, INT64_MAX},
               {"-9223372036854775808", JSON_INTEGER, INT64_MIN},
               {"9223372036854775808", JSON_NUMBER, 0},
               {"1.5", JSON_NUMBER, 0},
               {"1e9", JSON_NUMBER, 0},
               {"-1.25E-3", JSON_NUMBER, 0},
               {"\"\"", JSON_STRING, 0}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const json_value *value = parse(cases[i].text);
    check(value != NULL && value->type == cases[i].type, "%s has its type", cases[i].text);
    check(value != NULL && (value->type != JSON_INTEGER || value->integer == cases[i].integer),
          "%s has its value", cases[i].text);
    json_free(value);
  }
}

static void takes_strings(void) {
  static const struct {
    const char *json, *text;
  } cases[] = {{"\"plain\"", "plain"},
               {"\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\/\b\f\n\r\t"},
               {"\"\\u0041\\u00e9\\u20AC\"", "A\xc3\xa9\xe2\x82\xac"},
               {"\"\\ud83d\\ude00\"", "\xf0\x9f\x98\x80"},
               {"\"\xf0\x9f\x98\x80\"", "\xf0\x9f\x98\x80"}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const json_value *value = parse(cases[i].json);
    check(value != NULL && slice_is(value->text, cases[i].text), "%s is decoded", cases[i].json);
    json_free(value);
  }
}

static void takes_structures(void) {
  const json_value *tree = parse("{\"a\":[1, 2 ,{}], \"b\\n\":{\"c\":null} ,\"a\":3}");
  if (!check(tree != NULL && tree->type == JSON_OBJECT && tree->count == 3, "an object")) {
    return;
  }
  const json_value *a = json_member(tree, "a");
  check(a != NULL && a->type == JSON_ARRAY && a->count == 3, "an array, the first of its key");
  check(a != NULL && slice_is(a->source, "[1, 2 ,{}]"), "the source is as it was");
  check(a != NULL && a->first->integer == 1 && a->first->next->integer == 2 &&
            a->first->next->next->type == JSON_OBJECT && a->first->next->next->next == NULL,
        "its elements");
  const json_value *b = json_member(tree, "b\n");
  check(b != NULL && json_member(b, "c") != NULL && json_member(b, "d") == NULL, "its members");
  check(a != NULL && json_member(a, "c") == NULL, "an array has none");
  json_free(tree);
}

static void refuses_the_rest(void) {
  static const char *const bad[] = {"",
                                    " ",
                                    "{",
                                    "}",
                                    "[1",
                                    "[1,]",
                                    "{\"a\":1,}",
                                    "{\"a\"}",
                                    "{a:1}",
                                    "{\"a\" 1}",
                                    "01",
                                    "+1",
                                    "1.",
                                    ".5",
                                    "1e",
                                    "-",
                                    "nul",
                                    "TRUE",
                                    "\"",
                                    "\"\\x\"",
                                    "\"\\u12g4\"",
                                    "\"\\ud800\"",
                                    "\"\\udc00\"",
                                    "\"\\ud800\\u0041\"",
                                    "\"\n\"",
                                    "\"\xff\"",
                                    "\"\xc0\x80\"",
                                    "\"\xed\xa0\x80\"",
                                    "\"\xf4\x90\x80\x80\"",
                                    "1 2",
                                    "[1 2]",
                                    "{} x",
                                    "'a'",
                                    "\"a\\",
                                    "/* no */ 1"};
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    check(parse(bad[i]) == NULL, "`%s` is refused", bad[i]);
  }
  const json_value *tree = NULL;
  check(json_parse((ferrule_slice){(const uint8_t *)"1\0", 2}, &tree, NULL) == FERRULE_E_ARG,
        "a NUL is refused");
}

static void bounds_the_depth(void) {
  text deep = {0};
  for (int i = 0; i < 64; i++) {
    text_format(&deep, "[");
  }
  for (int i = 0; i < 64; i++) {
    text_format(&deep, "]");
  }
  const json_value *tree = parse(deep.bytes);
  check(tree != NULL, "64 levels are taken");
  json_free(tree);
  text deeper = {0};
  text_format(&deeper, "[%s]", deep.bytes);
  check(parse(deeper.bytes) == NULL, "65 are not");
  text_free(&deep);
  text_free(&deeper);
}

void test_json(void) {
  takes_scalars();
  takes_strings();
  takes_structures();
  refuses_the_rest();
  bounds_the_depth();
}

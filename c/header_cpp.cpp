// Compiles the header as C++17 with every warning an error.
#include "ferrule_plugin.h"

static_assert(sizeof(ferrule_slice) == 16 && sizeof(ferrule_buf) == 32, "64-bit pointers");

extern "C" int32_t ferrule_header_check(const ferrule_plugin *plugin) {
  return plugin->size >= sizeof(ferrule_plugin) ? FERRULE_OK : FERRULE_E_ARG;
}

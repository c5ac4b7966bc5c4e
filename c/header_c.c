/* Compiles the header as C11 with every warning an error, and twice, to show that its guard works. */
#include "ferrule_plugin.h"

_Static_assert(sizeof(ferrule_slice) == 16 && sizeof(ferrule_buf) == 32, "64-bit pointers");

ferrule_plugin ferrule_header_check;

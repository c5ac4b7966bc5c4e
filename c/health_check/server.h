/* The HTTP server. */
#ifndef FERRULE_SERVER_H
#define FERRULE_SERVER_H

/* The body of its thread; the argument is the extension. */
void server_run(void *extension);

#endif

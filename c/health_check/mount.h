/*
 * Which requests the health check answers. As in Go, a path that ends with a slash stands for all
 * below it, and without the slash redirects there.
 */
#ifndef FERRULE_MOUNT_H
#define FERRULE_MOUNT_H

#include "problems.h"

/* Adds what is wrong with the setting `path`. */
void mount_check(ferrule_slice path, problems *found);

typedef enum route { ROUTE_HEALTH, ROUTE_REDIRECT, ROUTE_NOT_FOUND } route;

/* What to do with a request for a path; a redirect goes to `mounted`. */
route mount_route(ferrule_slice mounted, ferrule_slice requested);

#endif

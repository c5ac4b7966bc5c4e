/* Sockets of a server. */
#ifndef FERRULE_LISTEN_H
#define FERRULE_LISTEN_H

#include <stdbool.h>

#include "endpoint.h"
#include "text.h"

/*
 * Binds an endpoint and listens. As in Go, a name that has several addresses is bound at its first
 * IPv4 one, and no name at all stands for every address of the machine. May ask the resolver, and
 * block. Returns a socket that does not block, or -1 and appends to `why` what Go's error says.
 */
int listen_at(const endpoint *endpoint, text *why);

/* Appends the address that a socket is bound to. */
void listen_address(int socket, text *to);

/* Makes a descriptor one that does not block and that child processes do not get. */
bool descriptor_set_up(int descriptor);

/* Appends what the system says of an errno, in small letters. */
void system_reason(int number, text *to);

#endif

#include "listen.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

bool descriptor_set_up(int descriptor) {
  int flags = fcntl(descriptor, F_GETFL);
  return flags != -1 && fcntl(descriptor, F_SETFL, flags | O_NONBLOCK) != -1 &&
         fcntl(descriptor, F_SETFD, FD_CLOEXEC) != -1;
}

void system_reason(int number, text *to) {
  /* In English whatever the locale of the process: operators search for these words. */
  locale_t english = newlocale(LC_ALL_MASK, "C", (locale_t)0);
  const char *words = english == (locale_t)0 ? "" : strerror_l(number, english);
  if (*words == '\0') {
    text_format(to, "error %d", number);
  } else {
    text_format(to, "%c%s", *words >= 'A' && *words <= 'Z' ? *words | 0x20 : *words, words + 1);
  }
  if (english != (locale_t)0) {
    freelocale(english);
  }
}

/* Appends an address with its port. */
static void add_address(text *to, const struct sockaddr *address) {
  char host[INET6_ADDRSTRLEN] = "";
  if (address->sa_family == AF_INET6) {
    const struct sockaddr_in6 *in6 = (const void *)address;
    (void)inet_ntop(AF_INET6, &in6->sin6_addr, host, sizeof host);
    text_format(to, "[%s]:%u", host, ntohs(in6->sin6_port));
  } else {
    const struct sockaddr_in *in = (const void *)address;
    (void)inet_ntop(AF_INET, &in->sin_addr, host, sizeof host);
    text_format(to, "%s:%u", host, ntohs(in->sin_port));
  }
}

void listen_address(int socket, text *to) {
  struct sockaddr_storage address = {0};
  socklen_t length = sizeof address;
  if (getsockname(socket, (struct sockaddr *)&address, &length) == 0) {
    add_address(to, (struct sockaddr *)&address);
  }
}

/* A socket that listens, or -1 with errno. */
static int open_socket(const struct sockaddr *address, socklen_t length, bool both_families) {
  int on = 1;
  int off = 0;
  int fd = socket(address->sa_family, SOCK_STREAM, 0);
  if (fd == -1) {
    return -1;
  }
  /* So that a port is free at once after a restart. */
  (void)setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (both_families) {
    (void)setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof off);
  }
  if (!descriptor_set_up(fd) || bind(fd, address, length) != 0 || listen(fd, SOMAXCONN) != 0) {
    int number = errno;
    (void)close(fd);
    errno = number;
    return -1;
  }
  return fd;
}

static int refused(const struct sockaddr *address, text *why) {
  int number = errno;
  text_format(why, "listen tcp ");
  add_address(why, address);
  text_format(why, ": bind: ");
  system_reason(number, why);
  return -1;
}

/* Every address of the machine, of both families if it has both. */
static int listen_everywhere(uint16_t port, text *why) {
  struct sockaddr_in6 both = {
      .sin6_family = AF_INET6, .sin6_port = htons(port), .sin6_addr = IN6ADDR_ANY_INIT};
  struct sockaddr_in in = {.sin_family = AF_INET, .sin_port = htons(port)};
  int fd = open_socket((struct sockaddr *)&both, sizeof both, true);
  if (fd == -1 && errno != EADDRINUSE && errno != EACCES) {
    fd = open_socket((struct sockaddr *)&in, sizeof in, false);
  }
  if (fd == -1) {
    int number = errno;
    text_format(why, "listen tcp :%u: bind: ", port);
    system_reason(number, why);
  }
  return fd;
}

int listen_at(const endpoint *endpoint, text *why) {
  struct addrinfo hints = {.ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM};
  struct addrinfo *found = NULL;
  char port[8];
  if (endpoint->host[0] == '\0') {
    return listen_everywhere(endpoint->port, why);
  }
  snprintf(port, sizeof port, "%u", endpoint->port);
  if (getaddrinfo(endpoint->host, port, &hints, &found) != 0 || found == NULL) {
    text_format(why, "listen tcp: lookup %s: no such host", endpoint->host);
    return -1;
  }
  const struct addrinfo *chosen = found;
  while (chosen != NULL && chosen->ai_family != AF_INET) {
    chosen = chosen->ai_next;
  }
  chosen = chosen == NULL ? found : chosen;
  int fd = open_socket(chosen->ai_addr, chosen->ai_addrlen, false);
  if (fd == -1) {
    (void)refused(chosen->ai_addr, why);
  }
  freeaddrinfo(found);
  return fd;
}

/* The threads of a plugin: counted until they are joined. */
#ifndef FERRULE_THREADS_H
#define FERRULE_THREADS_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Runs run(argument) in a thread that belongs to a group, such as an instance. False if not. */
bool thread_start(const void *group, void (*run)(void *), void *argument);

/*
 * Joins the threads of a group, or all if it is NULL, as they end; waits for at most that long.
 * Returns how many run on.
 */
size_t threads_join(const void *group, int64_t timeout_ns);

/* The clock of all deadlines here: nanoseconds that only go forward. */
int64_t clock_ns(void);

/* Sets up a condition whose waits end by clock_ns. */
void condition_init(pthread_cond_t *condition);

/* Waits like pthread_cond_wait, at most until that time. False once the time has come. */
bool condition_wait(pthread_cond_t *condition, pthread_mutex_t *mutex, int64_t deadline_ns);

#endif

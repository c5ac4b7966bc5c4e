/*
 * The other side of the comparison: the same work over JNI, as well as JNI can do it. Ids are
 * looked up once, methods are static on the way down, arguments are plain numbers where they can
 * be, nothing is checked twice. What Java throws is caught in Java, so that no exception need be
 * looked for here.
 */
#include <jni.h>
#include <stdlib.h>

#include "bench.h"

#define NATIVE(type, name) JNIEXPORT type JNICALL Java_dev_ferrule_bench_Jni_##name

static JavaVM *vm;
static jobject target; /* a dev.ferrule.bench.JniTarget */
static jmethodID complete_id;
static jmethodID take_array_id;
static jmethodID take_buffer_id;

jint JNI_OnLoad(JavaVM *loaded_by, void *reserved) {
  (void)reserved;
  vm = loaded_by;
  return JNI_VERSION_10;
}

NATIVE(void, target)(JNIEnv *env, jclass self, jobject given) {
  (void)self;
  jclass type = (*env)->GetObjectClass(env, given);
  complete_id = (*env)->GetMethodID(env, type, "complete", "(JIJ)V");
  take_array_id = (*env)->GetMethodID(env, type, "take", "([B)J");
  take_buffer_id = (*env)->GetMethodID(env, type, "take", "(Ljava/nio/ByteBuffer;)J");
  if (target != NULL) {
    (*env)->DeleteGlobalRef(env, target);
  }
  target = (*env)->NewGlobalRef(env, given);
}

/* Down. */

static int64_t read_bytes(jboolean all, const void *bytes, jint length) {
  return all ? bench_read_all(bytes, length) : bench_hand_over(bytes, length);
}

NATIVE(jlong, next)(JNIEnv *env, jclass self, jlong number) {
  (void)env;
  (void)self;
  return bench_next(number);
}

/* Copies into memory that is there already. */
NATIVE(jlong, region)(JNIEnv *env, jclass self, jboolean all, jbyteArray array, jlong scratch,
                      jint length) {
  (void)self;
  jbyte *copy = (jbyte *)(intptr_t)scratch;
  (*env)->GetByteArrayRegion(env, array, 0, length, copy);
  return read_bytes(all, copy, length);
}

/* The JVM copies into memory that it allocates. */
NATIVE(jlong, elements)(JNIEnv *env, jclass self, jboolean all, jbyteArray array, jint length) {
  (void)self;
  jbyte *copy = (*env)->GetByteArrayElements(env, array, NULL);
  jlong sum = read_bytes(all, copy, length);
  (*env)->ReleaseByteArrayElements(env, array, copy, JNI_ABORT);
  return sum;
}

/* The collector cannot move the array meanwhile. */
NATIVE(jlong, critical)(JNIEnv *env, jclass self, jboolean all, jbyteArray array, jint length) {
  (void)self;
  void *bytes = (*env)->GetPrimitiveArrayCritical(env, array, NULL);
  jlong sum = read_bytes(all, bytes, length);
  (*env)->ReleasePrimitiveArrayCritical(env, array, bytes, JNI_ABORT);
  return sum;
}

NATIVE(jlong, direct)(JNIEnv *env, jclass self, jboolean all, jobject buffer, jint length) {
  (void)self;
  return read_bytes(all, (*env)->GetDirectBufferAddress(env, buffer), length);
}

/* A number that Java says is a pointer: as fast as it gets, and nothing guards it. */
NATIVE(jlong, address)(JNIEnv *env, jclass self, jboolean all, jlong bytes, jint length) {
  (void)env;
  (void)self;
  return read_bytes(all, (const void *)(intptr_t)bytes, length);
}

/* Up. */

static void call_complete(JNIEnv *env, ferrule_token token) {
  jvalue arguments[] = {{.j = (jlong)token}, {.i = FERRULE_OK}, {.j = 0}};
  (*env)->CallVoidMethodA(env, target, complete_id, arguments);
}

NATIVE(void, callBack)(JNIEnv *env, jclass self, jlong count) {
  (void)self;
  for (jlong token = 1; token <= count; token++) {
    call_complete(env, (ferrule_token)token);
  }
}

NATIVE(jlong, giveArray)(JNIEnv *env, jclass self, jlong bytes, jint length) {
  (void)self;
  jbyteArray array = (*env)->NewByteArray(env, length);
  if (array == NULL) {
    return 0;
  }
  (*env)->SetByteArrayRegion(env, array, 0, length, (const jbyte *)(intptr_t)bytes);
  jvalue argument = {.l = array};
  return (*env)->CallLongMethodA(env, target, take_array_id, &argument);
}

NATIVE(jlong, giveBuffer)(JNIEnv *env, jclass self, jlong bytes, jint length) {
  (void)self;
  jobject buffer = (*env)->NewDirectByteBuffer(env, (void *)(intptr_t)bytes, length);
  if (buffer == NULL) {
    return 0;
  }
  jvalue argument = {.l = buffer};
  return (*env)->CallLongMethodA(env, target, take_buffer_id, &argument);
}

/* Workers. */

static void attach(bench_route *route) {
  JNIEnv *env = NULL;
  if ((*vm)->AttachCurrentThreadAsDaemon(vm, (void **)&env, NULL) != JNI_OK) {
    abort();
  }
  route->env = env;
}

static void detach(bench_route *route) {
  (void)route;
  (*vm)->DetachCurrentThread(vm);
}

static void nothing(bench_route *route) { (void)route; }

static void complete_attached(bench_route *route, ferrule_token token) {
  call_complete(route->env, token);
}

static void attach_and_complete(bench_route *route, ferrule_token token) {
  attach(route);
  complete_attached(route, token);
  detach(route);
}

NATIVE(jlong, newWorker)(JNIEnv *env, jclass self, jboolean attach_each) {
  (void)env;
  (void)self;
  bench_route once = {.enter = attach, .complete = complete_attached, .leave = detach};
  bench_route each = {.enter = nothing, .complete = attach_and_complete, .leave = nothing};
  return (jlong)(intptr_t)bench_worker_start(attach_each ? each : once);
}

NATIVE(jint, submit)(JNIEnv *env, jclass self, jlong worker, jlong token) {
  (void)env;
  (void)self;
  return bench_worker_submit((bench_worker *)(intptr_t)worker, (ferrule_token)token);
}

NATIVE(void, run)(JNIEnv *env, jclass self, jlong worker, jlong count) {
  (void)env;
  (void)self;
  bench_worker_run((bench_worker *)(intptr_t)worker, count);
}

NATIVE(void, stop)(JNIEnv *env, jclass self, jlong worker) {
  (void)env;
  (void)self;
  bench_worker_stop((bench_worker *)(intptr_t)worker);
}

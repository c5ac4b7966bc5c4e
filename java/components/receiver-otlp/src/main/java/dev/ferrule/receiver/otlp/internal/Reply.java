package dev.ferrule.receiver.otlp.internal;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An HTTP response. */
final class Reply {
  private static final String TEXT = "text/plain";
  private static final String TEXT_UTF8 = "text/plain; charset=utf-8";

  static final Reply NO_CONTENT = text(204, "", "");
  static final Reply NOT_FOUND = text(404, TEXT_UTF8, "404 page not found\n");
  static final Reply METHOD_NOT_ALLOWED =
      text(405, TEXT, "405 method not allowed, supported: [POST]");
  static final Reply UNSUPPORTED_MEDIA_TYPE =
      text(
          415,
          TEXT,
          "415 unsupported media type, supported: [application/json, application/x-protobuf]");
  private static final Reply NO_ENCODING =
      text(
          500,
          Encoding.JSON.contentType(),
          "{\"code\": 13, \"message\": \"failed to marshal error message\"}");

  private final int code;
  private final String contentType;
  private final byte[] body;
  private final Optional<Duration> retryAfter;

  private Reply(int code, String contentType, byte[] body, Optional<Duration> retryAfter) {
    this.code = code;
    this.contentType = contentType;
    this.body = body;
    this.retryAfter = retryAfter;
  }

  private static Reply text(int code, String contentType, String text) {
    return new Reply(code, contentType, text.getBytes(StandardCharsets.UTF_8), Optional.empty());
  }

  /** A refusal of something that is not HTTP as we speak it. */
  static Reply badHttp(int code, String detail) {
    String reason = code + " " + HttpResponseStatus.valueOf(code).reasonPhrase();
    return text(code, TEXT_UTF8, detail.isEmpty() ? reason : reason + ": " + detail);
  }

  static Reply accepted(Encoding encoding) {
    return new Reply(200, encoding.contentType(), encoding.accepted(), Optional.empty());
  }

  /** A refusal with the HTTP code that goes with it. */
  static Reply refused(Encoding encoding, RpcStatus status) {
    int code = status.httpCode();
    return new Reply(
        code,
        encoding.contentType(),
        encoding.write(status),
        code == 429 || code == 503 ? status.retryAfter() : Optional.empty());
  }

  /** A request that cannot be understood. */
  static Reply badRequest(Encoding encoding, String message) {
    return refused(encoding, RpcStatus.of(RpcStatus.INVALID_ARGUMENT, message));
  }

  /** The same before it is known whether the content type is one of ours. */
  static Reply badRequest(@Nullable String contentType, String message) {
    return refused(contentType, RpcStatus.of(RpcStatus.INVALID_ARGUMENT, message));
  }

  /** A refusal before it is known whether the content type is one of ours. */
  static Reply refused(@Nullable String contentType, RpcStatus status) {
    if (contentType == null || contentType.isEmpty()) {
      return refused(Encoding.JSON, status);
    }
    return Encoding.of(contentType).map(encoding -> refused(encoding, status)).orElse(NO_ENCODING);
  }

  FullHttpResponse toResponse() {
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(code), Unpooled.wrappedBuffer(body));
    if (!contentType.isEmpty()) {
      response.headers().set(HttpHeaderNames.CONTENT_TYPE, contentType);
    }
    response.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, body.length);
    retryAfter.ifPresent(
        after -> response.headers().set(HttpHeaderNames.RETRY_AFTER, after.toSeconds()));
    if (code == 404) {
      response.headers().set("x-content-type-options", "nosniff");
    }
    return response;
  }
}

package dev.ferrule.receiver.otlp.internal;

import dev.ferrule.pdata.PoolExhaustedException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP/1.1 connection, or one stream of HTTP/2 that looks like one. Requests are served one
 * after the other: nothing is read while one is being served, so that a sender that does not wait
 * for answers is slowed down, not queued. Runs on the connection's event loop, except for serving.
 *
 * <pre>
 * WAITING    -> CHECKING (who sends?), or at once as from there
 * CHECKING   -> BODY (admitted), DISCARDING (refused), ANSWERING (refused, connection ends)
 * BODY       -> SERVING (complete), DISCARDING or ANSWERING (does not fit)
 * DISCARDING -> ANSWERING (complete, or too long to wait for)
 * SERVING    -> ANSWERING
 * ANSWERING  -> WAITING, LINGERING (connection ends in the middle of a body), closed
 * LINGERING  -> closed
 * </pre>
 */
final class HttpConnection extends ChannelInboundHandlerAdapter {
  private enum Phase {
    WAITING,
    CHECKING,
    BODY,
    DISCARDING,
    SERVING,
    ANSWERING,
    LINGERING
  }

  /** How much of an unwanted body is read so that the connection can go on. */
  private static final long MAX_DISCARD = 256 * 1024;

  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final HttpService service;
  private final HttpTimeouts timeouts;
  private final long lingerMillis;
  // What one read from the network brought and is not taken up yet.
  private final Queue<Object> inbox = new ArrayDeque<>();
  private Phase phase = Phase.WAITING;
  private HttpDoor.@Nullable Admitted admitted;
  private @Nullable PooledBytes body;
  private @Nullable Reply refusal;
  private long discarded;
  private boolean keepAlive;
  private HttpVersion version = HttpVersion.HTTP_1_1;
  private HttpHeaders corsHeaders = EmptyHttpHeaders.INSTANCE;
  private boolean takingUp;

  /**
   * A new connection.
   *
   * @param lingerMillis how long to read on after an answer in the middle of a body; 0 for a stream
   *     of HTTP/2, which needs none
   */
  HttpConnection(HttpService service, HttpTimeouts timeouts, long lingerMillis) {
    this.service = service;
    this.timeouts = timeouts;
    this.lingerMillis = lingerMillis;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    if (service.draining()) {
      end(ctx);
    } else {
      ctx.read();
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    inbox.add(message);
    takeUp(ctx);
  }

  /**
   * Takes up what has come, as far as the phase allows, and asks the network for more when that is
   * used up. What one read brought may hold several requests; an answer that is written at once
   * calls this again from within, which the loop here takes care of.
   */
  private void takeUp(ChannelHandlerContext ctx) {
    if (takingUp) {
      return;
    }
    takingUp = true;
    try {
      while (isListening() && !inbox.isEmpty()) {
        takeUp(ctx, inbox.remove());
      }
    } finally {
      takingUp = false;
    }
    if (isListening()) {
      ctx.read();
    }
  }

  private boolean isListening() {
    return phase != Phase.CHECKING && phase != Phase.SERVING && phase != Phase.ANSWERING;
  }

  private void takeUp(ChannelHandlerContext ctx, Object message) {
    try {
      if (message instanceof HttpRequest request) {
        onHead(ctx, request);
      }
      if (message instanceof HttpContent content) {
        onContent(ctx, content);
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void onHead(ChannelHandlerContext ctx, HttpRequest request) {
    if (phase != Phase.WAITING) {
      return;
    }
    timeouts.headDone(() -> onLate(ctx));
    corsHeaders = EmptyHttpHeaders.INSTANCE;
    Reply bad = HttpDoor.badHttp(request).orElse(null);
    if (bad != null) {
      answerAndEnd(ctx, bad);
      return;
    }
    version = request.protocolVersion();
    keepAlive = service.keepAlives() && HttpUtil.isKeepAlive(request);
    corsHeaders = service.cors().map(it -> it.answer(request)).orElse(EmptyHttpHeaders.INSTANCE);
    if (service.cors().isPresent() && Cors.isPreflight(request)) {
      refuse(ctx, request, Reply.NO_CONTENT);
    } else if (service.authenticates()) {
      phase = Phase.CHECKING;
      service.authenticate(
          request, refused -> later(ctx, () -> onChecked(ctx, request, refused.orElse(null))));
    } else {
      receive(ctx, request);
    }
  }

  private void onChecked(ChannelHandlerContext ctx, HttpRequest request, @Nullable Reply refused) {
    if (!ctx.channel().isActive()) {
      return;
    }
    if (refused == null) {
      receive(ctx, request);
    } else {
      refuse(ctx, request, refused);
    }
    takeUp(ctx);
  }

  /** Gets ready for the body if it is wanted. */
  private void receive(ChannelHandlerContext ctx, HttpRequest request) {
    Reply reply = admit(request);
    if (reply != null) {
      refuse(ctx, request, reply);
      return;
    }
    if (HttpUtil.is100ContinueExpected(request)) {
      var _ = ctx.writeAndFlush(proceed());
    }
    phase = Phase.BODY;
  }

  /** Answers without the body, which is read over if that is little. */
  private void refuse(ChannelHandlerContext ctx, HttpRequest request, Reply reply) {
    if (HttpUtil.is100ContinueExpected(request)
        || HttpUtil.getContentLength(request, 0L) > MAX_DISCARD) {
      answerAndEnd(ctx, reply);
    } else {
      discard(reply);
    }
  }

  /** Prepares for the body, or says why it is not wanted. */
  private @Nullable Reply admit(HttpRequest request) {
    return switch (service.door().check(request)) {
      case HttpDoor.Refused(Reply reply) -> reply;
      case HttpDoor.Admitted good -> {
        try {
          body = PooledBytes.expecting(good.contentLength(), service.buffers());
          admitted = good;
          yield null;
        } catch (PoolExhaustedException full) {
          yield Reply.refused(good.encoding(), RpcStatus.of(full));
        }
      }
    };
  }

  private static FullHttpResponse proceed() {
    return new DefaultFullHttpResponse(
        HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER);
  }

  private void onContent(ChannelHandlerContext ctx, HttpContent content) {
    boolean broken = content.decoderResult().isFailure();
    if (phase == Phase.BODY) {
      if (broken) {
        refuseBody(ctx, "malformed request body");
      } else {
        addToBody(ctx, content.content());
      }
    } else if (phase == Phase.DISCARDING) {
      discarded += content.content().readableBytes();
      if (broken || discarded > MAX_DISCARD) {
        answerAndEnd(ctx, pendingRefusal());
      }
    }
    if (content instanceof LastHttpContent && !broken) {
      onEnd(ctx);
    }
  }

  private void onEnd(ChannelHandlerContext ctx) {
    switch (phase) {
      case BODY -> serve(ctx);
      case DISCARDING -> answer(ctx, pendingRefusal(), false);
      case LINGERING -> end(ctx);
      case WAITING, CHECKING, SERVING, ANSWERING -> {
        // The end of a request that was answered at its head.
      }
    }
  }

  private void addToBody(ChannelHandlerContext ctx, ByteBuf piece) {
    if (body == null || admitted == null) {
      throw new IllegalStateException("a body without a head");
    }
    if (body.length() + piece.readableBytes() > service.door().maxBody()) {
      refuseBody(ctx, HttpDoor.TOO_LARGE);
      return;
    }
    try {
      for (ByteBuffer part : piece.nioBuffers()) {
        body.add(part);
      }
    } catch (PoolExhaustedException full) {
      Reply reply = Reply.refused(admitted.encoding(), RpcStatus.of(full));
      dropBody();
      discard(reply);
    }
  }

  private void refuseBody(ChannelHandlerContext ctx, String message) {
    Encoding encoding = admitted == null ? Encoding.JSON : admitted.encoding();
    Reply reply = Reply.badRequest(encoding, message);
    dropBody();
    answerAndEnd(ctx, reply);
  }

  private void discard(Reply reply) {
    refusal = reply;
    discarded = 0;
    phase = Phase.DISCARDING;
  }

  private Reply pendingRefusal() {
    if (refusal == null) {
      throw new IllegalStateException("no refusal to answer with");
    }
    return refusal;
  }

  private void dropBody() {
    if (body != null) {
      body.close();
      body = null;
    }
  }

  private void onLate(ChannelHandlerContext ctx) {
    if (phase == Phase.BODY) {
      refuseBody(ctx, "i/o timeout");
    } else {
      end(ctx);
    }
  }

  private void serve(ChannelHandlerContext ctx) {
    timeouts.bodyDone();
    HttpDoor.Admitted request = admitted;
    PooledBytes complete = body;
    if (request == null || complete == null) {
      throw new IllegalStateException("a body without a head");
    }
    phase = Phase.SERVING;
    body = null;
    service.serve(request, complete, reply -> later(ctx, () -> answer(ctx, reply, false)));
  }

  /** Comes back to the event loop from another thread. */
  private static void later(ChannelHandlerContext ctx, Runnable step) {
    try {
      ctx.executor().execute(step);
    } catch (RejectedExecutionException stopped) {
      // The network threads are gone, and the connection with them.
    }
  }

  private void answerAndEnd(ChannelHandlerContext ctx, Reply reply) {
    keepAlive = false;
    answer(ctx, reply, true);
  }

  private void answer(ChannelHandlerContext ctx, Reply reply, boolean midBody) {
    phase = Phase.ANSWERING;
    admitted = null;
    refusal = null;
    boolean goesOn = keepAlive && !service.draining();
    FullHttpResponse response = reply.toResponse();
    service.addHeaders(response.headers());
    corsHeaders.forEach(header -> {
      if (HttpHeaderNames.VARY.contentEqualsIgnoreCase(header.getKey())) {
        response.headers().add(header.getKey(), header.getValue());
      } else {
        response.headers().set(header.getKey(), header.getValue());
      }
    });
    response.headers().set(HttpHeaderNames.DATE, HTTP_DATE.format(Instant.now()));
    HttpUtil.setKeepAlive(response.headers(), version, goesOn);
    ctx.writeAndFlush(response)
        .addListener((ChannelFutureListener) written -> onAnswered(ctx, written, goesOn, midBody));
  }

  private void onAnswered(
      ChannelHandlerContext ctx, ChannelFuture written, boolean goesOn, boolean midBody) {
    boolean lingers = midBody && lingerMillis > 0;
    if (!written.isSuccess() || !(goesOn || lingers)) {
      end(ctx);
    } else if (lingers) {
      timeouts.bodyDone();
      phase = Phase.LINGERING;
      var _ = ctx.executor().schedule(() -> end(ctx), lingerMillis, TimeUnit.MILLISECONDS);
      takeUp(ctx);
    } else if (service.draining()) {
      end(ctx);
    } else {
      timeouts.responseDone();
      phase = Phase.WAITING;
      takeUp(ctx);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof HttpService.Drain && phase == Phase.WAITING) {
      end(ctx);
    }
  }

  private static void end(ChannelHandlerContext ctx) {
    // Whether it closes cleanly makes no difference to anyone.
    var _ = ctx.close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    dropBody();
    inbox.forEach(ReferenceCountUtil::release);
    inbox.clear();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    service.connectionFailed(ctx.channel(), cause);
    end(ctx);
  }
}

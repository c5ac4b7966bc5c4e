package dev.ferrule.receiver.otlp.internal;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;

/** Waits for the handshake, then makes the connection one of the version agreed on. */
final class HttpNegotiation extends ApplicationProtocolNegotiationHandler {
  private final HttpPipeline pipeline;
  private final HttpService service;

  HttpNegotiation(HttpPipeline pipeline, HttpService service) {
    super(ApplicationProtocolNames.HTTP_1_1);
    this.pipeline = pipeline;
    this.service = service;
  }

  @Override
  protected void configurePipeline(ChannelHandlerContext ctx, String protocol) {
    if (protocol.equals(ApplicationProtocolNames.HTTP_2)) {
      pipeline.addHttp2(ctx.pipeline());
    } else {
      ctx.channel().config().setAutoRead(false);
      pipeline.addHttp1(ctx.pipeline());
    }
    // They missed it: the connection became active before the handshake.
    ctx.fireChannelActive();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
    if (event instanceof HttpService.Drain) {
      var _ = ctx.close();
    } else {
      super.userEventTriggered(ctx, event);
    }
  }

  @Override
  protected void handshakeFailure(ChannelHandlerContext ctx, Throwable cause) {
    service.connectionFailed(ctx.channel(), cause);
    var _ = ctx.close();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    handshakeFailure(ctx, cause);
  }
}

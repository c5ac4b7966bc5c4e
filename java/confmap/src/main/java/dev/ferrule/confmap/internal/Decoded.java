package dev.ferrule.confmap.internal;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Turns bytes into text. */
final class Decoded {
  private Decoded() {}

  /**
   * The text, in UTF-8, or in UTF-16 if it starts with that byte order mark, as some editors write
   * it on Windows.
   *
   * @param what starts the sentence of the error
   */
  static String text(byte[] bytes, String what) throws ReferenceException {
    try {
      return charset(bytes).newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new ReferenceException(what + "it is not UTF-8 text");
    }
  }

  private static Charset charset(byte[] bytes) {
    if (bytes.length >= 2 && bytes[0] == (byte) 0xff && bytes[1] == (byte) 0xfe) {
      return StandardCharsets.UTF_16LE;
    }
    boolean big = bytes.length >= 2 && bytes[0] == (byte) 0xfe && bytes[1] == (byte) 0xff;
    return big ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_8;
  }
}

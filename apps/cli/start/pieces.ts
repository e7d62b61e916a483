/** Bytes of a piece: sent one by one, a subject's few lines cost more than their bytes. */
const PIECE_BYTES = 256 * 1024;
/** The most bytes of a UTF-16 unit in UTF-8. */
const UNIT_BYTES_MAX = 3;

/** The same text in fewer pieces, as UTF-8; each ends where one of the given ones did. */
export async function* inPieces(texts: AsyncIterable<string>): AsyncGenerator<Buffer, void> {
  // Written down as it comes: to join texts first takes several times as long.
  let piece = Buffer.allocUnsafeSlow(PIECE_BYTES);
  let length = 0;
  for await (const text of texts) {
    const most = text.length * UNIT_BYTES_MAX;
    if (length + most > piece.length && length > 0) {
      yield piece.subarray(0, length);
      piece = Buffer.allocUnsafeSlow(PIECE_BYTES);
      length = 0;
    }
    if (most > piece.length) yield Buffer.from(text);
    else length += piece.write(text, length);
  }
  if (length > 0) yield piece.subarray(0, length);
}

import { invariant } from '#kernel';

const LITTLE_ENDIAN = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

/** Feature values as little-endian float64; every NaN has the same bytes. */
export function packFeatures(values: Float64Array): Uint8Array {
  const bytes = new Uint8Array(values.length * 8);
  const view = new DataView(bytes.buffer);
  values.forEach((value, i) => {
    if (Number.isNaN(value)) view.setUint32(i * 8 + 4, 0x7ff8_0000, true);
    else view.setFloat64(i * 8, value, true);
  });
  return bytes;
}

/** Writes packed values into `target` from `offset` (in values) on; returns how many they were. */
export function unpackInto(bytes: Uint8Array, target: Float64Array, offset: number): number {
  invariant(bytes.length % 8 === 0, 'packed features are whole float64s');
  const count = bytes.length / 8;
  invariant(offset + count <= target.length, 'packed features fit their target');
  if (LITTLE_ENDIAN) {
    new Uint8Array(target.buffer, target.byteOffset + offset * 8, bytes.length).set(bytes);
    return count;
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let i = 0; i < count; i++) target[offset + i] = view.getFloat64(i * 8, true);
  return count;
}

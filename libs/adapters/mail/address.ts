/** @source RFC 5321, section 4.5.3.1.3: a path of 256 octets with its brackets */
const LENGTH_MAX = 254;
/** One mailbox, bare: no list, no display name, no quoting, nothing that ends a header line. */
const ADDRESS = /^[^\s@<>,;:"()[\]\\\p{Cc}]{1,64}@[^\s@<>,;:"()[\]\\\p{Cc}]+$/u;

/** Whether a text is one bare address that may stand in a header. */
export const isAddress = (text: string): boolean => text.length <= LENGTH_MAX && ADDRESS.test(text);

/** The text on one line, so that it cannot begin another header. */
export const oneLine = (text: string): string => text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ');

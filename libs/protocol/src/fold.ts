/**
 * What two values of a caseExact=false attribute are compared by (RFC 7643 §2.2): canonical
 * composition, lower case without regard to a locale, one sigma. Idempotent.
 */
export const foldCase = (text: string): string =>
  ASCII.test(text)
    ? text.toLowerCase()
    : text.normalize('NFC').toLowerCase().replaceAll('ς', 'σ').normalize('NFC');

const ASCII = /^[\x00-\x7f]*$/;

/**
 * Whether text can be normalised in linear time: no more than 30 combining marks in a row, the
 * Stream-Safe Text Format of UAX #15. A longer run is nobody's name, and costs its length squared.
 */
export const isStreamSafe = (text: string): boolean => ASCII.test(text) || !/\p{M}{31}/u.test(text);

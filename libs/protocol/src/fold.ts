/**
 * What two values of a caseExact=false attribute are compared by (RFC 7643 §2.2): canonical
 * composition, lower case without regard to a locale, one sigma. Idempotent. Text that is not
 * stream-safe is no value that is ever stored: it is not composed, since that takes the square of it.
 */
export const foldCase = (text: string): string => {
  if (ASCII.test(text)) return text.toLowerCase();
  if (!isStreamSafe(text)) return text.toLowerCase().replaceAll('ς', 'σ');
  return text.normalize('NFC').toLowerCase().replaceAll('ς', 'σ').normalize('NFC');
};

const ASCII = /^[\x00-\x7f]*$/;

/**
 * Whether text can be normalised in linear time: no more than 30 combining marks in a row, the
 * Stream-Safe Text Format of UAX #15. A longer run is nobody's name, and costs its length squared.
 */
export const isStreamSafe = (text: string): boolean => ASCII.test(text) || !/\p{M}{31}/u.test(text);

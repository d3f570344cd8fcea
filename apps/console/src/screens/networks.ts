const MOST = 10;
const FOUR = /^\d{1,3}(?:\.\d{1,3}){3}(?:\/\d{1,2})?$/;
const SIX = /^[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}(?:\/\d{1,3})?$/i;

/** The networks that were typed, separated by blanks, commas or semicolons. */
export const networksIn = (text: string): readonly string[] =>
  text.split(/[\s,;]+/).filter((one) => one !== '');

/** Those that cannot be a network, or are too many; the server reads the others. */
export const wrongNetworks = (networks: readonly string[]): readonly string[] =>
  networks.filter((one, at) => at >= MOST || !(FOUR.test(one) || SIX.test(one)));

/** The reader's choices in this browser: language, theme, progress in a flow. Never a secret. */
const keyOf = (name: string): string => `rollcall.${name}`;

// Some browsers store nothing (private windows, policies): that is not an error.
export const recall = (name: string): string | undefined => {
  try {
    return window.localStorage.getItem(keyOf(name)) ?? undefined;
  } catch {
    return undefined;
  }
};

export const remember = (name: string, value: string): void => {
  try {
    window.localStorage.setItem(keyOf(name), value);
  } catch {
    // The choice lasts until the reader leaves the page.
  }
};

export const forget = (name: string): void => {
  try {
    window.localStorage.removeItem(keyOf(name));
  } catch {
    // Nothing was stored.
  }
};

/** What this browser keeps of a reader's choices: language, theme, how far a flow was walked. Never a secret. */
const keyOf = (name: string): string => `rollcall.${name}`;

// A browser that keeps nothing (private windows, policies) is no reason to fail.
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
    // The choice holds until the page is left.
  }
};

export const forget = (name: string): void => {
  try {
    window.localStorage.removeItem(keyOf(name));
  } catch {
    // Nothing was kept.
  }
};

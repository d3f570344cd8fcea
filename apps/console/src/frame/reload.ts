const MARK = 'rollcall.reloaded';
const SOON_MS = 30_000;

const reloadedLately = (): boolean => {
  try {
    const last = Number(window.sessionStorage.getItem(MARK) ?? 0);
    window.sessionStorage.setItem(MARK, String(Date.now()));
    return Date.now() - last < SOON_MS;
  } catch {
    // Without a memory it could reload for ever.
    return true;
  }
};

/** Offline, a reload would take the page away and show that of the browser. */
const isReachable = (): Promise<boolean> =>
  fetch(window.location.href, { cache: 'no-store' }).then(
    ({ ok }) => ok,
    () => false,
  );

/**
 * A page that was loaded before an update asks for chunks that the update took away. A fresh page
 * knows the new ones: the page reloads itself once, so that users do not notice the change.
 */
export const reloadWhenUpdated = (): void =>
  window.addEventListener('vite:preloadError', () => {
    void isReachable().then((reachable) => {
      if (reachable && !reloadedLately()) window.location.reload();
    });
  });

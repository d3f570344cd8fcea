const MARK = 'rollcall.reloaded';
const SOON_MS = 30_000;

const reloadedLately = (): boolean => {
  try {
    const last = Number(window.sessionStorage.getItem(MARK) ?? 0);
    window.sessionStorage.setItem(MARK, String(Date.now()));
    return Date.now() - last < SOON_MS;
  } catch {
    // Without storage it could reload for ever.
    return true;
  }
};

/** Offline, a reload would replace the page by the browser's error page. */
const isReachable = (): Promise<boolean> =>
  fetch(window.location.href, { cache: 'no-store' }).then(
    ({ ok }) => ok,
    () => false,
  );

/**
 * A page from before an update requests chunks that the update removed. A fresh page
 * knows the new ones: the page reloads itself once, so that users do not notice the change.
 */
export const reloadWhenUpdated = (): void =>
  window.addEventListener('vite:preloadError', () => {
    void isReachable().then((reachable) => {
      if (reachable && !reloadedLately()) window.location.reload();
    });
  });

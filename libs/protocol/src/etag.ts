/** Entity tags are weak: they name a version, not bytes (RFC 7644 §3.14). */
export const etag = (version: number): string => `W/"${version}"`;

const names = (header: string, version: number): boolean => {
  if (header.trim() === '*') return true;
  const wanted = String(version);
  return header.split(',').some((one) => {
    const tag = /^\s*(?:W\/)?"([^"]*)"\s*$/i.exec(one)?.[1] ?? one.trim();
    return tag === wanted;
  });
};

/** Whether If-Match allows: one of its tags names this version, or it is `*`. */
export const ifMatchHolds = (header: string, version: number): boolean => names(header, version);

/** Whether If-None-Match allows: none of its tags names this version. */
export const ifNoneMatchHolds = (header: string, version: number): boolean =>
  !names(header, version);

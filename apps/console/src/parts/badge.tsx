import type { Tone } from './notice';

/** A state in one word; the colour only repeats it. */
export const Badge = ({ tone, children }: { tone: Tone; children: string }) => (
  <span className={`badge badge-${tone}`}>{children}</span>
);

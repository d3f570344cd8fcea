import type { TokenRow } from '../../api/views';

/** The longest label that the API takes. */
const LONGEST = 100;

/** `base`, or `base (2)` and so on while another token has it. */
export const freshLabel = (base: string, taken: readonly string[]): string => {
  const used = new Set(taken);
  for (let at = 1; ; at += 1) {
    const end = at === 1 ? '' : ` (${at})`;
    const label = base.slice(0, LONGEST - end.length) + end;
    if (!used.has(label)) return label;
  }
};

/** How the token itself begins, which is not secret, so that it can be compared with the pasted one. */
export const beginOf = (id: string): string => `rc_${id.slice(0, 4)}…`;

type LabelledToken = Pick<TokenRow, 'id' | 'label'>;

/** What a token is called where it stands by itself: its label; how it begins where that is missing. */
export const nameOf = ({ id, label }: LabelledToken): string => label || beginOf(id);

/** What each token is called, by id: its label; how it begins where that is missing, or not its own. */
export const namesOf = (rows: readonly LabelledToken[]): ReadonlyMap<string, string> => {
  const counts = new Map<string, number>();
  for (const { label } of rows) counts.set(label, (counts.get(label) ?? 0) + 1);
  return new Map(
    rows.map(({ id, label }) => {
      const isOwn = counts.get(label) === 1;
      return [id, label === '' || isOwn ? nameOf({ id, label }) : `${label} (${beginOf(id)})`];
    }),
  );
};

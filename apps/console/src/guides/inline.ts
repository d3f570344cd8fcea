/** The markup of texts and guides: `code` and **bold**, as in Markdown. */
export interface Inline {
  readonly kind: 'plain' | 'strong' | 'code';
  readonly text: string;
}

const PARTS = /`([^`]+)`|\*\*([^*]+)\*\*/g;

export const inline = (text: string): readonly Inline[] => {
  const parts: Inline[] = [];
  let end = 0;
  for (const match of text.matchAll(PARTS)) {
    if (match.index > end) parts.push({ kind: 'plain', text: text.slice(end, match.index) });
    const [whole, code, strong] = match;
    parts.push(
      code === undefined
        ? { kind: 'strong', text: strong as string }
        : { kind: 'code', text: code },
    );
    end = match.index + whole.length;
  }
  if (end < text.length) parts.push({ kind: 'plain', text: text.slice(end) });
  return parts;
};

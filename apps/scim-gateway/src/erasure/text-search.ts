/** Words, and the characters between them one at a time. */
const TOKENS = /[\p{L}\p{N}]+|[^\p{L}\p{N}]/gu;

const tokensOf = (text: string): readonly string[] => text.match(TOKENS) ?? [];

/**
 * A node of the automaton: the tokens that may follow, and the node to continue at when none does.
 */
interface Node {
  next: Map<string, Node> | undefined;
  otherwise: Node | undefined;
  ends: boolean;
}

const node = (): Node => ({ next: undefined, otherwise: undefined, ends: false });

const follow = (from: Node, token: string): Node | undefined => {
  for (let at: Node | undefined = from; at; at = at.otherwise) {
    const found = at.next?.get(token);
    if (found) return found;
  }
  return undefined;
};

/** So few are looked for as they are first, which is quicker: hardly any text has one in it. */
const FEW = 50;

/**
 * Whether a text has one of many in it, as words of their own (Aho and Corasick's automaton, over
 * words). Each text is read once, however many are sought: a person may have had thousands of names.
 */
export const searching = (sought: ReadonlySet<string>): ((text: string) => boolean) => {
  const isIn = automaton(sought);
  const few = sought.size <= FEW ? [...sought] : undefined;
  return (text) => (few === undefined || few.some((one) => text.includes(one))) && isIn(text);
};

const automaton = (sought: Iterable<string>): ((text: string) => boolean) => {
  const root = node();
  for (const text of sought) {
    let at = root;
    for (const token of tokensOf(text)) {
      at.next ??= new Map();
      const known = at.next.get(token) ?? node();
      at.next.set(token, known);
      at = known;
    }
    at.ends = at !== root;
  }
  const waiting = [root];
  for (const at of waiting)
    for (const [token, child] of at.next ?? []) {
      child.otherwise = at.otherwise ? (follow(at.otherwise, token) ?? root) : root;
      child.ends ||= child.otherwise.ends;
      waiting.push(child);
    }
  return (text) => {
    let at = root;
    for (const token of tokensOf(text)) {
      at = follow(at, token) ?? root;
      if (at.ends) return true;
    }
    return false;
  };
};

import { filesBelow, textOf } from '../support/source-tree';

/** A tag can be moved to another commit, and what it names then runs with our rights. */

const PINNED = /^[\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+(\.\d+){0,2}$/;

const uses = filesBelow('.github')
  .filter((path) => /\.ya?ml$/.test(path))
  .flatMap((path) =>
    [...textOf(path).matchAll(/^[\s-]*uses:\s*(.+?)\s*$/gm)].map(([, action]) => ({
      path,
      action: action as string,
    })),
  );
/** A file of this checkout is as old as the checkout. */
const foreign = uses.filter(({ action }) => !action.startsWith('./'));

describe('actions of the workflows', () => {
  it('are found', () => expect(foreign.length).toBeGreaterThan(10));

  it('are pinned by commit, with the version in a comment', () =>
    expect(foreign.filter(({ action }) => !PINNED.test(action))).toEqual([]));

  it('have one commit each in all workflows', () => {
    const commits = new Map<string, Set<string>>();
    for (const { action } of foreign) {
      const [name = '', commit = ''] = action.split('@');
      commits.set(name, (commits.get(name) ?? new Set()).add(commit));
    }
    expect([...commits].filter(([, found]) => found.size > 1)).toEqual([]);
  });
});

import type { Run } from '../drills/drill';
import { textOf } from '../support/source-tree';
import { helm } from '../support/tools';
import { Cluster } from './cluster';
import { Reader } from './page';

/**
 * Types blocks of a document, one after the other, against the stack of a drill; a finding for each.
 * Resolves to false as soon as one of them fails. `files` lie in the reader's folder.
 */
export const typeBlocks = async (
  { stack, say, find }: Run,
  blocks: readonly string[],
  files: Readonly<Record<string, string>> = {},
): Promise<boolean> => {
  const cluster = new Cluster(stack, await helm());
  const url = await cluster.open();
  const values = textOf('k8s/rollcall/ci/minimal.yaml');
  const reader = await Reader.sitDown({ 'values.yaml': values, ...files }, cluster.programs(), {
    CLUSTER_URL: url,
  });
  try {
    for (const block of blocks) {
      const { code, output } = await reader.type(block);
      const [first = ''] = block.split('\n');
      const last = block.trimEnd().split('\n').at(-1) ?? '';
      find(`${first === last ? '' : `${first} … `}${last}: ${code}`, code === 0);
      if (code === 0) continue;
      say(output);
      return false;
    }
    return true;
  } finally {
    await reader.getUp();
    cluster.close();
  }
};

/** The blocks of the section of a page whose heading begins so; throws when it has none. */
export const blocksOf = (
  sections: ReadonlyMap<string, readonly string[]>,
  heading: string,
): readonly string[] => {
  const [, found] = [...sections].find(([name]) => name.startsWith(heading)) ?? [];
  if (!found?.length) throw new Error(`The page has no commands in ${heading}.`);
  return found;
};

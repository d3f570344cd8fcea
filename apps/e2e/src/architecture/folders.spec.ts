import { dirname, join, normalize } from 'node:path';
import { projects, type Project } from '../support/source-tree';

/** One direction between the folders of a service: each is read without those that stand on it. */

const SERVICE = /^app:(command|query|token|consumer)$/;

interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly why: string;
}

const arrowsOf = ({ files }: Project): readonly Arrow[] =>
  files
    .filter(({ isSpec }) => !isSpec)
    .flatMap(({ path, imports }) =>
      imports
        .filter((one) => one.startsWith('.'))
        .map((one) => normalize(join(dirname(path), one)))
        .map((to) => ({ from: dirname(path), to: dirname(to), why: `${path} → ${to}` })),
    )
    .filter(({ from, to }) => from !== to);

/** Imports that lie on a circle: the folder that they lead to leads back. */
const circlesOf = (arrows: readonly Arrow[]): readonly string[] => {
  const next = grouped(arrows);
  const reaches = (from: string, wanted: string, seen = new Set<string>()): boolean =>
    (next.get(from) ?? []).some(({ to }) => {
      if (to === wanted) return true;
      if (seen.has(to)) return false;
      seen.add(to);
      return reaches(to, wanted, seen);
    });
  return arrows.filter(({ from, to }) => reaches(to, from)).map(({ why }) => why);
};

const grouped = (arrows: readonly Arrow[]): ReadonlyMap<string, readonly Arrow[]> => {
  const map = new Map<string, Arrow[]>();
  for (const arrow of arrows) map.set(arrow.from, [...(map.get(arrow.from) ?? []), arrow]);
  return map;
};

const services = projects().filter(
  ({ folder, tags }) => folder.startsWith('apps/') && tags.some((tag) => SERVICE.test(tag)),
);

describe.each(services.map((project) => [project.folder, project] as const))(
  'the folders of %s',
  (_, project) => {
    const arrows = arrowsOf(project);

    it('make no circle', () => expect(circlesOf(arrows)).toEqual([]));

    it('import none above them', () =>
      expect(
        arrows.filter(({ from, to }) => from.startsWith(`${to}/`)).map(({ why }) => why),
      ).toEqual([]));
  },
);

it('are looked at in each service', () => expect(services.length).toBeGreaterThan(2));

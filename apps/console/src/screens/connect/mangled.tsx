import type { Connection } from '../../api/views';
import { useTexts } from '../../frame/speaking';
import { Notice } from '../../parts/notice';

/** Somebody tried a token that was not copied whole: the likeliest slip before the first request. */
export const MangledNotice = ({ mangled }: Pick<Connection, 'mangled'>) => {
  const { say, count, ago } = useTexts();
  if (!mangled) return null;
  const { prefix, count: times, at } = mangled;
  return (
    <Notice quiet tone="warn" title={say('mangled.title', { prefix })}>
      <p>{say('mangled.do')}</p>
      <p className="small">{count('mangled.count', times, { ago: ago(at) })}</p>
    </Notice>
  );
};

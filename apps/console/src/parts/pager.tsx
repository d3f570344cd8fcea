import { useTexts } from '../frame/speaking';
import { Button } from './button';

/** Pages of a list that knows how long it is. The focus stays, and where one is is said. */
export const Pager = ({
  total,
  startIndex,
  count,
  onMove,
}: {
  total: number;
  startIndex: number;
  count: number;
  onMove: (startIndex: number) => void;
}) => {
  const { say, number } = useTexts();
  if (total <= count) return null;
  const last = Math.min(total, startIndex + count - 1);
  return (
    <nav className="pager" aria-label={say('pager.label')}>
      <Button idle={startIndex <= 1} onPress={() => onMove(Math.max(1, startIndex - count))}>
        {say('pager.before')}
      </Button>
      <span role="status">
        {say('pager.range', {
          from: number(startIndex),
          to: number(last),
          total: number(total),
        })}
      </span>
      <Button idle={last >= total} onPress={() => onMove(startIndex + count)}>
        {say('pager.after')}
      </Button>
    </nav>
  );
};

import { useTexts } from '../frame/speaking';
import { Button } from './button';

/** Pages of a list that only says where its next page begins. The focus stays, and the page is said. `turned`: where those so far began. */
export const Turner = ({
  turned,
  next,
  onTurn,
}: {
  turned: readonly string[];
  next: string | null;
  onTurn: (turned: readonly string[]) => void;
}) => {
  const { say, number } = useTexts();
  if (turned.length === 0 && next === null) return null;
  return (
    <nav className="pager" aria-label={say('pager.label')}>
      <Button idle={turned.length === 0} onPress={() => onTurn(turned.slice(0, -1))}>
        {say('pager.before')}
      </Button>
      <span role="status">{say('pager.page', { page: number(turned.length + 1) })}</span>
      <Button
        idle={next === null || next === turned.at(-1)}
        onPress={() => onTurn(next === null ? turned : [...turned, next])}
      >
        {say('pager.after')}
      </Button>
    </nav>
  );
};

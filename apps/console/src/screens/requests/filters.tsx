import { Switch } from 'react-aria-components';
import { useTexts } from '../../frame/speaking';
import { Field } from '../../parts/field';
import { Picker } from '../../parts/picker';
import type { Live } from './live';

export interface FilterTexts {
  readonly outcome: 'all' | 'accepted' | 'refused';
  readonly status: string;
  readonly user: string;
  readonly since: string;
  readonly until: string;
}

const OUTCOMES = ['all', 'accepted', 'refused'] as const;

export const Filters = ({
  texts,
  onChange,
  live,
}: {
  texts: FilterTexts;
  onChange: (texts: FilterTexts) => void;
  live: Live;
}) => {
  const { say } = useTexts();
  const set = (name: keyof FilterTexts) => (value: string) => onChange({ ...texts, [name]: value });
  return (
    <div className="filters" role="search" aria-label={say('filter.label')}>
      <Picker
        label={say('filter.outcome')}
        value={texts.outcome}
        onChange={set('outcome')}
        options={OUTCOMES.map((value) => ({ value, text: say(`filter.outcome.${value}`) }))}
      />
      <Field label={say('filter.status')} value={texts.status} onChange={set('status')} />
      <Field label={say('filter.user')} value={texts.user} onChange={set('user')} />
      <Field
        label={say('filter.since')}
        type="datetime-local"
        value={texts.since}
        onChange={set('since')}
      />
      <Field
        label={say('filter.until')}
        type="datetime-local"
        value={texts.until}
        onChange={set('until')}
      />
      <Switch className="switch" isSelected={live.on} onChange={live.turn}>
        <span className="switch-track" aria-hidden="true" />
        {say('filter.live')}
        {live.connected ? <span className="pulse" aria-hidden="true" /> : null}
      </Switch>
    </div>
  );
};

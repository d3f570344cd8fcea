import { useState } from 'react';
import { useTexts } from '../../frame/speaking';
import { Button } from '../../parts/button';
import { Field } from '../../parts/field';
import { Picker } from '../../parts/picker';
import { Switch } from '../../parts/switch';
import { statusOf, type FilterField, type FilterTexts } from './filter';
import type { Live } from './live';

const OUTCOMES = ['all', 'accepted', 'refused'] as const;

/** Which requests are shown. On a narrow screen the fields open with a button: the list comes first. */
export const Filters = ({
  texts,
  onChange,
  live,
}: {
  texts: FilterTexts;
  onChange: (name: FilterField, value: string) => void;
  live: Live;
}) => {
  const { say } = useTexts();
  const isUsed = Object.values(texts).some((value) => value !== '');
  const [shown, show] = useState(isUsed);
  const set = (name: FilterField) => (value: string) => onChange(name, value);
  const unread = texts.status !== '' && statusOf(texts.status) === undefined;
  return (
    <div role="search" aria-label={say('filter.label')}>
      <div className="filters-toggle">
        <Button look="quiet" aria-expanded={shown} onPress={() => show(!shown)}>
          {say('filter.label')}
        </Button>
      </div>
      <div className={shown ? 'filters filters-shown' : 'filters'}>
        <Picker
          label={say('filter.outcome')}
          value={OUTCOMES.find((one) => one === texts.outcome) ?? 'all'}
          onChange={(value) => onChange('outcome', value === 'all' ? '' : value)}
          options={OUTCOMES.map((value) => ({ value, text: say(`filter.outcome.${value}`) }))}
        />
        <Field
          label={say('filter.status')}
          value={texts.status}
          onChange={set('status')}
          error={unread ? say('filter.status.how') : undefined}
        />
        <Field
          label={say('filter.user')}
          value={texts.user}
          onChange={set('user')}
          description={say('filter.user.how')}
        />
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
        {texts.correlation ? (
          <Field
            label={say('history.correlation')}
            value={texts.correlation}
            onChange={set('correlation')}
          />
        ) : null}
        <Switch isOn={live.on} onChange={live.turn}>
          {say('filter.live')}
          {live.connected ? <span className="pulse" aria-hidden="true" /> : null}
        </Switch>
      </div>
    </div>
  );
};

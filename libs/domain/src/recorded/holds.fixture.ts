/** Recorded topics with messages that hold their tenant. */
import { ends, History, PEOPLE, type TenantState } from './history.fixture';
import { Topic, type RecordedTopic, type Wrong } from './topic.fixture';

const gap = (): RecordedTopic => {
  const acme = History.registered('acme').join('ada').change('ada', { active: false }).join('bob');
  const stark = History.registered('stark').join('cleo');
  const topic = new Topic().publish(...acme.events(1, 3), acme.event(5));
  const hold = topic.hold('acme', 'gap');
  topic.publish(...stark.events());
  return {
    about: 'A position is missing: its tenant is held, and another one of the partition continues.',
    records: topic.records(),
    tenants: ends([acme, 3], stark),
    holds: [hold],
  };
};

const gapThatHeals = (): RecordedTopic => {
  const acme = History.registered('acme')
    .join('ada')
    .change('ada', { active: false })
    .join('bob')
    .change('bob', { displayName: 'Robert' });
  const topic = new Topic().publish(...acme.events(1, 3), acme.event(5));
  const hold = topic.hold('acme', 'gap');
  topic.publish(acme.event(6), acme.event(4));
  return {
    about:
      'The missing position comes later: the tenant continues with it, and with what was skipped meanwhile.',
    records: topic.records(),
    tenants: ends(acme),
    holds: [{ ...hold, ends: true }],
  };
};

const POISON: Readonly<Record<string, Wrong>> = {
  initech: { value: '{"userId":"0000' },
  umbrella: { headers: { ce_type: 'com.acme.Thing' } },
  wonka: { headers: { ce_position: undefined } },
  octan: { headers: { ce_position: 'seven' } },
  hooli: { headers: { ce_tenant: 'wayne', ce_source: '/tenants/wayne' } },
  oscorp: { headers: { ce_source: '/tenants/stark' } },
  duff: { headers: { ce_subject: `users/${PEOPLE.bob}` } },
  tyrell: { value: JSON.stringify({ userId: PEOPLE.ada, attributes: { userName: 'Ada' } }) },
  // Whether this person may log in: a text is never read as one.
  aperture: {
    value: JSON.stringify({
      userId: PEOPLE.ada,
      login: 'ada@aperture.example',
      attributes: { userName: 'Ada@aperture.example', active: 'false' },
    }),
  },
  cyberdyne: { value: null },
  globex: { valueBase64: Buffer.from([0, 0, 0, 0, 7, 0xff, 0xfe]).toString('base64') },
  soylent: { headers: { ce_time: 'yesterday' } },
};

const poison = (): RecordedTopic => {
  const topic = new Topic();
  const holds = Object.entries(POISON).map(([name, wrong]) => {
    const tenant = History.registered(name).join('ada').join('bob');
    topic.publish(...tenant.events(1, 2)).publishWrong(tenant.event(3), wrong);
    const hold = topic.hold(name, 'unreadable');
    topic.publish(...tenant.events(4));
    return { hold, state: ends([tenant, 2]) };
  });
  const acme = History.registered('acme').join('ada');
  topic.publish(...acme.events(1, 2)).publishWrong(acme.event(3), { key: null });
  topic.publish(...acme.events(3));
  return {
    about:
      'Messages that are no events, or that contradict themselves, each of another tenant: broken JSON, a foreign type, a missing and a wrong position, another tenant in headers, another user in the subject, data without login, an attribute of another type, no value, bytes, a time that is none. One without a key holds nobody.',
    records: topic.records(),
    tenants: Object.assign(ends(acme), ...holds.map(({ state }) => state)) as Record<
      string,
      TenantState
    >,
    holds: holds.map(({ hold }) => hold),
  };
};

const unknownVersion = (): RecordedTopic => {
  const acme = History.registered('acme').join('ada').change('ada', { active: false }).join('bob');
  const stark = History.registered('stark').join('cleo');
  const topic = new Topic()
    .publish(...acme.events(1, 3))
    .publishWrong(acme.event(4), { headers: { ce_type: 'rollcall.UserDeactivated.v2' } });
  const hold = topic.hold('acme', 'unknown-version');
  topic.publish(...acme.events(5), ...stark.events());
  return {
    about:
      'An unknown version of a known type may mean anything, here that somebody may not log in: its tenant is held.',
    records: topic.records(),
    tenants: ends([acme, 3], stark),
    holds: [hold],
  };
};

const epochChange = (): RecordedTopic => {
  const acme = History.registered('acme').join('ada').join('bob').change('ada', { active: false });
  const globex = History.registered('globex').join('ada');
  const initech = History.registered('initech').join('ada');
  // A backup from before the last two events of acme; the others had no event after it.
  const acmeRestored = acme.restored(3).join('cleo').join('dan').join('eve');
  const globexRestored = globex.restored(3).change('ada', { active: false });
  const initechRestored = initech.restored(3).join('bob');
  const topic = new Topic()
    .publish(...acme.events(), ...globex.events(), ...initech.events())
    .generation(2)
    .publish(...acmeRestored.events(1, 4));
  const rewritten = topic.hold('acme', 'history');
  topic
    .publish(...acmeRestored.events(5), ...globexRestored.events(), ...initechRestored.events())
    // A gateway of before the restore still published.
    .publish(...initech.join('cleo').join('dan').events(5));
  const stray = topic.hold('initech', 'history');
  return {
    about:
      'The log was restored from a backup and continues in another epoch. A tenant whose processed events are no longer history is held, one that lost nothing continues, and an event of the former epoch holds.',
    records: topic.records(),
    tenants: ends(acme, globexRestored, initechRestored),
    holds: [rewritten, stray],
  };
};

export const withHolds: Readonly<Record<string, () => RecordedTopic>> = {
  gap,
  'gap-that-heals': gapThatHeals,
  poison,
  'unknown-version': unknownVersion,
  'epoch-change': epochChange,
};

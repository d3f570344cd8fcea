/** Recorded topics that a reader goes through without a hold. */
import { subject, type Attributes } from '@rollcall/contracts';
import { ends, group, History, PEOPLE, user } from './history.fixture';
import { Topic, type RecordedTopic } from './topic.fixture';

const ada = subject('users', PEOPLE.ada);

const ordinaryLife = (): RecordedTopic => {
  const acme = History.registered('acme')
    .join('ada')
    .join('bob', { active: false })
    .change('ada', { displayName: 'Ada King', userName: 'Countess@acme.example' })
    .change('bob', { active: true })
    .change('ada', { title: 'Countess', active: false })
    .join('cleo')
    .leave('cleo')
    .join('dan');
  const stark = History.registered('stark').join('ada').change('ada', { active: false });
  const globex = History.registered('globex').join('ada');
  const topic = new Topic()
    .publish(...acme.events(1, 4), ...stark.events(1, 3), ...globex.events(1, 2))
    .publish(...acme.events(5, 7), ...globex.events(3), ...stark.events(4), ...acme.events(8));
  return {
    about:
      'People join, change, are switched off and on, and leave. Three tenants have users with the same id.',
    records: topic.records(),
    tenants: ends(acme, stark, globex),
    holds: [],
  };
};

const repeats = (): RecordedTopic => {
  const acme = History.registered('acme').join('ada').change('ada', { active: false }).join('bob');
  const stark = History.registered('stark').join('cleo').leave('cleo');
  const topic = new Topic()
    .publish(...acme.events(1, 4), ...stark.events(1, 3))
    // The relay crashed after it had sent: the same positions at new offsets.
    .publish(...acme.events(2, 4), ...stark.events(3))
    .deliverAgain(0, 3)
    .publish(...acme.events(5));
  return {
    about:
      'Positions come again: at new offsets, since the relay sent them again, and at their offsets, since a reader crashed. Each is processed once.',
    records: topic.records(),
    tenants: ends(acme, stark),
    holds: [],
  };
};

const unknownType = (): RecordedTopic => {
  const acme = History.registered('acme')
    .join('ada')
    .says(ada, { type: 'UserKnighted', data: { userId: PEOPLE.ada, by: 'the queen' } })
    .change('ada', { active: false });
  const topic = new Topic()
    .publish(...acme.events(1, 2))
    // A later release adds headers and members.
    .publishWrong(acme.event(3), {
      headers: { ce_weather: 'fair' },
      value: JSON.stringify({ ...(acme.event(3).data as object), since: '2026-01-31' }),
    })
    .publish(...acme.events(4));
  return {
    about:
      'A later release writes a type, a header and a member that this reader does not know. It skips them, and counts the position.',
    records: topic.records(),
    tenants: ends(acme),
    holds: [],
  };
};

const erasure = (): RecordedTopic => {
  const acme = History.registered('acme').join('ada').join('bob').leave('ada').erase('ada');
  const stark = History.registered('stark')
    .join('ada')
    .tenant({ type: 'ChangeTenant', provisioning: 'disabled' })
    .tenant({ type: 'EraseTenant' });
  const topic = new Topic().publish(
    ...acme.events(1, 4),
    ...stark.events(1, 3),
    ...acme.events(5),
    ...stark.events(4),
  );
  return {
    about: 'A person is erased, and a whole tenant. The place of the tenant stays.',
    records: topic.records(),
    tenants: ends(acme, stark),
    holds: [],
  };
};

const redactedEvents = (): RecordedTopic => {
  const acme = History.registered('acme')
    .join('ada')
    .join('bob')
    .change('ada', { displayName: 'Ada King' })
    .leave('ada')
    .erase('ada');
  const topic = new Topic()
    .generation(2)
    .publish(...acme.events(1, 2))
    .publishRedacted(acme.event(3))
    .publish(acme.event(4))
    .publishRedacted(...acme.events(5, 6))
    .publish(...acme.events(7));
  return {
    about:
      'A new reader of a generation in which a person was redacted: the positions are there, the person is not.',
    records: topic.records(),
    tenants: ends(acme),
    holds: [],
  };
};

const newGeneration = (): RecordedTopic => {
  const acme = History.registered('acme')
    .join('ada')
    .join('bob')
    .leave('ada')
    .erase('ada')
    .change('bob', { active: false });
  const stark = History.registered('stark').join('cleo').leave('cleo');
  const topic = new Topic()
    .publish(...acme.events(1, 6), ...stark.events(1, 3))
    .generation(2)
    .publish(...acme.events(1, 2), ...stark.events(1, 2))
    .publishRedacted(acme.event(3))
    .publish(acme.event(4))
    .publishRedacted(acme.event(5))
    .publish(...acme.events(6), ...stark.events(3));
  return {
    about:
      'A reader moves to the next generation of the topic, which begins at offset 0, and continues by its positions.',
    records: topic.records(),
    tenants: ends(acme, stark),
    holds: [],
  };
};

const groups = (): RecordedTopic => {
  const acme = History.registered('acme')
    .join('ada')
    .join('bob')
    .createGroup('engineering', user('ada'), user('bob'))
    .createGroup('everybody', group('engineering'))
    .renameGroup('engineering', 'Platform')
    .takeOut('engineering', user('bob'))
    .leave('bob')
    .join('cleo')
    .changeGroup('everybody', [user('cleo')]);
  const stark = History.registered('stark')
    .createGroup('engineering')
    .createGroup('everybody', group('engineering'))
    .takeOut('everybody', group('engineering'))
    .deleteGroup('engineering');
  const topic = new Topic().publish(...acme.events(), ...stark.events());
  return {
    about:
      'Groups with users and groups as members. Who leaves, and a group that is deleted, is first removed from its groups.',
    records: topic.records(),
    tenants: {
      acme: acme.state(undefined, true),
      stark: stark.state(undefined, true),
    },
    holds: [],
  };
};

const tenantMoved = (): RecordedTopic => {
  const acme = History.registered('acme')
    .join('ada')
    .tenant({ type: 'ChangeTenant', provisioning: 'disabled' })
    .tenant({ type: 'ChangeTenant', movedTo: 'https://eu.example.com' });
  const stark = History.registered('stark')
    .join('ada')
    .tenant({ type: 'ChangeTenant', provisioning: 'disabled' })
    .tenant({ type: 'ChangeTenant', movedTo: 'https://eu.example.com' })
    .tenant({ type: 'EraseTenant' });
  const topic = new Topic('https://us.example.com').publish(...acme.events(), ...stark.events());
  return {
    about:
      'Two tenants moved to another installation, and the copy of one was erased here. A reader of this installation alone no longer answers for their people.',
    records: topic.records(),
    tenants: ends(acme, stark),
    holds: [],
  };
};

const testUser = (): RecordedTopic => {
  const acme = History.registered('acme').join('ada').connectionTest().join('bob');
  const topic = new Topic().publish(...acme.events());
  return {
    about:
      'The test user of a connection test has types of its own. It is nobody, and its positions count.',
    records: topic.records(),
    tenants: ends(acme),
    holds: [],
  };
};

const formerRelease = (): RecordedTopic => {
  const bob = subject('users', PEOPLE.bob);
  const attributes: Attributes = { userName: 'Bob@acme.example' };
  const login = 'bob@acme.example';
  const acme = History.registered('acme')
    .says(bob, { type: 'UserProvisioned', data: { userId: PEOPLE.bob, login, attributes } })
    .says(bob, {
      type: 'UserProfileChanged',
      data: { userId: PEOPLE.bob, login: 'rob@acme.example', set: {}, unset: [] },
    });
  const topic = new Topic();
  const absent = {
    ce_lastofrequest: undefined,
    ce_actorlabel: undefined,
    ce_actorkind: undefined,
    ce_dataschema: undefined,
  };
  for (const event of acme.events()) topic.publishWrong(event, { headers: absent });
  return {
    about:
      'Events of a former release say less. Without active a person may log in, and the login of the latest event counts.',
    records: topic.records(),
    tenants: ends(acme),
    holds: [],
  };
};

export const withoutHolds: Readonly<Record<string, () => RecordedTopic>> = {
  'ordinary-life': ordinaryLife,
  repeats,
  'unknown-type': unknownType,
  erasure,
  'redacted-events': redactedEvents,
  'new-generation': newGeneration,
  groups,
  'tenant-moved': tenantMoved,
  'test-user': testUser,
  'former-release': formerRelease,
};

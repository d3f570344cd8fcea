import { auditDense, auditListed, auditState, auditTopic } from './audit';
import { auditLedger } from './audit-ledger';
import type { LogRecord, RecordedFact, PublishedFact } from '../support/records';

/** An audit that cannot find anything proves nothing: each is shown what it is there to find. */

const fact = (
  position: number,
  streamVersion: number,
  type: string,
  data: Record<string, unknown>,
): RecordedFact => ({
  position,
  subject: 'users/1',
  streamVersion,
  type,
  data: { userId: '1', login: 'a@x', ...data },
  actor: 'token:t',
  correlationId: 'c',
});
const joined = fact(1, 1, 'UserProvisioned', { attributes: { userName: 'A@x', active: true } });
const renamed = fact(2, 2, 'UserProfileChanged', { set: { displayName: 'First' }, unset: [] });
const off = fact(3, 3, 'UserDeactivated', { userName: 'A@x' });
const events = [joined, renamed, off];
const marks = ['provision:a@x', 'rename:a@x:First', 'deactivate:a@x'];
const attributes = { userName: 'A@x', active: false, displayName: 'First' };
const log: LogRecord = {
  position: 3,
  checksum: '',
  relayed: 3,
  events,
  streams: [{ subject: 'users/1', version: 3, status: 'inactive', attributes }],
  claims: new Map([['userName a@x', 'users/1']]),
  memberships: [],
};
const published = (...facts: RecordedFact[]): PublishedFact[] =>
  facts.map((one, offset) => ({ ...one, partition: 7, offset }));
const listed = { id: '1', schemas: [], meta: { version: 'W/"3"' }, ...attributes };

describe('the audit of the ledger', () => {
  const ledger = (attempted: string[], acknowledged: string[], ...wholes: string[][]) => ({
    attempted: new Set(attempted),
    acknowledged: new Set(acknowledged),
    wholes,
    surprises: [],
  });

  it('is content when what was acknowledged is recorded', () =>
    expect(auditLedger(ledger(marks, marks.slice(0, 2)), events)).toEqual([]));

  it('finds a lost write', () =>
    expect(auditLedger(ledger([...marks, 'leave:a@x'], ['leave:a@x']), events)).toEqual([
      'acknowledged and not in the log: leave:a@x',
    ]));

  it('finds a write without a request', () =>
    expect(auditLedger(ledger(marks.slice(1), []), events)).toEqual([
      'in the log and never attempted: provision:a@x',
    ]));

  it('finds a write that was recorded twice', () =>
    expect(auditLedger(ledger(marks, []), [...events, { ...joined, position: 4 }])).toEqual([
      'recorded 2 times: provision:a@x',
    ]));

  it('finds a change that was recorded in part', () =>
    expect(
      auditLedger(ledger([...marks, 'leave:a@x'], [], ['deactivate:a@x', 'leave:a@x']), events),
    ).toEqual(['recorded in part: deactivate:a@x, leave:a@x']));

  it('finds a refusal of a change that was not sent before', () =>
    expect(auditLedger({ ...ledger(marks, []), surprises: ['409: x'] }, events)).toEqual([
      'refused at the first attempt: 409: x',
    ]));
});

describe('the audit of the log', () => {
  it('is content with dense positions and versions', () => expect(auditDense(log)).toEqual([]));

  it('finds a gap', () =>
    expect(auditDense({ ...log, events: [joined, off] })).toEqual([
      'event 2 has position 3',
      'position 3 should be version 2 of users/1',
      'the tenant is at 3 and has 2 events',
    ]));

  it('is content with a state that the events say', () => expect(auditState(log)).toEqual([]));

  it('finds a state that went another way', () =>
    expect(
      auditState({
        ...log,
        streams: [{ ...log.streams[0]!, attributes: { ...attributes, active: true } }],
        claims: new Map(),
      }),
    ).toEqual(['users/1 differs from its events', '0 claims are held, the events say 1']));
});

describe('the audit of the topic', () => {
  it('is content with repeats', () =>
    expect(auditTopic(events, published(joined, renamed, joined, renamed, off))).toEqual([]));

  it('finds a jump, even when it is filled later', () =>
    expect(auditTopic(events, published(joined, off, renamed))).toEqual([
      'the topic jumps from position 1 to 3',
    ]));

  it('finds another fact at a position', () =>
    expect(auditTopic(events, published(joined, { ...renamed, correlationId: 'd' }, off))).toEqual([
      'position 2 of the topic is not the fact of the log',
    ]));

  it('finds an end that is missing', () =>
    expect(auditTopic(events, published(joined))).toEqual([
      'the topic ends at position 1, the log at 3',
    ]));
});

describe('the audit of the directory', () => {
  it('is content with the same people', () => expect(auditListed(events, [listed])).toEqual([]));

  it('finds an old version', () =>
    expect(auditListed(events, [{ ...listed, active: true }])).toEqual([
      'the directory has another 1',
    ]));

  it('finds somebody who is missing', () =>
    expect(auditListed(events, [])).toEqual(['the directory lists 0, the events say 1']));
});

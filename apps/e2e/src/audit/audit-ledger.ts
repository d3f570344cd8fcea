import { most } from './audit';
import type { Body } from '../support/client';
import type { Ledger } from './ledger';
import type { RecordedFact } from '../support/records';

/** What each id was called when it began: logins of users, names of groups. */
const namesOf = (events: readonly RecordedFact[]): ReadonlyMap<string, string> =>
  new Map(
    events.flatMap(({ type, data }) => {
      if (type === 'UserProvisioned') return [[String(data['userId']), String(data['login'])]];
      if (type === 'GroupCreated') return [[String(data['groupId']), String(data['displayName'])]];
      return [];
    }),
  );

/** The marks of the ledger that an event makes true; none for events of no writer. */
const marksOf = (
  { type, data }: RecordedFact,
  names: ReadonlyMap<string, string>,
): readonly string[] => {
  const login = String(data['login']);
  const team = names.get(String(data['groupId'])) ?? '';
  const members = ((data['members'] ?? []) as { id: string }[]).map(({ id }) => names.get(id));
  switch (type) {
    case 'UserProvisioned':
      return [`provision:${login}`];
    case 'UserProfileChanged':
      return [`rename:${login}:${String((data['set'] as Body)['displayName'])}`];
    case 'UserDeactivated':
      return [`deactivate:${login}`];
    case 'UserReactivated':
      return [`reactivate:${login}`];
    case 'UserDeprovisioned':
      return [`leave:${login}`];
    case 'GroupCreated':
      return [`group:${team}`];
    case 'GroupRenamed':
      return [`regroup:${team}:${String(data['displayName'])}`];
    case 'GroupMembersAdded':
      return members.map((member) => `join:${team}:${member}`);
    case 'GroupMembersRemoved':
      return members.map((member) => `part:${team}:${member}`);
    case 'GroupDeleted':
      return [`ungroup:${team}`];
    default:
      return [];
  }
};

/**
 * Promise 1: acknowledged ⊆ log ⊆ attempted, nothing twice, each change wholly or not at all, and
 * no refusal of a change that had not been sent before. Returns sentences; none when all is well.
 */
export const auditLedger = (
  {
    attempted,
    acknowledged,
    wholes,
    surprises,
  }: Pick<Ledger, 'attempted' | 'acknowledged' | 'wholes' | 'surprises'>,
  events: readonly RecordedFact[],
): readonly string[] => {
  const names = namesOf(events);
  const recorded = new Map<string, number>();
  for (const event of events)
    for (const mark of marksOf(event, names)) recorded.set(mark, (recorded.get(mark) ?? 0) + 1);
  return most([
    ...[...acknowledged]
      .filter((mark) => !recorded.has(mark))
      .map((mark) => `acknowledged and not in the log: ${mark}`),
    ...[...recorded.keys()]
      .filter((mark) => !attempted.has(mark))
      .map((mark) => `in the log and never attempted: ${mark}`),
    ...[...recorded]
      .filter(([, times]) => times > 1)
      .map(([mark, times]) => `recorded ${times} times: ${mark}`),
    ...wholes
      .filter((marks) => new Set(marks.map((mark) => recorded.has(mark))).size > 1)
      .map((marks) => `recorded in part: ${marks.join(', ')}`),
    ...surprises.map((one) => `refused at the first attempt: ${one}`),
  ]);
};

import type { Attributes } from '@rollcall/contracts';
import type { Body } from '../support/client';
import type { LogRecord, RecordedFact, PublishedFact } from '../support/records';

/**
 * The audits of the promises. Each returns what is wrong as sentences, nothing when all is well.
 * They are written against the contract and share no code with the services.
 */

/** The first ten. */
export const most = (problems: readonly string[]): readonly string[] =>
  problems.length <= 10
    ? problems
    : [...problems.slice(0, 10), `… and ${problems.length - 10} more`];

/** Promise 2: positions 1..n, and versions 1..n inside each stream. */
export const auditDense = ({ position, events }: LogRecord): readonly string[] => {
  const versions = new Map<string, number>();
  const problems = events.flatMap((event, i) => {
    const version = (versions.get(event.subject) ?? 0) + 1;
    versions.set(event.subject, version);
    return [
      ...(event.position === i + 1 ? [] : [`event ${i + 1} has position ${event.position}`]),
      ...(event.streamVersion === version
        ? []
        : [`position ${event.position} should be version ${version} of ${event.subject}`]),
    ];
  });
  if (position !== events.length)
    problems.push(`the tenant is at ${position} and has ${events.length} events`);
  return most(problems);
};

export interface Person {
  readonly version: number;
  readonly login: string;
  readonly attributes: Attributes;
}

const changedBy = (person: Person, { type, data }: RecordedFact): Person => {
  const attributes: Record<string, Attributes[string]> = { ...person.attributes };
  if (type === 'UserDeactivated' || type === 'UserReactivated')
    attributes['active'] = type === 'UserReactivated';
  if (type === 'UserProfileChanged') {
    Object.assign(attributes, data['set']);
    for (const name of data['unset'] as string[]) delete attributes[name];
  }
  return { version: person.version + 1, login: String(data['login']), attributes };
};

/** The people that are, by what the events say: id → person. */
export const peopleOf = (events: readonly RecordedFact[]): ReadonlyMap<string, Person> => {
  const people = new Map<string, Person>();
  for (const event of events) {
    if (!event.subject.startsWith('users/')) continue;
    const id = event.subject.slice('users/'.length);
    const { data } = event;
    const person = people.get(id);
    if (event.type === 'UserProvisioned')
      people.set(id, {
        version: 1,
        login: String(data['login']),
        attributes: data['attributes'] as Attributes,
      });
    else if (event.type === 'UserDeprovisioned') people.delete(id);
    else if (person) people.set(id, changedBy(person, event));
  }
  return people;
};

/** The same text for values that are the same but for the order of names. */
export const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, one: unknown) =>
    one !== null && typeof one === 'object' && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  );

/** The current state and the claims are what the events say, wholly. */
export const auditState = ({ events, streams, claims }: LogRecord): readonly string[] => {
  const people = peopleOf(events);
  const live = streams.filter(
    ({ subject, status }) => subject.startsWith('users/') && status !== 'gone',
  );
  const problems = live.flatMap(({ subject, version, attributes }) => {
    const person = people.get(subject.slice('users/'.length));
    if (!person) return [`${subject} is there and the events do not say so`];
    return canonical(person.attributes) === canonical(attributes) && person.version === version
      ? []
      : [`${subject} differs from its events`];
  });
  if (live.length !== people.size)
    problems.push(`${live.length} users are there, the events say ${people.size}`);
  const names = [...people].map(([id, { login }]) => `userName ${login} users/${id}`);
  const held = [...claims]
    .filter(([claim]) => claim.startsWith('userName '))
    .map(([claim, subject]) => `${claim} ${subject}`);
  if (canonical(names.sort()) !== canonical(held.sort()))
    problems.push(`${held.length} claims are held, the events say ${names.length}`);
  return most(problems);
};

const factOf = (fact: RecordedFact): string => {
  const { position, subject, streamVersion, type, data, actor, correlationId } = fact;
  return canonical({ position, subject, streamVersion, type, data, actor, correlationId });
};

/** Promises 2 and 3: the topic has each fact of the log, no other, in order; repeats are equal. */
export const auditTopic = (
  events: readonly RecordedFact[],
  published: readonly PublishedFact[],
): readonly string[] => {
  const problems: string[] = [];
  const facts = new Map(events.map((event) => [event.position, factOf(event)]));
  let held = 0;
  for (const fact of published) {
    if (facts.get(fact.position) !== factOf(fact))
      problems.push(`position ${fact.position} of the topic is not the fact of the log`);
    if (fact.position > held + 1)
      problems.push(`the topic jumps from position ${held} to ${fact.position}`);
    held = Math.max(held, fact.position);
  }
  if (held !== events.length)
    problems.push(`the topic ends at position ${held}, the log at ${events.length}`);
  const partitions = new Set(published.map(({ partition }) => partition));
  if (partitions.size > 1) problems.push(`the tenant is in ${partitions.size} partitions`);
  return most(problems);
};

/** What a resource has in addition to the attributes of the person. */
const OWN = new Set(['id', 'meta', 'schemas', 'groups']);

/** The directory lists each person as the events say, and no one else. */
export const auditListed = (
  events: readonly RecordedFact[],
  listed: readonly Body[],
): readonly string[] => {
  const people = peopleOf(events);
  const problems = listed.flatMap((user) => {
    const person = people.get(String(user['id']));
    if (!person) return [`the directory lists ${String(user['id'])}, who is not there`];
    const attributes = Object.fromEntries(Object.entries(user).filter(([name]) => !OWN.has(name)));
    const version = (user['meta'] as Body | undefined)?.['version'];
    return canonical(attributes) === canonical(person.attributes) &&
      version === `W/"${person.version}"`
      ? []
      : [`the directory has another ${String(user['id'])}`];
  });
  const ids = new Set(listed.map((user) => user['id']));
  if (ids.size !== listed.length) problems.push('the directory lists somebody twice');
  if (listed.length !== people.size)
    problems.push(`the directory lists ${listed.length}, the events say ${people.size}`);
  return most(problems);
};

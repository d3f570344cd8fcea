import type { Texts, Values } from '../../texts/texts';
import { isolated } from '../../texts/isolated';
import { isAttributes } from '../values/rows';
import type { Step } from './steps';

/** Names in one sentence; the others are counted. */
const NAMED = 5;

interface Member {
  readonly name: string | null;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const membersOf = ({ event: { data } }: Step): { count: number; members: readonly Member[] } => {
  const members = Array.isArray(data['members']) ? (data['members'] as readonly Member[]) : [];
  const { memberCount } = data;
  return { count: typeof memberCount === 'number' ? memberCount : members.length, members };
};

const list = ({ language }: Texts, names: readonly string[]): string =>
  new Intl.ListFormat(language, { type: 'conjunction' }).format(names);

const who = (texts: Texts, { count, members }: ReturnType<typeof membersOf>): string => {
  const names = members
    .slice(0, NAMED)
    .map(({ name }) => (name ? isolated(name) : texts.say('history.member.unnamed')));
  const more = count - names.length;
  return list(texts, more > 0 ? [...names, texts.count('history.member.more', more)] : names);
};

const changed = (step: Step, texts: Texts): string => {
  const names = [...new Set(step.changes.map(({ name }) => name))];
  if (names.length === 0) return texts.say('event.UserProfileChanged.nothing');
  const some = names.slice(0, NAMED);
  const more = names.length - some.length;
  return texts.say('event.UserProfileChanged.says', {
    names: list(texts, more > 0 ? [...some, texts.count('history.attribute.more', more)] : some),
  });
};

const renamed = (step: Step, texts: Texts): string => {
  const change = step.changes.find(({ name }) => name === 'displayName');
  if (!change) return texts.say('event.GroupRenamed.id');
  const after = isolated(change.after ?? '');
  return change.before.known && change.before.value !== undefined
    ? texts.say('event.GroupRenamed.says', { before: isolated(change.before.value), after })
    : texts.say('event.GroupRenamed.to', { after });
};

const members =
  (key: string) =>
  (step: Step, texts: Texts): string =>
    texts.count(key, membersOf(step).count, { names: who(texts, membersOf(step)) });

/** Types whose sentence depends on more than a name. */
const SENTENCES: Readonly<Record<string, (step: Step, texts: Texts) => string>> = {
  UserProfileChanged: changed,
  GroupRenamed: renamed,
  GroupMembersAdded: members('event.GroupMembersAdded.says'),
  GroupMembersRemoved: members('event.GroupMembersRemoved.says'),
};

const valuesOf = ({ event: { data } }: Step): Values => {
  const { attributes } = data;
  const said = isAttributes(attributes) ? { ...data, ...attributes } : data;
  return {
    userName: isolated(text(said['userName'])),
    displayName: isolated(text(said['displayName'])),
  };
};

/** What an event says, as a sentence. One whose words were erased says that; an unknown one its type. */
export const sentenceOf = (step: Step, texts: Texts): string => {
  const { type, data } = step.event;
  if (Object.keys(data).length === 0 && type !== 'UserErased')
    return texts.say('event.EventRedacted.says');
  return SENTENCES[type]?.(step, texts) ?? texts.sayOr(`event.${type}.says`, type, valuesOf(step));
};

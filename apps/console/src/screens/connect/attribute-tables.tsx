import type { ProfileName } from '../../api/views';
import { useTexts } from '../../frame/speaking';
import {
  attributesOf,
  groupAttributesOf,
  shortName,
  type AttributeLine,
} from '../../guides/attributes';
import { Table, type Column } from '../../parts/table';

/** What the tenant's profile accepts, and where the provider takes it from. */
export const AttributeTables = ({
  profile,
  sources,
}: {
  profile: ProfileName;
  sources: Readonly<Record<string, string>>;
}) => {
  const { say, sayOr } = useTexts();
  const columns = (prefix: string): readonly Column<AttributeLine>[] => [
    { title: say('guide.attribute'), cell: ({ name }) => <code>{name}</code> },
    {
      title: say('guide.required'),
      narrow: true,
      cell: ({ required }) => say(required ? 'guide.yes' : 'guide.no'),
    },
    {
      title: say('guide.source'),
      cell: ({ name }) => (prefix === '' && sources[name] ? <code>{sources[name]}</code> : '–'),
    },
    {
      title: say('guide.meaning'),
      cell: ({ name }) => sayOr(`attribute.${prefix}${shortName(name)}`, ''),
    },
  ];
  const groups = groupAttributesOf(profile);
  return (
    <>
      <Table
        caption={say(profile === 'strict' ? 'guide.strict' : 'guide.full')}
        rows={attributesOf(profile)}
        keyOf={({ name }) => name}
        none=""
        columns={columns('')}
      />
      {groups.length > 0 ? (
        <>
          <p>{say('guide.groups')}</p>
          <Table
            caption={say('guide.groups')}
            rows={groups}
            keyOf={({ name }) => name}
            none=""
            columns={columns('group.')}
          />
        </>
      ) : null}
    </>
  );
};

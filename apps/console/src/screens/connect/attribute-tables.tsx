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
  const attribute: Column<AttributeLine> = {
    title: say('guide.attribute'),
    cell: ({ name }) => <code>{name}</code>,
  };
  const required: Column<AttributeLine> = {
    title: say('guide.required'),
    narrow: true,
    cell: (line) => say(line.required ? 'guide.yes' : 'guide.no'),
  };
  const meaning = (prefix: string): Column<AttributeLine> => ({
    title: say('guide.meaning'),
    cell: ({ name, description }) => sayOr(`attribute.${prefix}${shortName(name)}`, description),
  });
  const groups = groupAttributesOf(profile);
  return (
    <>
      <Table
        caption={say(profile === 'strict' ? 'guide.strict' : 'guide.full')}
        rows={attributesOf(profile)}
        keyOf={({ name }) => name}
        none=""
        columns={[
          { title: say('guide.called'), cell: ({ name }) => sayOr(`called.${name}`, '–') },
          attribute,
          required,
          {
            title: say('guide.source'),
            cell: ({ name }) => (sources[name] ? <code>{sources[name]}</code> : '–'),
          },
          meaning(''),
        ]}
      />
      {groups.length > 0 ? (
        <>
          <p>{say('guide.groups')}</p>
          <Table
            caption={say('guide.groups')}
            rows={groups}
            keyOf={({ name }) => name}
            none=""
            columns={[attribute, required, meaning('group.')]}
          />
        </>
      ) : null}
    </>
  );
};

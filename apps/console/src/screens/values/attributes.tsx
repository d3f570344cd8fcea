import { Name } from '../../parts/name';
import { rowsOf, type Attributes as Values, type ValueRow } from './rows';

const HIDDEN = new Set(['schemas', 'meta']);

/** The name of an attribute or of a part of it; the whole name of its schema is a pointer away. */
export const AttributeName = ({
  row: { name, full },
}: {
  row: Pick<ValueRow, 'name' | 'full'>;
}) => <code {...(full === name ? {} : { title: full })}>{name}</code>;

/** The attributes of a user or a group as they are now, part by part, under their SCIM names. */
export const Attributes = ({ resource }: { resource: Values }) => (
  <dl className="facts">
    {Object.entries(resource)
      .filter(([name]) => !HIDDEN.has(name))
      .flatMap(([name, value]) => rowsOf(name, value))
      .map((row) => (
        <div key={row.full}>
          <dt>
            <AttributeName row={row} />
          </dt>
          <dd>
            <Name>{row.value}</Name>
          </dd>
        </div>
      ))}
  </dl>
);

import type { Connection, Status } from '../../api/views';
import { useTexts } from '../../frame/speaking';
import { useTenant } from '../../frame/tenant';
import { Link } from '../../parts/link';
import { titleOf } from '../requests/advice';
import { nameOf } from '../tokens/names';
import type { ToDo } from './to-do';

/** What to do, most urgent first, each with the screen where it is done. */
export const ToDoList = ({
  todos,
  status,
  mangled,
}: {
  todos: readonly ToDo[];
  status: Status;
  mangled: Connection['mangled'];
}) => {
  const { say } = useTexts();
  if (todos.length === 0) return <p className="none">{say('todo.none')}</p>;
  return (
    <ol className="to-do">
      {todos.map((todo) => (
        <OneToDo key={todo.kind} todo={todo} status={status} mangled={mangled} />
      ))}
    </ol>
  );
};

const OneToDo = ({
  todo: { kind, tone, to, count, cause },
  status: { credential, lastRequestAt, provider },
  mangled,
}: {
  todo: ToDo;
  status: Status;
  mangled: Connection['mangled'];
}) => {
  const texts = useTexts();
  const { sayOr, say, count: counted, number, day, ago } = texts;
  const { tenant } = useTenant();
  const values = {
    count: number(count ?? 0),
    cause: cause ? titleOf(texts, cause, provider ?? 'other') : '',
    label: credential ? nameOf(credential) : '',
    days: counted('days', credential?.daysLeft ?? 0),
    date: credential?.expiresAt ? day(credential.expiresAt) : '',
    ago: lastRequestAt ? ago(lastRequestAt) : '',
    prefix: mangled?.prefix ?? '',
  };
  const title = sayOr(`todo.${kind}`, '', values) || counted(`todo.${kind}`, count ?? 0, values);
  return (
    <li className={`to-do-${tone}`}>
      <strong>{title}</strong>
      <p>{sayOr(`todo.${kind}.do`, '', values)}</p>
      <Link to={`/tenants/${encodeURIComponent(tenant.id)}${to}`}>
        {sayOr(`todo.${kind}.link`, say('status.title'))}
      </Link>
    </li>
  );
};

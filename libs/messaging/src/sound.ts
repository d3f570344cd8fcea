import {
  catalogue,
  isEventType,
  isMoment,
  UnreadableEvent,
  type EventType,
  type ReadEvent,
} from '@rollcall/contracts';
import { Ajv, type ValidateFunction } from 'ajv';

const ajv = new Ajv({ strict: true, formats: { 'date-time': isMoment } });
const compiled = new Map<EventType, ValidateFunction>();

const validatorOf = (type: EventType): ValidateFunction => {
  const known = compiled.get(type);
  if (known) return known;
  const made = ajv.compile(catalogue[type].schema);
  compiled.set(type, made);
  return made;
};

/**
 * Throws UnreadableEvent when the data of an event do not satisfy the JSON Schema of its type: the
 * reason names the place and the rule, never what stands there. Types that are not known are passed.
 */
export const checkData = ({ type, data }: Pick<ReadEvent, 'type' | 'data'>): void => {
  if (!isEventType(type)) return;
  const validate = validatorOf(type);
  if (validate(data)) return;
  const [error] = validate.errors ?? [];
  throw new UnreadableEvent(
    `the data of ${type} do not satisfy its schema: ${error?.instancePath || 'they'} ${error?.message ?? 'are wrong'}`,
  );
};

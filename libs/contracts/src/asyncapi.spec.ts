import { expectGolden } from '@rollcall/testing';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { asyncApi } from './asyncapi.fixture';
import { catalogue, type EventType } from './catalogue';
import { goldenOf } from './golden.fixture';

const folder = join(__dirname, '..');
const read = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));
const document = asyncApi();

describe('the AsyncAPI document', () => {
  it('is golden', () => expectGolden(join(folder, 'asyncapi.json'), document));

  // It brings the meta-schema of draft 7 with it.
  const schema = read(require.resolve('@asyncapi/specs/schemas/3.0.0.json')) as object;
  const validate = addFormats(
    new Ajv({ strict: false, meta: false, validateSchema: false }),
  ).compile(schema);

  it('is one of AsyncAPI 3', () => expect(validate(document) ? [] : validate.errors).toEqual([]));

  it('would be refused with a channel that is none', () =>
    expect(validate({ ...document, channels: { provisioning: { address: 7 } } })).toBe(false));

  it('has each type once, in its channel, with a schema that is there', () => {
    const { provisioning, credentials } = document.channels;
    const listed = [provisioning, credentials].flatMap(({ messages }) => Object.keys(messages));
    const all = Object.entries(catalogue).map(([type, one]) => `${type}.v${one.version}`);
    expect(listed.sort()).toEqual(all.sort());
    const payloads = Object.values(document.components.messages).map(({ payload }) => payload.$ref);
    expect(payloads.filter((file) => !existsSync(join(folder, file)))).toEqual([]);
  });

  const headersOf = addFormats(new Ajv()).compile(document.components.schemas.headers);
  it.each(Object.keys(catalogue) as EventType[])('describes the headers of %s', (type) => {
    const { headers } = goldenOf(type).message;
    expect(headersOf(headers) ? [] : headersOf.errors).toEqual([]);
    const known = Object.keys(document.components.schemas.headers.properties);
    expect(Object.keys(headers).filter((name) => !known.includes(name))).toEqual([]);
  });
});

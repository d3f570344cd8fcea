import { ENTERPRISE, resourcesOf, USER, type Body, type Client } from '../support/client';

/** A word that nothing else says, in whatever a person may be called. */
export const MARK = 'Zqxmark';

interface Described {
  readonly name: string;
  readonly type: string;
  readonly multiValued: boolean;
  readonly mutability: string;
  readonly subAttributes?: readonly Described[];
}

type Value = string | boolean | number | Body | readonly Value[];

/** What a value of the type may say of a text; a certificate is base64. */
const VALUES: Readonly<Record<string, (text: string) => Value>> = {
  string: (text) => text,
  reference: (text) => `https://pages.example/${encodeURIComponent(text)}`,
  binary: (text) => (text.startsWith(MARK) ? `${MARK}0` : 'AAAAAAAA'),
  boolean: () => true,
  integer: () => 1,
  decimal: () => 1,
  dateTime: () => '2026-01-01T00:00:00Z',
};

const valueOf = (of: Described, text: string): Value => {
  const one =
    of.type === 'complex'
      ? everyOf(of.subAttributes ?? [], text)
      : (VALUES[of.type] as (text: string) => Value)(`${text} ${of.name}`);
  return of.multiValued ? [one] : one;
};

const everyOf = (attributes: readonly Described[], text: string): Body =>
  Object.fromEntries(
    attributes
      .filter(({ mutability }) => mutability !== 'readOnly')
      .map((one) => [one.name, valueOf(one, text)]),
  );

/** A user with every attribute of the tenant's schemas, each saying the text. */
export const everyAttribute = async (
  client: Client,
  text: string,
  userName: string,
): Promise<Body> => {
  const schemas = resourcesOf(await client.get('/Schemas'));
  const of = (urn: string): readonly Described[] =>
    (schemas.find(({ id }) => id === urn)?.['attributes'] ?? []) as readonly Described[];
  return {
    ...everyOf(of(USER), text),
    [ENTERPRISE]: everyOf(of(ENTERPRISE), text),
    schemas: [USER, ENTERPRISE],
    userName,
    externalId: `${text} externalId`,
    active: true,
  };
};

const LIST = [
  'sortBy=',
  'attributes=',
  'excludedAttributes=userName,',
  'cursor=',
  'count=',
  'sortOrder=',
  '',
  'filter=userName eq ',
  'filter=',
  'filter=emails.',
];
const filters = [
  `userName eq "${MARK}.Quux@example.com"`,
  `${MARK} eq "x"`,
  `emails[${MARK} pr and value sw "${MARK}"]`,
  `userName eq "${MARK}`,
];

/** Every header that a caller may fill with a name. */
export const markedHeaders: Readonly<Record<string, string>> = {
  'x-correlation-id': `${MARK}-correlation`,
  'x-request-id': `${MARK}-request`,
  traceparent: `00-${MARK}`,
  tracestate: `${MARK.toLowerCase()}=1`,
  'if-match': `W/"${MARK}"`,
  'if-none-match': `"${MARK}"`,
  'user-agent': `${MARK}/1`,
  referer: `https://${MARK}.example/`,
  cookie: `name=${MARK}`,
  accept: `application/${MARK}, */*`,
  'accept-language': MARK,
  'x-forwarded-for': MARK,
  'x-forwarded-host': `${MARK}.example`,
  'idempotency-key': MARK,
  from: `${MARK}@example.com`,
};

/** Names the person wherever a request may name somebody. None of it changes anything. */
export const nameEverywhere = async (client: Client, id: string): Promise<void> => {
  const paths = [
    `/Users/${MARK}`,
    `/${MARK}`,
    `/Users/${id}/${MARK}`,
    `/Schemas/${MARK}`,
    `/Me/${MARK}`,
    ...LIST.map((before) => `/Users?${before.replaceAll(' ', '%20')}${MARK}`),
    `/Users?${MARK}=1`,
    `/Groups?filter=displayName%20eq%20%22${MARK}%22`,
    ...filters.map((text) => `/Users?filter=${encodeURIComponent(text)}`),
  ];
  for (const path of paths) await client.get(path, markedHeaders);
  for (const name of [`${MARK}Shoe`, `x_${MARK}`, `urn:${MARK}:2.0:User`, MARK]) {
    await client.post('/Users', { schemas: [USER], userName: 'x@example.com', [name]: MARK });
    await client.put(`/Users/${id}`, { schemas: [USER], [name]: MARK }, markedHeaders);
    for (const path of [name, `emails[value eq "${MARK}"].${name}`, `${name}.${MARK}`])
      await client.patch(`/Users/${id}`, [{ op: 'replace', path, value: MARK }]);
    await client.patch(`/Users/${id}`, [{ op: name, value: { [name]: MARK } }]);
    const search = { schemas: ['urn:ietf:params:scim:api:messages:2.0:SearchRequest'] };
    await client.post('/Users/.search', { ...search, sortBy: name, attributes: [name], [name]: 1 });
    await client.post('/Bulk', {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'],
      Operations: [
        {
          method: 'PATCH',
          path: `/Users/${MARK}`,
          data: { Operations: [{ op: name, path: name }] },
        },
        { method: 'POST', path: `/${MARK}`, bulkId: MARK, data: { [name]: MARK } },
        { method: 'POST', path: '/Users', bulkId: 'b', data: { schemas: [name], [name]: MARK } },
      ],
    });
  }
  await client.post('/Users', `{"userName": "${MARK}", `, markedHeaders);
  await client.send('POST', '/Users', MARK, { 'content-type': `text/${MARK}` });
};

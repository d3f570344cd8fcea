import { ScimError } from '@rollcall/protocol';
import { refusedSwitchOffs } from './refused-switch-off';

const id = '79380ad9-ee8d-489a-b3ae-5d8f790faded';
const PATCH_OP = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
const off = {
  schemas: [PATCH_OP],
  Operations: [{ op: 'Replace', path: 'active', value: 'False' }],
};

const answered = (more: object, status = 400) => {
  const scim = new ScimError(status, '"title" must be a string.', 'invalidValue', {
    code: 'attribute-value',
    attribute: 'title',
  });
  const request = {
    caller: { tenantId: 't' },
    method: 'PATCH',
    url: `/scim/v2/Users/${id}`,
    params: { id },
    routeOptions: { url: '/scim/v2/Users/:id' },
    sent: off,
    refused: { error: scim, scim },
    ...more,
  };
  return refusedSwitchOffs(request as never, status);
};

describe('a refused switch-off', () => {
  it('is a refused PATCH or PUT that sets it, with its code', () => {
    for (const method of ['PATCH', 'PUT'])
      expect(answered({ method, sent: method === 'PUT' ? { active: false } : off })).toMatchObject([
        {
          userId: id,
          method,
          status: 400,
          isOperation: false,
          refusal: { code: 'attribute-value', attribute: 'title', switchOff: true },
        },
      ]);
  });

  it.each([400, 409, 412, 413, 415, 500])('is one with %i', (status) =>
    expect(answered({}, status)).toHaveLength(1),
  );

  it.each([200, 204, 401, 403, 404, 405, 429, 499, 503])('is none with %i', (status) =>
    expect(answered(status < 400 ? { refused: undefined } : {}, status)).toEqual([]),
  );

  it('is found in a body that was refused while it was read', () => {
    const body = `{"schemas":[],"active":true,"active":false,"title":"a"}`;
    expect(answered({ method: 'PUT', sent: undefined, body })).toHaveLength(1);
    expect(answered({ method: 'PUT', sent: undefined, body: body.slice(1) })).toEqual([]);
  });

  it.each<[string, object]>([
    ['a group', { url: `/scim/v2/Groups/${id}`, routeOptions: { url: '/scim/v2/Groups/:id' } }],
    ['nobody', { params: { id: 'x' } }],
    ['a POST', { method: 'POST', url: '/scim/v2/Users' }],
    ['somebody who stays', { sent: { Operations: [{ op: 'add', path: 'title', value: 7 }] } }],
    ['a stranger', { caller: undefined }],
  ])('is none of %s', (_, more) => expect(answered(more)).toEqual([]));
});

describe('a refused switch-off in a Bulk request', () => {
  const operation = (more: object = {}) => ({
    method: 'patch',
    path: `/Users/${id}`,
    data: off,
    ...more,
  });
  const bulk = (operations: readonly object[], more: object = {}) => ({
    method: 'POST',
    url: '/scim/v2/Bulk',
    params: {},
    refused: undefined,
    routeOptions: { url: '/scim/v2/Bulk' },
    sent: { Operations: operations },
    ...more,
  });
  const refused = { error: undefined, scim: new ScimError(409, 'taken', 'uniqueness') };

  it('is each operation that was refused or not tried', () => {
    const operations = [
      operation(),
      operation({ data: { active: true } }),
      operation({ method: 'PUT', data: { active: false } }),
      operation({ data: off.Operations }),
      operation({ path: '/Users' }),
    ];
    const undone = (i: number) => [undefined, refused, refused, 'not-tried', refused][i];
    expect(
      answered(bulk(operations, { undone }), 200).map(({ method, refusal, isOperation }) => [
        method,
        refusal.code,
        refusal.switchOff,
        isOperation,
      ]),
    ).toEqual([
      ['PUT', 'name-taken', true, true],
      ['PATCH', 'switch-off-refused', true, true],
    ]);
  });

  it('is each operation of a request that was refused as a whole', () => {
    const scim = new ScimError(413, 'too many');
    const whole = bulk([operation(), operation()], { refused: { error: scim, scim } });
    expect(answered(whole, 413)).toHaveLength(2);
    expect(answered(bulk([operation()]), 200)).toEqual([]);
  });
});

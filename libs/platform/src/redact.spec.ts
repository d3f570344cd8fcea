import fc from 'fast-check';
import { redact } from './redact';

describe('redaction', () => {
  it('leaves fields without secrets as they are, and copies nothing', () => {
    const fields = { tenantId: 'a', nested: { list: [1, { b: 2 }] } };
    expect(redact(fields)).toBe(fields);
  });

  it.each([
    'authorization',
    'Authorization',
    'token',
    'secret',
    'digest',
    'password',
    'pepper',
    'key',
    'cookie',
    'operatorKey',
  ])('takes the value of %s, wherever it stands', (name) => {
    const fields = {
      [name]: 'S3CRET',
      headers: { [name]: 'S3CRET' },
      deep: { deeper: [{ [name]: { value: 'S3CRET' } }] },
    };
    const text = JSON.stringify(redact(fields));
    expect(text).not.toContain('S3CRET');
    expect(text.match(/\[redacted\]/g)).toHaveLength(3);
  });

  it('does not change what it was given', () => {
    const fields = { headers: { token: 'S3CRET', host: 'x' } };
    expect(redact(fields)).toEqual({ headers: { token: '[redacted]', host: 'x' } });
    expect(fields.headers.token).toBe('S3CRET');
  });

  it('ends on fields that hold themselves', () => {
    const fields: Record<string, unknown> = { a: 1 };
    fields['self'] = fields;
    expect(JSON.stringify(redact(fields))).toContain('too deep');
  });

  it('lets no secret through, whatever surrounds it', () => {
    const inner = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        fc.string(),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom('token', 'Password', 'name', 'x'), tie('value'), {
          maxKeys: 3,
        }),
      ),
    })).value;
    fc.assert(
      fc.property(inner, (value) => {
        const text = JSON.stringify(redact({ around: value, password: 'S3CRET' }));
        expect(text).not.toContain('S3CRET');
        expect(text).not.toMatch(/"(token|Password)":(?!"\[redacted\]")/);
      }),
    );
  });
});

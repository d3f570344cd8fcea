import fc from 'fast-check';
import { full } from '../profiles/full';
import { sameJson } from '../value';
import { ENTERPRISE, jo, patched, refusal } from './scene.fixture';

describe('PATCH', () => {
  it('does not change its input, and does a replace twice as once', () => {
    const value = fc.oneof(
      fc.string(),
      fc.boolean(),
      fc.constant(null),
      fc.constant([]),
      fc.record({ value: fc.string(), type: fc.constantFrom('work', ''), primary: fc.boolean() }),
      fc.array(fc.record({ value: fc.string({ minLength: 1 }) })),
      fc.record({ givenName: fc.string(), title: fc.string() }),
    );
    const path = fc.constantFrom(
      'title',
      'name',
      'name.givenName',
      'emails',
      'emails.value',
      'emails[type eq "work"]',
      'emails[type eq "home"].value',
      'displayName',
      'active',
      'photos[primary eq true].value',
      ENTERPRISE,
      `${ENTERPRISE}:manager`,
      undefined,
    );
    const before = JSON.stringify(jo);
    fc.assert(
      fc.property(path, value, (to, given) => {
        const operation = {
          op: 'replace',
          value: given,
          ...(to === undefined ? {} : { path: to }),
        };
        if (refusal([operation]) !== 'accepted') return;
        const once = patched([operation]);
        expect(sameJson(patched([operation], full, once), once)).toBe(true);
        expect(JSON.stringify(jo)).toBe(before);
      }),
      { numRuns: 500 },
    );
  });

  it('throws nothing but ScimError on any JSON', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record(
            {
              op: fc.constantFrom('add', 'remove', 'replace', 1),
              path: fc.oneof(fc.string(), fc.jsonValue()),
              value: fc.jsonValue(),
            },
            { requiredKeys: [] },
          ),
        ),
        (operations) => void refusal(operations),
      ),
    );
    fc.assert(fc.property(fc.jsonValue(), (operations) => void refusal(operations)));
  });

  it('applies 1,000 operations, and refuses more', () => {
    const operations = Array.from({ length: 1_000 }, (_, i) => ({
      op: 'add',
      path: 'emails',
      value: [{ value: `${i}@b.c`, primary: true }],
    }));
    expect(patched(operations.slice(0, 999))['emails']).toHaveLength(1_000);
    expect(refusal([...operations, ...operations])).toMatch(/more than 1000 operations/);
  });
});

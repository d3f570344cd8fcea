import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { conformanceDocument, faults } from '../support/tools';

describe('docs/conformance.md', () => {
  it('has for every clause a test or a reason, and for every such test a clause', () =>
    expect(faults()).toEqual([]));

  it('is what npm run docs writes', () => {
    const written = readFileSync(join(__dirname, '../../../../docs/conformance.md'), 'utf8');
    // Prettier pads tables and writes emphasis its own way.
    const words = (text: string): string => text.replace(/[\s|_*-]+/g, ' ').trim();
    expect(words(written)).toBe(words(conformanceDocument()));
  });
});

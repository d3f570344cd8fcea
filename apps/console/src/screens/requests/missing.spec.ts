import type { RequestRow } from '../../api/views';
import { Missing } from './missing';

const row = (id: string, count = 1): RequestRow => ({ id, count }) as RequestRow;
const list =
  (...rows: readonly RequestRow[]) =>
  ({ id, count }: RequestRow): boolean =>
    rows.some((one) => one.id === id && one.count >= count);

describe('rows that the list does not show yet', () => {
  it('are requested until the list shows each, in whatever order the stream sent them', () => {
    const missing = new Missing();
    missing.add(row('during'));
    missing.add(row('before'));
    expect(missing.any(list())).toBe(true);
    expect(missing.any(list(row('before')))).toBe(true);
    expect(missing.any(list(row('before'), row('during')))).toBe(false);
  });

  it('include one that stands for more requests than the list says', () => {
    const missing = new Missing();
    missing.add(row('refused', 3));
    expect(missing.any(list(row('refused', 1)))).toBe(true);
    expect(missing.any(list(row('refused', 3)))).toBe(false);
  });

  it('are not requested while the list loads, nor after enough requests', () => {
    const missing = new Missing();
    missing.add(row('one'));
    expect(missing.any(() => undefined)).toBe(false);
    expect(missing.any(list())).toBe(true);
    missing.clear();
    expect(missing.any(list())).toBe(false);
  });

  it('are the last five hundred', () => {
    const missing = new Missing();
    for (let i = 0; i <= 500; i += 1) missing.add(row(String(i)));
    expect(missing.any(({ id }) => id !== '1')).toBe(true);
    expect(missing.any(({ id }) => id === '1')).toBe(false);
  });
});

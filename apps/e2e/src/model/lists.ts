import { bodyOf, resourcesOf, totalOf } from '../support/client';
import { nameOf, type Thing } from './model';
import type { Play } from './play';
import { ENDPOINT } from './requests';
import type { Step } from './steps';
import type { Answer } from '../support/tools';

const idsOf = (answer: Answer): string[] => resourcesOf(answer).map(({ id }) => String(id));

/** Lists, compared with the model's: what a filter finds, and what a walk by cursors shows. */
export class ModelLists {
  constructor(private readonly play: Play) {}

  async find(step: Extract<Step, { do: 'find' }>): Promise<void> {
    const { kind, bare } = step;
    if (!this.play.kinds().includes(kind)) return;
    if (this.play.model.profile === 'strict' && ['membership', 'bracket'].includes(step.by)) return;
    const [filter, holds] = this.filterOf(step);
    const attribute = kind === 'User' ? 'groups' : 'members';
    const query = `filter=${encodeURIComponent(filter)}${bare ? `&excludedAttributes=${attribute}` : ''}`;
    const answer = await this.play.client.get(`${ENDPOINT[kind]}?${query}`);
    const expected = this.play.model.all(kind).filter(holds);
    expect([filter, answer.status]).toEqual([filter, 200]);
    this.play.areAll(idsOf(answer), expected);
    for (const body of resourcesOf(answer)) this.play.seen(body, bare);
  }

  private filterOf({
    by,
    kind,
    name,
    externalId,
    who,
  }: Extract<Step, { do: 'find' }>): [string, (one: Thing) => boolean] {
    const attribute = kind === 'User' ? 'userName' : 'displayName';
    const is = (one: Thing): string => nameOf(one).toLowerCase();
    const id = this.play.idOf(who);
    const isRelated = (one: Thing): boolean =>
      kind === 'User'
        ? (this.play.model.things.get(id)?.members.has(one.id) ?? false)
        : one.members.has(id);
    const members = kind === 'User' ? 'groups' : 'members';
    switch (by) {
      case 'name':
        return [`${attribute} eq "${name}"`, (one) => is(one) === name.toLowerCase()];
      case 'sw':
        return [`${attribute} sw "${name[0]}"`, (one) => is(one)[0] === name[0]?.toLowerCase()];
      case 'externalId':
        return [
          `externalId eq "${externalId}"`,
          ({ attributes }) => attributes['externalId'] === externalId,
        ];
      case 'membership':
        return [`${members}.value eq "${id}"`, isRelated];
      case 'bracket':
        return [`${members}[value eq "${id}"]`, isRelated];
    }
  }

  /**
   * From the first page to the last and back. A resource that exists at the first page and stays is
   * shown once each way; no other is, and the total stays that of the first page.
   */
  async walk({ kind, count, sorted, between }: Extract<Step, { do: 'walk' }>): Promise<void> {
    if (!this.play.kinds().includes(kind)) return;
    const sort = sorted ? '&sortBy=displayName' : '';
    const page = async (cursor: string): Promise<Answer> => {
      const answer = await this.play.client.get(
        `${ENDPOINT[kind]}?count=${count}${sort}&cursor=${cursor}`,
      );
      expect(answer.status).toBe(200);
      for (const body of resourcesOf(answer)) this.play.seen(body);
      return answer;
    };
    const cursorOf = (answer: Answer, which: 'nextCursor' | 'previousCursor') =>
      bodyOf(answer)[which] as string | undefined;
    const first = this.play.model.all(kind).map(({ id }) => id);
    const ops = [...between];
    const pages = [await page('')];
    expect(cursorOf(pages[0] as Answer, 'previousCursor')).toBeUndefined();
    for (;;) {
      const last = pages.at(-1) as Answer;
      const next = cursorOf(last, 'nextCursor');
      if (next === undefined) break;
      const op = ops.shift();
      if (op) await this.play.change(op);
      const following = await page(next);
      expect(idsOf(await page(next))).toEqual(idsOf(following));
      // Nothing was written since: back is where this came from, without those who left.
      const back = await page(cursorOf(following, 'previousCursor') as string);
      if (!between.some((one) => one.do === 'delete')) expect(idsOf(back)).toEqual(idsOf(last));
      pages.push(following);
    }
    const stayed = first.filter((id) => this.play.model.things.has(id));
    const shown = pages.flatMap(idsOf);
    expect(shown.filter((id) => this.play.model.things.has(id)).sort()).toEqual([...stayed].sort());
    expect(new Set(shown).size).toBe(shown.length);
    expect(shown.filter((id) => !first.includes(id))).toEqual([]);
    for (const one of pages) expect(totalOf(one)).toBe(first.length);
    if (!sorted) this.play.inOrder(shown);
    const back = [pages.at(-1) as Answer];
    for (;;) {
      const previous = cursorOf(back[0] as Answer, 'previousCursor');
      if (previous === undefined) break;
      back.unshift(await page(previous));
    }
    const again = back.flatMap(idsOf).filter((id) => this.play.model.things.has(id));
    expect([...again].sort()).toEqual([...stayed].sort());
  }
}

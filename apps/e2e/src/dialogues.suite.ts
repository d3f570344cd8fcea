import { dialoguesOf, providers, replay } from './tools';
import type { Stack } from './stack';
import { newTenant } from './tenants';

export const dialogues = (the: () => Stack): void =>
  describe('identity providers talk to a strict tenant', () => {
    let stack: Stack;
    beforeAll(() => {
      stack = the();
    });

    describe.each(providers())('%s', (provider) => {
      it.each(dialoguesOf(provider).map((dialogue) => [dialogue.name, dialogue] as const))(
        '%s goes as recorded',
        async (_, dialogue) => {
          const { token } = await newTenant(stack);
          const played = await replay(dialogue, { base: stack.scim[0], token });
          const wrong = played.filter((one) => one.wrong.length > 0);
          expect(wrong.map(({ name, wrong: why, answer }) => [name, why, answer.text])).toEqual([]);
          expect(played).toHaveLength(dialogue.steps.length);
        },
      );
    });
  });

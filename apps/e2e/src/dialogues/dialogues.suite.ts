import { dialoguesOf, providers, replay } from '../support/tools';
import type { Stack } from '../support/stack';
import { newTenant } from '../support/tenants';

export const dialogues = (the: () => Stack): void =>
  describe.each(['strict', 'full'] as const)(
    'identity providers talk to a %s tenant',
    (profile) => {
      let stack: Stack;
      beforeAll(() => {
        stack = the();
      });

      const held = (provider: string) =>
        dialoguesOf(provider).filter(({ profiles }) => profiles.includes(profile));

      describe.each(providers().filter((one) => held(one).length > 0))('%s', (provider) => {
        it.each(held(provider).map((dialogue) => [dialogue.name, dialogue] as const))(
          '%s goes as recorded',
          async (_, dialogue) => {
            const { token } = await newTenant(stack, profile);
            const played = await replay(dialogue, { base: stack.scim[0], token });
            const wrong = played.filter((one) => one.wrong.length > 0);
            expect(wrong.map(({ name, wrong: why, answer }) => [name, why, answer.text])).toEqual(
              [],
            );
            expect(played).toHaveLength(dialogue.steps.length);
          },
        );
      });
    },
  );

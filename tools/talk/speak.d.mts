import type { Answer, StepRequest } from './dialogue.mjs';

export function speak(
  request: StepRequest,
  where: { base: string; token?: string; deadlineMs?: number },
): Promise<Answer>;

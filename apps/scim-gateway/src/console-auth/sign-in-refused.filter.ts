import { Catch, Inject, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { ProblemError, sendProblem, type Logger } from '@rollcall/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ConsoleConfig } from '../config/console-config';
import { LOGGER } from '../runtime/tokens';
import { languageOf, SAID, signInPage } from './sign-in-page';
import { SignInRefused } from './sign-in-refused';

/** Explains a failed sign-in in the browser's language; programs get a problem. */
@Catch(SignInRefused)
export class SignInRefusedFilter implements ExceptionFilter<SignInRefused> {
  constructor(
    private readonly config: ConsoleConfig,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  catch({ code }: SignInRefused, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const { status, en } = SAID[code];
    const retry = status === 429 ? 60 : status === 503 ? 5 : undefined;
    if (!/\btext\/html\b/.test(request.headers.accept ?? '')) {
      const problem = new ProblemError(status, 'Sign-in failed', en, retry, code);
      return sendProblem(problem, request, reply, this.logger);
    }
    if (retry !== undefined) reply.header('retry-after', retry);
    const language = languageOf(request.headers['accept-language']);
    const page = signInPage(code, language, this.config.BRAND_NAME ?? null);
    reply.code(status).type('text/html; charset=utf-8').send(page);
  }
}

import { secure } from './secure.suite';
import { seeing } from './seeing.suite';
import { startStack, type Stack } from '../support/stack';
import { declare } from '../support/suites';

/** What an operator relies on, on a stack whose engines all speak TLS. */
describe('operating', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack({ secure: true });
  });
  afterAll(() => stack?.stop());

  declare<Stack>(
    {
      'operating/seeing': seeing,
      'operating/secure': secure,
    },
    () => stack,
  );
});

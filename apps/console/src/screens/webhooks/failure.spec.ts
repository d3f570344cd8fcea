import { textsOf } from '../../texts/texts';
import { failureText } from './failure';

describe('why an endpoint did not accept', () => {
  const [en, fr] = [textsOf('en'), textsOf('fr')];

  it.each([
    'it answered 503',
    'it did not answer within 10 seconds',
    'the URL could not be reached',
    'its URL does not begin with https://: set another',
    'its secret cannot be opened: make a new one',
    'the history of this tenant was replaced: replay it from position 1',
  ])('is said in the language of the reader: %s', (failure) => {
    expect(failureText(fr, failure)).not.toBe(failure);
    expect(failureText(fr, failure)).not.toBe(failureText(en, failure));
  });

  it('has the status of the answer', () =>
    expect(failureText(en, 'it answered 503')).toBe('it answered 503'));

  it('is as it is when it is not known', () =>
    expect(failureText(fr, 'something newer')).toBe('something newer'));
});

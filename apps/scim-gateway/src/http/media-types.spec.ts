import { answerType } from './media-types';

describe('the media type of an answer', () => {
  it.each([
    [undefined, 'application/scim+json'],
    ['*/*', 'application/scim+json'],
    ['text/html', 'application/scim+json'],
    ['application/json', 'application/json'],
    ['APPLICATION/JSON', 'application/json'],
    ['Application/Json; charset=utf-8', 'application/json'],
    ['application/json, Application/SCIM+JSON;q=0.5', 'application/scim+json'],
    ['application/scim+json;q=0, application/json', 'application/json'],
    ['application/scim+json ; charset=utf-8 ; Q=0.000 , */*, application/json', 'application/json'],
    ['application/scim+json;q=0.001, application/json', 'application/scim+json'],
    ['application/scim+json;q=0', 'application/scim+json'],
  ])('%s is answered with %s', (accept, type) => expect(answerType(accept)).toBe(type));
});

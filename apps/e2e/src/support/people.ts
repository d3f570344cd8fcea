import { bodyOf, USER, type Body, type Client } from './client';

let serial = 0;

/** A user with a name that no other has. */
export const person = (more: Body = {}): Body => ({
  schemas: [USER],
  userName: `c${(serial += 1)}`,
  ...more,
});

export const madePerson = async (client: Client, more: Body = {}): Promise<Body> => {
  const answer = await client.post('/Users', person(more));
  expect(answer.status).toBe(201);
  return bodyOf(answer);
};

export const MAILS = [
  { value: 'w@x.test', type: 'work', primary: true },
  { value: 'h@x.test', type: 'home' },
];

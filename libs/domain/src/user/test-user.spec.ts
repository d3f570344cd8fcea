import { asTest, isTestLogin, isTestUser, testUserId, userSubject } from './test-user';

const UUID = '6b1f3f0e-6f7b-4f3e-9c0e-2f5f0f7f1a11';

describe('a test user', () => {
  it('is known by its reserved domain, to the letter', () => {
    expect(isTestLogin('x@connection-test.rollcall.invalid')).toBe(true);
    for (const person of [
      'x@example.invalid',
      'x@rollcall.invalid',
      'x@sub.connection-test.rollcall.invalid',
      'x@connection-test.rollcall.invalid.example.com',
      'connection-test.rollcall.invalid',
    ])
      expect(isTestLogin(person)).toBe(false);
  });

  it('has a stream of its own kind, recognised by the id alone', () => {
    const id = testUserId(UUID);
    expect(id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(userSubject(id)).toBe(`testusers/${id}`);
    expect(isTestUser(userSubject(id))).toBe(true);
    expect(userSubject(UUID)).toBe(`users/${UUID}`);
    expect(isTestUser(userSubject(UUID))).toBe(false);
  });

  it('has events of its own types, with the data of a user’s', () =>
    expect(
      asTest([{ type: 'UserReactivated', data: { userId: '1', login: 'a', userName: 'A' } }]),
    ).toEqual([{ type: 'TestUserReactivated', data: { userId: '1', login: 'a', userName: 'A' } }]));
});

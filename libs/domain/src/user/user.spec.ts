import type { UserEvent } from '@rollcall/contracts';
import { given } from '@rollcall/testing';
import { userDecider, type UserCommand } from './user.decide';

const ada = { userName: 'Ada@example.com', displayName: 'Ada', active: true, externalId: '00u1' };
const login = 'ada@example.com';
const identity = { userId: '1', login, userName: 'Ada@example.com', externalId: '00u1' };

const provisioned: UserEvent = {
  type: 'UserProvisioned',
  data: { userId: '1', login, attributes: ada },
};
const deactivated: UserEvent = { type: 'UserDeactivated', data: identity };
const gone: UserEvent = { type: 'UserDeprovisioned', data: identity };

const erased: UserEvent = { type: 'UserErased', data: { userId: '1' } };

const change = (attributes: object): Extract<UserCommand, { type: 'ChangeUser' }> => ({
  type: 'ChangeUser',
  login,
  attributes: { ...ada, ...attributes },
});
const provision: Extract<UserCommand, { type: 'ProvisionUser' }> = {
  type: 'ProvisionUser',
  userId: '1',
  login,
  attributes: ada,
};
const deprovision: UserCommand = { type: 'DeprovisionUser' };

const erase: UserCommand = { type: 'EraseUser', userId: '1' };

const user = given(userDecider);

describe('a user', () => {
  it('is provisioned once', () => user().when(provision).then(provisioned));

  it('is on where nobody says, and the event says so', () => {
    const { userName, displayName, externalId } = ada;
    const unsaid = { userName, displayName, externalId };
    user()
      .when({ ...provision, attributes: unsaid })
      .then(provisioned);
  });

  it('is not provisioned twice', () =>
    user(provisioned).when(provision).thenRefused('user-exists'));

  it('says what was set and unset, and nothing else', () =>
    user(provisioned)
      .when({
        type: 'ChangeUser',
        login,
        attributes: { userName: ada.userName, displayName: 'Countess', active: true },
      })
      .then({
        type: 'UserProfileChanged',
        data: {
          userId: '1',
          login,
          previousLogin: login,
          set: { displayName: 'Countess' },
          unset: ['externalId'],
        },
      }));

  it('says of a new name what the login was before', () =>
    user(provisioned)
      .when({ ...change({ userName: 'Countess@example.com' }), login: 'countess@example.com' })
      .then({
        type: 'UserProfileChanged',
        data: {
          userId: '1',
          login: 'countess@example.com',
          previousLogin: login,
          set: { userName: 'Countess@example.com' },
          unset: [],
        },
      }));

  it('is switched off with what a subscriber needs to act', () =>
    user(provisioned)
      .when(change({ active: false }))
      .then(deactivated));

  it('says nothing when an inactive user is switched off again', () =>
    user(provisioned, deactivated)
      .when(change({ active: false }))
      .thenNothing());

  it('is switched on again', () =>
    user(provisioned, deactivated)
      .when(change({ active: true }))
      .then({ type: 'UserReactivated', data: identity }));

  it('says nothing when nothing changes, in whatever order the parts come', () =>
    user(provisioned)
      .when({
        type: 'ChangeUser',
        login,
        attributes: {
          externalId: '00u1',
          active: true,
          displayName: 'Ada',
          userName: 'Ada@example.com',
        },
      })
      .thenNothing());

  it('leaves', () => user(provisioned).when(deprovision).then(gone));

  it('cannot be changed when gone', () =>
    user(provisioned, gone)
      .when(change({ displayName: 'x' }))
      .thenRefused('user-unknown'));

  it('is erased when gone, once', () => {
    user(provisioned, gone).when(erase).then(erased);
    user(provisioned, gone, erased).when(erase).thenNothing();
  });

  it('is not erased while it is there, nor when it never was', () => {
    user(provisioned).when(erase).thenRefused('user-not-deprovisioned');
    user(provisioned, deactivated).when(erase).thenRefused('user-not-deprovisioned');
    user().when(erase).thenRefused('user-unknown');
  });

  it('has no attributes any more when erased', () => {
    user(provisioned, gone, erased)
      .when(change({ displayName: 'x' }))
      .thenRefused('user-unknown');
    user(provisioned, gone, erased).when(provision).thenRefused('user-exists');
  });

  it('cannot leave when it never came', () => user().when(deprovision).thenRefused('user-unknown'));
});

import type { ReadEvent } from '@rollcall/contracts';
import { userNameKeys } from '@rollcall/protocol';

/** One who is provisioned. */
export interface Person {
  readonly userId: string;
  /** The userName, as names are compared. */
  login: string;
  active: boolean;
}

/** Who may log in at one tenant, as its events up to a position say. */
export class TenantLogins {
  position = 0;
  epoch = '';
  /** Users come by SCIM: do not create them on sign-in. */
  scimManaged = false;
  /** The installation that the tenant moved to. */
  movedTo: string | undefined;
  private readonly people = new Map<string, Person>();
  private readonly byLogin = new Map<string, Person>();

  get size(): number {
    return this.people.size;
  }

  /** A name from before the newest folding is found first, as the directory does. */
  find(userName: string): Person | undefined {
    for (const { value } of userNameKeys(userName)) {
      const person = this.byLogin.get(value);
      if (person) return person;
    }
    return undefined;
  }

  /** The next event of the tenant. */
  take(event: ReadEvent): void {
    this.position = event.position;
    this.epoch = event.epoch;
    switch (event.type) {
      case 'UserProvisioned': {
        const { userId, login, attributes } = event.data;
        this.put({ userId, login, active: attributes['active'] !== false });
        return;
      }
      case 'UserProfileChanged':
        this.rename(event.data.userId, event.data.login);
        return;
      case 'UserDeactivated':
      case 'UserReactivated': {
        const person = this.people.get(event.data.userId);
        if (person) person.active = event.type === 'UserReactivated';
        return;
      }
      case 'UserDeprovisioned':
      case 'UserErased':
        this.delete(event.data.userId);
        return;
      case 'TenantRegistered':
      case 'ProvisioningDisabled':
        this.scimManaged = false;
        return;
      case 'ProvisioningEnabled':
        this.scimManaged = true;
        return;
      case 'TenantMoved':
      case 'MovedTenantErased':
        this.movedTo = event.data.to;
        this.clear();
        return;
      case 'TenantErased':
        this.scimManaged = false;
        this.clear();
        return;
      default:
        return;
    }
  }

  /** Forgets everybody. */
  clear(): void {
    this.people.clear();
    this.byLogin.clear();
  }

  private put(person: Person): void {
    this.delete(person.userId);
    this.people.set(person.userId, person);
    this.byLogin.set(person.login, person);
  }

  private rename(userId: string, login: string): void {
    const person = this.people.get(userId);
    if (!person || person.login === login) return;
    this.release(person);
    person.login = login;
    this.byLogin.set(login, person);
  }

  private delete(userId: string): void {
    const person = this.people.get(userId);
    if (!person) return;
    this.release(person);
    this.people.delete(userId);
  }

  /** A name that somebody else has taken meanwhile stays theirs. */
  private release(person: Person): void {
    if (this.byLogin.get(person.login) === person) this.byLogin.delete(person.login);
  }
}

import type { PageMark, PageMarks } from '@rollcall/contracts';
import type { ListQuery, Profile } from '@rollcall/protocol';
import type { Found, Reading } from '../../event-log/resources/resources';
import { pathUnknown } from '../../http/methods';
import { refuseGroups } from './restrictions';
import type { Caller } from './caller';
import type { Condition } from './append-command';

/** The caller of a change and its condition; `correlationId` goes into the events. */
export interface ChangeContext {
  readonly caller: Caller;
  readonly condition: Condition;
  readonly correlationId: string;
}

/** Resources of the event log, or the text of the directory's response as it is. */
export type ListResult =
  | ({ readonly from: 'log' } & Found)
  | {
      readonly from: 'directory';
      readonly text: Buffer;
      readonly marks: PageMarks;
      /** The tenant's position that the list contains. */
      readonly position: number;
    };

/** How a list is read. */
export interface ListOptions {
  /** Where a page by cursor begins; undefined when pages are counted. */
  readonly mark: PageMark | 'first' | undefined;
  /** With the members of each group, with the groups of each user. */
  readonly withMemberships: boolean;
}

/** A page after the first: its cursor says which list it belongs to. */
export const isWalk = ({ mark }: ListOptions): boolean => typeof mark === 'object';

/** Whether the readings are the whole requested page. */
export const fits = (
  readings: readonly Reading[],
  { count }: ListQuery,
  { mark }: ListOptions,
): boolean => mark === undefined || count === 0 || readings.length <= count;

/**
 * One type of resource for every endpoint that serves it: its own, `/.search`, the root and
 * `/Bulk`. Bodies have been through the quirks already. Methods reject with what is refused.
 */
export interface ResourceType {
  readonly name: string;
  /** Below the SCIM base URL, such as `/Users`. */
  readonly endpoint: string;
  /** The attributes that it has for this tenant; undefined when the tenant has no such type. */
  profileFor(caller: Caller): Profile | undefined;
  /** The attribute that is read with a resource and not stored in it. */
  readonly membershipAttribute: 'groups' | 'members';
  find(caller: Caller, query: ListQuery, options: ListOptions): Promise<ListResult>;
  create(context: ChangeContext, body: unknown): Promise<Reading>;
  replace(context: ChangeContext, id: string, body: unknown): Promise<Reading>;
  patch(context: ChangeContext, id: string, body: unknown): Promise<Reading>;
  /** Resolves to the position of the tenant after it. */
  remove(context: ChangeContext, id: string): Promise<number>;
}

/** All types, in the order of lists across types. */
export class ResourceTypes {
  constructor(private readonly types: readonly ResourceType[]) {}

  /** Those that the caller's tenant has. */
  of(caller: Caller): readonly ResourceType[] {
    return this.types.filter((type) => type.profileFor(caller) !== undefined);
  }

  /** The type at `/Users`; throws 404 when the tenant does not have it, 403 when only the credential does not. */
  at(caller: Caller, endpoint: string): ResourceType {
    const found = this.of(caller).find((type) => type.endpoint === endpoint);
    if (!found) {
      if (endpoint === '/Groups') refuseGroups(caller.restrictions);
      throw pathUnknown();
    }
    return found;
  }
}

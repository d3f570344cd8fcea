import type {
  BrandingView,
  ConnectionView,
  EventView,
  ResourceHistory,
  SessionView,
  TestEnd,
  TestLeg,
} from '@rollcall/contracts';

/** What the admin API answers, by the console's names. Times are ISO 8601. */

export type {
  ConnectionView as Connection,
  ConsoleRole as Role,
  Constraints,
  Credential,
  DeletedUser,
  Expiry,
  GroupView as GroupRow,
  IssuedClientSecret as NewClientSecret,
  IssuedToken as NewToken,
  MemberView as MemberRow,
  ProfileName,
  Provider,
  Refusal as Cause,
  RefusedAttribute,
  RequestView as RequestRow,
  RotationView as Rotation,
  StatusView as Status,
  StillOn,
  TenantView as Tenant,
  TokenRow,
  TokenUse,
  TrustView as Trust,
  UserView as UserRow,
  Warning,
} from '@rollcall/contracts';

/** What the page shows of the product, the parts made of it. */
export type Branding = Omit<BrandingView, 'accent' | 'own'>;

/** Of somebody who signed in, by whatever way: only an operator key of a script has neither. */
export type Session = SessionView & { readonly csrf: string; readonly expiresAt: string };

export type ConnectionDraft = Partial<Pick<ConnectionView, 'provider' | 'expiry' | 'tokenId'>>;

export type LegState = TestLeg['state'];
export type TestLine = Partial<TestLeg & TestEnd>;

/** `data` is an object, with nothing in it when its words were erased. */
export type EventRow = EventView & { readonly data: Readonly<Record<string, unknown>> };

export type OneResource = Omit<ResourceHistory, 'resource' | 'history'> & {
  /** Null when it is gone; its history stays. */
  readonly resource: Readonly<Record<string, unknown>> | null;
  readonly history: readonly EventRow[];
};

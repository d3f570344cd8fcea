import { list, object, oneOf, orNull, page, text, time, whole, type TypeOf } from './shapes';

export const tenantView = object({
  id: text,
  name: text,
  profile: oneOf('strict', 'full'),
  provisioning: oneOf('enabled', 'disabled'),
  rateLimit: orNull(whole),
  createdAt: time,
  scimBaseUrl: text,
});
/** A tenant as the admin API shows it. */
export type TenantView = TypeOf<typeof tenantView>;

export const tenantPage = page({ tenants: list(tenantView) });

export const overview = page({
  tenants: list(
    object(
      {
        id: text,
        name: text,
        profile: oneOf('strict', 'full'),
        provisioning: oneOf('enabled', 'disabled'),
        rateLimit: orNull(whole),
        position: whole,
        relayed: whole,
        lag: whole,
        held: orNull(text),
        requestsLastMinute: orNull(whole),
        /** Of the last hour, a hundred at most; null where requests are not logged. */
        refusedLastHour: orNull(whole),
        /** When a live token was last used; null where none was, or where requests are not logged. */
        lastRequestAt: orNull(time),
        /** People who could not be switched off. */
        stillOn: whole,
        quirks: list(text),
        createdAt: time,
      },
      /**
       * When its last live credential ends, null without one. Left out where one does not expire (a
       * trust), and while the token service is away.
       */
      { tokensEndAt: orNull(time) },
    ),
  ),
});
export type Overview = TypeOf<typeof overview>;

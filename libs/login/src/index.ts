export { TenantLogins } from './tenant-logins';
export type { Person } from './tenant-logins';

/** What is read of requests to the admin API and to the console. */
import { Peppers } from '@rollcall/platform';
import { forEach, row, type Row, run, TEXTS, type Texts } from '@rollcall/testing';
import { isTenantId } from '../tenancy/tenant-id';
import { partsOf } from '../admin-kit/cursor';
import { dtoSchema } from '../admin-kit/dto-schema';
import { readDto, readObject, readQuery } from '../admin-kit/read-dto';
import { ADMIN_BODY_LIMIT } from '../admin-kit/operation';
import { routeOf, routes } from '../server/admin-routes';
import { bareAddress, networkOf, sourceOf } from '../http/source';
import { watchForwarded } from '../http/forwarded';
import { isFile } from '../console-files/serve-console';
import { webhookUrl } from '../token-expiry-notices/webhook-url';
import { Cookies } from '../console-auth/cookie';
import { returnPath } from '../console-auth/return-path';
import { unseal } from '../console-auth/sealed';
import { equal, parse } from '../console-auth/secrets';
import { languageOf } from '../console-auth/sign-in-page';
import { COUNT, HEAD, names } from './inputs.fixture';

type Dto = new () => object;

const propertiesOf = (dto: Dto): readonly string[] =>
  Object.keys((dtoSchema(dto) as { properties?: object }).properties ?? {});

const dtosOf = (part: 'body' | 'query'): readonly Dto[] => [
  ...new Set(routes.flatMap((one) => one[part] ?? [])),
];

const bodyRows: readonly Row[] = dtosOf('body').flatMap((dto) => [
  row(
    'readDto',
    `${dto.name}: names that it does not have`,
    COUNT,
    (n) => JSON.stringify(names(n)),
    (body) => readDto(dto, body),
  ),
  ...propertiesOf(dto).flatMap((name) =>
    forEach('readDto', ADMIN_BODY_LIMIT, TEXTS, (text) =>
      readDto(dto, JSON.stringify({ [name]: text })),
    ).map((one) => ({ ...one, says: `${dto.name}.${name}: ${one.says}` })),
  ),
]);

const queryRows: readonly Row[] = dtosOf('query').flatMap((dto) => [
  row('readQuery', `${dto.name}: names that it does not have`, COUNT, names, (query) =>
    readQuery(dto, query),
  ),
  ...propertiesOf(dto).flatMap((name) =>
    forEach('readQuery', HEAD, TEXTS, (text) => readQuery(dto, { [name]: text })).map((one) => ({
      ...one,
      says: `${dto.name}.${name}: ${one.says}`,
    })),
  ),
]);

const NAMES_OF_FILES: Texts = [
  ['dots and a slash', (n) => run(n, '.', '/x')],
  ['slashes', (n) => run(n, '/')],
  ['parts with dots', (n) => run(n, '.a/')],
];

const RETURNS: Texts = [
  ['slashes', (n) => `/console/${run(n - 9, '/', 'x')}`],
  ['encoded slashes', (n) => `/console/${run(n - 9, '%2f')}`],
  ['dots', (n) => `/console/${run(n - 9, '../')}`],
  ['backslashes', (n) => `/console/${run(n - 9, '\\', 'x')}`],
];

const URLS: Texts = [
  ['letters', (n) => `https://${run(n, 'a')}.example`],
  ['dots', (n) => `https://${run(n, 'a.')}example`],
  ['brackets', (n) => `https://${run(n, '[')}`],
  ['slashes', (n) => `https://a.example/${run(n, '/')}`],
];

const COOKIES: Texts = [
  ['semicolons', (n) => run(n, ';')],
  ['cookies', (n) => run(n, 'a=b; ')],
  ['blanks', (n) => run(n, ' ', 'x')],
  ['the same twice', (n) => run(n, 'rollcall-session=rs_; ')],
];

const LANGUAGES: Texts = [
  ['languages', (n) => run(n, 'de,')],
  ['letters', (n) => run(n, 'fren')],
];

const SOURCES: Texts = [
  ['colons', (n) => run(n, ':')],
  ['zones', (n) => `::1${run(n, '%')}`],
  ['brackets', (n) => `${run(n, '[')}]:1`],
];

const SEALED: Texts = [
  ['dots', (n) => run(n, '.')],
  ['letters', (n) => `${run(n, 'a')}.a.a`],
];

const cookies = new Cookies({ origin: 'http://x' });
const peppers = new Peppers(['a:0123456789abcdef0123456789abcdef'], 'PEPPERS');
const forwarded = watchForwarded({ warn: () => undefined } as never);
const socket = { remoteAddress: 'a' } as never;

const webRows: readonly Row[] = [
  ...forEach('isFile', HEAD, NAMES_OF_FILES, isFile),
  ...forEach('returnPath', 512, RETURNS, returnPath),
  ...forEach('webhookUrl', ADMIN_BODY_LIMIT, URLS, (url) => webhookUrl(url, false)),
  ...forEach('Cookies.read', HEAD, COOKIES, (header) => cookies.read(header, 'session')),
  ...forEach('languageOf', HEAD, LANGUAGES, languageOf),
  ...forEach('unseal', HEAD, SEALED, (sealed) => unseal(peppers, sealed)),
  ...forEach('parse', HEAD, TEXTS, (text) => parse('rs', text)),
  ...forEach('equal', HEAD, TEXTS, (text) => equal(text, 'a')),
  ...forEach('bareAddress', HEAD, [...TEXTS, ...SOURCES], bareAddress),
  ...forEach('networkOf', HEAD, [...TEXTS, ...SOURCES], networkOf),
  ...forEach('sourceOf', HEAD, [...TEXTS, ...SOURCES], sourceOf),
  ...forEach('isTenantId', HEAD, TEXTS, isTenantId),
  ...forEach('partsOf', HEAD, TEXTS, (text) => partsOf(text, 2)),
  ...forEach('routeOf', HEAD, TEXTS, (text) => routeOf('GET', text)),
  ...forEach('readObject', ADMIN_BODY_LIMIT, TEXTS, readObject),
  ...forEach('watchForwarded', HEAD, TEXTS, (header) =>
    forwarded({ headers: { 'x-forwarded-for': header }, ip: 'a', socket }),
  ),
];

export const adminRows: readonly Row[] = [...bodyRows, ...queryRows, ...webRows];

/** SCIM paths as the mapping of an identity provider names them: what a person looks for there. */

/** Okta's attributes for SCIM 2.0, where they are called otherwise than the last part of the path. */
const OKTA: Readonly<Record<string, readonly string[]>> = {
  'name.formatted': ['formattedName'],
  emails: ['email', 'primaryEmailType'],
  'emails.value': ['email', 'primaryEmailType'],
  'emails[type eq "home"].value': ['secondEmail', 'secondaryEmailType'],
  'emails[type eq "other"].value': ['secondEmail', 'secondaryEmailType'],
  phoneNumbers: ['primaryPhone', 'primaryPhoneType', 'mobilePhone'],
  'phoneNumbers.value': ['primaryPhone', 'primaryPhoneType', 'mobilePhone'],
  'phoneNumbers[type eq "work"].value': ['primaryPhone', 'primaryPhoneType'],
  'phoneNumbers[type eq "mobile"].value': ['mobilePhone'],
  'addresses.formatted': ['addressFormatted'],
  manager: ['managerValue', 'managerDisplayName'],
  'manager.value': ['managerValue'],
  'manager.displayName': ['managerDisplayName'],
};

/** What stands behind the URN of a schema. */
const withoutUrn = (path: string): string =>
  /^urn:/i.test(path) ? path.slice(path.lastIndexOf(':') + 1) : path;
const withoutType = (path: string): string => {
  const [before = '', after = ''] = path.split('[', 2);
  return before + after.slice(after.indexOf(']') + 1);
};
const lastPart = (path: string): string => path.slice(path.lastIndexOf('.') + 1);

const NAMES: Readonly<Record<string, (path: string) => readonly string[]>> = {
  okta: (path) => {
    const own = withoutUrn(path);
    return OKTA[own] ?? OKTA[withoutType(own)] ?? [lastPart(withoutType(own))];
  },
  // The template has one line, or one block, for each attribute of the resource or of an extension.
  onelogin: (path) => [
    /^urn:/i.test(path) ? `"${withoutUrn(path)}"` : `"${path.split(/[.[]/, 1)[0]}"`,
  ],
};

/** Each name once, in the order of the paths; as SCIM writes them where the provider does so, too. */
export const rowNames = (provider: string, paths: readonly string[]): readonly string[] => [
  ...new Set(paths.flatMap((path) => NAMES[provider]?.(path) ?? [path])),
];

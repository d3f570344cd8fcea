/** What OneLogin sends for each user in the strict profile. */
export const ONELOGIN_TEMPLATE = `{
  "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
  "userName": "{$parameters.scimusername}",
  "displayName": "{$user.firstname} {$user.lastname}",
  "externalId": "{$user.id}"
}`;

// `npm run golden` writes this file from the profiles of libs/protocol. A change here is a change of the wire.
import type { DataSchema } from './payload-schema';

type Properties = Readonly<Record<string, DataSchema>>;

/** The attributes of users that each profile accepts, as JSON Schema: what events say of a person. */
// prettier-ignore
export const userAttributes: Readonly<Record<'strict' | 'full', Properties>> = {
  "strict": {
    "externalId": {"type":"string","description":"The identity provider's name of the resource."},
    "userName": {"type":"string","description":"What the person logs in with."},
    "displayName": {"type":"string","description":"The name shown to others."},
    "active": {"type":"boolean","description":"Whether the person may log in."},
  },
  "full": {
    "externalId": {"type":"string","description":"The identity provider's name of the resource."},
    "userName": {"type":"string","description":"What the person logs in with."},
    "name": {"type":"object","properties":{"formatted":{"type":"string"},"familyName":{"type":"string"},"givenName":{"type":"string"},"middleName":{"type":"string"},"honorificPrefix":{"type":"string"},"honorificSuffix":{"type":"string"}},"description":"The parts of the name."},
    "displayName": {"type":"string","description":"The name shown to others."},
    "nickName": {"type":"string","description":"The casual name."},
    "profileUrl": {"type":"string","description":"Address of a page about the person."},
    "title": {"type":"string","description":"The position at work."},
    "userType": {"type":"string","description":"The relation to the organisation."},
    "preferredLanguage": {"type":"string","description":"Languages, as in Accept-Language."},
    "locale": {"type":"string","description":"The language tag for formats."},
    "timezone": {"type":"string","description":"The time zone, such as Europe/Paris."},
    "active": {"type":"boolean","description":"Whether the person may log in."},
    "emails": {"type":"array","description":"E-mail addresses.","items":{"type":"object","properties":{"value":{"type":"string"},"display":{"type":"string"},"type":{"type":"string"},"primary":{"type":"boolean"}}}},
    "phoneNumbers": {"type":"array","description":"Phone numbers.","items":{"type":"object","properties":{"value":{"type":"string"},"display":{"type":"string"},"type":{"type":"string"},"primary":{"type":"boolean"}}}},
    "ims": {"type":"array","description":"Addresses for instant messages.","items":{"type":"object","properties":{"value":{"type":"string"},"display":{"type":"string"},"type":{"type":"string"},"primary":{"type":"boolean"}}}},
    "photos": {"type":"array","description":"Pictures.","items":{"type":"object","properties":{"value":{"type":"string"},"display":{"type":"string"},"type":{"type":"string"},"primary":{"type":"boolean"}}}},
    "addresses": {"type":"array","description":"Postal addresses.","items":{"type":"object","properties":{"formatted":{"type":"string"},"streetAddress":{"type":"string"},"locality":{"type":"string"},"region":{"type":"string"},"postalCode":{"type":"string"},"country":{"type":"string"},"type":{"type":"string"},"primary":{"type":"boolean"}}}},
    "entitlements": {"type":"array","description":"Things that the person has.","items":{"type":"object","properties":{"value":{"type":"string"},"display":{"type":"string"},"type":{"type":"string"},"primary":{"type":"boolean"}}}},
    "roles": {"type":"array","description":"Roles of the person.","items":{"type":"object","properties":{"value":{"type":"string"},"display":{"type":"string"},"type":{"type":"string"},"primary":{"type":"boolean"}}}},
    "x509Certificates": {"type":"array","description":"Certificates.","items":{"type":"object","properties":{"value":{"type":"string"},"display":{"type":"string"},"type":{"type":"string"},"primary":{"type":"boolean"}}}},
    "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"type":"object","description":"What an organisation knows of a person.","properties":{"employeeNumber":{"type":"string","description":"The number within the organisation."},"costCenter":{"type":"string","description":"The cost center."},"organization":{"type":"string","description":"The organisation."},"division":{"type":"string","description":"The division."},"department":{"type":"string","description":"The department."},"manager":{"type":"object","properties":{"value":{"type":"string"},"$ref":{"type":"string"}},"description":"Whom the person reports to."}}},
  },
};

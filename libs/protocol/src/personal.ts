/** Which attributes of a user say who the person is, from the schemas: an erasure looks for their texts. */
import type { Attribute, Schema } from './schemas/attribute';
import { enterpriseUserSchema } from './schemas/enterprise-user';
import { externalId } from './schemas/every-resource';
import { userSchema } from './schemas/user';

const isPersonal = ({ personal }: Attribute): boolean => personal === true;

const core = [...userSchema.attributes, externalId].filter(isPersonal);
const extended = ({ id, attributes }: Schema): readonly (readonly string[])[] =>
  attributes.filter(isPersonal).map(({ name }) => [id, name]);

/** Where such attributes are in a stored user; those of an extension stand below its URN. */
export const personalPaths: readonly (readonly string[])[] = [
  ...core.map(({ name }) => [name]),
  ...extended(enterpriseUserSchema),
];

/** Names of their sub-attributes that many people have alike: a type, a title before the name. */
export const impersonalParts: ReadonlySet<string> = new Set(
  core.flatMap(({ subAttributes = [] }) =>
    subAttributes.filter(({ personal }) => personal === false).map(({ name }) => name),
  ),
);

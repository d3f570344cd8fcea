/** A resource as JSON text, made once when it changes and copied as bytes ever after. */
import type { Profile } from './profiles/profile';
import type { Attributes } from './value';

/** Renewed when the text of a rendering changes: stored renderings are then made again. */
export const RENDER_VERSION = 1;

export interface Renderable {
  readonly id: string;
  readonly attributes: Attributes;
  readonly version: number;
  readonly created: string;
  readonly lastModified: string;
}

/** `{"schemas":[…],"id":` for a profile and the extensions that a resource has. */
const headOf = (profile: Profile, urns: readonly string[]): string =>
  `{"schemas":${JSON.stringify([profile.core.id, ...urns])},"id":`;

const heads = new WeakMap<Profile, string>();

const plainHead = (profile: Profile): string => {
  let head = heads.get(profile);
  if (head === undefined) heads.set(profile, (head = headOf(profile, [])));
  return head;
};

/**
 * An open rendering: JSON text that ends inside `meta`, without the location and the closing
 * braces, since a stored text must not know the base URL. Only what the profile has is shown.
 * One JSON.stringify for the usual case, in which the profile has all that is stored.
 */
export const renderResource = (profile: Profile, resource: Renderable): string => {
  let shown = resource.attributes;
  let urns: string[] | undefined;
  for (const name in resource.attributes) {
    if (profile.shown.has(name)) continue;
    if (profile.byUrn.has(name.toLowerCase())) (urns ??= []).push(name);
    else shown = without(shown, name);
  }
  const text = JSON.stringify(shown);
  const body = text === '{}' ? '' : `,${text.slice(1, -1)}`;
  const head = urns ? headOf(profile, urns) : plainHead(profile);
  return (
    `${head}"${resource.id}"${body},"meta":{"resourceType":"${profile.resourceType}"` +
    `,"created":"${resource.created}","lastModified":"${resource.lastModified}"` +
    `,"version":"W/\\"${resource.version}\\""`
  );
};

const without = (attributes: Attributes, name: string): Attributes => {
  const kept = { ...attributes };
  Reflect.deleteProperty(kept, name);
  return kept;
};

/**
 * The whole text of the resource at `location`. `more` are further members of the object, such as
 * `"groups":[…]`: what is read with the resource and not stored in it.
 */
export const closeRendering = (rendered: string, location: string, more = ''): string =>
  more === ''
    ? `${rendered},"location":"${location}"}}`
    : `${rendered},"location":"${location}"},${more}}`;

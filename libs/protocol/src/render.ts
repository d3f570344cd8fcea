/** A resource as JSON text, made once when it changes and copied as bytes ever after. */
import { etag } from './etag';
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

/**
 * An open rendering: JSON text that ends inside `meta`, without the location and the closing
 * braces, since a stored text must not know the base URL. Only what the profile has is shown.
 */
export const renderUser = (profile: Profile, user: Renderable): string => {
  const { id, attributes, version, created, lastModified } = user;
  const schemas = [profile.core.id];
  let text = '';
  for (const { name, returned } of profile.attributes.values()) {
    const value = attributes[name];
    if (value !== undefined && returned !== 'never') text += `"${name}":${JSON.stringify(value)},`;
  }
  for (const { urn } of profile.byUrn.values()) {
    const value = attributes[urn];
    if (value === undefined) continue;
    schemas.push(urn);
    text += `${JSON.stringify(urn)}:${JSON.stringify(value)},`;
  }
  return `{"schemas":${JSON.stringify(schemas)},"id":${JSON.stringify(id)},${text}"meta":{"resourceType":"User","created":"${created}","lastModified":"${lastModified}","version":${JSON.stringify(etag(version))}`;
};

/** The whole text: the location is the last thing in it. */
export const closeRendering = (rendered: string, baseUrl: string, id: string): string =>
  `${rendered},"location":"${baseUrl}/Users/${id}"}}`;

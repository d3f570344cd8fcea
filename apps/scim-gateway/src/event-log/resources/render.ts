import { isTestUser } from '@rollcall/domain';
import { groupProfiles, profiles, renderResource } from '@rollcall/protocol';
import type { Render } from './resources';

/** A user's or a group's state as SCIM JSON; other streams have no rendering. */
export const render: Render = (profile, stream) => {
  const [kind, id = ''] = stream.subject.split('/');
  const isUser = kind === 'users' || isTestUser(stream.subject);
  const resource = isUser ? profiles[profile] : groupProfiles[profile];
  return resource && (isUser || kind === 'groups')
    ? renderResource(resource, {
        id,
        attributes: stream.attributes,
        version: stream.version,
        created: stream.createdAt,
        lastModified: stream.modifiedAt,
      })
    : '';
};

/** What a 503 of `/directory/v1` means to a log-in page, by operation of the OpenAPI document. */
export const MEANS = {
  login:
    'Whether the user was deactivated meanwhile is not known: refuse the log-in unless your policy says otherwise.',
  user: 'Whether the user is active now is not known: refuse the log-in unless your policy says otherwise.',
  users:
    'Who the users are now is not known: refuse the log-in unless your policy says otherwise, and create nobody.',
  groupsOf:
    'The groups of the user are not known now: give no rights by them, or those of the last answer if your policy says so.',
  groups:
    'The groups are not known now: give no rights by them, or those of the last answer if your policy says so.',
  group:
    'The members of the group are not known now: give no rights by it, or those of the last answer if your policy says so.',
  snapshot:
    'Nothing new was sent: answer log-ins by what is stored while it is young enough, and refuse beyond.',
} as const;

/** @typedef {[file: string, says: string]} Command the file, from /app, and what it is for */

/** @type {Command} */
const ask = [
  'docker/ask.mjs',
  'sends one request to the service in this container: ask GET /health/ready',
];
/** @param {string} app @param {string} file @param {string} says @returns {Command} */
const of = (app, file, says) => [`apps/${app}/dist/${file}`, says];

/**
 * The commands of each image besides its service, by app.
 * @type {Readonly<Record<string, Readonly<Record<string, Command>>>>}
 */
export const COMMANDS = {
  'scim-gateway': {
    main: of('scim-gateway', 'main.js', 'the service'),
    migrate: of('scim-gateway', 'commands/migrate.js', 'migrates the event log database'),
    topics: of('scim-gateway', 'commands/topics.js', 'creates missing topics, checks the others'),
    'drop-topic': of(
      'scim-gateway',
      'commands/drop-topic.js',
      'deletes a generation that no consumer reads',
    ),
    epoch: of(
      'scim-gateway',
      'commands/new-epoch.js',
      'starts a new epoch of the event log, after a restore of its files',
    ),
    rollcall: of('scim-gateway', 'cli/main.js', 'the admin API, export and import of a tenant'),
    ask,
  },
  'user-directory': {
    main: of('user-directory', 'main.js', 'the service'),
    migrate: of('user-directory', 'commands/migrate.js', 'migrates the directory database'),
    rebuild: of(
      'user-directory',
      'commands/rebuild.js',
      'rebuilds the directory, compares it with the log, and swaps',
    ),
    ask,
  },
  'event-delivery': {
    main: of('event-delivery', 'main.js', 'the service'),
    migrate: of('event-delivery', 'commands/migrate.js', 'migrates the database of the feed'),
    ask,
  },
  'token-service': {
    main: of('token-service', 'main.js', 'the service'),
    'move-credentials': of(
      'token-service',
      'commands/move-credentials.js',
      'publishes the credentials to the next generation of their topic',
    ),
    'republish-credentials': of(
      'token-service',
      'commands/republish-credentials.js',
      'writes a lost credentials topic again, from Redis',
    ),
    ask,
  },
};

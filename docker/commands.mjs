/** What each image can do beside its service, by app: the file, from /app, and what it is for. */
const ask = [
  'docker/ask.mjs',
  'one question to the service of this container: ask GET /health/ready',
];
const of = (app, file, says) => [`apps/${app}/dist/${file}`, says];

export const COMMANDS = {
  'scim-gateway': {
    main: of('scim-gateway', 'main.js', 'the service'),
    migrate: of(
      'scim-gateway',
      'commands/migrate.js',
      'brings the log’s database to the newest schema',
    ),
    topics: of(
      'scim-gateway',
      'commands/topics.js',
      'makes the topics that are missing, checks the others',
    ),
    'drop-topic': of(
      'scim-gateway',
      'commands/drop-topic.js',
      'deletes a generation that nobody reads',
    ),
    epoch: of(
      'scim-gateway',
      'commands/new-epoch.js',
      'renews the log’s epoch, after a restore of its files',
    ),
    rollcall: of('scim-gateway', 'cli/main.js', 'the admin API, export and import of a tenant'),
    ask,
  },
  'user-directory': {
    main: of('user-directory', 'main.js', 'the service'),
    migrate: of('user-directory', 'migrate.js', 'brings its database to the newest schema'),
    rebuild: of('user-directory', 'rebuild.js', 'builds the directory anew, compares, and swaps'),
    ask,
  },
  'token-service': {
    main: of('token-service', 'main.js', 'the service'),
    'move-credentials': of(
      'token-service',
      'move-credentials.js',
      'tells the credentials anew, to the next generation of their topic',
    ),
    ask,
  },
};

import { createLogger, loadConfig } from '@rollcall/platform';
import { IsString, MinLength } from 'class-validator';
import { Client } from 'pg';
import { localInitiator } from '../admin-kit/local-initiator';
import { renewEpoch } from '../epochs/epochs';
import { END_LEADERS } from '../epochs/epochs.queries';

class EpochConfig {
  @IsString() @MinLength(1) DATABASE_URL!: string;
}

/** After a restore of the log and before its next write: events from now on belong to a new epoch. */
const renew = async (): Promise<void> => {
  const client = new Client({ connectionString: loadConfig(EpochConfig).DATABASE_URL });
  await client.connect();
  try {
    const { epoch, tenants } = await renewEpoch(client, localInitiator());
    await client.query(END_LEADERS);
    createLogger('scim-gateway-epoch').info({ epoch, tenants }, 'the log has a new epoch');
  } finally {
    await client.end();
  }
};

renew().catch((error: unknown) => {
  process.stderr.write(`The epoch was not renewed: ${String(error)}\n`);
  process.exitCode = 1;
});

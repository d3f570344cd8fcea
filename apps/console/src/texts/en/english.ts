import { clients } from './clients';
import { connect } from './connect';
import { connection } from './connection';
import { frame } from './frame';
import { problems } from './problems';
import { refusals } from './refusals';
import { requests } from './requests';
import { status } from './status';
import { tokens } from './tokens';

export const en = {
  ...frame,
  ...connect,
  ...clients,
  ...connection,
  ...requests,
  ...refusals,
  ...problems,
  ...status,
  ...tokens,
};

import type { Credential, Status } from '../../api/views';

/** A connection that works, for specs; each says what differs. */
export const NOW = Date.parse('2026-11-30T12:00:00Z');
export const YESTERDAY = new Date(NOW - 25 * 3_600_000).toISOString();
const MINUTES_AGO = new Date(NOW - 180_000).toISOString();

export const CREDENTIAL: Credential = {
  id: 't'.repeat(16),
  label: 'Okta',
  createdAt: '2026-11-01T00:00:00.000Z',
  expiresAt: '2027-05-01T00:00:00.000Z',
  daysLeft: 152,
  clientId: null,
  lastUsedAt: MINUTES_AGO,
};

const WELL: Status = {
  provisioning: 'enabled',
  since: '2026-11-01T00:00:00.000Z',
  by: 'link:a',
  savedAt: '2026-11-01T00:00:00.000Z',
  provider: 'okta',
  firstRequestAt: '2026-11-01T00:01:00.000Z',
  lastRequestAt: MINUTES_AGO,
  lastDay: {
    from: YESTERDAY,
    accepted: { requests: 20, changes: 9 },
    refused: { requests: 0, changes: 0 },
    refusals: [],
  },
  people: { active: 12, inactive: 2 },
  credential: CREDENTIAL,
  liveTokens: [CREDENTIAL.id],
  rotation: null,
  switchOffs: 0,
};

export const given = (more: Partial<Status> = {}): Status => ({ ...WELL, ...more });

/** One cause with so many refused changes, and how much was accepted in the same day. */
export const cause = (
  code: string,
  changes: number,
  acceptedChanges = 0,
  acceptedRequests = 20,
): Pick<Status, 'lastDay'> => {
  const requests = Math.max(1, changes);
  return {
    lastDay: {
      from: YESTERDAY,
      accepted: { requests: acceptedRequests, changes: acceptedChanges },
      refused: { requests, changes },
      refusals: [
        {
          code,
          attribute: 'nickName',
          refused: [],
          status: 400,
          requests,
          changes,
          lastAt: MINUTES_AGO,
        },
      ],
    },
  };
};

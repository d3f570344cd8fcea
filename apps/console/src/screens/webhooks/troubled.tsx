import { useAct } from '../../api/answer';
import type { EndpointDetails, TroubledTenant } from '../../api/operator-views';
import { webhooks } from '../../api/webhooks';
import { useTexts } from '../../frame/speaking';
import { Badge } from '../../parts/badge';
import { Button } from '../../parts/button';
import { ProblemNotice } from '../../parts/notice';
import { Table } from '../../parts/table';
import { isolated } from '../../texts/isolated';
import { failureText } from './failure';

/** The tenants that are held or tried again, with the button that tries them now. */
export const Troubled = ({
  endpoint: { name, troubled },
  onDone,
}: {
  endpoint: EndpointDetails;
  onDone: (said: string) => Promise<void>;
}) => {
  const { say, count, number } = useTexts();
  const { busy, problem, run } = useAct();
  const redrive = (tenantId?: string): Promise<boolean> =>
    run(async () => {
      const { redriven } = await webhooks.redrive(name, tenantId);
      await onDone(count('webhooks.was.redriven', redriven));
    });
  return (
    <section>
      <h2>{say('webhooks.troubled')}</h2>
      <Table<TroubledTenant>
        caption={say('webhooks.troubled')}
        rows={troubled}
        keyOf={({ tenantId }) => tenantId}
        none={say('webhooks.troubled.none')}
        columns={[
          { title: say('webhooks.tenant'), cell: ({ tenantId }) => tenantId },
          { title: say('webhooks.state'), cell: (tenant) => <Why tenant={tenant} /> },
          { title: say('webhooks.accepted'), cell: ({ position }) => number(position) },
          {
            title: say('tokens.acts'),
            narrow: true,
            cell: ({ tenantId }) => (
              <Button
                busy={busy}
                aria-label={say('webhooks.redrive.of', { tenant: isolated(tenantId) })}
                onPress={() => void redrive(tenantId)}
              >
                {say('webhooks.redrive')}
              </Button>
            ),
          },
        ]}
      />
      <ProblemNotice problem={problem} />
      {troubled.length > 1 ? (
        <Button busy={busy} onPress={() => void redrive()}>
          {say('webhooks.redrive.all')}
        </Button>
      ) : null}
    </section>
  );
};

const Why = ({ tenant }: { tenant: TroubledTenant }) => {
  const texts = useTexts();
  const { say, time, ago } = texts;
  const { heldSince, failingSince, dueAt } = tenant;
  const failure = failureText(texts, tenant.failure);
  if (heldSince)
    return (
      <Badge tone="bad">{say('webhooks.troubled.held', { time: time(heldSince), failure })}</Badge>
    );
  return (
    <>
      <Badge tone="warn">
        {say('webhooks.troubled.failing', { time: time(failingSince ?? ''), failure })}
      </Badge>
      {dueAt ? (
        <p className="small">{say('webhooks.troubled.next', { time: ago(dueAt) })}</p>
      ) : null}
    </>
  );
};

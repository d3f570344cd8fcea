import type { RequestRow } from '../../api/views';
import { useTexts } from '../../frame/speaking';
import { Facts } from '../../parts/screen';
import { Explanation } from '../requests/explanation';
import { differenceIn } from './difference';

/** Why an assertion was refused: the claim that differs, what was expected and what came. */
export const RefusedAssertion = ({ row }: { row: RequestRow }) => {
  const { say } = useTexts();
  const difference = differenceIn(row.detail);
  return (
    <>
      <Explanation row={row} />
      {difference ? (
        <div className="trust-facts">
          <Facts
            facts={[
              [say('trust.claim'), <code key="claim">{difference.claim}</code>],
              [say('trust.expected'), <code key="expected">{difference.expected}</code>],
              [say('trust.got'), <code key="got">{difference.got}</code>],
            ]}
          />
        </div>
      ) : null}
    </>
  );
};

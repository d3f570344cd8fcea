import { useTexts } from '../frame/speaking';

/** The server's own sentence, in English, folded away: for a person who passes it on. */
export const ServerSaid = ({ text }: { text: string | null | undefined }) => {
  const { say } = useTexts();
  if (!text) return null;
  return (
    <details className="server-said">
      <summary>{say('server-said')}</summary>
      <p lang="en">
        <bdi>{text}</bdi>
      </p>
    </details>
  );
};

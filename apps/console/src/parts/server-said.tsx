import { useTexts } from '../frame/speaking';

/** The server's own sentence, which is English: there for whoever passes it on, and out of the way. */
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

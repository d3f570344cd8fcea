import { Injectable } from '@nestjs/common';
import { CredentialsTopic } from './credentials-topic';
import { eventOf } from './outbox';
import { StoredCredentials } from './stored-credentials';
import { CountedEnds, cutOf } from './topic-ends';

/** Writes a lost topic again from the store. Events merge, so that it may run twice. */
@Injectable()
export class TopicRewrite {
  constructor(
    private readonly stored: StoredCredentials,
    private readonly topic: CredentialsTopic,
    private readonly ends: CountedEnds,
  ) {}

  /** Resolves to the number of events. Services may run meanwhile. */
  async run(): Promise<number> {
    await this.wholeTopic();
    let published = 0;
    await this.stored.read(async (entries) => {
      await this.topic.publish(entries.map(eventOf));
      published += entries.length;
    });
    await this.ends.restart(this.topic.name, await this.wholeTopic());
    return published;
  }

  private async wholeTopic() {
    const { name } = this.topic;
    const offsets = await this.topic.offsets();
    if (!offsets) throw new Error(`There is no topic ${name}. Create it first: command topics.`);
    const cut = cutOf(offsets);
    if (cut !== undefined)
      throw new Error(
        `The topic ${name} lost its beginning: ${cut}. Delete it with Kafka's tools, create it again with the command topics, and repeat.`,
      );
    return offsets;
  }
}

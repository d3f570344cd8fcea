import { correctedToo, notAccepted, ScimError, type AttributeFault } from './errors';

/** The most attributes that one refusal names. */
const MOST = 30;

/**
 * What is refused of one message, attribute by attribute: who repairs a mapping reads all of it at
 * once, not one each time that the provider tries again. The first decides status and scimType.
 */
export class Faults {
  private first: ScimError | undefined;
  private readonly all = new Map<string, AttributeFault>();

  /** Looks at each item; what one is refused for is kept, and the others are looked at all the same. */
  each<T, R>(items: readonly T[], read: (item: T, at: number) => readonly R[]): R[] {
    const found: R[] = [];
    for (const [at, item] of items.entries())
      try {
        found.push(...read(item, at));
      } catch (error) {
        this.keep(error);
      }
    return found;
  }

  /**
   * Keeps what an attribute was refused for. Throws what is about no attribute, or, behind one that
   * was refused, all that was kept: nothing can be said of what stands behind it.
   */
  keep(error: unknown): void {
    const fault = error instanceof ScimError ? error.fault : undefined;
    if (fault?.attribute === undefined) {
      this.settle();
      throw error;
    }
    this.first ??= error as ScimError;
    for (const one of fault.all ?? [fault]) {
      if (this.all.size >= MOST) this.settle();
      if (!this.all.has(one.attribute)) this.all.set(one.attribute, one);
    }
  }

  /** Whether an attribute was refused already. */
  has(attribute: string): boolean {
    return this.all.has(attribute);
  }

  /** Throws when something was refused. */
  settle(): void {
    if (this.first) throw whole(this.first, [...this.all.values()]);
  }
}

/** The first refusal, with all that the message is refused for. */
const whole = (first: ScimError, all: readonly AttributeFault[]): ScimError => {
  const { fault } = first;
  if (fault?.attribute === undefined || all.length <= (fault.all?.length ?? 1)) return first;
  const unknown = namesOf(all.filter(({ code }) => code === 'attribute-unknown'));
  const others = namesOf(
    all.filter((one) => one.code !== 'attribute-unknown' && one.attribute !== fault.attribute),
  );
  const detail = [
    ...(fault.code === 'attribute-unknown' ? [] : [first.detail]),
    ...(unknown.length > 0 ? [notAccepted(unknown)] : []),
    ...(others.length > 0 ? [correctedToo(others)] : []),
  ].join(' ');
  const { code, attribute } = fault;
  return new ScimError(first.status, detail, first.scimType, { code, attribute, all });
};

const namesOf = (faults: readonly AttributeFault[]): readonly string[] =>
  faults.map(({ attribute }) => attribute);

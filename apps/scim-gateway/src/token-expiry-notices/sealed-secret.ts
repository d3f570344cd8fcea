import { Inject, Injectable } from '@nestjs/common';
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { GatewayConfig } from '../config/gateway-config';
import { Sealer } from '@rollcall/webhooks';
import type { SealingConfig } from '../sealing/sealing-keys';

/**
 * The secrets that webhooks are signed with, as the database may hold them. Former releases sealed
 * them under SERVICE_KEYS, without a name: such a text is opened while those keys are given, and is
 * still written while there are no SEALING_KEYS, so that the former release can be put back.
 */
@Injectable()
export class SealedSecrets {
  private readonly sealer: Sealer | undefined;
  private readonly former: readonly Buffer[];

  constructor(@Inject(GatewayConfig) { SEALING_KEYS, SERVICE_KEYS = [] }: SealingConfig) {
    this.sealer = SEALING_KEYS && new Sealer(SEALING_KEYS, 'webhook secrets');
    this.former = SERVICE_KEYS.map(formerKey);
  }

  seal(tenantId: string, secret: string): string {
    if (this.sealer) return this.sealer.seal(secret, Buffer.from(tenantId));
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.former[0] as Buffer, nonce);
    const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
  }

  /** Undefined when the key that sealed it is gone. */
  open(tenantId: string, text: string): string | undefined {
    if (Sealer.keyNameOf(text) !== undefined) return this.sealer?.open(text, Buffer.from(tenantId));
    const bytes = Buffer.from(text, 'base64url');
    for (const key of this.former)
      try {
        const cipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12));
        cipher.setAuthTag(bytes.subarray(12, 28));
        return Buffer.concat([cipher.update(bytes.subarray(28)), cipher.final()]).toString('utf8');
      } catch {
        // sealed by another one
      }
    return undefined;
  }

  /** The name of the key that seals; undefined while none has a name. */
  get sealsUnder(): string | undefined {
    return this.sealer?.first;
  }
}

const formerKey = (secret: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, '', 'rollcall webhook secrets', 32));

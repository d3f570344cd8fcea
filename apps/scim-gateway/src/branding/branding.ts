import { Injectable, Inject } from '@nestjs/common';
import { BRANDING_PARTS, type BrandingView, type TenantId } from '@rollcall/contracts';
import type { Pool } from 'pg';
import { ConsoleConfig } from '../config/console-config';
import type { ChangeBrandingDto } from './branding.dto';
import * as sql from './branding.queries';
import { shadesOf } from './rules/shades';
import { READ_POOL } from '../database/pools';

type Part = (typeof BRANDING_PARTS)[number];
type Parts = Readonly<Record<Part, string | null>>;

interface Row {
  name: string | null;
  logo: string | null;
  accent: string | null;
  support: string | null;
  return_url: string | null;
}

type Settings = Pick<
  ConsoleConfig,
  'BRAND_NAME' | 'BRAND_LOGO' | 'BRAND_ACCENT' | 'BRAND_SUPPORT' | 'BRAND_RETURN_URL'
>;

const viewOf = (parts: Parts, own: readonly Part[]): BrandingView => ({
  ...parts,
  shades: parts.accent === null ? null : shadesOf(parts.accent.toLowerCase()),
  own,
});

const installed = (settings: Settings): Parts => ({
  name: settings.BRAND_NAME ?? null,
  logo: settings.BRAND_LOGO ?? null,
  accent: settings.BRAND_ACCENT ?? null,
  support: settings.BRAND_SUPPORT ?? null,
  returnUrl: settings.BRAND_RETURN_URL ?? null,
});

/** The product's own name, logo, colour and addresses: the installation's, where a tenant has none. */
@Injectable()
export class Branding {
  /** Of the installation; the same as long as the process runs. */
  readonly ofInstallation: BrandingView;
  private readonly installed: Parts;

  constructor(
    @Inject(ConsoleConfig) settings: Settings,
    @Inject(READ_POOL) private readonly pool: Pool,
  ) {
    this.installed = installed(settings);
    this.ofInstallation = viewOf(this.installed, []);
  }

  async of(tenantId: TenantId): Promise<BrandingView> {
    const { rows } = await this.pool.query<Row>(sql.READ, [tenantId]);
    const [row] = rows;
    if (!row) return this.ofInstallation;
    const { return_url: returnUrl, ...rest } = row;
    const set: Parts = { ...rest, returnUrl };
    const own = BRANDING_PARTS.filter((part) => set[part] !== null);
    const chosen = Object.fromEntries(own.map((part) => [part, set[part]]));
    return viewOf({ ...this.installed, ...chosen }, own);
  }

  async change(tenantId: TenantId, change: ChangeBrandingDto): Promise<void> {
    const values = BRANDING_PARTS.map((part) => change[part] ?? null);
    await this.pool.query(sql.CHANGE, [tenantId, namedIn(change), ...values]);
  }
}

/** The parts that a change names. */
export const namedIn = (change: ChangeBrandingDto): readonly Part[] =>
  BRANDING_PARTS.filter((part) => change[part] !== undefined);
